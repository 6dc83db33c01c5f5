import type { Attempt, Envelope, Transport } from './envelope.ts'
import type { JsonObject } from './json.ts'
import type { Office } from './office.ts'
import type { Weather } from './weather.ts'

/** Slack's retries of an event: at once, after a minute, after five. In ms. */
export const RETRIES: readonly number[] = [0, 60_000, 300_000]

// In calm weather events keep their order: each waits for the one before it, but no longer than this.
const PATIENCE = 250

export interface Deliveries {
  /** Sends an event until it is acknowledged or given up. */
  announce(payload: JsonObject): void
  /** Sends what a person does: once, and the answer is theirs to see. */
  ask(type: 'interactive' | 'slash_commands', payload: JsonObject): Promise<Attempt>
  /** Resolves when nothing is under way any more. Retries that wait for their minute do not count. */
  settled(): Promise<void>
  /** Events that were never acknowledged. */
  readonly lost: readonly JsonObject[]
  stop(): void
}

export function createDeliveries(
  office: Office,
  weather: Weather,
  transport: () => Transport,
  retries: readonly number[],
): Deliveries {
  const underWay = new Set<Promise<void>>()
  const lost: JsonObject[] = []
  const gathered: JsonObject[] = []
  const stopped = new AbortController()
  let lane = Promise.resolve()

  function track(work: Promise<void>) {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).then(office.changed)
    return work
  }

  const wait = async (ms: number) =>
    new Promise<void>((resolve) => {
      if (stopped.signal.aborted) return resolve()
      office.clock.after(ms, resolve)
      stopped.signal.addEventListener('abort', () => resolve(), { once: true })
    })

  function start(payload: JsonObject) {
    const [low, high] = weather.events.delay
    if (high > 0)
      return void track(wait(office.chance.between(low, high)).then(async () => persist(payload)))
    const before = lane
    const work = track(before.then(async () => persist(payload)))
    lane = Promise.race([work, before.then(async () => realWait(PATIENCE))])
  }

  async function persist(payload: JsonObject, again?: Envelope): Promise<void> {
    const envelope = again ?? { type: 'events_api', payload, attempt: 0, reason: null }
    const result = await attempt(envelope)
    if (result.ok || stopped.signal.aborted) return
    const delay = retries[envelope.attempt]
    if (result.noRetry || delay === undefined) return void lost.push(payload)
    const next = { ...envelope, attempt: envelope.attempt + 1, reason: result.reason }
    if (delay === 0) return persist(payload, next)
    office.clock.after(delay, () => void track(persist(payload, next)))
  }

  async function attempt(envelope: Envelope): Promise<Attempt> {
    if (stopped.signal.aborted) return { ok: false, reason: 'connection_failed', noRetry: true }
    const result = await transport().send(envelope)
    if (!result.ok) return result
    const { twice, lostAcks } = weather.events
    if (lostAcks > 0 && office.chance.happens(lostAcks)) {
      weather.happened('acknowledgement lost')
      return { ok: false, reason: 'http_timeout', noRetry: false }
    }
    if (twice > 0 && office.chance.happens(twice)) {
      weather.happened('delivered twice')
      await transport().send({ ...envelope, attempt: envelope.attempt + 1, reason: 'http_timeout' })
    }
    return result
  }

  return {
    lost,
    announce(payload) {
      const { shuffle } = weather.events
      if (shuffle < 2 && gathered.length === 0) return start(payload)
      gathered.push(payload)
      if (gathered.length < shuffle) return
      for (const one of office.chance.shuffled(gathered.splice(0))) start(one)
    },
    async ask(type, payload) {
      const asked = transport().send({ type, payload, attempt: 0, reason: null })
      await track(asked.then(() => undefined))
      return asked
    },
    async settled() {
      for (const one of office.chance.shuffled(gathered.splice(0))) start(one)
      while (underWay.size > 0) await Promise.all(underWay)
    },
    stop: () => stopped.abort(),
  }
}

async function realWait(ms: number) {
  await new Promise((resolve) => setTimeout(resolve, ms).unref())
}
