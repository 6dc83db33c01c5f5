import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { catchingUp } from '../../../src/adapters/discord/catching-up.ts'
import type { Called, Wanted } from '../../../src/adapters/discord/gateway.ts'
import { isLater } from '../../../src/adapters/discord/refs.ts'
import { firstIdOf } from '../../../src/adapters/discord/snowflakes.ts'
import { channelsWithNews } from '../../../src/adapters/discord/with-news.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Database } from '../../../src/ports.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 20)
const THREAD = firstIdOf(START - HOUR)
const at = (minutes: number) => firstIdOf(START + minutes * 60_000)

/** A Discord with one thread of ours, and the processes of Greenroom that read it, one after the other. */
async function oneThread() {
  const clock = { now: () => START }
  const database = await openSqlite({ file: ':memory:', clock })
  const written: string[] = []
  let failing = 0
  onTestFinished(() => database.close())

  function answer({ route, query }: Wanted): Called {
    if (route.endsWith('/messages') && failing > 0) {
      failing -= 1
      return { ok: false, failure: { status: 403, code: 50001 } }
    }
    const last_message_id = written.at(-1) ?? null
    if (route.endsWith('/threads/active'))
      return { ok: true, data: { threads: [{ id: THREAD, last_message_id }] } }
    if (route.endsWith('/channels')) return { ok: true, data: [] }
    const after = query?.get('after') ?? '0'
    const messages = written.filter((id) => isLater(id, after)).map((id) => ({ id }))
    return { ok: true, data: messages.slice(0, Number(query?.get('limit'))).toReversed() }
  }

  return {
    writes: (id: string) => void written.push(id),
    fails: (times: number) => {
      failing = times
    },
    process: () => greenroom(database, answer, clock),
  }
}

function greenroom(
  database: Database,
  answer: (wanted: Wanted) => Called,
  clock: { now: () => number },
) {
  const taken: string[] = []
  const gateway = {
    call: async (wanted: Wanted) => answer(wanted),
    mayBeMended: () => undefined,
    stop: async () => undefined,
  }
  const whose = {
    conversationIn: async (channel: string) => (channel === THREAD ? ('c1' as never) : null),
  }
  const { feed, store } = database
  const ending = new AbortController().signal
  const reading = { store, whose, gateway, guild: () => '1', ending }
  const missed = catchingUp({
    feed,
    topic: 'discord:heard',
    gateway,
    withNews: (since) => channelsWithNews(reading, since),
    take: async (_, message) => void taken.push((message as { id: string }).id),
    clock,
    log: pino({ level: 'silent' }),
  })
  onTestFinished(() => missed.stop())
  return { ...missed, taken }
}

describe('what was written while nobody heard it', () => {
  it('is nothing before the first start', async () => {
    const { writes, process } = await oneThread()
    writes(at(-30))
    const first = process()
    await first.run()
    expect(first.taken).toEqual([])
  })

  it('is read from a little before the last that was heard', async () => {
    const { writes, process } = await oneThread()
    const first = process()
    await first.run()
    for (const minute of [10, 20]) writes(at(minute))
    first.heard(at(20))
    await first.stop()
    writes(at(22))
    const next = process()
    await next.run()
    expect(next.taken).toEqual([at(20), at(22)])
  })

  it('is read once in a gap, and anew after the next', async () => {
    const { writes, process } = await oneThread()
    const first = process()
    await first.run()
    writes(at(10))
    await first.run()
    await first.channel(THREAD)
    expect(first.taken).toEqual([at(10)])
    writes(at(11))
    await first.run()
    expect(first.taken.slice(1)).toEqual([at(10), at(11)])
  })

  it('is not forgotten when the process ends before it was read', async () => {
    const { writes, process } = await oneThread()
    const first = process()
    await first.run()
    writes(at(10))
    first.heard(at(10))
    first.gap()
    writes(at(20))
    writes(at(60))
    first.heard(at(60))
    await first.stop()
    const next = process()
    await next.run()
    expect(next.taken).toEqual([at(10), at(20), at(60)])
  })

  it('goes before what is heard of the thread then, page by page', async () => {
    const { writes, process } = await oneThread()
    const first = process()
    await first.run()
    first.gap()
    const ids = Array.from({ length: 250 }, (_, second) => at(10 + second / 60))
    for (const id of ids) writes(id)
    await first.channel(THREAD)
    expect(first.taken).toEqual(ids)
  })

  it('does not hold up the mark where the app may not read', async () => {
    const { writes, fails, process } = await oneThread()
    const first = process()
    await first.run()
    writes(at(10))
    fails(1)
    await first.run()
    expect(first.taken).toEqual([])
    first.heard(at(30))
    await first.stop()
    const next = process()
    await next.run()
    expect(next.taken).toEqual([])
  })
})
