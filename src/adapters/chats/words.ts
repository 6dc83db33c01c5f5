import type { ConversationId } from '../../conversation/ids.ts'
import type { Block, Content } from '../../conversation/message.ts'
import type { Answer, Member, Ref } from '../../ports.ts'
import type { Meant } from './speaking.ts'
import type { TakenFiles } from './taking-files.ts'

/** A member's words in a conversation's thread. `user` is who they are to the chat, `id` the chat's own for the words. */
export interface Words<Spot> {
  readonly id: string
  readonly user: string
  readonly by: Member
  readonly spot: Spot
  readonly content: Content
  /** They name the app, wherever in them: they are for no visitor, unless they are a note. */
  readonly namesApp: boolean
  /** What they answer, shown above them if they go to the visitor. */
  readonly quote?: Block | null
  /** Of an edit: no file is on them any more. */
  readonly withoutFiles?: boolean
}

export interface SaidWords<Spot> extends Words<Spot> {
  readonly conversation: ConversationId
  readonly ref: Ref
  /** When they were written, by the chat's clock (epoch ms). */
  readonly at?: number
  /** What was left out of them, in words for their writer. */
  readonly left: readonly string[]
  /** Keeps what was uploaded with them; asked for once. */
  readonly files: () => Promise<TakenFiles>
  /** Does what the app was told. */
  readonly toApp: () => Promise<void>
}

/** True for words that are for the app alone. A note stays a note, whomever it names. */
export function isForTheApp({ namesApp }: Pick<Words<unknown>, 'namesApp'>, meant: Meant): boolean {
  return namesApp && meant.kind === 'words' && meant.intent !== 'note'
}

/** The content with what it answers above it; a note is shown as it was written. */
export function quoting(
  quote: Block | null | undefined,
  content: Content,
  { intent }: Extract<Meant, { kind: 'words' }>,
): Content {
  if (!quote || intent === 'note') return content
  return { ...content, blocks: [quote, ...content.blocks] }
}

/** Throws, so that it is tried again, where too much was going on. */
export function throwIfBusy(answer: Answer): void {
  if (!answer.ok && answer.refusal.code === 'busy') throw new Error('Too much is going on.')
}
