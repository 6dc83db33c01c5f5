import type { Tell } from './protocol.ts'
import { linesOf } from './protocol.ts'

/** One conversation from the team's side. */
export interface Thread<Place> {
  readonly guest: string
  readonly place: Place
  /** Which of the threads it is: 0, 1, 2… */
  readonly at: number
  isClaimed: boolean
  isBeingTaken: boolean
  /** The conversation goes on elsewhere. */
  isLeft: boolean
  /** What each of the visitor's posts says, by its id. */
  readonly posts: Map<string, string>
  /** Words that nobody answered yet. */
  readonly unanswered: string[]
  isAnswering: boolean
  answers: number
}

interface Deps<Place> {
  readonly tell: Tell
  /** Resolves when its agent has said it; with other words where it had to be said anew. */
  readonly says: (thread: Thread<Place>, text: string) => Promise<string>
  readonly notes: (thread: Thread<Place>, text: string) => Promise<void>
  /** Its agent, who may have been given it unasked, does something that says that they know. */
  readonly takes: (thread: Thread<Place>) => Promise<void>
}

/** Between two answers in one thread: nobody types faster. */
const TYPING = 300
const QUOTED = 80
/** Ms for which one after another looks at a card before they claim it. */
const HESITATION = [0, 200, 600, 1_800, 3_000]
/** Every so manyeth thread has notes in it, too. */
const NOTED = 4
/** What no visitor may read begins with it. */
export const AMONG_US = 'Among us:'
/** What every answer begins with. */
export const ANSWER = 'Answer'

/** Answers each of a visitor's posts once, one after another, as soon as the thread is claimed. */
export function answering<Place>({ tell, says, notes, takes }: Deps<Place>) {
  function hear(thread: Thread<Place>, id: string, text: string) {
    if (thread.isLeft || thread.posts.get(id) === text) return
    thread.posts.set(id, text)
    thread.unanswered.push(text)
    holds(thread)
    answer(thread)
  }

  function holds({ guest, posts, unanswered }: Thread<Place>) {
    const lines = [...posts.values()].flatMap(linesOf)
    tell({ type: 'heard', guest, lines, unanswered: unanswered.length })
  }

  function answer(thread: Thread<Place>) {
    if (!thread.isClaimed || thread.isAnswering) return
    thread.isAnswering = true
    answerAll(thread)
      .catch(fault)
      .finally(() => {
        thread.isAnswering = false
        if (thread.unanswered.length > 0) answer(thread)
      })
  }

  async function take(thread: Thread<Place>) {
    await takes(thread)
    thread.isClaimed = true
    answer(thread)
  }

  async function answerAll(thread: Thread<Place>) {
    const { guest, unanswered } = thread
    for (let words = unanswered[0]; words !== undefined; words = unanswered[0]) {
      thread.answers += 1
      const wanted = `${ANSWER} ${thread.answers} to ${guest}: “${quoted(words)}”`
      const text = await says(thread, wanted)
      unanswered.shift()
      tell({ type: 'said', guest, text, unanswered: unanswered.length })
      await pause(TYPING)
      if (thread.answers % NOTED === 0) await notes(thread, `${AMONG_US} this is easy`)
    }
  }

  function fault(error: unknown) {
    tell({ type: 'fault', sentence: `An agent stumbled: ${String(error)}` })
  }

  return {
    /** What the guest's post says now. */
    hear,
    /** Its card says that it goes on elsewhere: in this thread, where there is one already. */
    left(thread: Thread<Place>, now: Thread<Place> | undefined) {
      thread.isLeft = true
      thread.unanswered.length = 0
      if (now) holds(now)
    },
    claimed(thread: Thread<Place>) {
      if (thread.isBeingTaken) return
      thread.isBeingTaken = true
      take(thread).catch(fault)
    },
    /** Who has not joined speaks to the team alone. */
    async noteBefore(thread: Thread<Place>) {
      if (thread.at % NOTED === 0) await notes(thread, `${AMONG_US} who takes this one?`)
    },
    fault,
  }
}

export function newThread<Place>(guest: string, place: Place, at: number): Thread<Place> {
  return {
    guest,
    place,
    at,
    isClaimed: false,
    isBeingTaken: false,
    isLeft: false,
    posts: new Map(),
    unanswered: [],
    isAnswering: false,
    answers: 0,
  }
}

/** Letters and digits alone: in a chat other signs would be formatting. */
function quoted(words: string): string {
  return words
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, QUOTED)
}

/** How long somebody looks at a card before they claim it (ms). */
export function hesitation({ at }: Pick<Thread<unknown>, 'at'>): number {
  return HESITATION[at % HESITATION.length] ?? 0
}

export async function pause(ms: number) {
  await new Promise((resolve) => setTimeout(resolve, ms))
}
