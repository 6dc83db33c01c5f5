import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { redrawing } from '../../../src/adapters/chats/redrawing.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Receipt } from '../../../src/ports.ts'
import { aConversation } from '../../support/desk.ts'

const DONE: Receipt = { ok: true, ref: 'C1/1.1' }
const THREAD = 'C1/1.1'
const waiting = aConversation('waiting')

async function cards() {
  const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  onTestFinished(async () => database.close())

  /** A process with this way to draw. */
  function process(draw: (thread: string, conversation: Conversation) => Promise<Receipt>) {
    return redrawing({
      store: { load: async () => waiting },
      feed: database.feed,
      topic: 'cards',
      log: pino({ level: 'silent' }),
      isBehind: () => true,
      draw,
    })
  }

  return process
}

it('draws the card that a process before this one had no time for', async () => {
  const process = await cards()
  const never = Promise.withResolvers<Receipt>()
  const killed = process(() => never.promise)
  expect(await killed.refresh(THREAD, waiting)).toEqual(DONE)

  const drawn = Promise.withResolvers<string>()
  const next = process(async (thread) => {
    drawn.resolve(thread)
    return DONE
  })
  await next.begin()
  expect(await drawn.promise).toBe(THREAD)
  await next.stop()
})

it('leaves alone the card that was drawn in the end', async () => {
  const process = await cards()
  const first = process(() => new Promise((resolve) => setImmediate(resolve, DONE)))
  await first.refresh(THREAD, waiting)
  await first.stop()

  let drawn = 0
  const next = process(async () => {
    drawn += 1
    return DONE
  })
  await next.begin()
  await next.stop()
  expect(drawn).toBe(0)
})

it('draws a card once more that changed while it was being drawn, though Slack did not take it then', async () => {
  const process = await cards()
  const early = Promise.withResolvers<Receipt>()
  const again = Promise.withResolvers<void>()
  const later: Receipt = { ok: false, kind: 'retry', reason: 'Slack asks to wait.', after: 0 }
  const late = Promise.withResolvers<Receipt>()
  const outcomes = [early.promise, late.promise]
  const house = process(async () => {
    const outcome = outcomes.shift()
    if (!outcome) again.resolve()
    return outcome ?? DONE
  })
  await house.refresh(THREAD, waiting)
  await house.refresh(THREAD, waiting)
  early.resolve(DONE)
  late.resolve(later)
  await again.promise
  await house.stop()
  expect(outcomes).toEqual([])
})
