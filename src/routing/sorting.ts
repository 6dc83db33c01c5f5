import { setMaxListeners } from 'node:events'
import type { Conversation } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { ConversationId, InboxId } from '../conversation/ids.ts'
import type { Words } from '../conversation/words-so-far.ts'
import { LOOKED_AT, openingWords } from '../conversation/words-so-far.ts'
import type { Choices, Classifier, Clock, Store } from '../ports.ts'
import type { KeepingDeps } from './keeping-labels.ts'
import { knowingQuestions } from './known-questions.ts'
import { changesWords, endsSorting, isOpenToSorting, saysWhere } from './open-to-sorting.ts'
import { readWords } from './reading-words.ts'
import type { Sorted } from './sorting-round.ts'
import { sortingRounds } from './sorting-round.ts'
import { faultOf } from './trying.ts'
import { unsortedSince } from './unsorted.ts'
import { within } from './within.ts'

export interface SortingDeps extends KeepingDeps {
  /** Who is asked now, in the order of trust: what a later one says stands over what an earlier one said. */
  classifiers(): readonly Classifier[]
  readonly store: Pick<Store, 'load' | 'list' | 'history' | 'events'>
  readonly clock: Clock
  /** What an inbox’s conversations can be about; null where machines are not asked. */
  choices(inbox: InboxId): Choices | null
  /** For how long a new conversation’s thread waits for its first labels (ms). */
  wait(): number
  /** How sure a machine must be of a label, from 0 to 1, so that no more is asked. */
  sure(): number
  /** There are rules that go by words, which may be written later. */
  goByWords(): boolean
  /** Ms between two questions about a conversation, at least: what is written meanwhile is asked about at once. */
  readonly pause?: number
}

export interface Sorting {
  /** What was decided: a new conversation is sorted from here on, and with what its visitor writes on. */
  heard(before: Conversation | null, after: Conversation, events: readonly RecordedEvent[]): void
  /** Resolves when its first labels are decided on, or have taken too long; at once where none are awaited. */
  settled(id: ConversationId): Promise<void>
  /** Takes up what was opened lately and not looked at: before a start, or before a machine had learned. */
  start(): Promise<void>
  /** Resolves when every answer is there, or was waited for long enough. */
  idle(): Promise<void>
  /** Asks no more, and lets what is being decided on end. */
  stop(): Promise<void>
}

interface UnderWay extends Sorted {
  /** There are words that nobody was asked about. */
  hasNews: boolean
  /** What has to end before it is known no more. */
  readonly parts: Set<Promise<void>>
  isGoing: boolean
  askedAt: number
}

/** So many at once are sorted by all classifiers; beyond it by the first alone, which is on this machine. */
const MOST = 500
/** Beyond so many no new one is sorted: it goes where it goes without labels. */
const MOST_AT_ALL = 2_000
/** About one conversation nobody is asked more often, however often its words are changed. */
const MOST_TIMES = 10
/** Ms for which what was opened before a start is still worth sorting. */
const YOUNG = 5 * 60_000

const NOTHING: Choices = { intents: [], departments: [], languages: [] }

/**
 * Asks what a conversation is about, beside the road and never on it: no visitor waits for it, and a fault in it
 * loses nothing but its labels. As long as that is not surely known and nobody has it, it asks again with what the
 * visitor writes on.
 */
export function createSorting(deps: SortingDeps): Sorting {
  const { store, clock, log, pause = 1_000 } = deps
  const sorted = new Map<ConversationId, UnderWay>()
  const underWay = new Set<Promise<void>>()
  const questions = knowingQuestions()
  const ending = new AbortController()
  // As many wait for its end as are being sorted.
  setMaxListeners(0, ending.signal)
  const rounds = sortingRounds(deps, ending.signal)

  function heard(
    before: Conversation | null,
    after: Conversation,
    events: readonly RecordedEvent[],
  ): void {
    const one = sorted.get(after.id)
    if (one && events.some(saysWhere)) one.isPlaced = true
    if (before === null) opens(after, events)
    else if (events.some(changesWords) && mayGoOn(after, events)) goOn(after.id)
  }

  function opens(conversation: Conversation, events: readonly RecordedEvent[]): void {
    for (const { event } of events) {
      if (event.type !== 'visitorWrote') continue
      const words = openingWords(event.content)
      if (words.text === '' || !hasMachines(conversation)) return
      const one = enter(conversation.id, conversation.openedAt + deps.wait())
      if (one) begin(one, sort(one, { conversation, words }))
      return
    }
  }

  /** What can be said of it without reading anything. */
  function mayGoOn(after: Conversation, events: readonly RecordedEvent[]): boolean {
    const isAdded = events.every(
      ({ event }) => event.type !== 'visitorEdited' && event.type !== 'visitorRemoved',
    )
    const isLate = after.messages > LOOKED_AT || questions.isFull(after.id)
    return (
      isOpenToSorting(after, deps.sure()) &&
      !(isAdded && isLate) &&
      questions.times(after.id, null) < MOST_TIMES &&
      (hasMachines(after) || deps.goByWords())
    )
  }

  function hasMachines({ inbox }: Conversation): boolean {
    return deps.classifiers().length > 0 && deps.choices(inbox) !== null
  }

  function goOn(id: ConversationId): void {
    // Its thread waits for nothing any more.
    const one = sorted.get(id) ?? enter(id, 0)
    if (!one) return
    one.hasNews = true
    if (!one.isGoing) begin(one, sort(one, null))
  }

  function enter(id: ConversationId, until: number): UnderWay | null {
    if (ending.signal.aborted || sorted.size >= MOST_AT_ALL) return null
    const first = Promise.withResolvers<void>()
    const stands = { round: 0, place: -1 }
    const rest = { hasNews: false, isGoing: false, isPlaced: false, askedAt: -Infinity }
    const one = { id, until, first, round: 0, stands, parts: new Set<Promise<void>>(), ...rest }
    sorted.set(id, one)
    return one
  }

  /** It is known until all of its parts have ended. */
  function begin(one: UnderWay, part: Promise<void>): void {
    one.parts.add(part)
    underWay.add(part)
    void part.finally(() => {
      one.parts.delete(part)
      underWay.delete(part)
      if (one.parts.size > 0) return
      sorted.delete(one.id)
      one.first.resolve()
    })
  }

  interface News {
    readonly conversation: Conversation
    readonly words: Words
    /** What happened so far; of an opening nothing. */
    readonly past?: readonly RecordedEvent[]
  }

  /** Throws nothing. */
  async function sort(one: UnderWay, opening: News | null): Promise<void> {
    one.isGoing = true
    try {
      if (opening) await ask(one, opening)
      one.first.resolve()
      while (one.hasNews && !ending.signal.aborted) {
        await rest(one.askedAt + pause - performance.now())
        one.hasNews = false
        const news = await newsOf(one)
        if (news && !ending.signal.aborted) await ask(one, news)
      }
    } catch (error) {
      log.error({ conversation: one.id, error: faultOf(error) }, 'a conversation was not sorted')
    }
    one.isGoing = false
  }

  async function ask(one: UnderWay, { conversation, words, past }: News): Promise<void> {
    const { id, inbox } = conversation
    const classifiers = words.text === '' ? [] : classifiersFor(id, past ?? [])
    const choices = deps.choices(inbox)
    questions.note(
      id,
      words,
      classifiers.map(({ name }) => name),
    )
    one.askedAt = performance.now()
    const asked = rounds.ask(one, {
      words,
      after: past?.length ?? null,
      choices: choices ?? NOTHING,
      classifiers: choices ? classifiers : [],
      wait: deps.wait(),
    })
    begin(one, asked.over)
    await asked.settled
  }

  /** Null where nothing is to be asked. */
  async function newsOf(one: UnderWay): Promise<News | null> {
    const conversation = await store.load(one.id)
    if (!conversation || !isOpenToSorting(conversation, deps.sure())) return null
    const past = await store.events(one.id)
    if (past.some(endsSorting)) return null
    const words = await readWords(store, one.id)
    return questions.isAsked(one.id, words) ? null : { conversation, words, past }
  }

  function classifiersFor(
    id: ConversationId,
    past: readonly RecordedEvent[],
  ): readonly Classifier[] {
    const said = (name: string) =>
      past.filter(({ event }) => event.type === 'classified' && event.by === name).length
    const all = deps
      .classifiers()
      .filter(
        ({ name, atMost = Infinity }) => Math.max(questions.times(id, name), said(name)) < atMost,
      )
    if (sorted.size <= MOST) return all
    log.warn({ sorting: sorted.size }, 'too many at once are to be sorted')
    return all.slice(0, 1)
  }

  async function rest(ms: number): Promise<void> {
    if (ms > 0) await within(new Promise<never>(() => undefined), ms, ending.signal)
  }

  async function takeUp(): Promise<void> {
    const since = clock.now() - YOUNG
    const machines = deps.classifiers().length > 0
    for (const conversation of await unsortedSince(store, { since, sure: deps.sure(), machines })) {
      questions.forget(conversation.id)
      goOn(conversation.id)
    }
  }

  return {
    heard,
    async settled(id) {
      const one = sorted.get(id)
      const left = one ? one.until - clock.now() : 0
      if (one && left > 0) await within(one.first.promise, left, ending.signal)
    },
    async start() {
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
      await rounds.decided()
    },
  }
}
