import type { FakeSlack } from '../../../tests/support/slack/fake-slack.ts'
import type { Trouble } from '../../../tests/support/slack/weather.ts'
import { seeded } from '../random.ts'

/** In which share of the posts what goes wrong. */
const POSTS: readonly (readonly [share: number, does: Trouble])[] = [
  [0.01, { kind: 'ratelimit', seconds: 1 }],
  [0.005, { kind: 'fail' }],
  [0.005, { kind: 'fail', stored: true }],
  [0.001, { kind: 'hang' }],
  [0.002, { kind: 'hang', stored: true }],
  [0.003, { kind: 'reset' }],
  [0.005, { kind: 'reset', stored: true }],
]

/** The same for every other call. */
const CALLS: readonly (readonly [share: number, does: Trouble])[] = [
  [0.005, { kind: 'ratelimit', seconds: 1 }],
  [0.005, { kind: 'fail' }],
  [0.002, { kind: 'reset' }],
  [0.01, { kind: 'slow', ms: 300 }],
]

const EVENTS = { twice: 0.03, lostAcks: 0.02, delay: [0, 150] as const }
const SOCKETS = { least: 8_000, most: 25_000 }

/** From now on it storms: answers get lost, events come twice and late, sockets break. */
export function startStorms({ weather, sockets }: FakeSlack, seed: number): void {
  const random = seeded(seed)
  const always = { times: 'always' } as const
  for (const [share, does] of POSTS) {
    weather.brings({ method: 'chat.postMessage', share, does, ...always })
  }
  for (const [share, does] of CALLS) weather.brings({ share, does, ...always })
  weather.blowsOnEvents(EVENTS)

  function later() {
    const wait = SOCKETS.least + random() * (SOCKETS.most - SOCKETS.least)
    setTimeout(() => {
      strike()
      later()
    }, wait).unref()
  }

  function strike() {
    if (sockets.count === 0) return
    const does = random()
    if (does < 0.4) {
      weather.happened('socket dropped')
      sockets.drops()
    } else if (does < 0.8) {
      weather.happened('socket refreshed')
      sockets.refreshes()
    } else {
      weather.happened('socket warned')
      sockets.warns()
    }
  }

  later()
}
