import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import type { Called, Gateway } from '../../../src/adapters/slack/gateway.ts'
import { slackHomes } from '../../../src/adapters/slack/homes.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import { aMember } from '../../support/desk.ts'
import { recordingInbox } from '../../support/recording-inbox.ts'
import { STATES } from './house.ts'

const ben = { ...aMember('Ben'), id: 'ben' as never }
const bens = STATES['claimed'] as Conversation

/** Home tabs over a Slack that answers each call when it is told to. */
async function open() {
  let now = Date.now()
  const clock = { now: () => now }
  const database = await openSqlite({ file: ':memory:', clock })
  await database.people.put(ben)
  const calls: { answer: (called: Called) => void }[] = []
  const gateway: Pick<Gateway, 'call'> = {
    call: () => new Promise((answer) => calls.push({ answer })),
  }
  const homes = slackHomes({
    inbox: recordingInbox(),
    database,
    people: {
      memberOf: (user) => Promise.resolve(user === 'U0BEN' ? ben : null),
    } as Parameters<typeof slackHomes>[0]['people'],
    gateway: gateway as Gateway,
    linkTo: () => Promise.resolve(null),
    clock,
    log: pino({ level: 'silent' }),
    settle: 1,
  })
  onTestFinished(async () => {
    for (const { answer } of calls) answer(DONE)
    await homes.stop()
    await database.close()
  })
  async function drawn(count: number) {
    await expect.poll(() => calls.length).toBe(count)
    calls.at(-1)?.answer(DONE)
    await Promise.resolve()
  }
  return { homes, calls, drawn, later: (ms: number) => (now += ms) }
}

const DONE: Called = { ok: true, data: {} }

it('is drawn once more for all that changed while it was drawn', async () => {
  const { homes, calls, drawn } = await open()
  homes.opened('U0BEN')
  await expect.poll(() => calls.length).toBe(1)
  for (let change = 0; change < 50; change += 1) homes.changed(bens)
  await drawn(1)
  await drawn(2)
  await homes.stop()
  expect(calls).toHaveLength(2)
})

it('is not drawn for what is somebody else’s, nor long after it was looked at', async () => {
  const { homes, calls, drawn, later } = await open()
  homes.opened('U0BEN')
  await drawn(1)
  homes.changed(STATES['waiting'] as Conversation)
  later(31 * 60_000)
  homes.changed(bens)
  await homes.stop()
  expect(calls).toHaveLength(1)
})
