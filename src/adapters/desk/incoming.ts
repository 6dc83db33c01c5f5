import type { Command } from '../../commands/command.ts'
import type { Intent } from '../../conversation/actions.ts'
import type { Actor } from '../../conversation/actor.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Content, FileRef } from '../../conversation/message.ts'
import { cleanText, isEmpty, textContent } from '../../conversation/message.ts'
import type { Answer, CommandAnswer, Database, Member, TeamInbox } from '../../ports.ts'
import type { Files } from '../files.ts'
import type { Deed } from './frames.ts'

/** What a line in the composer means: a command with its values, or a sentence that says what is wrong. */
export type Parse = (
  text: string,
) =>
  | { readonly ok: true; readonly name: string; readonly args: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly sentence: string }

/** What became of a frame with an id, all but the id. */
export type Outcome =
  | {
      readonly ok: true
      readonly text?: string
      readonly insert?: string
      readonly audience?: 'reply' | 'note'
      readonly link?: string
      readonly message?: string
    }
  | { readonly ok: false; readonly error: string }

export interface IncomingDeps {
  readonly database: Pick<Database, 'store'>
  readonly files: Pick<Files, 'find'>
  readonly commands: readonly Command[]
  readonly parse: Parse
  readonly inbox: TeamInbox
  readonly invite: (as: Pick<Member, 'role' | 'teams'>, by: Member) => Promise<Outcome>
}

/** Does what a member asks, once it is durable says what became of it. Ids are the member's own. */
export function deskIncoming({ database, files, commands, parse, inbox, invite }: IncomingDeps) {
  const { store } = database
  const names = new Set(commands.flatMap(({ name, aliases }) => [name, ...aliases]))

  async function take(deed: Deed, by: Member): Promise<Outcome> {
    const id = `${by.id}:${deed.id}`
    switch (deed.type) {
      case 'say':
        return say(deed, id, by)
      case 'line':
        return line(deed.text, deed.thread, id, by)
      case 'command':
        return command(deed.name, deed.args, deed.thread, id, by)
      case 'edit':
        return edit(deed, id, by)
      case 'remove':
        return answered(await inbox.removed({ id, by: by.id, message: deed.message }))
      case 'react': {
        const { message, emoji, on } = deed
        return answered(await inbox.reacted({ id, by: by.id, message, emoji, on }))
      }
      case 'invite':
        return invite({ role: deed.role, teams: deed.teams ?? [] }, by)
    }
  }

  async function say(
    deed: Extract<Deed, { type: 'say' }>,
    id: string,
    by: Member,
  ): Promise<Outcome> {
    const text = typed(deed.text)
    // Whatever the composer showed: a command that went out as words would reach the wrong reader.
    if (isCommandLine(text)) {
      if (deed.files.length > 0) return refuse('A command takes no files: send them by themselves.')
      return line(text, deed.thread, id, by)
    }
    const attached = await files.find(deed.files, (file) => isFrom(by, file.by))
    if (!attached) return refuse('A file of this message is not there any more: attach it again.')
    const { content, intent } = meant(text, shownIntent(deed), attached)
    if (isEmpty(content))
      return refuse('There is nothing to send: write something or attach a file.')
    const conversation = deed.thread
    const answer = await inbox.message({ id, by: by.id, conversation, content, intent, ref: null })
    if (!answer.ok || answer.message === null) return answered(answer)
    const message = await store.message(answer.message)
    return {
      ok: true,
      message: answer.message,
      audience: message?.kind === 'reply' ? 'reply' : 'note',
    }
  }

  async function line(text: string, thread: ConversationId | null, id: string, by: Member) {
    const parsed = parse(typed(text))
    if (!parsed.ok) return refuse(parsed.sentence)
    return command(parsed.name, parsed.args, thread, id, by)
  }

  async function command(
    name: string,
    given: Readonly<Record<string, string>>,
    conversation: ConversationId | null,
    id: string,
    by: Member,
  ): Promise<Outcome> {
    const args = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, cleanText(value)]),
    )
    return commanded(await inbox.command({ id, by: by.id, conversation, name, args }))
  }

  async function edit(
    deed: Extract<Deed, { type: 'edit' }>,
    id: string,
    by: Member,
  ): Promise<Outcome> {
    const text = typed(deed.text)
    if (isCommandLine(text))
      return refuse('An edit cannot be a command: it would be read as words.')
    const message = await store.message(deed.message)
    if (!message) return refuse('This message is not there.')
    const { content, intent } = meant(text, 'auto', message.content.files)
    if (isEmpty(content)) return refuse('There is nothing left of it: remove the message instead.')
    return answered(await inbox.edited({ id, by: by.id, message: deed.message, content, intent }))
  }

  /** `/word` is a command, known or not; `!word` only when known, so that “!nice” stays words. */
  function isCommandLine(text: string): boolean {
    const bang = /^!([a-z-]+)/i.exec(text)?.[1]
    return /^\/[\p{L}?]/u.test(text) || (bang !== undefined && names.has(bang.toLowerCase()))
  }

  return { take }
}

function shownIntent({ showed, gated = false }: Extract<Deed, { type: 'say' }>): Intent {
  return showed === 'note' && gated ? 'gated' : showed
}

function meant(
  text: string,
  shown: Intent,
  files: readonly FileRef[],
): { content: Content; intent: Intent } {
  if (!text.startsWith('//')) return { content: textContent(text, files), intent: shown }
  return { content: textContent(text.slice(2), files), intent: 'note' }
}

/** The text, so that nothing unseen before its first `/` hides what it is. */
function typed(raw: string): string {
  return cleanText(raw).replace(/^[\p{Cf}\s]+(?=\/)/u, '')
}

function isFrom(member: Member, by: Actor): boolean {
  return by.kind === 'human' && by.id === member.id
}

function answered(answer: Answer): Outcome {
  return answer.ok ? { ok: true } : refuse(answer.refusal.sentence)
}

function commanded(answer: CommandAnswer): Outcome {
  return answer.ok ? answer : refuse(answer.refusal.sentence)
}

function refuse(sentence: string): Outcome {
  return { ok: false, error: sentence }
}
