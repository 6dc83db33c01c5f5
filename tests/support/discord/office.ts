import type { Chance } from '../slack/chance.ts'
import type { SlackClock } from '../slack/clock.ts'
import type { JsonObject } from '../slack/json.ts'
import type { Intent } from './intents.ts'
import type { Interaction, OpenModal } from './interaction.ts'
import type { Channel, Member, Message, Person, Role, StoredFile, Webhook } from './model.ts'

/** The app under test, as the developer portal has it. */
export interface DiscordApp {
  readonly id: string
  readonly name: string
  readonly userId: string
  token: string
  /** The privileged intents that are switched on. */
  readonly privileged: Set<Intent>
}

export interface Guild {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly roles: Map<string, Role>
  readonly members: Map<string, Member>
}

/** How much fits, so that a test can fill a small server. */
export interface Sizes {
  readonly channels: number
  readonly inCategory: number
  readonly activeThreads: number
  readonly threadMembers: number
  readonly webhooks: number
  readonly pins: number
  readonly reactions: number
  /** In bytes, of one file. */
  readonly upload: number
}

/** Something that the app may hear of. */
export interface Happening {
  readonly t: string
  readonly d: JsonObject
  /** Null: whatever the intents. */
  readonly intent: Intent | null
  /** The app must see it. */
  readonly channel?: Channel | undefined
  /** Its words may be kept from the app. */
  readonly message?: Message | undefined
}

/** Everything that this Discord holds, and the few things that its parts share. */
export interface Office {
  readonly guild: Guild
  readonly app: DiscordApp
  readonly clock: SlackClock
  readonly chance: Chance
  readonly people: Map<string, Person>
  /** Threads and direct messages too. */
  readonly channels: Map<string, Channel>
  readonly webhooks: Map<string, Webhook>
  readonly files: Map<string, StoredFile>
  /** By `guild` or `global`. */
  readonly commands: Record<'guild' | 'global', readonly JsonObject[]>
  /** By their tokens. */
  readonly interactions: Map<string, Interaction>
  /** What each person has open, by their id. */
  readonly modals: Map<string, OpenModal>
  readonly sizes: Sizes
  readonly complaints: string[]
  /** Words that AutoMod blocks. */
  readonly blockedWords: Set<string>
  /** Where the fake listens. */
  url: string
  /** A new snowflake, later than all others. */
  id(): string
  /** Tells the app, if it may hear of it. */
  tell(happening: Happening): void
  /** Something became different: whoever waits looks again. */
  changed(): void
}

export function complain(office: Office, sentence: string): void {
  office.complaints.push(sentence)
}
