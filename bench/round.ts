import { setTimeout as pause } from 'node:timers/promises'
import { cpus } from 'node:os'
import type { Held } from '../scripts/replay/ledger.ts'
import type { Server } from '../scripts/replay/server.ts'
import type { Pair, Party } from './party.ts'
import { busy, cpuOf } from './processes.ts'

export type Way = 'visitor → desk' | 'desk → visitor'

/** What one round on one road gave. */
export interface Round {
  /** Messages that the far ends got. */
  readonly arrived: number
  readonly ms: number
  /** Ms of a core that the road's process used. */
  readonly cpu: number
  /** How much of the machine others used meanwhile, 0 to 1. */
  readonly others: number
  /** Ms from when a message was sent until its far end got it. */
  readonly times: readonly number[]
  /** How many came again under the same id. */
  readonly again: number
  /** Why it does not count; empty when it does. */
  readonly faults: readonly string[]
}

/** Sends until it is over; each sending resolves when the far end has it. */
export type Load = (send: () => Promise<void>) => Promise<void>

/** Ms that messages are waited for after the load is over. */
const LAST_ONES = 5_000

/** Puts the load on one road, one way, and counts at the far end: what is lost, double or out of order voids it. */
export async function runRound(server: Server, party: Party, way: Way, load: Load): Promise<Round> {
  const far = farEnd(party, way)
  const before = { now: performance.now(), cpu: cpuOf(server.pid()), own: ownCpu(), busy: busy() }
  await load(far.send)
  await Promise.race([far.allArrived(), pause(LAST_ONES, null, { ref: false })])
  const ms = far.lastAt() - before.now
  const cpu = cpuOf(server.pid()) - before.cpu
  const rest = busy() - before.busy - cpu - (ownCpu() - before.own)
  const others = Math.max(0, rest / (cpus().length * (performance.now() - before.now)))
  const { times } = far
  return { arrived: times.length, ms, cpu, others, times, again: far.again(), faults: far.faults() }
}

interface Sent {
  readonly at: number
  readonly number: number
  readonly arrived: PromiseWithResolvers<void>
}

/** Never the same twice: what a round left behind must not be taken for something of the next. */
let numbers = 0

function farEnd(party: Party, way: Way) {
  const waiting = party.pairs.map((): Sent[] => [])
  const times: number[] = []
  const seen = new Set<string>()
  const wrong = new Map<string, number>()
  let again = 0
  let lastAt = performance.now()

  const note = (what: string) => void wrong.set(what, (wrong.get(what) ?? 0) + 1)
  const hear = (pair: number, { id, text }: Held) => {
    // Pages show it once, under its id; what comes again under it costs, and is told of.
    if (seen.has(id)) return void (again += 1)
    seen.add(id)
    const queue = waiting[pair]
    const number = Number.parseInt(text, 10)
    const index = queue?.findIndex((sent) => sent.number === number) ?? -1
    if (index < 0) return note('doubled')
    if (index > 0) note('out of order')
    const [sent] = queue?.splice(index, 1) ?? []
    if (!sent) return
    lastAt = performance.now()
    times.push(lastAt - sent.at)
    sent.arrived.resolve()
  }
  party.listen({
    wrote: (pair, message) => way === 'visitor → desk' && hear(pair, message),
    replied: (pair, message) => way === 'desk → visitor' && hear(pair, message),
    refused: (why) => note(`refused (${why})`),
  })

  /** Sends one by the next pair, in turn; resolves when its far end has it. */
  async function send(): Promise<void> {
    const pair = party.pairs[numbers % party.pairs.length]
    if (!pair) throw new Error('There is nobody to send anything.')
    const arrived = Promise.withResolvers<void>()
    const sent = { at: performance.now(), number: (numbers += 1), arrived }
    waiting[pair.number]?.push(sent)
    speak(pair, `${sent.number} is the number of this message, which asks about an order.`)
    await arrived.promise
  }

  function speak(pair: Pair, text: string) {
    if (way === 'visitor → desk') pair.write(text)
    else void pair.reply(text)
  }

  return {
    send,
    times,
    again: () => again,
    lastAt: () => lastAt,
    allArrived: async () => Promise.all(waiting.flat().map(({ arrived }) => arrived.promise)),
    faults() {
      const lost = waiting.flat().length
      if (lost > 0) wrong.set('lost', lost)
      return [...wrong].map(([what, count]) => `${count} ${what}`)
    },
  }
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
