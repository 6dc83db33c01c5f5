import type { JsonObject } from '../slack/json.ts'

export interface Person {
  readonly id: string
  /** The username, which is also how tests name them. */
  readonly handle: string
  globalName: string
  readonly bot: boolean
  /** They take direct messages from people and apps of the server. */
  takesMessages: boolean
  blocksApp: boolean
}

export interface Member {
  readonly id: string
  nick: string | null
  readonly roles: Set<string>
  readonly joinedAt: number
}

export interface Role {
  readonly id: string
  readonly name: string
  permissions: bigint
  mentionable: boolean
  readonly managed: boolean
}

/** What one role or one member may do more or less in a channel. */
export interface Overwrite {
  readonly id: string
  readonly kind: 'role' | 'member'
  allow: bigint
  deny: bigint
}

export interface Tag {
  readonly id: string
  readonly name: string
  readonly moderated: boolean
  readonly emoji: string | null
}

export type ChannelKind = 'text' | 'forum' | 'category' | 'public thread' | 'private thread' | 'dm'

export interface Channel {
  readonly id: string
  name: string
  readonly kind: ChannelKind
  parentId: string | null
  topic: string | null
  position: number
  slowmode: number
  overwrites: Overwrite[]
  /** A forum's tags. */
  tags: Tag[]
  requiresTag: boolean
  /** By age, since each new one has a later id. */
  readonly messages: Map<string, Message>
  /** What one person alone sees, by age. */
  readonly ephemerals: Map<string, Message>
  lastMessageId: string | null
  /** Who the app talks with here, for direct messages. */
  readonly recipient: string | null
  readonly thread: ThreadState | null
}

export interface ThreadState {
  readonly ownerId: string
  archived: boolean
  locked: boolean
  /** In minutes. */
  autoArchive: number
  archivedAt: number
  readonly createdAt: number
  activeAt: number
  tags: string[]
  readonly members: Set<string>
  messageCount: number
  totalSent: number
}

/** Who a message is by: someone with an account, or a webhook under any name. */
export type Author =
  | { readonly kind: 'user'; readonly id: string }
  | {
      readonly kind: 'webhook'
      readonly id: string
      readonly name: string
      readonly avatar: string | null
    }

/** Whom the text of a message names, and whom it alerts, as decided when it was sent. */
export interface Mentions {
  readonly users: readonly string[]
  readonly roles: readonly string[]
  readonly everyone: boolean
}

export interface Message {
  readonly id: string
  readonly channel: string
  readonly author: Author
  /** Discord's number of the kind of message: 0 said, 19 reply, 6 pin, 4 rename, 21 thread starter. */
  readonly type: number
  readonly at: number
  content: string
  embeds: readonly JsonObject[]
  components: readonly JsonObject[]
  attachments: readonly string[]
  mentions: Mentions
  flags: number
  readonly nonce: string | number | null
  readonly replyTo: { readonly channel: string; readonly id: string } | null
  editedAt: number | null
  pinnedAt: number | null
  readonly reactions: { readonly emoji: string; readonly users: string[] }[]
  /** The one person who sees it. */
  readonly onlyFor: string | null
  /** The interaction that it answers. */
  readonly interaction: JsonObject | null
  readonly stickers: readonly JsonObject[]
  /** Things a message may carry that have no words: forwards, polls. */
  readonly extras: JsonObject
}

export interface StoredFile {
  readonly id: string
  readonly channel: string
  readonly name: string
  readonly type: string
  readonly description: string | null
  readonly bytes: Buffer
}

export interface Webhook {
  readonly id: string
  readonly token: string
  channelId: string
  name: string
  avatar: string | null
  readonly ownerId: string
}

/** Names one message, also over the wire. */
export interface MessageRef {
  readonly channel: string
  readonly id: string
}
