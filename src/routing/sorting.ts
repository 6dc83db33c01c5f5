import { setMaxListeners } from 'node:events'
import type { Conversation } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { ConversationId, InboxId } from '../conversation/ids.ts'
import type { Choices, Classifier, Clock, Store } from '../ports.ts'
import { labelsOf } from './given-labels.ts'
import type { KeepingDeps } from './keeping-labels.ts'
import { keepingLabels } from './keeping-labels.ts'
import { faultOf } from './trying.ts'
import { unsortedSince, wordsOf } from './unsorted.ts'
import { within } from './within.ts'

export interface SortingDeps extends KeepingDeps {
  /** In the order of trust: what a later one says stands over what an earlier one said. */
  readonly classifiers: readonly Classifier[]
  readonly store: Pick<Store, 'load' | 'list' | 'history'>
  readonly clock: Clock
  /** What an inbox’s conversations can be about; null where machines are not asked. */
  choices(inbox: InboxId): Choices | null
  /** For how long a new conversation’s thread waits for its first labels (ms). */
  wait(): number
}

export interface Sorting {
  /** What was decided: a new conversation is sorted from here on. */
  heard(before: Conversation | null, after: Conversation, events: readonly RecordedEvent[]): void
  /** Resolves when its first labels are decided on, or have taken too long; at once where none are awaited. */
  settled(id: ConversationId): Promise<void>
  /** Takes up what was opened lately and has no labels: before a start, or before a machine had learned. */
  start(): Promise<void>
  /** Resolves when every answer is there, or was waited for long enough. */
  idle(): Promise<void>
  /** Asks no more, and lets what is being decided on end. */
  stop(): Promise<void>
}

/** A conversation that is being sorted. */
interface Sorted {
  readonly id: ConversationId
  readonly until: number
  readonly first: PromiseWithResolvers<void>
  /** The place in their order of the classifier whose answer stands; -1 before the first. */
  stands: number
  /** A person has said where it belongs: its labels lead nowhere any more. */
  isPlaced: boolean
}

/** So many at once are sorted by all classifiers; beyond it by the first alone, which is on this machine. */
const MOST = 500
/** Beyond so many no new one is sorted: it goes where it goes without labels. */
const MOST_AT_ALL = 2_000
/** Ms after which an answer is not waited for any more: people have it by then. */
const LONGEST = 10_000
/** Ms for which what was opened before a start is still worth sorting. */
const YOUNG = 5 * 60_000

/**
 * Asks what a new conversation is about, beside the road and never on it: no visitor waits for it, and a fault
 * in it loses nothing but its labels.
 */
export function createSorting(deps: SortingDeps): Sorting {
  const { classifiers, store, clock, log } = deps
  const sorted = new Map<ConversationId, Sorted>()
  const underWay = new Set<Promise<void>>()
  const keep = keepingLabels(deps)
  const keeping = new Set<Promise<void>>()
  const ending = new AbortController()
  // As many wait for its end as are being sorted.
  setMaxListeners(0, ending.signal)

  function heard(
    before: Conversation | null,
    after: Conversation,
    events: readonly RecordedEvent[],
  ): void {
    const known = sorted.get(after.id)
    if (known && events.some(saysWhere)) known.isPlaced = true
    if (before === null) begin(after, firstWords(events))
  }

  function begin(conversation: Conversation, text: string): void {
    const { id, inbox, openedAt } = conversation
    if (ending.signal.aborted || classifiers.length === 0 || text === '' || sorted.has(id)) return
    const choices = deps.choices(inbox)
    const asked = classifiersNow()
    if (!choices || asked.length === 0) return
    const until = openedAt + deps.wait()
    const first = Promise.withResolvers<void>()
    const one: Sorted = { id, until, first, stands: -1, isPlaced: false }
    sorted.set(id, one)
    const all = asked.map(async (classifier, place) => ask(one, classifier, place, text, choices))
    const done = sortedBy(one, all)
    underWay.add(done)
    void done.finally(() => underWay.delete(done))
  }

  async function sortedBy({ id, first }: Sorted, answers: readonly Promise<void>[]): Promise<void> {
    await Promise.all(answers)
    sorted.delete(id)
    first.resolve()
  }

  function classifiersNow(): readonly Classifier[] {
    if (sorted.size < MOST) return classifiers
    log.warn({ sorting: sorted.size }, 'too many at once are to be sorted')
    return sorted.size < MOST_AT_ALL ? classifiers.slice(0, 1) : []
  }

  /** Throws nothing. */
  async function ask(
    one: Sorted,
    classifier: Classifier,
    place: number,
    text: string,
    choices: Choices,
  ): Promise<void> {
    const about = { conversation: one.id, classifier: classifier.name }
    try {
      const asked = classifier.classify(text, choices)
      const said = await within(asked, LONGEST, ending.signal)
      // What a later one said meanwhile is trusted more.
      if (!said || ending.signal.aborted || place < one.stands) return
      one.stands = place
      const labels = labelsOf(said, choices)
      const kept = keep(one.id, labels, classifier.name, () => !one.isPlaced)
      keeping.add(kept)
      await kept.finally(() => keeping.delete(kept))
      one.first.resolve()
    } catch (error) {
      log.warn({ ...about, error: kindOf(error) }, 'a conversation was not sorted')
    }
  }

  async function takeUp(): Promise<void> {
    const young = clock.now() - YOUNG
    for (const { conversation, text } of await unsortedSince(store, young))
      begin(conversation, text)
  }

  return {
    heard,
    async settled(id) {
      const one = sorted.get(id)
      const left = one ? one.until - clock.now() : 0
      if (one && left > 0) await within(one.first.promise, left, ending.signal)
    },
    async start() {
      if (classifiers.length === 0) return
      try {
        await takeUp()
      } catch (error) {
        log.error({ error: faultOf(error) }, 'what was begun before is not sorted')
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async stop() {
      ending.abort()
      await Promise.all(keeping)
    },
  }
}

function firstWords(events: readonly RecordedEvent[]): string {
  for (const { event } of events) if (event.type === 'visitorWrote') return wordsOf(event.content)
  return ''
}

/** A person moved it, or said how urgent it is: nothing that a machine says undoes that. */
function saysWhere({ by, event }: RecordedEvent): boolean {
  return (
    by.kind === 'human' &&
    (event.type === 'moved' || event.type === 'prioritised' || event.type === 'rerouted')
  )
}

/** Its words could be the visitor’s. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
