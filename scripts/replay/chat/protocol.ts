/** What the process tells in which a team chat runs, and what it answers. */
export type FromWorkspace =
  /** It stands; with what an app must know of it. */
  | { readonly type: 'ready'; readonly keys: unknown }
  /** The thread of this guest has now these lines of theirs, and so many posts that nobody answered yet. */
  | {
      readonly type: 'heard'
      readonly guest: string
      readonly lines: readonly string[]
      readonly unanswered: number
    }
  /** An agent has answered. */
  | {
      readonly type: 'said'
      readonly guest: string
      readonly text: string
      readonly unanswered: number
    }
  | { readonly type: 'fault'; readonly sentence: string }
  | {
      readonly type: 'holds'
      readonly threads: readonly HeldThread[]
      readonly weathered: Weathered
    }

/** Tells the one that waits for it. */
export type Tell = (message: Exclude<FromWorkspace, { type: 'ready' }>) => void

export type ToWorkspace =
  /** How it is to be furnished. */
  | { readonly type: 'furnish'; readonly plan: unknown }
  /** This guest's visit is over. */
  | { readonly type: 'over'; readonly guest: string }
  /** Asks what all threads hold, read from scratch. */
  | { readonly type: 'read' }

/** A thread as anyone finds it who opens it now. */
export interface HeldThread {
  readonly guest: string
  /** Where it hangs. */
  readonly channel: string
  /** Its card says that the conversation goes on elsewhere. */
  readonly isLeft: boolean
  readonly posts: readonly HeldPost[]
}

export interface HeldPost {
  /** The name that stands over it. */
  readonly by: string
  /** By the app, under a visitor's name. */
  readonly isVisitors: boolean
  readonly text: string
}

/** What the weather did, and what the chat refused. */
export interface Weathered {
  readonly calls: number
  /** Calls that came faster than the chat takes them. */
  readonly tooFast: number
  /** How often what went wrong. */
  readonly troubles: Readonly<Record<string, number>>
  /** What else is to be known. */
  readonly more: Readonly<Record<string, number>>
  readonly complaints: readonly string[]
}

/** The name that a visitor goes by, from which their thread is known. */
export function guestName(index: number): string {
  return `Guest ${String(index + 1).padStart(5, '0')}`
}

/** True of a card that says that its conversation is elsewhere. */
export function saysLeft(card: string): boolean {
  return card.includes('What is written here reaches nobody.')
}

/** The guest whose name stands in this; null where there is none. */
export function guestIn(text: string): string | null {
  return /Guest \d+/.exec(text)?.[0] ?? null
}

// Chats put signs that show as nothing between others, and visitors write some of them.
const UNSEEN = /[\u200b\u200c\u2060-\u2064]/g

/** The lines of a text, as they are compared: without what is empty or shows as nothing, and blanks as one. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll(UNSEEN, '').replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}
