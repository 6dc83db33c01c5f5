/**
 * What the widget and the server say to each other, as JSON, under `/widget/v1/:inbox`.
 *
 * - `GET  /settings`  → Settings. Cacheable; asks for no identity.
 * - `POST /session`   SessionRequest → Session. A token from an earlier session keeps the visitor.
 * - `POST /files`     raw bytes; headers `authorization: Bearer <token>`, `content-type`, `x-file-name`
 *                     (percent-encoded UTF-8) → `{file: PublicFile}`; 413, 415 and 400 say why in `{error}`.
 * - `WS   /socket`    Hello first, then any ClientFrame; the server sends ServerFrames.
 * - `POST /messages`  ClientSend, and `GET /changes?since=N` → Changes: the same without a WebSocket,
 *                     with `authorization: Bearer <token>`.
 *
 * Cursor: the number of the newest change that the client has. `Hello.cursor` null asks for the newest
 * page of history; a number for all that changed after it, in order. A message that changes comes again
 * whole, under the same id. A client keeps what it sends until `received` (or `refused`) names its id and
 * sends it again, under the same id, after each reconnect: the server takes each id once.
 */

export interface Settings {
  readonly inbox: string
  readonly name: string
  readonly greeting: string
  /** Said instead of the greeting outside the hours; null when always open. */
  readonly away: string | null
  readonly open: boolean
  /** Epoch ms of the next opening, while closed and known. */
  readonly opensAt: number | null
  /** The inbox's colour, `#rrggbb`. */
  readonly color: string
  readonly position: 'right' | 'left'
  readonly language: string
  readonly faces: readonly Face[]
  readonly files: { readonly maxBytes: number; readonly types: readonly string[] }
  readonly maxText: number
  /** Asked before the first message; left out when there is nothing to ask. */
  readonly ask?: readonly Question[]
}

export interface Question {
  /** Under what the answer is kept: `department`, `name`, `email`, `phone` or the inbox’s own. */
  readonly key: string
  /** Null where the widget has words of its own for it. */
  readonly label: string | null
  readonly required: boolean
  readonly choices?: readonly { readonly value: string; readonly text: string }[]
}

export interface Face {
  readonly name: string
  readonly picture: string | null
}

export interface SessionRequest {
  readonly token?: string | undefined
  /** Who the site says this is. Only with the right `hash` is `id` believed: hex HMAC-SHA256 of `id` under the inbox's identity secret. */
  readonly identity?: Identity | undefined
  /** What the visitor answered before the first message, by the questions’ keys. */
  readonly answers?: Readonly<Record<string, string>> | undefined
  /** Where they are, for the team's card. */
  readonly page?:
    | {
        readonly url: string
        readonly title: string
        readonly referrer: string
        /** What their browser asks for, as a tag. */
        readonly language?: string | undefined
      }
    | undefined
}

export interface Identity {
  readonly id?: string | undefined
  readonly hash?: string | undefined
  readonly name?: string | undefined
  readonly email?: string | undefined
  /** What else the site says of them, such as `tier: 'gold'`: its page's word, proved by nothing. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined
}

export interface Session {
  /** Proves the visitor; kept in the site's own storage, so that third-party cookies do not matter. */
  readonly token: string
  readonly visitor: { readonly id: string; readonly name: string; readonly verified: boolean }
}

export interface PublicFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
  /** Signed and expiring; a fresh one comes with each delivery of the message. */
  readonly url: string
}

export type PublicInline =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly style?: readonly ('bold' | 'italic' | 'strike' | 'code')[]
    }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string; readonly unicode?: string }
  | { readonly kind: 'mention'; readonly name: string }

export type PublicBlock =
  | { readonly kind: 'paragraph' | 'quote'; readonly inlines: readonly PublicInline[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly PublicInline[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

export interface WidgetMessage {
  readonly id: string
  /** Shows the order; ascending. */
  readonly position: number
  readonly mine: boolean
  readonly from: Face
  readonly at: number
  readonly editedAt: number | null
  readonly removed: boolean
  /** Empty when removed. */
  readonly blocks: readonly PublicBlock[]
  readonly files: readonly PublicFile[]
  /** The team's reactions to it, each an emoji; left out when there are none. */
  readonly reactions?: readonly string[]
  /** The visitor's own. */
  readonly own?: readonly string[]
}

export type ClientFrame =
  | { readonly type: 'hello'; readonly token: string; readonly cursor: number | null }
  | ClientSend
  | { readonly type: 'edit'; readonly id: string; readonly message: string; readonly text: string }
  | { readonly type: 'remove'; readonly id: string; readonly message: string }
  /** A reaction to a reply, set or taken back; it is no message, and lost where the link is. */
  | {
      readonly type: 'react'
      readonly id: string
      readonly message: string
      readonly emoji: string
      readonly on: boolean
    }
  /** The newest reply that this device holds, and the newest that the visitor has had on screen. */
  | { readonly type: 'delivered'; readonly message: string }
  | { readonly type: 'seen'; readonly message: string }
  | { readonly type: 'typing'; readonly on: boolean }
  | { readonly type: 'older'; readonly before: number }
  | { readonly type: 'ping' }

/** `id`: the client's own, unique and at least 16 characters of `[A-Za-z0-9_-]`; it becomes the message's id's source. */
export interface ClientSend {
  readonly type: 'send'
  readonly id: string
  readonly text: string
  /** Ids of files uploaded before. */
  readonly files: readonly string[]
}

export type ServerFrame =
  | ({ readonly type: 'welcome'; readonly more: boolean } & Changes)
  | ({ readonly type: 'changes' } & Changes)
  | { readonly type: 'older'; readonly messages: readonly WidgetMessage[]; readonly more: boolean }
  /** Durable. `message` is the id that the message has from now on. */
  | { readonly type: 'received'; readonly id: string; readonly message: string }
  | { readonly type: 'refused'; readonly id: string; readonly error: string }
  | { readonly type: 'typing'; readonly name: string; readonly on: boolean }
  /** The session or the inbox is not accepted: ask for a new session, or stop. */
  | { readonly type: 'goodbye'; readonly error: string; readonly again: boolean }
  | { readonly type: 'pong' }

export interface Changes {
  readonly cursor: number
  readonly messages: readonly WidgetMessage[]
  /** Who answers; null until someone has joined. */
  readonly agent: Face | null
  readonly status: 'none' | 'waiting' | 'claimed' | 'snoozed' | 'closed'
  /** Their place among those who wait, from 1; left out where there is no such order. */
  readonly place?: number
  /** More changes wait: ask again with this cursor (polling), or they follow (socket). */
  readonly incomplete: boolean
}
