import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createConnection } from '../../../src/adapters/discord/connection.ts'
import type { Connection, Dispatch, Stuck } from '../../../src/adapters/discord/connection.ts'
import { identifies, waitBefore } from '../../../src/adapters/discord/identifies.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Database } from '../../../src/ports.ts'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'
import { discordWorld } from './discord-world.ts'

const world = discordWorld()
const open: { stop?(): Promise<void>; close?(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) {
    await one.stop?.()
    await one.close?.()
  }
})

async function openDatabase(): Promise<Database> {
  const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  open.push({ close: () => database.close() })
  return database
}

async function connect(discord: FakeDiscord, { token = discord.botToken } = {}) {
  const { feed } = await openDatabase()
  const heard: Dispatch[] = []
  const gaps: boolean[] = []
  const stuck: Stuck[] = []
  let without = 0
  const connection: Connection = createConnection({
    token,
    apiUrl: discord.apiUrl,
    pace: 1_000,
    feed,
    clock: { now: Date.now },
    log: pino({ level: 'silent' }),
    hear: (dispatch) => heard.push(dispatch),
    connected: (gap) => gaps.push(gap),
    stuck: (why) => stuck.push(why),
    withoutContent: () => {
      without += 1
    },
    pause: 20_000,
  })
  open.unshift(connection)
  await connection.start()
  const texts = () =>
    heard.flatMap(({ t, d }) =>
      t === 'MESSAGE_CREATE' ? [(d as { content: string }).content] : [],
    )
  return { connection, heard, texts, gaps, stuck, without: () => without }
}

describe('the connection to Discord', () => {
  it('hears what people write, as Discord sent it', async () => {
    const discord = await world.discord()
    const { texts, gaps, connection } = await connect(discord)
    await discord.user('ana').says('support', 'One')
    await discord.user('nina').says('@greenroom', 'Two')
    await expect.poll(texts).toEqual(['One', 'Two'])
    expect(gaps).toEqual([true])
    expect(connection.readsContent()).toBe(true)
    expect(discord.complaints()).toEqual([])
  })

  it('resumes after a broken line, and says that nothing is missing', async () => {
    const discord = await world.discord()
    const { texts, gaps } = await connect(discord)
    discord.gateway.drops()
    await discord.user('ana').says('support', 'Into the gap')
    await expect.poll(texts).toEqual(['Into the gap'])
    await expect.poll(() => gaps).toEqual([true, false])
  })

  it.each(['invalidates', 'forgets'] as const)(
    'says that something is missing when Discord %s the session',
    async (what) => {
      const discord = await world.discord()
      const { gaps, texts } = await connect(discord)
      discord.gateway[what]()
      if (what === 'forgets') discord.gateway.drops()
      await expect.poll(() => gaps, { timeout: 10_000 }).toEqual([true, true])
      await discord.user('ana').says('support', 'Heard')
      await expect.poll(texts).toEqual(['Heard'])
    },
  )

  it('goes on without words where the intent for them is not switched on', async () => {
    const discord = await world.discord({ privileged: [] })
    const { connection, heard, without, stuck } = await connect(discord)
    await expect.poll(without).toBe(1)
    await expect.poll(() => heard.some(({ t }) => t === 'READY')).toBe(true)
    expect(connection.readsContent()).toBe(false)
    expect(stuck).toEqual([])
  })

  it('stops at once with a token that Discord does not know', async () => {
    const discord = await world.discord()
    const { stuck } = await connect(discord, { token: 'wrong.token' })
    expect(stuck).toEqual(['token'])
    expect(discord.gateway.identified).toBe(0)
  })

  it('stops when the token is reset while it is heard', async () => {
    const discord = await world.discord()
    const { stuck } = await connect(discord)
    discord.resetsToken()
    await expect.poll(() => stuck).toEqual(['token'])
    await expect.poll(() => discord.gateway.count).toBe(0)
  })

  it('tries again while Discord is out of order', async () => {
    const discord = await world.discord()
    discord.weather.brings({ route: 'gateway.bot', does: { kind: 'fail', status: 503 }, times: 3 })
    const { texts, gaps } = await connect(discord)
    await expect.poll(() => gaps, { timeout: 10_000 }).toEqual([true])
    await discord.user('ana').says('support', 'At last')
    await expect.poll(texts).toEqual(['At last'])
  })

  it('goes on when something that Discord told cannot be taken in', async () => {
    const discord = await world.discord()
    const { texts, heard } = await connect(discord)
    heard.push = () => {
      throw new Error('nobody knows such a thing')
    }
    await discord.user('ana').says('support', 'One')
    await discord.settled()
    Reflect.deleteProperty(heard, 'push')
    await discord.user('ana').says('support', 'Two')
    await expect.poll(texts).toEqual(['Two'])
  })

  it('hears nothing any more when it is stopped', async () => {
    const discord = await world.discord()
    const { connection, texts } = await connect(discord)
    await connection.stop()
    await expect.poll(() => discord.gateway.count).toBe(0)
    await discord.user('ana').says('support', 'Too late')
    expect(texts()).toEqual([])
  })
})

describe('new sessions', () => {
  const MINUTE = 60_000
  const every = (ms: number, count: number) => Array.from({ length: count }, (_, at) => at * ms)

  it('begin at once, then wait longer the more there were', () => {
    expect(waitBefore([], 0, null)).toBe(0)
    expect(waitBefore([0], 1_000, null)).toBe(4_500)
    expect(waitBefore(every(6_000, 7), 36_000, null)).toBe(15_000)
    expect(waitBefore(every(30_000, 30), 29 * 30_000, null)).toBe(90_000)
    expect(waitBefore([0], 90 * MINUTE, null)).toBe(0)
  })

  it('are fewer than a thousand in a day, however often it crashes', () => {
    const times: number[] = []
    for (let now = 0; now < 24 * 60 * MINUTE;) {
      now += waitBefore(times, now, null)
      times.push(now)
    }
    expect(times.length).toBeLessThan(980)
  })

  it('spare the last that Discord allows', () => {
    expect(waitBefore([], 0, { remaining: 900, resetAfter: 60 * MINUTE })).toBe(0)
    expect(waitBefore([], 0, { remaining: 10, resetAfter: 60 * MINUTE })).toBe(6 * MINUTE)
    expect(waitBefore([], 0, { remaining: 0, resetAfter: 60 * MINUTE })).toBe(60 * MINUTE)
  })

  it('are counted by the next process, too', async () => {
    const { feed } = await openDatabase()
    const clock = { now: () => 1_000_000 }
    const never = new AbortController().signal
    for (let count = 0; count < 4; count += 1)
      await identifies({ feed, clock, pace: 1_000 }).turn(null, never)
    const entry = await feed.get('discord:identifies', 'times')
    expect(entry?.body).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_000])
  })

  it('are not counted when the line was closed before their turn', async () => {
    const { feed } = await openDatabase()
    const turn = identifies({ feed, clock: { now: Date.now }, pace: 1 }).turn(
      { remaining: 0, resetAfter: 60 * MINUTE },
      AbortSignal.timeout(20),
    )
    await expect(turn).rejects.toThrow('closed')
    expect(await feed.get('discord:identifies', 'times')).toBeNull()
  })
})
