import type { JsonObject } from './json.ts'

export interface Person {
  readonly id: string
  /** What one types after the `@`. */
  readonly handle: string
  readonly teamId: string
  realName: string
  displayName: string
  email: string
  picture: string
  /** Set for the user that an app acts as. */
  readonly botId: string | null
  deactivated: boolean
  presence: 'active' | 'away'
}

export interface Group {
  readonly id: string
  readonly handle: string
  readonly name: string
  members: string[]
  disabled: boolean
}

export type ChannelKind = 'public' | 'private' | 'im'

export interface Channel {
  readonly id: string
  name: string
  readonly kind: ChannelKind
  archived: boolean
  readOnly: boolean
  /** Shared with another workspace, so that strangers may be in it. */
  readonly shared: boolean
  readonly members: Set<string>
  readonly messages: Map<string, Message>
  readonly ephemerals: Ephemeral[]
  readonly pins: Set<string>
  readonly lockedThreads: Set<string>
}

/** Who a message is by, as Slack keeps it: a user, a bot with its user, or a bot under a name of its own. */
export interface Author {
  readonly user?: string | undefined
  readonly botId?: string | undefined
  readonly appId?: string | undefined
  readonly username?: string | undefined
  readonly icons?: JsonObject | undefined
}

/** How the text of a message is to be read. */
export interface Reading {
  /** `*bold*` and the like are formatting. */
  readonly mrkdwn: boolean
  /** `@here`, `@ana` and `#support` are live without angle brackets. */
  readonly names: boolean
}

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly author: Author
  readonly threadTs: string | null
  subtype: string | null
  text: string
  blocks: readonly JsonObject[]
  attachments: readonly JsonObject[]
  reading: Reading
  metadata: JsonObject | null
  edited: { readonly user: string; readonly ts: string } | null
  readonly reactions: { readonly name: string; readonly users: string[] }[]
  readonly files: readonly string[]
  readonly clientMsgId: string | null
  broadcast: boolean
  /** The place of a deleted thread parent whose replies are still there. */
  tombstone: boolean
  /** Once it had a reply, a parent keeps its thread_ts. */
  hadReplies: boolean
}

export interface Ephemeral {
  readonly ts: string
  readonly channel: string
  readonly to: string
  readonly threadTs: string | null
  text: string
  blocks: readonly JsonObject[]
  reading: Reading
  gone: boolean
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  title: string
  readonly mimetype: string
  readonly by: string
  readonly created: number
  bytes: Buffer
  size: number
  readonly shares: {
    readonly channel: string
    readonly ts: string
    readonly threadTs: string | null
  }[]
  state: 'awaited' | 'uploaded' | 'complete' | 'deleted'
  /** From another workspace: events carry its id alone. */
  readonly foreign: boolean
}

export interface StoredView {
  readonly id: string
  readonly user: string
  readonly rootId: string
  readonly previousId: string | null
  view: JsonObject
  hash: string
  /** What was chosen or written in its elements so far, by block and action. */
  readonly state: Record<string, Record<string, JsonObject>>
}

export interface Token {
  readonly value: string
  readonly kind: 'bot' | 'app'
  scopes: readonly string[]
  state: 'good' | 'revoked' | 'inactive'
}

/** Names one message, also over the wire. */
export interface MessageRef {
  readonly channel: string
  readonly ts: string
}
