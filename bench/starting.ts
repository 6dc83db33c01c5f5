import { setTimeout as pause } from 'node:timers/promises'
import { median } from '../scripts/replay/figures.ts'
import type { Server } from '../scripts/replay/server.ts'
import { gatherParty } from './party.ts'

/** Median ms from the start of the process to its first answer, stopped in between. Leaves it stopped. */
export async function startUp(server: Server, times: number): Promise<number> {
  await server.start()
  const took: number[] = []
  for (let time = 0; time < times; time += 1) {
    await server.stop()
    took.push(await server.start())
  }
  await server.stop()
  return median(took)
}

export interface Recovery {
  /** Ms from the start to the first reply at its visitor, and to the last. */
  readonly first: number
  readonly last: number
  readonly faults: readonly string[]
}

const VISITORS = 20
/** Ms that the server holds replies back. */
export const HELD = 2_000
const LONGEST = 15_000

/** Ends a server with -9 while replies are held, and starts it when they are overdue. Leaves it stopped. */
export async function recovery(server: Server): Promise<Recovery> {
  await server.start()
  const party = await gatherParty(server, VISITORS)
  const arrivals: number[] = []
  const faults: string[] = []
  const seen = new Set<number>()
  const all = Promise.withResolvers<void>()
  party.listen({
    wrote: () => undefined,
    refused: (why) => void faults.push(why),
    replied(pair) {
      if (seen.has(pair)) faults.push('A reply came twice.')
      seen.add(pair)
      arrivals.push(performance.now())
      if (seen.size === VISITORS) all.resolve()
    },
  })
  const due = pause(HELD + 100)
  await Promise.all(party.pairs.map(async (pair) => pair.reply('We have found it.')))
  await server.kill()
  if (seen.size > 0) faults.push('Replies went out before their time.')
  await due
  const from = performance.now()
  await server.start()
  await Promise.race([all.promise, pause(LONGEST, null, { ref: false })])
  party.leave()
  await server.stop()
  if (seen.size < VISITORS) faults.push(`${VISITORS - seen.size} replies were lost.`)
  return { first: (arrivals[0] ?? NaN) - from, last: (arrivals.at(-1) ?? NaN) - from, faults }
}
