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
import type { SortedNow } from './sorted-now.ts'
import { sortingNow } from './sorted-now.ts'
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

/** What is known of what a conversation’s visitor wants when machines are asked. */
interface News {
  readonly conversation: Conversation
  readonly words: Words
  /** What happened so far; missing where it opens with these words. */
  readonly past?: readonly RecordedEvent[]
}

/** So many at once are sorted by all classifiers; beyond it by the first alone, which is on this machine. */
const MOST = 500
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
  const sorted = sortingNow()
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
      if (one) sorted.goesOn(one, sort(one, { conversation, words }))
      return
    }
  }

  /** What can be said of it without reading anything. */
  function mayGoOn(after: Conversation, events: readonly RecordedEvent[]): boolean {
    const isFull = after.messages > LOOKED_AT || questions.isFull(after.id)
    return (
      isOpenToSorting(after, deps.sure()) &&
      !(isFull && events.every(({ event }) => event.type === 'visitorWrote')) &&
      !questions.isTooOften(after.id) &&
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
    if (!one.isGoing) sorted.goesOn(one, sort(one, null))
  }

  function enter(id: ConversationId, until: number): SortedNow | null {
    return ending.signal.aborted ? null : sorted.enter(id, until)
  }

  /** Throws nothing. */
  async function sort(one: SortedNow, opening: News | null): Promise<void> {
    one.isGoing = true
    try {
      if (opening) await ask(one, opening)
      one.first.resolve()
      while (one.hasNews && !ending.signal.aborted) {
        await rest(questions.lastAt(one.id) + pause - performance.now())
        one.hasNews = false
        const news = await newsOf(one)
        if (news && !ending.signal.aborted) await ask(one, news)
      }
    } catch (error) {
      log.error({ conversation: one.id, error: faultOf(error) }, 'a conversation was not sorted')
    }
    one.isGoing = false
  }

  async function ask(one: SortedNow, { conversation, words, past }: News): Promise<void> {
    const { id, inbox } = conversation
    const choices = deps.choices(inbox)
    const classifiers = words.text === '' || !choices ? [] : classifiersFor(id, past)
    questions.note(id, words, classifiers)
    const asked = rounds.ask(one, {
      words,
      after: past?.length ?? null,
      choices: choices ?? NOTHING,
      classifiers,
      wait: deps.wait(),
    })
    sorted.goesOn(one, asked.over)
    await asked.settled
  }

  /** Null where nothing is to be asked. */
  async function newsOf(one: SortedNow): Promise<News | null> {
    const conversation = await store.load(one.id)
    if (!conversation || !isOpenToSorting(conversation, deps.sure())) return null
    const past = await store.events(one.id)
    if (past.some(endsSorting)) return null
    const words = await readWords(store, one.id)
    return questions.isAsked(one.id, words) ? null : { conversation, words, past }
  }

  function classifiersFor(
    id: ConversationId,
    past: readonly RecordedEvent[] = [],
  ): readonly Classifier[] {
    const all = questions.mayAsk(id, deps.classifiers(), past)
    if (sorted.size() <= MOST) return all
    log.warn({ sorting: sorted.size() }, 'too many at once are to be sorted')
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
    idle: sorted.idle,
    async stop() {
      ending.abort()
      await rounds.decided()
    },
  }
}
