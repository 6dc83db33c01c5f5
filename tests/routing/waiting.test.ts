import { describe, expect, it } from 'vitest'
import { pauseWithoutTry, waitBeforeRetry } from '../../src/routing/backoff.ts'
import { burstOf } from '../../src/routing/bursts.ts'
import { aMessage } from '../support/desk.ts'
import { world } from '../support/world.ts'

const BLOCKED = { ok: false, kind: 'blocked', reason: 'The channel is archived.' } as const
const UNTRIED = { ok: false, kind: 'retry', reason: 'Slack is given its time.' } as const
const DAY = 86_400_000

describe('what a person must mend', () => {
  it.each([
    [0, 2_000],
    [60_000, 15_000],
    [DAY, 60_000],
    [2.9 * DAY, 60_000],
    [3.1 * DAY, null],
  ])('is asked for again, %d ms after its decision, in %j ms', (age, pause) => {
    expect(pauseWithoutTry(BLOCKED, age)).toBe(pause)
  })

  it('is no try; nor is what had no turn; a failed one is', () => {
    expect(pauseWithoutTry({ ...UNTRIED, untried: true, after: 700 }, 0)).toBe(700)
    expect(pauseWithoutTry(UNTRIED, 0)).toBeNull()
    expect(waitBeforeRetry(UNTRIED, 12, 0)).toBeNull()
  })

  it('waits through more refusals than there are tries, holds up no other, and goes on at once', async () => {
    const on = await world()
    await on.write('Hello?')
    await on.write('Hi', 'milo')
    await on.settled()
    const { id } = await on.current()
    let mended = false
    on.chat.weather((thread) => () => (thread === id && !mended ? BLOCKED : 'ok'))
    await on.write('Anyone?')
    for (let tries = 0; tries < 20; tries += 1) {
      await on.settled()
      on.clock.at += 60_000
    }
    await on.write('Hi again', 'milo')
    await on.settled()
    expect(on.chat.shows((await on.current('milo')).id)).toEqual([
      'visitor: Hi',
      'visitor: Hi again',
    ])
    expect(await on.database.outbox.dead(9)).toEqual([])
    mended = true
    on.delivery.goOn('desk')
    await on.settled()
    expect(on.chat.shows(id)).toEqual(['visitor: Hello?', 'visitor: Anyone?'])
  })

  it('is given up after three days, and somebody is told', async () => {
    const on = await world()
    await on.write('Hello?')
    await on.settled()
    on.chat.weather(() => () => BLOCKED)
    await on.write('Anyone?')
    await on.settled()
    on.clock.at += 3.1 * DAY
    await on.settled()
    expect(await on.database.outbox.dead(9)).toMatchObject([{ kind: 'blocked' }])
    expect((await on.database.audit.newest(1))[0]?.detail).toBe(BLOCKED.reason)
  })
})

describe('a burst', () => {
  const said = (number: number, more = {}) => aMessage(`m${number}`, 'x', { number, ...more })
  it('is what its visitor wrote with nobody’s words between', () => {
    expect(burstOf([said(1), said(2), said(4)])).toHaveLength(2)
    expect(burstOf([said(1), said(2, { kind: 'note' }), said(3)])).toHaveLength(1)
    expect(burstOf([said(1, { kind: 'reply' }), said(2)])).toHaveLength(1)
    expect(burstOf([])).toEqual([])
  })
})
