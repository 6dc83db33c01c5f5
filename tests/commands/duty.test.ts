import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import { world } from '../support/world.ts'

describe('going off and on duty', () => {
  it('says what is so now, and is seen by /members', async () => {
    const { says, member } = await team()
    const [ana] = [await member('Ana'), await member('Carl', 'creator')]
    expect(await says(ana, 'members')).toBe('Ana — agent, on duty, in no team\nCarl — creator')
    expect(await says(ana, 'on')).toBe('You are on duty already.')
    expect(await says(ana, 'off')).toBe('You are off duty now.')
    expect(await says(ana, 'members')).toBe('Ana — agent, off duty, in no team\nCarl — creator')
    expect(await says(ana, 'offduty')).toBe('You are off duty already.')
    expect(await says(ana, 'onduty')).toBe('You are on duty now.')
    expect(await says(ana, 'members')).toBe('Ana — agent, on duty, in no team\nCarl — creator')
  })

  it('reminds who goes of what they still have, without a word of the visitors', async () => {
    const { says, member, has } = await team()
    const ana = await member('Ana')
    await has(ana, 'nina')
    expect(await says(ana, 'off')).toBe(
      'You are off duty now. You still have 1 open conversation: #1001. ' +
        '`/transfer` or `/release` what cannot wait.',
    )
    for (const visitor of ['mia', 'tom', 'leo', 'uma', 'zoe']) await has(ana, visitor)
    expect(await says(ana, 'off')).toContain(
      'You still have 6 open conversations: #1006, #1005, #1004, #1003, #1002 and others.',
    )
  })

  it('may be done for somebody else by a supervisor, and by nobody below', async () => {
    const { says, member, has, at, audit } = await team()
    const [ana, ben] = [await member('Ana', 'supervisor'), await member('Ben')]
    await member('Carl', 'creator')
    await has(ben, 'nina')
    expect(await says(ben, 'off', { member: '@Ana' })).toBe(
      'Only a supervisor may put Ana on or off duty.',
    )
    expect(await says(ana, 'off', { member: '@ben' })).toBe(
      'Ben is off duty now. Ben still has 1 open conversation: #1001. ' +
        '`/assign` what cannot wait to somebody else.',
    )
    expect(await at(ben)).toMatchObject({ onDuty: false, role: 'agent', active: true })
    expect(await at(ana)).toMatchObject({ onDuty: true })
    expect(await says(ana, 'on', { member: 'Ben' })).toBe('Ben is on duty now.')
    expect(await says(ana, 'off', { member: 'Carl' })).toMatch('does not answer visitors')
    expect(await says(ana, 'off', { member: 'Zed' })).toMatch('no member called “Zed”')
    expect(await says(ben, 'off', { member: 'Ben' })).toMatch('You are off duty now.')
    expect(await audit()).toEqual([
      'Ben off done',
      'Ana on done',
      'Ana off done',
      'Ben off refused',
    ])
  })

  it('is not for a creator, who answers nobody', async () => {
    const { says, member } = await team()
    expect(await says(await member('Carl', 'creator'), 'off')).toBe(
      '`/off` is for an agent and above; you are here as creator.',
    )
  })
})

async function team() {
  const its = await world()
  const { database, member } = its
  let count = 0

  /** The answer to a command that is given outside every thread. */
  async function says(by: AgentId, name: string, args: Record<string, string> = {}) {
    const id = `command-${(count += 1)}`
    const answer = await its.team.command({ id, by, conversation: null, name, args })
    return answer.ok ? answer.text : answer.refusal.sentence
  }

  async function has(agent: AgentId, visitor: string) {
    await its.write('hello', visitor)
    await its.command(agent, (await its.current(visitor)).id, 'claim')
  }

  async function audit() {
    const entries = await database.audit.newest(20)
    return entries
      .filter((entry) => entry.conversation === null)
      .map(({ by, what, result }) => `${'name' in by ? by.name : ''} ${what} ${result}`)
  }

  return { says, member, has, at: (id: AgentId) => database.people.get(id), audit }
}
