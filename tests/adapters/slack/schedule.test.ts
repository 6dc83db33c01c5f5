import { beforeEach, describe, expect, it } from 'vitest'
import type { Rate } from '../../../src/adapters/slack/rates.ts'
import { createSchedule } from '../../../src/adapters/slack/schedule.ts'
import type { Call, Schedule, Turn } from '../../../src/adapters/slack/schedule.ts'

const POST: Rate = { each: 'channel', every: 1_000, burst: 1, atOnce: 1 }
const UPDATE: Rate = { each: 'method', every: 1_000, burst: 2, atOnce: 8 }

/** A clock that stands until it is moved, with its timers. */
function handClock() {
  const timers = new Map<symbol, { at: number; call: () => void }>()
  const clock = { time: 0, now: () => clock.time }
  function wake(ms: number, call: () => void) {
    const timer = Symbol('timer')
    timers.set(timer, { at: clock.time + ms, call })
    return () => void timers.delete(timer)
  }
  async function pass(ms: number) {
    const until = clock.time + ms
    for (;;) {
      await settled()
      const [next] = [...timers].toSorted(([, a], [, b]) => a.at - b.at)
      if (!next || next[1].at > until) break
      timers.delete(next[0])
      clock.time = next[1].at
      next[1].call()
    }
    clock.time = until
    await settled()
  }
  return { clock, wake, pass, timers }
}

/** Lets what is ready run: nothing here waits for anything but promises. */
async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('calls to Slack', () => {
  let time: ReturnType<typeof handClock>
  let schedule: Schedule
  let began: string[]

  beforeEach(() => {
    time = handClock()
    began = []
    schedule = createSchedule({
      ...time,
      rate: (method) => (method === 'post' ? POST : UPDATE),
      longestWait: 5_000,
    })
  })

  function call(name: string, changes: Partial<Call<string>> = {}): Promise<Turn<string>> {
    return schedule.take({
      method: 'post',
      channel: 'C1',
      rank: 'words',
      run: async () => {
        began.push(`${time.clock.time} ${name}`)
        return name
      },
      ...changes,
    })
  }

  it('go out at once when nothing is before them', async () => {
    expect(await call('a')).toEqual({ ran: true, value: 'a' })
    expect(began).toEqual(['0 a'])
  })

  it('go into one channel a second apart, in the order of their coming', async () => {
    const all = ['a', 'b', 'c'].map((name) => call(name))
    await time.pass(2_000)
    expect(began).toEqual(['0 a', '1000 b', '2000 c'])
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c'].map((value) => ({ ran: true, value })))
  })

  it('into one channel hold back no other channel', async () => {
    void ['a', 'b', 'c'].map((name) => call(name))
    void call('quiet', { channel: 'C2' })
    await time.pass(0)
    expect(began).toEqual(['0 a', '0 quiet'])
    await time.pass(5_000)
  })

  it('may come in a burst where Slack takes one, and are smooth after it', async () => {
    void ['a', 'b', 'c', 'd'].map((name) => call(name, { method: 'update', channel: name }))
    await time.pass(3_000)
    expect(began).toEqual(['0 a', '0 b', '1000 c', '2000 d'])
    await time.pass(60_000)
    void ['e', 'f', 'g'].map((name) => call(name, { method: 'update', channel: name }))
    await time.pass(3_000)
    expect(began.slice(4)).toEqual(['63000 e', '63000 f', '64000 g'])
  })

  it('with people’s words go before lines, and lines before cards', async () => {
    void call('first')
    void call('card', { rank: 'redraw' })
    void call('line', { rank: 'line' })
    void call('words')
    void call('more words')
    await time.pass(5_000)
    expect(began.map((one) => one.split(' ').slice(1).join(' '))).toEqual([
      'first',
      'words',
      'more words',
      'line',
      'card',
    ])
  })

  it('for the team go before a visitor’s words and new cards', async () => {
    void call('first')
    void call('card of a new one')
    void call('visitor')
    void call('agent', { rank: 'team' })
    await time.pass(5_000)
    expect(began.map((one) => one.split(' ').slice(1).join(' '))).toEqual([
      'first',
      'agent',
      'card of a new one',
      'visitor',
    ])
  })

  it('that were turned away stand before newcomers when they ask again', async () => {
    for (let index = 0; index < 6; index += 1) void call(`${index}`)
    expect(await call('away', { asker: 'a' })).toEqual({ ran: false, after: 6_000 })
    await time.pass(3_000)
    void call('newcomer')
    void call('away', { asker: 'a' })
    await time.pass(5_000)
    expect(began.slice(-2)).toEqual(['6000 away', '7000 newcomer'])
  })

  it('with a line that has waited for long go with the words', async () => {
    schedule.hold('post', 'C1', 20_000)
    void call('line', { rank: 'line', asker: 'l' })
    await time.pass(19_000)
    for (let index = 0; index < 3; index += 1) void call(`${index}`)
    void call('line', { rank: 'line', asker: 'l' })
    await time.pass(5_000)
    expect(began[0]).toBe('20000 line')
  })

  it('say how long the next would wait', async () => {
    expect(schedule.behind('post', 'C1')).toBe(0)
    void call('a')
    void call('b')
    expect(schedule.behind('post', 'C1')).toBe(2_000)
    expect(schedule.behind('post', 'C2')).toBe(0)
    await time.pass(3_000)
    expect(schedule.behind('post', 'C1')).toBe(0)
  })

  it('under one key are joined while they wait, and both learn what became of it', async () => {
    void call('first')
    const both = [
      call('old card', { rank: 'redraw', key: 'card c1' }),
      call('new card', { rank: 'redraw', key: 'card c1' }),
    ]
    await time.pass(5_000)
    expect(began).toEqual(['0 first', '1000 new card'])
    expect(await Promise.all(both)).toEqual([
      { ran: true, value: 'new card' },
      { ran: true, value: 'new card' },
    ])
  })

  it('under one key are not joined once one is under way', async () => {
    void call('under way', { key: 'k' })
    void call('next', { key: 'k' })
    await time.pass(2_000)
    expect(began).toEqual(['0 under way', '1000 next'])
  })

  it('wait as long as Slack asks, in that channel alone', async () => {
    await call('a')
    schedule.hold('post', 'C1', 4_000)
    void call('held')
    void call('elsewhere', { channel: 'C2' })
    void call('update', { method: 'update' })
    await time.pass(10_000)
    expect(began).toEqual(['0 a', '0 elsewhere', '0 update', '4000 held'])
  })

  it('come one by one after Slack asked to wait, also where a burst was taken before', async () => {
    schedule.hold('update', 'C1', 2_000)
    void ['a', 'b', 'c'].map((name) => call(name, { method: 'update' }))
    await time.pass(10_000)
    expect(began).toEqual(['2000 a', '3000 b', '4000 c'])
  })

  it('wait in order when Slack asks to wait in the middle of a call', async () => {
    void call('limited', {
      run: async () => {
        schedule.hold('post', 'C1', 3_000)
        return 'limited'
      },
    })
    void call('next')
    await time.pass(5_000)
    expect(began).toEqual(['3000 next'])
  })

  it('that would come too late are turned away at once, each with a time of its own', async () => {
    const turns = Array.from({ length: 9 }, (_, index) => call(`${index}`))
    await time.pass(0)
    const late = await Promise.all(turns.slice(6))
    expect(late).toEqual([
      { ran: false, after: 6_000 },
      { ran: false, after: 7_000 },
      { ran: false, after: 8_000 },
    ])
    await time.pass(20_000)
    expect(began).toHaveLength(6)
  })

  it('that wait are turned away when Slack asks for more than they can wait', async () => {
    const turns = ['a', 'b', 'c'].map((name) => call(name))
    await time.pass(0)
    schedule.hold('post', 'C1', 60_000)
    expect(await Promise.all(turns)).toEqual([
      { ran: true, value: 'a' },
      { ran: false, after: 60_000 },
      { ran: false, after: 61_000 },
    ])
  })

  it('keep their order in a channel when Slack is slow', async () => {
    const slow = Promise.withResolvers<string>()
    void call('slow', { run: () => slow.promise })
    void call('next')
    await time.pass(3_000)
    expect(began).toEqual([])
    slow.resolve('slow')
    await time.pass(0)
    expect(began).toEqual(['3000 next'])
  })

  it('that fail reject, and the next one goes on', async () => {
    const broken = call('broken', {
      run: () => {
        throw new Error('a bug')
      },
    })
    void call('next')
    await expect(broken).rejects.toThrow('a bug')
    await time.pass(1_000)
    expect(began).toEqual(['1000 next'])
  })

  it('are not begun any more when it stops; what is under way ends', async () => {
    const slow = Promise.withResolvers<string>()
    const under = call('slow', { run: () => slow.promise })
    const waits = call('waits')
    const stopped = schedule.stop()
    expect(await waits).toEqual({ ran: false, after: 0 })
    slow.resolve('slow')
    await stopped
    expect(await under).toEqual({ ran: true, value: 'slow' })
    expect(await call('after')).toEqual({ ran: false, after: 0 })
    expect(began).toEqual([])
    expect(time.timers.size).toBe(0)
  })

  it('of long ago leave nothing behind', async () => {
    for (let channel = 0; channel < 50; channel += 1) await call('a', { channel: `C${channel}` })
    await time.pass(60_000)
    expect(time.timers.size).toBe(0)
  })
})
