import type { FakeDiscord } from '../../../tests/support/discord/fake-discord.ts'
import type { Trouble } from '../../../tests/support/discord/weather.ts'
import { seeded } from '../random.ts'

/** What puts something into Discord. */
const PUTS = ['message.create', 'webhook.execute', 'thread.create', 'channel.create'] as const

/** In which share of these what goes wrong. */
const ON_PUTS: readonly (readonly [share: number, does: Trouble])[] = [
  [0.006, { kind: 'ratelimit', seconds: 1, scope: 'user' }],
  [0.004, { kind: 'ratelimit', seconds: 1, scope: 'shared' }],
  [0.005, { kind: 'fail' }],
  [0.005, { kind: 'fail', stored: true, status: 502 }],
  [0.001, { kind: 'hang' }],
  [0.002, { kind: 'hang', stored: true }],
  [0.003, { kind: 'reset' }],
  [0.005, { kind: 'reset', stored: true }],
]

/** The same for every other call. */
const ON_CALLS: readonly (readonly [share: number, does: Trouble])[] = [
  [0.004, { kind: 'ratelimit', seconds: 1, scope: 'user' }],
  [0.0005, { kind: 'ratelimit', seconds: 0.5, scope: 'global' }],
  [0.005, { kind: 'fail', status: 503 }],
  [0.002, { kind: 'reset' }],
  [0.01, { kind: 'slow', ms: 300 }],
]

const EVENTS = { twice: 0.03, delay: [0, 150] as const }
const CONNECTION = { least: 8_000, most: 25_000 }
/** Ms of events that never come, before a session is over. */
const DEAF = 400
/** So many events come in any order, for so many ms. */
const SHUFFLED = { events: 4, ms: 1_000 }
const AGAIN = 20

type Strike = readonly [share: number, name: string, does: () => void]

/** From now on it storms: answers get lost, events come twice, late and in another order, connections break. */
export function startStorms({ weather, gateway }: FakeDiscord, seed: number): void {
  const random = seeded(seed)
  const always = { times: 'always' } as const
  for (const [share, does] of ON_PUTS)
    for (const route of PUTS) weather.brings({ route, share, does, ...always })
  for (const [share, does] of ON_CALLS) weather.brings({ share, does, ...always })
  weather.blowsOnEvents(EVENTS)

  const strikes: readonly Strike[] = [
    [0.2, 'connection dropped', () => gateway.drops()],
    [0.15, 'reconnect asked for (op 7)', () => gateway.reconnects()],
    [0.1, 'session invalid, resumable (op 9)', () => gateway.invalidates(true)],
    [0.1, 'session invalid (op 9)', () => gateway.invalidates(false)],
    [0.1, 'connection went deaf', () => gateway.goesDeaf()],
    [0.1, 'events lost with their session', loseSession],
    [0.15, 'events sent again', () => gateway.redelivers(AGAIN)],
    [0.1, 'events shuffled', shuffle],
  ]

  /** What happens until the app begins another session is told by nobody. */
  function loseSession() {
    weather.blowsOnEvents({ ...EVENTS, lost: 1 })
    setTimeout(() => {
      gateway.forgets()
      gateway.drops()
      weather.blowsOnEvents(EVENTS)
    }, DEAF).unref()
  }

  function shuffle() {
    weather.blowsOnEvents({ ...EVENTS, shuffle: SHUFFLED.events })
    setTimeout(() => weather.blowsOnEvents(EVENTS), SHUFFLED.ms).unref()
  }

  function later() {
    const wait = CONNECTION.least + random() * (CONNECTION.most - CONNECTION.least)
    setTimeout(() => {
      strike()
      later()
    }, wait).unref()
  }

  function strike() {
    if (gateway.count === 0) return
    let left = random()
    for (const [share, name, does] of strikes) {
      left -= share
      if (left > 0) continue
      weather.happened(name)
      return does()
    }
  }

  later()
}
