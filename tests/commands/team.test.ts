import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Abilities, TeamRules } from '../../src/routing/assign-rules.ts'
import { world } from '../support/world.ts'

const SUPPORT: TeamRules = {
  id: 'support',
  name: 'Support',
  assign: 'round-robin',
  sticky: false,
  capacity: 2,
  overflow: null,
}
const VIP: TeamRules = { ...SUPPORT, id: 'vip', name: 'VIP support' }
const FRED: Abilities = {
  id: 'fred' as AgentId,
  teams: ['vip'],
  skills: [],
  languages: [],
  capacity: 7,
}

/** Cleo is a supervisor, Ben and Ana are agents, Eve a creator; Fred is in the settings; nobody else is in a team. */
async function house(team: Partial<TeamRules> = {}) {
  const its = await world({
    teams: [{ ...SUPPORT, ...team }, VIP],
    agents: [FRED],
    route: () => ({ team: 'support' }),
  })
  const cleo = await its.member('Cleo', 'supervisor')
  const [ben, ana] = [await its.member('Ben'), await its.member('Ana')]
  await its.member('Eve', 'creator')
  await its.member('Fred')
  let count = 0

  /** The answer to `/team`, or another command, outside every thread. */
  async function says(by: AgentId, args: Record<string, string> = {}, name = 'team') {
    const id = `team-${(count += 1)}`
    const answer = await its.team.command({ id, by, conversation: null, name, args })
    return answer.ok ? answer.text : answer.refusal.sentence
  }

  const teamsOf = async (id: AgentId) => (await its.database.people.get(id))?.teams

  /** What `/why` says last in the visitor’s thread. */
  async function why(visitor: string): Promise<string | undefined> {
    await its.settled()
    const answer = await its.command(ben, (await its.current(visitor)).id, 'why')
    return answer.ok ? answer.text?.split('\n\n').at(-1) : answer.refusal.sentence
  }

  return { ...its, cleo, ben, ana, says, teamsOf, why }
}

describe('/team', () => {
  it('puts a member into teams and takes them out, which is seen and kept in the audit trail', async () => {
    const { says, cleo, ben, teamsOf, database } = await house()
    expect(await says(cleo, { member: '@ben' })).toBe('Ben is in no team.')
    expect(await says(cleo, { member: '@Ben', teams: 'support, VIP support' })).toBe(
      'Ben is in Support and VIP support now.',
    )
    expect(await teamsOf(ben)).toEqual(['support', 'vip'])
    expect(await says(cleo, { member: 'ben' })).toBe('Ben is in Support and VIP support.')
    expect(await says(cleo, { member: 'Ben', teams: 'vip support' })).toBe(
      'Ben is in VIP support now.',
    )
    expect(await says(cleo, { member: 'Ben', teams: 'vip' })).toBe('Ben is in VIP support already.')
    expect(await says(cleo, {}, 'members')).toContain('Ben — agent, on duty, in VIP support')
    expect(await says(cleo, { member: 'Ben', teams: 'None' })).toBe('Ben is in no team now.')
    expect(await teamsOf(ben)).toEqual([])
    expect(await database.audit.newest(1)).toMatchObject([
      { what: 'team', result: 'done', detail: 'Ben is in no team now.', by: { name: 'Cleo' } },
    ])
  })

  it.each([
    ['support vip', 'Support and VIP support'],
    ['vip support', 'VIP support'],
    ['"VIP support", Support', 'Support and VIP support'],
    ['Billing and VIP support and support', 'Billing, Support and VIP support'],
    ['support,support', 'Support'],
  ])('reads “%s” as %s', async (teams, names) => {
    const { says, cleo } = await house()
    expect(await says(cleo, { member: 'Ben', teams })).toBe(`Ben is in ${names} now.`)
  })

  it('names the nearest team, or all, where there is none of that name', async () => {
    const { says, cleo, ben, teamsOf } = await house()
    expect(await says(cleo, { member: 'Ben', teams: 'suport, vip' })).toBe(
      'There is no team “suport” here: did you mean Support?',
    )
    expect(await says(cleo, { member: 'Ben', teams: 'support bilings' })).toBe(
      'There is no team “bilings” here: did you mean Billing?',
    )
    expect(await says(cleo, { member: 'Ben', teams: 'zzzzz' })).toMatch('Billing, Support, VIP')
    expect(await says(cleo, { member: 'Ben', teams: 'none, vip' })).toBe(
      'Say `none` alone, or the teams.',
    )
    expect(await says(cleo, { member: 'Zed', teams: 'vip' })).toMatch('no member called “Zed”')
    expect(await teamsOf(ben)).toEqual([])
  })

  it('may be asked by an agent, who may say nothing of it', async () => {
    const { says, ben, ana, teamsOf, database } = await house()
    expect(await says(ben, { member: 'Ana' })).toBe('Ana is in no team.')
    expect(await says(ben, { member: 'Ana', teams: 'vip' })).toBe(
      'Only a supervisor may say which teams Ana is in.',
    )
    expect(await teamsOf(ana)).toEqual([])
    expect(await database.audit.newest(1)).toMatchObject([{ what: 'team', result: 'refused' }])
  })

  it('leaves to the settings whom they put into teams', async () => {
    const { says, cleo } = await house()
    expect(await says(cleo, { member: 'Fred' })).toBe(
      'Fred is in VIP support, as the settings say.',
    )
    expect(await says(cleo, { member: 'Fred', teams: 'support' })).toBe(
      'The settings say which teams Fred is in: change `teams` of `fred` under `agents` there.',
    )
  })

  it('puts nobody into a team who does not answer visitors', async () => {
    const { says, cleo } = await house()
    expect(await says(cleo, { member: 'Eve', teams: 'vip' })).toMatch(
      'Eve does not answer visitors',
    )
  })

  it('takes a member’s name without its @, where no team has it', async () => {
    const { says, cleo } = await house()
    expect(await says(cleo, { teams: 'Ben' })).toBe('Ben is in no team.')
    expect(await says(cleo, { teams: 'ben vip' })).toBe('Ben is in VIP support now.')
  })

  it('lists who is in which team, on duty or not, with how much they have', async () => {
    const { says, cleo, ben, write, command, current } = await house({ assign: 'manual' })
    for (const member of ['Ben', 'Ana']) await says(cleo, { member, teams: 'support' })
    await write('hello')
    await command(ben, (await current()).id, 'claim')
    await says(cleo, { member: 'Ana' }, 'off')
    expect(await says(ben)).toBe(
      [
        'Billing: nobody',
        'Support:',
        '• Ana 0 of 2, off duty',
        '• Ben 1 of 2, on duty',
        'VIP support:',
        '• Fred 0 of 7, on duty',
        'In no team, so given nothing: Cleo',
      ].join('\n'),
    )
    expect(await says(ben, { teams: 'vip support' })).toBe('VIP support:\n• Fred 0 of 7, on duty')
  })
})

describe('who was put into a team', () => {
  it('is given what waits for it, at once', async () => {
    const { says, cleo, write, settled, current } = await house()
    await write('hello')
    await settled()
    expect((await current()).status).toBe('waiting')
    await says(cleo, { member: 'Ben', teams: 'support' })
    await settled()
    expect(await current()).toMatchObject({ status: 'claimed', assignee: { name: 'Ben' } })
  })
})

describe('/why', () => {
  it('says for whom a conversation waits, and where in the queue', async () => {
    const { says, cleo, ben, write, why, clock, command, current } = await house({ capacity: 1 })
    await write('hello', 'nina')
    expect(await why('nina')).toBe(
      'It waits: nobody of Support is on duty. It is next in Support’s queue.',
    )
    await says(cleo, { member: 'Ben', teams: 'support' })
    await write('hello', 'mia')
    clock.at += 60_000
    await write('hello', 'tom')
    expect(await why('tom')).toBe(
      'It waits: everyone of Support who is on duty has as many as they take. ' +
        'It is number 2 in Support’s queue.',
    )
    expect(await why('nina')).not.toMatch(/queue/)
    await command(ben, (await current('tom')).id, 'claim')
    expect(await why('tom')).not.toMatch(/queue/)
  })

  it('says so where nobody who is there knows what is asked for', async () => {
    const its = await world({
      teams: [SUPPORT],
      route: () => ({ team: 'support', skills: ['billing'] }),
    })
    const ben = await its.member('Ben', 'agent', ['support'])
    await its.write('hello')
    await its.settled()
    const answer = await its.command(ben, (await its.current()).id, 'why')
    expect(answer.ok && answer.text).toMatch('It waits: nobody on duty knows billing. It is next')
  })

  it('says nothing of it where everybody takes their own', async () => {
    const { write, why } = await house({ assign: 'manual' })
    await write('hello')
    expect(await why('nina')).not.toMatch(/waits|queue/)
  })
})
