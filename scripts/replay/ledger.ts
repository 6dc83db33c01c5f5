import type { Chat } from './chats.ts'

/** One message from its sender's side. */
export interface Said {
  readonly text: string
  /** ms of the performance clock. */
  readonly at: number
  /** The id that its far end knows it by; null until it was acknowledged. */
  message: string | null
  /** Why it was not taken. */
  refused: string | null
  /** When its sender was told one or the other; null until then. */
  answeredAt: number | null
}

/** One message as a far end holds it. */
export interface Held {
  readonly id: string
  readonly text: string
}

/** When a far end first saw which message, in the order of seeing. */
export interface Sightings {
  see(message: Held): boolean
  readonly count: () => number
  readonly all: () => readonly Held[]
  readonly at: (id: string) => number | undefined
}

/** What pages at one end have seen: what the visitor wrote, and what the team replied. */
export interface Seen {
  readonly words: Sightings
  readonly replies: Sightings
}

/** One conversation: all that was said, and all that was seen of it at both ends. */
export interface Talk {
  readonly chat: Chat
  /** Its visitor waits for no answers. */
  readonly hasty: boolean
  /** Ids on the server; null until known. */
  visitor: string | null
  thread: string | null
  /** Where it stood at the desk, one after another. */
  readonly channels: string[]
  readonly words: Said[]
  readonly replies: Said[]
  readonly atDesk: Seen
  readonly atVisitor: Seen
}

/** Every second visitor is hasty. */
export function newTalk(chat: Chat, index: number): Talk {
  return {
    chat,
    hasty: index % 2 === 1,
    visitor: null,
    thread: null,
    channels: [],
    words: [],
    replies: [],
    atDesk: { words: sightings(), replies: sightings() },
    atVisitor: { words: sightings(), replies: sightings() },
  }
}

export function newSaid(text: string): Said {
  return { text, at: performance.now(), message: null, refused: null, answeredAt: null }
}

/** The sender is told that it was taken, and what it is called from now on. */
export function noteTaken(said: Said, message: string) {
  said.message = message
  said.answeredAt = performance.now()
}

export function noteRefused(said: Said, why: string) {
  said.refused = why
  said.answeredAt = performance.now()
}

/** What was taken, in the order in which it was said. */
export function taken(all: readonly Said[]): Said[] {
  return all.filter(({ refused }) => refused === null)
}

function sightings(): Sightings {
  const seen = new Map<string, Held & { readonly at: number }>()
  return {
    /** True the first time. */
    see(message) {
      if (seen.has(message.id)) return false
      seen.set(message.id, { ...message, at: performance.now() })
      return true
    },
    count: () => seen.size,
    all: () => [...seen.values()],
    at: (id) => seen.get(id)?.at,
  }
}
