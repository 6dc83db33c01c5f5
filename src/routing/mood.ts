import type { Logger } from 'pino'
import type { Actor } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { ConversationId, InboxId } from '../conversation/ids.ts'
import type { Content } from '../conversation/message.ts'
import { plainText } from '../conversation/message.ts'
import type { Clock, Store } from '../ports.ts'
import { clipped } from './clipped.ts'
import type { Heard, MoodRules, Turn } from './clipped.ts'
import { isCurt } from './curt.ts'
import type { JudgingDeps } from './judging.ts'
import { judging } from './judging.ts'
import type { Router } from './router.ts'

export interface MoodDeps extends JudgingDeps {
  readonly router: Pick<Router, 'fulfil'>
  readonly store: Pick<Store, 'load'>
  readonly clock: Clock
  readonly log: Logger
  /** When supervisors are alerted; null for never. */
  rules(): MoodRules | null
}

/** Hears how visitors sound, beside the road: of what it heard it keeps no word, and nothing over a restart. */
export interface Mood {
  heard(before: Conversation | null, after: Conversation, events: readonly RecordedEvent[]): void
  /** Resolves when all is judged, and told. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Messages of an inbox, and questions of the team’s, that are known: beyond it the oldest go. */
const MOST_KNOWN = 500
const MOST_ASKED = 5_000
/** Ms between two alarms of an inbox, at least. */
const QUIET = 3_600_000

const WATCHER: Actor = { kind: 'automation', rule: 'mood' }

export function watchingMood(deps: MoodDeps): Mood {
  const { clock, log } = deps
  const known = new Map<InboxId, Heard[]>()
  const told = new Map<InboxId, number>()
  /** Conversations whose last word is a question of the team’s. */
  const asked = new Set<ConversationId>()
  const underWay = new Set<Promise<void>>()
  const ending = new AbortController()
  const soundsNegative = judging(deps, ending.signal)

  function written(after: Conversation, at: number, opens: boolean, content: Content): void {
    const { id, inbox, number } = after
    const text = plainText({ ...content, files: [] }).trim()
    const answers = asked.delete(id)
    const isClipped = !opens && !answers && isCurt(text)
    const one: Heard = { conversation: id, number, at, opens, clipped: isClipped }
    const all = known.get(inbox) ?? []
    all.push(one)
    if (all.length > MOST_KNOWN) all.shift()
    known.set(inbox, all)
    if (isClipped) look(inbox)
    else if (!opens) also(judged(inbox, one, text))
  }

  async function judged(inbox: InboxId, one: Heard, text: string): Promise<void> {
    if (await soundsNegative(inbox, text)) mark(inbox, one)
  }

  function mark(inbox: InboxId, one: Heard): void {
    const all = known.get(inbox) ?? []
    const at = all.indexOf(one)
    if (at !== -1) all[at] = { ...one, clipped: true }
    look(inbox)
  }

  function look(inbox: InboxId): void {
    const [rules, now] = [deps.rules(), clock.now()]
    if (!rules || now < (told.get(inbox) ?? 0) + Math.max(QUIET, rules.within)) return
    const turn = clipped(known.get(inbox) ?? [], now, rules)
    if (!turn) return
    told.set(inbox, now)
    also(tell(inbox, turn))
  }

  async function tell(inbox: InboxId, { newest, ...turned }: Turn): Promise<void> {
    let isTold = false
    try {
      const answer = await deps.router.fulfil({
        key: newest,
        by: WATCHER,
        load: async () => deps.store.load(newest),
        action: async () => ({ type: 'tellMood', turned }),
        source: null,
      })
      isTold = answer.ok
    } finally {
      if (!isTold) told.delete(inbox)
    }
  }

  function also(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        // Its words could be the visitor’s.
        const kind = error instanceof Error ? error.name : 'unknown'
        log.warn({ error: kind }, 'the mood is not known')
      })
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }

  function replied({ id }: Conversation, content: Content): void {
    asked.delete(id)
    if (/[?？؟]/.test(plainText(content))) asked.add(id)
    const [oldest] = asked
    if (asked.size > MOST_ASKED && oldest !== undefined) asked.delete(oldest)
  }

  /** A conversation’s first message was judged when it was sorted. */
  function sorted({ id, inbox, labels }: Conversation): void {
    const { id: its, confidence } = labels?.sentiment ?? {}
    if (its !== 'negative' || (confidence ?? 1) < deps.sure()) return
    const first = known.get(inbox)?.find(({ conversation, opens }) => opens && conversation === id)
    if (first && !first.clipped) mark(inbox, first)
  }

  return {
    heard(before, after, events) {
      if (ending.signal.aborted || !deps.rules()) return
      for (const { event, at } of events) {
        if (event.type === 'visitorWrote') written(after, at, before === null, event.content)
        else if (event.type === 'replied') replied(after, event.content)
        else if (event.type === 'classified' && !event.anew) sorted(after)
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async stop() {
      ending.abort()
      await Promise.all(underWay)
    },
  }
}
