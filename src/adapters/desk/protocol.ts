/**
 * What the desk's page and the server say to each other, as JSON, under `/desk`.
 *
 * - `GET  /desk/enter?token=…`  a page that posts the token back; `POST /desk/enter` redeems it, sets the
 *                               session cookie and leads to `/desk/`. `POST /desk/leave` signs out.
 * - `WS   /desk/socket`         with the cookie, from the same origin: DeskHello first, then DeskClientFrames.
 * - `POST /desk/files?inbox=…`  raw bytes; headers `content-type`, `x-file-name` (percent-encoded UTF-8) → `{file: DeskFile}`.
 * - `GET  /desk/faces/:agent`   a member's picture.
 * Without a session every address under `/desk` but `enter` answers 401 (to a page: how to get in).
 *
 * Cursor: as in the widget's protocol, one number over everything. `DeskHello.cursor` null asks for all
 * threads; a number for the threads changed after it. Posts come for the threads that the client has
 * opened: `open` names the newest change that it holds of that thread, or null for its newest page.
 * What the client sends has an `id`; it is kept and sent again after a reconnect until `done` names it.
 */
import type { Labels } from '../../conversation/labels.ts'
import type { LabelChoice } from '../../conversation/naming-labels.ts'
import type { DueWords } from '../../conversation/sla.ts'
import type { PublicBlock, PublicFile } from '../widget/protocol.ts'

export type DeskFile = PublicFile

export interface DeskHello {
  readonly type: 'hello'
  readonly cursor: number | null
}

/** What does not change while the page is open, but with the settings: then it comes again. */
export interface DeskWorld {
  /** The installation's name, for the page's head and title. */
  readonly name?: string
  /** Epoch ms at the server as it says this, so that clocks on the page agree with it. */
  readonly now?: number
  readonly me: DeskMember
  readonly members: readonly DeskMember[]
  readonly channels: readonly DeskChannel[]
  readonly inboxes: readonly DeskInbox[]
  readonly commands: readonly DeskCommand[]
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  /** How sure a machine must be of a label before rules go by it, from 0 to 1. */
  readonly sure: number
  /** What this member is told outside of conversations, until they put it away. */
  readonly notice?: DeskNotice | null
}

/** A line across the page; `id` is the same for the same line. */
export interface DeskNotice {
  readonly id: string
  readonly text: string
}

export interface DeskMember {
  readonly id: string
  readonly name: string
  readonly role: 'creator' | 'agent' | 'supervisor' | 'lead' | 'admin'
  readonly picture: string | null
  readonly online: boolean
  readonly onDuty: boolean
  /** Ids of the teams that they are in. */
  readonly teams: readonly string[]
}

export interface DeskChannel {
  readonly id: string
  readonly name: string
  readonly purpose: string
}

export interface DeskInbox {
  readonly id: string
  readonly name: string
  readonly color: string
  /** How this inbox speaks, for the agent's eyes: tone, do and don't. */
  readonly voice: string
  readonly canned: readonly { readonly name: string; readonly text: string }[]
  readonly tags: readonly string[]
  /** What people can say that its conversations are about. */
  readonly labels: readonly LabelChoice[]
  readonly open: boolean
  /** “Mon–Fri 09:00–18:00, Europe/Berlin”. */
  readonly hours: string
  readonly files: { readonly maxBytes: number; readonly types: readonly string[] }
}

/** A command as the desk draws it: `/name`, a form when it has arguments, a button when it has one. */
export interface DeskCommand {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly args: readonly DeskArg[]
  /** Asks for a conversation: not usable outside a thread. */
  readonly inThread: boolean
  /** False: known, but not for this member's role; `for` says whose it is. */
  readonly allowed: boolean
  readonly for: string
}

export interface DeskArg {
  readonly name: string
  readonly label: string
  /** What kind of value: `text` takes the rest of the line. */
  readonly kind:
    | 'text'
    | 'agent'
    | 'duration'
    | 'tag'
    | 'priority'
    | 'outcome'
    | 'canned'
    | 'message'
    | 'chat'
    | 'label'
    | 'team'
    | 'teams'
    | 'word'
  readonly required: boolean
  readonly choices: readonly string[]
  readonly placeholder: string
}

/** A conversation as the list and the card show it. */
export interface DeskThread {
  readonly id: string
  readonly number: number
  readonly channel: string
  readonly inbox: string
  readonly visitor: {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly verified: boolean
    readonly page: string | null
    readonly pageTitle: string | null
    readonly attributes: Readonly<Record<string, string>>
    readonly firstSeen: number
  }
  readonly status: 'waiting' | 'claimed' | 'snoozed' | 'closed'
  readonly assignee: {
    readonly id: string
    readonly name: string
    readonly picture: string | null
  } | null
  /** Ids of those who may speak to the visitor. */
  readonly joined: readonly string[]
  readonly team: string | null
  readonly priority: 'low' | 'normal' | 'high' | 'urgent'
  readonly tags: readonly string[]
  /** The rule that sent it here. Left out where none did. */
  readonly rule?: string
  /** What it is about, as machines guessed and people corrected. Left out where nothing is known. */
  readonly labels?: Labels
  readonly openedAt: number
  readonly waitingSince: number | null
  /** By when they are to be answered, or were: words round a time. Left out where nothing says so. */
  readonly due?: DueWords
  readonly snoozedUntil: number | null
  readonly outcome: string | null
  /** Numbers of the last reply that reached, and was seen by, the visitor. */
  readonly delivered: number
  readonly seen: number
  /** For the list: the newest message. */
  readonly last: {
    readonly at: number
    readonly text: string
    readonly kind: 'visitor' | 'reply' | 'note'
    readonly by: string
  } | null
  /** The newest whisper to this member, and by whom. Left out when there is none. */
  readonly whisper?: { readonly at: number; readonly by: string }
  /** The team chats that it was moved to: nothing can be done with it here. Left out where it is here. */
  readonly movedTo?: readonly DeskElsewhere[]
  /** Buttons that this member may press now, in order; each is a command's name. */
  readonly buttons: readonly DeskButton[]
  /** Names of commands that the state allows, beyond those with buttons. */
  readonly version: number
  readonly change: number
}

/** A team chat by its name, and the thread's address in it. */
export interface DeskElsewhere {
  readonly name: string
  readonly link: string | null
}

export interface DeskButton {
  readonly command: string
  readonly label: string
  readonly style: 'primary' | 'normal' | 'danger'
  /** Opens a form for its arguments first. */
  readonly form: boolean
  /** It is a list of this argument’s values instead, and gives the command once one is chosen. */
  readonly pick?: DeskPick
}

export interface DeskPick {
  readonly arg: string
  /** What a person chose; empty as long as nobody did. */
  readonly given: string
  /** What stands in the list as long as nothing is chosen. */
  readonly placeholder: string
}

export type DeskPost =
  | {
      readonly kind: 'message'
      readonly id: string
      readonly position: number
      readonly change: number
      readonly number: number
      readonly as: 'visitor' | 'reply' | 'note'
      readonly by: {
        readonly id: string | null
        readonly name: string
        readonly picture: string | null
        readonly actor: 'visitor' | 'human' | 'automation' | 'system'
      }
      readonly at: number
      readonly blocks: readonly PublicBlock[]
      readonly files: readonly DeskFile[]
      readonly version: number
      readonly editedAt: number | null
      readonly removedAt: number | null
      /** Earlier texts, oldest first, when there are any. */
      readonly earlier: readonly { readonly at: number; readonly text: string }[]
      /** Of a reply. With the thread's `delivered` and `seen` (compare `number`) it says what became of it. */
      readonly heldUntil: number | null
      readonly withdrawnAt: number | null
      readonly failed: string | null
      /** Of a note: kept private because its author had not joined; `sentAs` when sent since. */
      readonly gated: boolean
      readonly sentAs: string | null
      /** Of a whisper: whom it is for. Besides its author nobody else is ever sent it. */
      readonly to?: { readonly id: string; readonly name: string }
      /** Left out when there are none. */
      readonly reactions?: readonly DeskReaction[]
    }
  | {
      readonly kind: 'line'
      readonly id: string
      readonly position: number
      readonly change: number
      readonly at: number
      readonly text: string
      readonly tone: 'info' | 'alert'
      /** Ids of members who are to be alerted. */
      readonly for: readonly string[]
    }

/** One person's emoji on a message. */
export interface DeskReaction {
  readonly emoji: string
  /** A member; null for the visitor. */
  readonly by: { readonly id: string; readonly name: string } | null
  /** The visitor sees it. */
  readonly public: boolean
}

export type DeskClientFrame =
  | DeskHello
  | { readonly type: 'open'; readonly thread: string; readonly change: number | null }
  | { readonly type: 'shut'; readonly thread: string }
  | { readonly type: 'older'; readonly thread: string; readonly before: number }
  /**
   * `showed`: the audience that the composer showed when Enter was pressed. `gated`: it showed a note only
   * because its writer had not joined, so the note may be claimed and sent.
   */
  | {
      readonly type: 'say'
      readonly id: string
      readonly thread: string
      readonly text: string
      readonly files: readonly string[]
      readonly showed: 'reply' | 'note'
      readonly gated?: boolean | undefined
    }
  | {
      readonly type: 'command'
      readonly id: string
      readonly thread: string | null
      readonly name: string
      readonly args: Readonly<Record<string, string>>
    }
  /** A line that starts with `/`, typed in the composer. */
  | {
      readonly type: 'line'
      readonly id: string
      readonly thread: string | null
      readonly text: string
    }
  | { readonly type: 'edit'; readonly id: string; readonly message: string; readonly text: string }
  | { readonly type: 'remove'; readonly id: string; readonly message: string }
  | {
      readonly type: 'react'
      readonly id: string
      readonly message: string
      readonly emoji: string
      readonly on: boolean
    }
  | { readonly type: 'typing'; readonly thread: string; readonly on: boolean }
  | {
      readonly type: 'invite'
      readonly id: string
      readonly role: 'creator' | 'agent' | 'supervisor' | 'lead' | 'admin'
      /** Ids of the teams that they will be in; none if left out. */
      readonly teams?: readonly string[] | undefined
    }
  | { readonly type: 'ping' }

export type DeskServerFrame =
  | ({ readonly type: 'world' } & DeskWorld)
  /** `reset`: these are all threads, forget others; more may follow, with `cursor` 0 until the last of them. */
  | {
      readonly type: 'threads'
      readonly cursor: number
      readonly reset: boolean
      readonly threads: readonly DeskThread[]
    }
  /** `reset`: forget the posts held of this thread. */
  | {
      readonly type: 'posts'
      readonly thread: string
      readonly reset: boolean
      readonly posts: readonly DeskPost[]
      readonly more: boolean
    }
  | {
      readonly type: 'older'
      readonly thread: string
      readonly posts: readonly DeskPost[]
      readonly more: boolean
    }
  /** What became of a frame with an id. Of a `say`: `audience` is what it turned out to be, `message` the id of its post. */
  | {
      readonly type: 'done'
      readonly id: string
      readonly ok: true
      readonly text?: string
      readonly insert?: string
      readonly audience?: 'reply' | 'note'
      readonly link?: string
      readonly message?: string
    }
  | { readonly type: 'done'; readonly id: string; readonly ok: false; readonly error: string }
  /** A line of tone `alert` that is `for` this member, whether or not they have its thread open; `id` is the line's. */
  | {
      readonly type: 'alert'
      readonly id: string
      readonly thread: string
      readonly at: number
      readonly text: string
    }
  | {
      readonly type: 'typing'
      readonly thread: string
      readonly name: string
      readonly visitor: boolean
      readonly on: boolean
    }
  | { readonly type: 'online'; readonly members: readonly string[] }
  /** Shown across the page until it is replaced; null clears it. */
  | { readonly type: 'banner'; readonly text: string | null }
  | { readonly type: 'goodbye'; readonly error: string; readonly again: boolean }
  | { readonly type: 'pong' }
