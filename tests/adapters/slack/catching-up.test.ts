import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { catchingUp } from '../../../src/adapters/slack/catching-up.ts'
import type { Called, Wanted } from '../../../src/adapters/slack/gateway.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { us } from './payload.ts'

const ROOT = '1700000000.000100'
const CHANNEL = 'C0SUPPORT'

/** A channel of Slack's with one thread of ours, what is heard of it, and what is kept of what was missed. */
async function support() {
  const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  const replies: { ts: string; text: string }[] = []
  const kept: string[] = []
  const missed = catchingUp({
    feed: database.feed,
    gateway: {
      call: async (wanted: Wanted) => ({ ok: true, data: answer(wanted) }) as Called,
    } as never,
    taking: { keep: async ({ id }) => void kept.push(id) },
    self: () => us,
    log: pino({ level: 'silent' }),
  })
  onTestFinished(async () => {
    await missed.stop()
    await database.close()
  })

  function answer({ method }: Wanted) {
    const latest = replies.at(-1)?.ts
    if (method === 'conversations.history')
      return { messages: [{ ts: ROOT, bot_id: us.botId, latest_reply: latest }] }
    const written = replies.map((one) => ({ ...one, thread_ts: ROOT, user: 'U0ANA' }))
    return { messages: [{ ts: ROOT, bot_id: us.botId }, ...written] }
  }

  function writes(ts: string) {
    replies.push({ ts, text: 'It was in the shed' })
    return `message:${CHANNEL}/${ts}`
  }

  return { missed, kept, writes }
}

it('reads again, once Slack is heard, what was read before it was', async () => {
  const { missed, kept, writes } = await support()
  missed.heard(CHANNEL, ROOT)
  missed.gap()
  const early = writes('1700000001.000100')
  await missed.thread(CHANNEL, ROOT)
  const late = writes('1700000002.000100')
  await missed.run()
  expect(new Set(kept)).toEqual(new Set([early, late]))

  const later = writes('1700000003.000100')
  await missed.run()
  expect(kept).toContain(later)
})

it('asks for nothing where nothing was missed', async () => {
  const { missed, kept, writes } = await support()
  missed.heard(CHANNEL, ROOT)
  writes('1700000001.000100')
  await missed.thread(CHANNEL, ROOT)
  expect(kept).toEqual([])
})
