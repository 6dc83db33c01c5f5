import type { Chance } from './chance.ts'
import type { SlackClock } from './clock.ts'
import type { JsonObject } from './json.ts'
import type { Channel, Group, Person, StoredFile, StoredView, Token } from './model.ts'

/** The app that is under test, as Slack has it registered. */
export interface SlackApp {
  readonly id: string
  readonly name: string
  readonly botId: string
  readonly userId: string
  readonly signingSecret: string
  /** Event types it subscribed to (`message.channels`, `app_mention`…); null: all. */
  subscriptions: readonly string[] | null
  /** Its slash commands; null: whatever is typed. */
  commands: readonly string[] | null
  /** It has a Home tab. */
  readonly homeTab: boolean
}

/** Something that apps may hear of; `channel` and `scope` say which may. */
export interface Happening {
  readonly event: JsonObject & { readonly type: string }
  readonly subscription: string
  readonly channel?: string | undefined
  readonly scope?: string | undefined
}

/** The documented oddities of Slack that can be switched off one by one. */
export interface Quirks {
  /** A reply also brings the parent's `message_replied`, without its subtype. */
  messageReplied: boolean
  /** Deleting a parent replays its replies as `message_changed`. */
  parentDeletionReplays: boolean
}

/** Everything that the workspace holds, and the few things that its parts share. */
export interface Office {
  readonly team: { readonly id: string; readonly domain: string; readonly paid: boolean }
  readonly app: SlackApp
  readonly clock: SlackClock
  readonly chance: Chance
  readonly people: Map<string, Person>
  readonly groups: Map<string, Group>
  readonly channels: Map<string, Channel>
  readonly files: Map<string, StoredFile>
  readonly views: Map<string, StoredView>
  /** Each person's Home tab. */
  readonly homes: Map<string, StoredView>
  readonly tokens: Map<string, Token>
  readonly quirks: Quirks
  readonly complaints: string[]
  /** The most messages that are read back at a time. */
  largestPage: number
  /** How long a file that was just completed waits to be shared, in ms. */
  fileDelay: number
  /** Where the fake listens. */
  url: string
  /** A new message id, later than all others. */
  ts(): string
  /** A new id, such as `U00000001` for `U`. */
  id(prefix: string): string
  /** Tells the app, if it may hear of it. */
  tell(happening: Happening): void
  /** Something became different: whoever waits looks again. */
  changed(): void
}

export function complain(office: Office, sentence: string): void {
  office.complaints.push(sentence)
}
