import type { RecordedEvent } from '../conversation/events.ts'
import type { ConversationId } from '../conversation/ids.ts'
import type { Words } from '../conversation/words-so-far.ts'
import type { Classifier } from '../ports.ts'

/** What was asked about a conversation since this process began. */
interface Known {
  /** Which words; null where the same ones may be asked about again. */
  readonly of: string | null
  readonly isFull: boolean
  /** By a clock that only goes on (ms). */
  readonly at: number
  readonly rounds: number
  readonly times: ReadonlyMap<string, number>
}

/** Of so many conversations it is known, those that were asked about last. */
const KEPT = 20_000
/** About one conversation nobody is asked more often, however often its words are changed. */
const MOST_TIMES = 10

const NOTHING: Known = { of: null, isFull: false, at: -Infinity, rounds: 0, times: new Map() }

/** Remembers what was asked, so that nobody is asked the same twice, or too often. */
export function knowingQuestions() {
  const all = new Map<ConversationId, Known>()
  const its = (id: ConversationId) => all.get(id) ?? NOTHING

  return {
    isAsked: (id: ConversationId, { of }: Words) => its(id).of === of,
    /** Nothing that is added from now on can change its words. */
    isFull: (id: ConversationId) => its(id).isFull,
    isTooOften: (id: ConversationId) => its(id).rounds >= MOST_TIMES,
    /** When it was asked about last, by `performance.now()`; -Infinity where that is not known. */
    lastAt: (id: ConversationId) => its(id).at,
    /** Those who may be asked about it once more; `past`: what happened to it, also before this process began. */
    mayAsk(id: ConversationId, classifiers: readonly Classifier[], past: readonly RecordedEvent[]) {
      const said = (name: string) =>
        past.filter(({ event }) => event.type === 'classified' && event.by === name).length
      return classifiers.filter(
        ({ name, atMost = Infinity }) =>
          Math.max(its(id).times.get(name) ?? 0, said(name)) < atMost,
      )
    },
    /** They are asked about these words. */
    note(id: ConversationId, { of, isFull }: Words, asked: readonly Classifier[]): void {
      const { rounds, times } = its(id)
      const next = new Map(times)
      for (const { name } of asked) next.set(name, (times.get(name) ?? 0) + 1)
      all.delete(id)
      all.set(id, { of, isFull, at: performance.now(), rounds: rounds + 1, times: next })
      const [oldest] = all.keys()
      if (all.size > KEPT && oldest !== undefined) all.delete(oldest)
    },
    /** The same words may be asked about again. */
    forget(id: ConversationId): void {
      const known = all.get(id)
      if (known) all.set(id, { ...known, of: null })
    },
  }
}
