import type { ConversationId } from '../conversation/ids.ts'
import type { Words } from '../conversation/words-so-far.ts'

/** What was asked about a conversation since this process began. */
export interface KnownQuestions {
  /** The words were asked about last. */
  isAsked(id: ConversationId, words: Words): boolean
  /** Nothing that is written from now on can change its words. */
  isFull(id: ConversationId): boolean
  /** How often somebody was asked about it; `name` null: anybody. */
  times(id: ConversationId, name: string | null): number
  /** These are asked about these words. */
  note(id: ConversationId, words: Words, names: readonly string[]): void
  /** The same words may be asked about again. */
  forget(id: ConversationId): void
}

interface Known {
  readonly of: string | null
  readonly isFull: boolean
  readonly rounds: number
  readonly times: ReadonlyMap<string, number>
}

/** Of so many conversations it is known, those that were asked about last. */
const KEPT = 20_000

const NOTHING: Known = { of: null, isFull: false, rounds: 0, times: new Map() }

export function knowingQuestions(): KnownQuestions {
  const all = new Map<ConversationId, Known>()
  const its = (id: ConversationId) => all.get(id) ?? NOTHING

  function keep(id: ConversationId, known: Known): void {
    all.delete(id)
    all.set(id, known)
    const [oldest] = all.keys()
    if (all.size > KEPT && oldest !== undefined) all.delete(oldest)
  }

  return {
    isAsked: (id, { of }) => its(id).of === of,
    isFull: (id) => its(id).isFull,
    times: (id, name) => (name === null ? its(id).rounds : (its(id).times.get(name) ?? 0)),
    note(id, { of, isFull }, names) {
      const { rounds, times } = its(id)
      const next = new Map(times)
      for (const name of names) next.set(name, (times.get(name) ?? 0) + 1)
      keep(id, { of, isFull, rounds: rounds + 1, times: next })
    },
    forget(id) {
      const known = all.get(id)
      if (known) all.set(id, { ...known, of: null })
    },
  }
}
