import type { DeskCommand, DeskMember, DeskThread } from '../../adapters/desk/protocol.ts'
import type { Pending } from './pending.ts'
import type { Prefs } from './prefs.ts'
import type { DeskState } from './state.ts'
import { EMPTY } from './state.ts'
import type { View } from './views.ts'

/** All that the page shows: what the server said, and where the member looks. */
export interface Page {
  readonly desk: DeskState
  readonly connection: 'connecting' | 'open' | 'lost'
  /** The server has ended it: why, and whether trying again may help. */
  readonly farewell: { readonly error: string; readonly again: boolean } | null
  readonly view: View
  readonly thread: string | null
  readonly drawer: 'rail' | 'panel' | null
  readonly dialog: Dialog | null
  readonly toasts: readonly Toast[]
  readonly pending: readonly Pending[]
  readonly reading: Reading
  /** When the thread on screen was opened, it was read up to here (epoch ms). */
  readonly freshFrom: number
  /** The last thing said in sight, for who listens to the page. */
  readonly heard: string
  readonly prefs: Prefs
  /** The last answer to what was pressed in a thread, shown beside it. */
  readonly notice: {
    readonly thread: string
    readonly text: string
    readonly tone: Toast['tone']
  } | null
}

export interface Reading {
  /** Before this (epoch ms) everything counts as read: when this browser first saw the desk. */
  readonly since: number
  /** By thread, the time of the newest message that was on screen. */
  readonly upTo: Readonly<Record<string, number>>
}

export type Dialog =
  | {
      readonly kind: 'form'
      readonly thread: string | null
      readonly command: DeskCommand
      readonly label: string
      readonly danger: boolean
    }
  | { readonly kind: 'answer'; readonly title: string; readonly text: string }
  | { readonly kind: 'link'; readonly link: string; readonly text: string }
  | {
      readonly kind: 'remove'
      readonly message: string
      readonly audience: 'reply' | 'note'
      readonly visitor: string
    }
  | { readonly kind: 'invite' | 'switcher' | 'keys' | 'sign-out' }

export interface Toast {
  readonly id: string
  readonly text: string
  readonly tone: 'info' | 'good' | 'bad' | 'alert'
  /** The thread that it leads to. */
  readonly thread: string | null
}

export function firstPage(prefs: Prefs, now: number): Page {
  return {
    desk: EMPTY,
    connection: 'connecting',
    farewell: null,
    view: 'waiting',
    thread: null,
    drawer: null,
    dialog: null,
    toasts: [],
    pending: [],
    reading: { since: now, upTo: {} },
    freshFrom: now,
    heard: '',
    prefs,
    notice: null,
  }
}

export function me(page: Page): DeskMember | null {
  return page.desk.world?.me ?? null
}

export function currentThread(page: Page): DeskThread | null {
  return (page.thread !== null && page.desk.threads.get(page.thread)) || null
}

/** True when something was said in it, by someone else, that was not on screen here. */
export function isUnread(page: Page, thread: DeskThread): boolean {
  const { last, whisper } = thread
  const readUpTo = page.reading.upTo[thread.id] ?? page.reading.since
  if (whisper && whisper.at > readUpTo) return true
  if (!last || last.by === me(page)?.name) return false
  return last.at > readUpTo
}
