import type { ConversationId, MessageId } from '../../src/conversation/ids.ts'
import type { Answer, CommandAnswer, TeamCommand, TeamInbox, TeamMessage } from '../../src/ports.ts'

export interface RecordingInbox extends TeamInbox {
  readonly messages: TeamMessage[]
  readonly commands: TeamCommand[]
  readonly edits: Parameters<TeamInbox['edited']>[0][]
  readonly removals: Parameters<TeamInbox['removed']>[0][]
  readonly reactions: Parameters<TeamInbox['reacted']>[0][]
  readonly lostThreads: ConversationId[]
  readonly typings: { readonly conversation: string; readonly by: string; readonly on: boolean }[]
  /** What is answered from now on, if not “taken”. */
  answerWith(answer: {
    message?: (message: TeamMessage) => Promise<Answer>
    command?: (command: TeamCommand) => Promise<CommandAnswer>
  }): void
}

/** The road's end of a team chat: keeps what it hears, and takes everything unless told otherwise. */
export function recordingInbox(): RecordingInbox {
  const heard = {
    messages: [] as TeamMessage[],
    commands: [] as TeamCommand[],
    edits: [] as Parameters<TeamInbox['edited']>[0][],
    removals: [] as Parameters<TeamInbox['removed']>[0][],
    reactions: [] as Parameters<TeamInbox['reacted']>[0][],
    lostThreads: [] as ConversationId[],
    typings: [] as { conversation: string; by: string; on: boolean }[],
  }
  let answers: Parameters<RecordingInbox['answerWith']>[0] = {}

  return {
    ...heard,
    answerWith: (given) => {
      answers = given
    },
    async message(message) {
      heard.messages.push(message)
      if (answers.message) return answers.message(message)
      return {
        ok: true,
        conversation: message.conversation,
        message: `from ${message.id}` as MessageId,
      }
    },
    async command(command) {
      heard.commands.push(command)
      return answers.command ? answers.command(command) : { ok: true }
    },
    async edited(edit) {
      heard.edits.push(edit)
      return { ok: true, conversation: 'c1' as never, message: edit.message }
    },
    async removed(removal) {
      heard.removals.push(removal)
      return { ok: true, conversation: 'c1' as never, message: removal.message }
    },
    async reacted(reaction) {
      heard.reactions.push(reaction)
      return { ok: true, conversation: 'c1' as never, message: reaction.message }
    },
    async lost(conversation) {
      heard.lostThreads.push(conversation)
    },
    async typing(conversation, by, on) {
      heard.typings.push({ conversation, by, on })
    },
  }
}
