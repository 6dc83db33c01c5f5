import type { DiscordFile } from './payloads.ts'
import type { DiscordUser } from './people.ts'
import type { DiscordWords } from './reading.ts'

/** Greenroom as Discord knows it. */
export interface Self {
  readonly userId: string
  /** The role that Discord gave the app in the server, which a mention of it may name; null where it is not known. */
  readonly role: string | null
}

/** A message's place. */
export interface At {
  readonly channel: string
  readonly id: string
}

interface Said extends At {
  readonly from: DiscordUser
  readonly words: DiscordWords
  readonly files: readonly DiscordFile[]
  /** Whom it mentions, as far as Discord says who they are. */
  readonly mentioned: readonly DiscordUser[]
  /** The message in the same channel that it replies to. */
  readonly replyTo: string | null
}

/** What someone of the server did. Whether they are a member of the team, and where it belongs, is looked up next. */
export type Heard =
  | ({
      readonly kind: 'message'
      /** It was edited before it was heard of. */
      readonly editedAt: string | null
    } & Said)
  /** `editedAt` is Discord's own time of it: an id for the edit. */
  | ({ readonly kind: 'edited'; readonly editedAt: string } & Said)
  /** Somebody wrote something, and Discord keeps from us what: the app may not read messages. */
  | ({ readonly kind: 'unreadable'; readonly from: DiscordUser } & At)
  /** Neither who removed it nor whose it was is told. */
  | ({ readonly kind: 'removed' } & At)
  | ({
      readonly kind: 'reacted'
      readonly on: boolean
      readonly from: DiscordUser
      /** One emoji in Unicode. */
      readonly emoji: string
    } & At)
  /** A moderator took off all reactions; those with this emoji, if it is named. */
  | ({ readonly kind: 'cleared'; readonly emoji: string | null } & At)
  /** A thread or a channel is no more, or the app does not see it any more. */
  | { readonly kind: 'gone'; readonly channel: string }
  | { readonly kind: 'ignored'; readonly reason: string }

/** Nothing to be done, and why. */
export function ignored(reason: string): Heard {
  return { kind: 'ignored', reason }
}
