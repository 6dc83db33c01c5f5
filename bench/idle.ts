import { setTimeout as pause } from 'node:timers/promises'
import { networkOf } from '../scripts/replay/networks.ts'
import { sideBySide } from '../scripts/replay/side-by-side.ts'
import type { Server } from '../scripts/replay/server.ts'
import { newSession, openWidget } from '../scripts/replay/visitor.ts'
import { INBOX } from './party.ts'
import { memoryOf } from './processes.ts'

/** Bytes of resident memory for each visitor who is connected and does nothing. */
export interface IdleMemory {
  /** Seconds after they all came. */
  readonly atOnce: number
  /** When what their coming left behind is collected: what idling itself takes. */
  readonly collected: number
}

/** For Node: lets this bench ask a server of its own to collect its garbage. */
export const COLLECTABLE = [
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())',
]

const AT_ONCE = 32
const SETTLE = 1_500

/**
 * Connects them for real, each with a session of their own. As many come before them, uncounted: what a
 * heap takes in advance as it grows would else be counted as theirs.
 */
export async function memoryPerIdleVisitor(server: Server, visitors: number): Promise<IdleMemory> {
  const pages: { close(): void }[] = []
  await connect(server, 0, visitors, pages)
  const before = await memoryNow(server)
  await connect(server, visitors, visitors, pages)
  const after = await memoryNow(server)
  for (const page of pages) page.close()
  return {
    atOnce: (after.atOnce - before.atOnce) / visitors,
    collected: (after.collected - before.collected) / visitors,
  }
}

async function memoryNow(server: Server): Promise<IdleMemory> {
  await pause(SETTLE)
  const atOnce = memoryOf(server.pid())
  process.kill(server.pid(), 'SIGUSR2')
  await pause(SETTLE)
  return { atOnce, collected: memoryOf(server.pid()) }
}

async function connect(server: Server, from: number, count: number, pages: { close(): void }[]) {
  const indexes = Array.from({ length: count }, (_, index) => from + index)
  await sideBySide(indexes, AT_ONCE, async (index) => {
    const door = { url: server.url, inbox: INBOX, from: networkOf(index) }
    const welcomed = Promise.withResolvers<void>()
    const page = openWidget(door, await newSession(door), {
      welcomed: welcomed.resolve,
      message: () => undefined,
      received: () => undefined,
      refused: () => undefined,
      turnedAway: (error) => welcomed.reject(new Error(error)),
    })
    pages.push(page)
    await welcomed.promise
  })
}
