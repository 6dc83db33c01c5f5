import { mayActAs } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { hasJoined } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import { isIn } from '../conversation/places.ts'
import type { Member, People, Receipt, Store, TeamInbox } from '../ports.ts'
import type { CommandDeps } from './giving-commands.ts'
import { givingCommands } from './giving-commands.ts'
import { knowingWhoHadJoined } from './joining.ts'
import type { WordsDeps } from './members-words.ts'
import { membersWords } from './members-words.ts'
import type { Told } from './told.ts'

export interface TeamRoadDeps extends CommandDeps, WordsDeps {
  readonly store: Store
  readonly people: People
  /** When team chats showed somebody what concerns them. */
  readonly told: Told
  /** Tells the visitor's door that an agent who has joined types. */
  typing(conversation: Conversation, by: Member, on: boolean): void
  /** Opens a conversation's thread on the chat anew, with all that was said. */
  openAnew(chat: string, conversation: ConversationId): Promise<Receipt>
}

/** What the team chat `chat` reports to: from a line or a command to an action on a conversation. */
export function createTeamInbox(deps: TeamRoadDeps, chat: string): TeamInbox {
  const joins = knowingWhoHadJoined(deps, chat)

  return {
    ...membersWords(deps, chat, joins),
    command: givingCommands(deps, chat, joins),

    async lost(conversation) {
      const receipt = await deps.openAnew(chat, conversation)
      if (!receipt.ok && receipt.kind === 'retry') throw new Error(receipt.reason)
    },

    async typing(conversationId, by, on) {
      const [member, conversation] = await Promise.all([
        deps.people.get(by),
        deps.store.load(conversationId),
      ])
      if (!member?.active || !mayActAs(member.role, 'agent')) return
      // What someone types before they have joined is a note: the visitor hears nothing of it.
      if (!conversation || !hasJoined(conversation, by)) return
      if (isIn(conversation, chat)) deps.typing(conversation, member, on)
    },
  }
}
