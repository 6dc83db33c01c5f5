import type { Emoji } from './emoji.ts'
import type { SlackFile } from './payloads.ts'
import type { SlackWords } from './reading.ts'

/** Greenroom as Slack knows it, from `auth.test`. */
export interface Self {
  readonly userId: string
  readonly botId: string
  readonly appId: string | null
}

/** A message's place: its own `ts`, and its thread's. */
export interface InThread {
  readonly channel: string
  readonly ts: string
  readonly thread: string
}

/** What someone of the workspace did. Whether they are a member of the team, and where it belongs, is looked up next. */
export type Heard =
  | ({
      readonly kind: 'message'
      readonly user: string
      readonly words: SlackWords
      readonly files: readonly SlackFile[]
      /** “Also send to channel” was ticked: everyone there has read it. */
      readonly broadcast: boolean
    } & InThread)
  /** `user` is who edited, `editedAt` Slack's own time of it: an id for the edit. */
  | ({
      readonly kind: 'edited'
      readonly user: string
      readonly editedAt: string
      readonly words: SlackWords
      readonly files: readonly SlackFile[]
      /** What it said before, where Slack says so. */
      readonly before: SlackWords | null
    } & InThread)
  /** Slack does not say who removed it: `user` is whose it was. */
  | ({ readonly kind: 'removed'; readonly user: string } & InThread)
  /** The app was addressed by its name. In a thread the same words come as a message, too. */
  | {
      readonly kind: 'mention'
      readonly channel: string
      readonly ts: string
      readonly thread: string | null
      readonly user: string
      readonly words: SlackWords
    }
  | { readonly kind: 'home opened'; readonly user: string }
  /** What we uploaded, now that Slack has put it into the thread: the one place where its `ts` is told. */
  | ({ readonly kind: 'our files'; readonly files: readonly SlackFile[] } & InThread)
  /** A card is gone, the thread under it may live on: it wants a new card. */
  | { readonly kind: 'card removed'; readonly channel: string; readonly ts: string }
  | {
      readonly kind: 'reacted'
      readonly on: boolean
      readonly channel: string
      readonly ts: string
      readonly user: string
      readonly emoji: Emoji
      /** Slack's own time of it. */
      readonly at: string
    }
  | { readonly kind: 'ignored'; readonly reason: string }

/** Nothing to be done, and why. */
export function ignored(reason: string): Heard {
  return { kind: 'ignored', reason }
}
