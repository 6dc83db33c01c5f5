import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { takeFromIntake } from '../../../src/adapters/chats/taking.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { staysBefore } from '../../../src/adapters/slack/when.ts'
import type { Intake, KeptEvent } from '../../../src/ports.ts'

async function open(
  handle: (event: KeptEvent) => Promise<void>,
  broken: Partial<Intake> = {},
  before?: (event: KeptEvent) => Promise<void>,
) {
  const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  const intake = { ...database.intake, ...broken }
  const taking = takeFromIntake({
    platform: 'slack',
    staysBefore,
    intake,
    log: pino({ level: 'silent' }),
    handle,
    ...(before ? { before } : {}),
  })
  onTestFinished(async () => {
    await taking.stop()
    await database.close()
  })
  return { taking, intake: database.intake }
}

const event = (lane: string, at: number) => ({ id: `${lane}${at}`, lane, body: at })

it('handles each lane in order, and lanes side by side', async () => {
  const heard: string[] = []
  const gate = Promise.withResolvers<void>()
  const all = Promise.withResolvers<void>()
  const { taking, intake } = await open(async ({ id, lane }) => {
    if (lane === 'a') await gate.promise
    heard.push(id)
    if (lane === 'b' && id === 'b2') gate.resolve()
    if (heard.length === 6) all.resolve()
  })
  taking.start()
  for (const at of [0, 1, 2]) await taking.keep(event('a', at))
  for (const at of [0, 1, 2]) await taking.keep(event('b', at))
  await all.promise
  await taking.stop()
  expect(heard).toEqual(['b0', 'b1', 'b2', 'a0', 'a1', 'a2'])
  expect(await intake.waiting('slack', 10)).toEqual([])
})

it('takes up what waits from before, in its order, ahead of what comes', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  const { taking, intake } = await open(async ({ id }) => {
    heard.push(id)
    if (heard.length === 702) all.resolve()
  })
  for (let at = 0; at < 700; at += 1) await intake.keep({ ...event('a', at), platform: 'slack' })
  taking.start()
  await Promise.all([taking.keep(event('a', 700)), taking.keep(event('a', 701))])
  await all.promise
  expect(heard).toEqual(Array.from({ length: 702 }, (_, at) => `a${at}`))
})

it('lets nothing that comes go before what waits from before in its lane', async () => {
  const heard: string[] = []
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const all = Promise.withResolvers<void>()
  const { taking, intake } = await open(async ({ id, lane }) => {
    if (id === 'a0') {
      begun.resolve()
      await gate.promise
    }
    if (lane === 'a') heard.push(id)
    if (heard.length === 3) all.resolve()
  })
  const keep = async (one: ReturnType<typeof event>) => intake.keep({ ...one, platform: 'slack' })
  await keep(event('a', 0))
  for (let at = 0; at < 600; at += 1) await keep(event('b', at))
  await keep(event('a', 1))
  taking.start()
  await begun.promise
  await taking.keep(event('a', 2))
  gate.resolve()
  await all.promise
  expect(heard).toEqual(['a0', 'a1', 'a2'])
})

it('keeps what cannot be handled yet, and goes on where it was', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  let isBroken = true
  const { taking } = await open(async ({ id }) => {
    if (isBroken) {
      isBroken = false
      throw new Error('Slack does not say who that is.')
    }
    heard.push(id)
    if (heard.length === 2) all.resolve()
  })
  taking.start()
  await taking.keep(event('a', 0))
  await taking.keep(event('a', 1))
  await all.promise
  expect(heard).toEqual(['a0', 'a1'])
})

it('hears once what is kept twice', async () => {
  const heard: string[] = []
  const { taking } = await open(async ({ id }) => void heard.push(id))
  taking.start()
  await Promise.all([taking.keep(event('a', 0)), taking.keep(event('a', 0))])
  await taking.keep(event('a', 0))
  await taking.stop()
  expect(heard.length).toBeLessThanOrEqual(1)
})

const written = (id: string, ts: string) => ({ id, lane: 'a', body: { event: { ts } } })

it('handles a lane in the order of Slack’s own times, however it came', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  const { taking } = await open(async ({ id }) => {
    heard.push(id)
    if (heard.length === 3) all.resolve()
  })
  await taking.keep(written('third', '1700000009.000300'))
  await taking.keep(written('second', '1700000009.000200'))
  await taking.keep(written('first', '1700000008.000900'))
  taking.start()
  await all.promise
  expect(heard).toEqual(['first', 'second', 'third'])
})

it('handles a lane in order though much of other lanes came between', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  const { taking, intake } = await open(async ({ id, lane }) => {
    if (lane === 'a') heard.push(id)
    if (heard.length === 3) all.resolve()
  })
  const keep = async (one: ReturnType<typeof event>) => intake.keep({ ...one, platform: 'slack' })
  await intake.keep({ ...written('first', '1700000008.000100'), platform: 'slack' })
  await intake.keep({ ...written('third', '1700000009.000100'), platform: 'slack' })
  for (let at = 0; at < 600; at += 1) await keep(event('b', at))
  await intake.keep({ ...written('second', '1700000008.000900'), platform: 'slack' })
  taking.start()
  await all.promise
  expect(heard).toEqual(['first', 'second', 'third'])
})

it('handles what comes late before what is later, whatever else came without a time', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  const { taking } = await open(async ({ id }) => {
    heard.push(id)
    if (heard.length === 3) all.resolve()
  })
  await taking.keep(written('later', '1700000009.000300'))
  await taking.keep({ id: 'timeless', lane: 'a', body: {} })
  await taking.keep(written('earlier', '1700000009.000200'))
  taking.start()
  await all.promise
  expect(heard).toEqual(['earlier', 'later', 'timeless'])
})

it('handles first what was found to come before', async () => {
  const heard: string[] = []
  const all = Promise.withResolvers<void>()
  const { taking } = await open(
    async ({ id }) => {
      heard.push(id)
      if (heard.length === 2) all.resolve()
    },
    {},
    async () => taking.keep(written('missed', '1700000008.000100')),
  )
  taking.start()
  await taking.keep(written('heard', '1700000009.000100'))
  await all.promise
  expect(heard).toEqual(['missed', 'heard'])
})

it('says so when it gives one up, and goes on with the next', async () => {
  const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  const all = Promise.withResolvers<void>()
  const told: string[] = []
  const taking = takeFromIntake({
    platform: 'slack',
    intake: database.intake,
    log: pino({ level: 'silent' }),
    firstWait: 0,
    async handle({ id }) {
      if (id === 'a1') throw new Error('It cannot be done.')
      all.resolve()
    },
    async givenUp({ id }) {
      told.push(id)
    },
  })
  onTestFinished(async () => {
    await taking.stop()
    await database.close()
  })
  taking.start()
  for (const at of [1, 2]) await taking.keep(event('a', at))
  await all.promise
  await taking.stop()
  expect(told).toEqual(['a1'])
  expect(await database.intake.waiting('slack', 10)).toEqual([])
})
