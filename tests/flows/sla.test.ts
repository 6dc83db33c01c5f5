import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SlaPolicy } from '../../src/conversation/sla.ts'
import { world } from '../support/world.ts'

const MINUTE = 60_000
const FAST: SlaPolicy = { name: 'Fast', first_response: MINUTE, next_response: 5 * MINUTE }
const LATE = 'Nina has waited one minute: by “Fast” the first reply was due.'

type Setup = Parameters<typeof world>[0]

/** A house whose conversations are Support’s, and to be answered by the policy Fast. */
async function house(setup: Setup = {}, sla: readonly SlaPolicy[] = [FAST]) {
  const its = await world({ sla, route: () => ({ team: 'support', sla: 'Fast' }), ...setup })

  /** Time goes on, and what is due by then is done. */
  async function after(ms: number): Promise<void> {
    its.clock.at += ms
    its.timers.start()
    await its.timers.stop()
    await its.settled()
  }

  async function writes(words = 'hello'): Promise<void> {
    await its.write(words)
    await its.settled()
  }

  const lines = async () => its.chat.lines((await its.current()).id)
  const late = async () => (await lines()).filter(({ text }) => text.includes('was due.'))
  return { ...its, after, writes, lines, late }
}

describe('a visitor who waits too long for the first reply', () => {
  it('is told of once, to the supervisors and the agents on duty of the team', async () => {
    const { member, team, writes, after, late, door } = await house()
    await member('Ana', 'supervisor')
    await member('Ben', 'agent', ['support'])
    await member('Carl', 'creator', ['support'])
    await member('Dora', 'agent', ['billing'])
    const eve = await member('Eve', 'agent', ['support'])
    const off = { id: 'off', by: eve, conversation: null, name: 'off', args: {} }
    expect(await team.command(off)).toMatchObject({ ok: true })
    await writes()
    await after(MINUTE - 1)
    expect(await late()).toEqual([])
    await after(1)
    const [line] = await late()
    expect(line).toMatchObject({ text: LATE, tone: 'alert' })
    expect(line?.for.toSorted()).toEqual(['ana', 'ben'])
    await writes('anyone?')
    await after(60 * MINUTE)
    expect(await late()).toHaveLength(1)
    expect(door.sees()).toEqual(['hello', 'anyone?'])
  })

  it('is told of to who has it alone', async () => {
    const { member, command, current, writes, after, late } = await house()
    await member('Ana', 'supervisor')
    const ben = await member('Ben', 'agent', ['support'])
    await writes()
    await command(ben, (await current()).id, 'claim')
    await after(MINUTE)
    expect(await late()).toMatchObject([{ text: LATE, for: ['ben'] }])
  })

  it('is told of to the supervisors where it is no team’s', async () => {
    const { member, writes, after, late } = await house({ route: () => ({ sla: 'Fast' }) })
    await member('Ana', 'supervisor')
    await member('Ben')
    await writes()
    await after(MINUTE)
    expect(await late()).toMatchObject([{ for: ['ana'] }])
  })

  it('is in the list as overdue until they are answered', async () => {
    const { member, team, writes, after, say, current, settled } = await house()
    const ben = await member('Ben', 'agent', ['support'])
    const queue = async (id: string, args = {}) => {
      const answer = await team.command({ id, by: ben, conversation: null, name: 'queue', args })
      return answer.ok ? answer.text : answer.refusal.sentence
    }
    await writes()
    await after(MINUTE)
    expect(await queue('q1')).toContain('#1001 Nina — waits one minute, overdue · nobody has it')
    const { id } = await current()
    await team.command({ id: 'c', by: ben, conversation: id, name: 'claim', args: {} })
    await say(ben, id, 'Hi Nina!')
    await settled()
    expect(await queue('q2', { which: 'mine' })).toContain('#1001 Nina — answered')
  })
})

describe('a visitor who is answered in time', () => {
  it('is told of no more, and the next time by the next promise', async () => {
    const { member, command, say, current, writes, after, late, database } = await house()
    const ben = await member('Ben', 'agent', ['support'])
    await writes()
    const { id } = await current()
    await command(ben, id, 'claim')
    await say(ben, id, 'Hi Nina!')
    expect(await database.store.nextDue()).toBeNull()
    await after(60 * MINUTE)
    await writes('and now?')
    await after(5 * MINUTE - 1)
    expect(await late()).toEqual([])
    await after(1)
    expect(await late()).toMatchObject([
      { text: 'Nina has waited five minutes: by “Fast” the next reply was due.' },
    ])
  })

  it('waits for nobody while it sleeps or is closed', async () => {
    const { member, command, current, writes, after, late, database } = await house()
    const ben = await member('Ben', 'agent', ['support'])
    await writes()
    const { id } = await current()
    await command(ben, id, 'claim')
    await command(ben, id, 'snooze', { until: '3h' })
    await after(60 * MINUTE)
    expect(await late()).toEqual([])
    await after(120 * MINUTE)
    await after(1)
    expect(await late()).toHaveLength(1)
    await command(ben, id, 'close', { outcome: 'answered' })
    expect(await database.store.nextDue()).toBeNull()
  })
})

describe('new settings', () => {
  it('count from the next event on; with more time it is told later, without the policy never', async () => {
    const sla = [FAST]
    const { writes, after, late, database, clock } = await house({}, sla)
    await writes()
    sla[0] = { ...FAST, first_response: 3 * MINUTE }
    await after(MINUTE)
    expect(await late()).toEqual([])
    expect(await database.store.nextDue()).toBe(clock.at + 2 * MINUTE)
    sla[0] = { ...FAST, first_response: 2 * MINUTE }
    await writes('hello?')
    expect(await database.store.nextDue()).toBe(clock.at + MINUTE)
    sla.length = 0
    await after(9 * MINUTE)
    expect(await late()).toEqual([])
    expect(await database.store.nextDue()).toBeNull()
  })
})

describe('outside the hours of the inbox', () => {
  it('no reply is due', async () => {
    const day = [{ from: 600, to: 1_080 }]
    const [mon, tue, wed, thu, fri, sat, sun] = [day, day, day, day, day, [], []]
    const weekly = { mon, tue, wed, thu, fri, sat, sun }
    const hours = { timezone: 'UTC', weekly, holidays: [] }
    const { writes, after, late } = await house({ hours })
    // A Friday at nine; it opens at ten.
    await writes()
    await after(61 * MINUTE - 1)
    expect(await late()).toEqual([])
    await after(1)
    expect(await late()).toMatchObject([
      { text: 'Nina has waited one hour: by “Fast” the first reply was due.' },
    ])
  })
})

describe('after a crash', () => {
  it('what fell due meanwhile is told at the start', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'greenroom-sla-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const file = join(dir, 'greenroom.db')
    const before = await house({ file })
    await before.delivery.stop()
    await before.write('hello')
    await before.database.close()

    const then = await house({ file })
    await then.member('Ana', 'supervisor')
    await then.after(7 * MINUTE)
    expect(await then.late()).toMatchObject([
      { text: 'Nina has waited seven minutes: by “Fast” the first reply was due.', for: ['ana'] },
    ])
  })
})
