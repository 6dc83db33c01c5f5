import type { Conversation } from '../../conversation/conversation.ts'
import { visitorName } from './persona.ts'
import type { DiscordChannel } from './channels.ts'
import type { DiscordMessage } from './posting.ts'
import type { Once } from '../chats/once.ts'
import type { DiscordFailure } from './failures.ts'
import type { DiscordThread } from './refs.ts'

/** A conversation that is to have a thread in Discord. */
export interface Opening {
  readonly conversation: Conversation
  /** What people find it by; never more than 100 characters, and never changed. */
  readonly name: string
  readonly card: DiscordMessage
  /** The forum, text channel or category. */
  readonly at: DiscordChannel
  /** Where it stood, and stands no more. */
  readonly former: DiscordThread | null
  /** It is not made where it does not stand. */
  readonly isSought?: boolean
}

/** The thread, or why there is none. */
export type Opened =
  | { readonly ok: true; readonly thread: DiscordThread }
  | Extract<Once<DiscordFailure>, { ok: false }>

/** The visitor's name and the number. How it stands is no part of it: Discord takes two renames in ten minutes. */
export function threadName({ visitor, number }: Pick<Conversation, 'visitor' | 'number'>): string {
  return `${visitorName(visitor.name, [])} · ${number}`
}

/** The same as Discord has it for channels: small letters, digits and dashes. */
export function channelName(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  return words
    .replaceAll(/^-+|-+$/g, '')
    .slice(-100)
    .replace(/^-+/, '')
}

/** Minutes after which Discord hides what is silent: the longest it knows. What is closed is hidden at once. */
export const HIDDEN_AFTER = 10_080
