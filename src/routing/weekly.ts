import type { Logger } from 'pino'
import type { Place } from '../conversation/conversation.ts'
import type { Taxonomy } from '../conversation/labels.ts'
import type { Clock, Feed, Labelling, Receipt, TeamChat } from '../ports.ts'
import { lastWeek } from './last-week.ts'
import type { Week } from './last-week.ts'
import { weeklyLine } from './weekly-line.ts'

export interface Weekly {
  start(): void
  /** Says it where it is due and was not said; rejects never. */
  look(): Promise<void>
  stop(): Promise<void>
}

export interface WeeklyDeps {
  readonly labelling: Pick<Labelling, 'sorted'>
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly teamChat: (name: string) => TeamChat | undefined
  /** Where it is to be said; null for nowhere. */
  readonly report: () => Place | null
  readonly taxonomy: () => Taxonomy
  /** By whose clock a week begins. */
  readonly zone: () => string
  readonly clock: Clock
  readonly log: Logger
  /** Tells people why it could not be said; null once that is over. */
  readonly notSaid: (reason: string | null) => void
}

const EVERY = 60_000
const MOST_TRIES = 20
const LONGEST_WAIT = 6 * 3_600_000
const TOPIC = 'weekly'
const KEY = 'labels'

/**
 * Says once a week how the labels fared: on Monday at 9, or when Greenroom next runs in that week. That it was said
 * is kept after the receipt, and its id is the week’s, so that a place which has it shows it once.
 */
export function createWeekly(deps: WeeklyDeps): Weekly {
  const { feed, clock, log } = deps
  let tries = 0
  let notBefore = 0
  let done: string | null = null
  let poll: NodeJS.Timeout | undefined
  let under: Promise<void> | null = null

  async function look(): Promise<void> {
    under ??= lookOnce()
      .catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : 'unknown'
        log.error({ error: kind }, 'the weekly line was not said')
        later(0)
      })
      .finally(() => {
        under = null
      })
    return under
  }

  async function lookOnce(): Promise<void> {
    const place = deps.report()
    const week = place && lastWeek(clock.now(), deps.zone())
    if (!week || week.name === done || clock.now() < notBefore) return
    const entry = await feed.get(TOPIC, KEY)
    if (isWeek(entry?.body, week)) done = week.name
    else await say(place, week)
  }

  async function say(place: Place, week: Week): Promise<void> {
    const text = weeklyLine(await deps.labelling.sorted(week.from, week.to), deps.taxonomy())
    if (text === null) return keep(week)
    const receipt = await told(place, { id: `labels of ${week.name}`, text })
    if (receipt.ok) {
      deps.notSaid(null)
      return keep(week)
    }
    const { kind, reason } = receipt
    const isCounted = kind === 'retry' && receipt.untried !== true
    if (isCounted) tries += 1
    if (kind !== 'retry' || tries >= MOST_TRIES) {
      log.warn({ chat: place.chat, kind }, 'the weekly line was not said')
      deps.notSaid(`The week’s line about labels could not be said in ${place.chat}. ${reason}`)
    }
    // What a person must mend is tried again until the week is over.
    if (kind === 'gone' || kind === 'refused' || tries >= MOST_TRIES) return keep(week)
    return later(kind === 'retry' ? (receipt.after ?? 0) : LONGEST_WAIT / 6)
  }

  async function told(
    place: Place,
    notice: { readonly id: string; readonly text: string },
  ): Promise<Receipt> {
    const receipt = await deps.teamChat(place.chat)?.notice?.(place, notice)
    const reason = `Greenroom says nothing there outside of conversations, or does not run it.`
    return receipt ?? { ok: false, kind: 'refused', reason }
  }

  async function keep(week: Week): Promise<void> {
    await feed.put([{ topic: TOPIC, key: KEY, body: { week: week.name } }])
    done = week.name
    tries = 0
    notBefore = 0
  }

  function later(after: number): void {
    notBefore = clock.now() + Math.max(after, Math.min(LONGEST_WAIT, EVERY * 2 ** tries))
  }

  return {
    look,
    start() {
      void look()
      poll = setInterval(() => void look(), EVERY)
      poll.unref()
    },
    async stop() {
      clearInterval(poll)
      await under
    },
  }
}

function isWeek(body: unknown, { name }: Week): boolean {
  return typeof body === 'object' && body !== null && 'week' in body && body.week === name
}
