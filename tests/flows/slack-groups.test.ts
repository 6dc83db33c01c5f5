import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

const GROUPS = '[{group: agents, role: agent}, {group: leads, role: supervisor}]'

/** A house whose workspace has somebody that neither the settings nor the desk know, in these groups. */
async function chat(
  groups: readonly string[],
  setup: Parameters<typeof slackHouse>[0] = {},
  zoe: { displayName?: string; realName?: string } = {},
) {
  const house = await slackHouse({ groups: GROUPS, ...setup })
  house.slack.addUser({ handle: 'zoe', email: 'zoe@elsewhere.example', ...zoe })
  for (const group of groups) house.slack.regroups(group, ['cleo', 'zoe'])
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** Who is in, and as what, as somebody is told who asks. */
async function members(house: SlackHouse, who: string) {
  const before = house.slack.user(who).ephemerals('support').length
  await house.slack.user(who).runs('/greenroom members', 'support')
  await house.slack.until(() => house.slack.user(who).ephemerals('support').length > before)
  return house.slack.user(who).ephemerals('support').at(-1)?.text ?? ''
}

describe.each(['socket', 'http'] as const)('Slack user groups, over %s', (mode) => {
  it('make a member of who is in one, when they first speak', async () => {
    const { house, nina } = await chat(['agents'], { mode }, { displayName: 'Zoe', realName: 'Z.' })
    await claimedBy(house, 'Zoe')
    await house.says('zoe', 'In the shed')
    await nina.showsIn(['Where is my parcel?', 'In the shed'])
    expect(nina.held().at(-1)?.from.name).toBe('Zoe')
    expect(await members(house, 'zoe')).toContain('Zoe — agent')
    expect(house.slack.calls('usergroups.list').length).toBe(1)
    expect(house.slack.complaints()).toEqual([])
  })

  it('change what they may do, and take them out, as soon as Slack says so', async () => {
    const { house } = await chat(['agents'], { mode })
    const { slack } = house
    await claimedBy(house, 'Ana')
    await house.says('zoe', '!takeover')
    await house.toldTo('zoe', 'supervisor')
    slack.regroups('leads', ['cleo', 'zoe'])
    await slack.settled()
    await house.says('zoe', '!takeover')
    await house.card('Zoe has it')
    expect(await members(house, 'ana')).toContain('Zoe — supervisor')
    slack.regroups('leads', ['cleo'])
    slack.regroups('agents', ['cleo'])
    await slack.settled()
    await expect.poll(() => members(house, 'ana')).not.toContain('Zoe')
    await house.slack.user('zoe').runs('/queue', 'support')
    await house.toldTo('zoe', 'does not know you')
    slack.regroups('agents', ['zoe'])
    await slack.settled()
    await expect.poll(() => members(house, 'ana')).toContain('Zoe — agent')
  })
})

describe('a member by a Slack user group', () => {
  it('has the highest role of their groups', async () => {
    const { house } = await chat(['agents', 'leads'])
    expect(await members(house, 'zoe')).toContain('Zoe — supervisor')
  })

  it('is as an admin says, whatever the groups say later', async () => {
    const { house } = await chat(['agents'])
    const admin = house.slack.addUser({ handle: 'root', displayName: 'Root' })
    expect(admin.id).not.toBe('')
    house.slack.addGroup('admins', ['root'])
    await house.apply('[{group: agents, role: agent}, {group: admins, role: admin}]')
    await members(house, 'zoe')
    await house.slack.user('root').runs('/greenroom role @Zoe lead', 'support')
    await house.toldTo('root', 'Zoe is lead now.')
    house.slack.regroups('agents', ['ben'])
    await house.slack.settled()
    expect(await members(house, 'zoe')).toContain('Zoe — lead')
    await house.slack.user('root').runs('/greenroom remove @Zoe', 'support')
    await house.toldTo('root', 'Zoe is out')
    house.slack.regroups('agents', ['zoe'])
    await house.slack.settled()
    expect(await members(house, 'zoe')).toContain('does not know you')
  })

  it('is in the teams of their groups, until an admin says what they are', async () => {
    const { house } = await chat(['agents'])
    house.slack.addUser({ handle: 'root', displayName: 'Root' })
    house.slack.addGroup('admins', ['root'])
    await house.apply('[{group: agents, role: agent, teams: [vip]}, {group: admins, role: admin}]')
    await members(house, 'zoe')
    const root = house.slack.user('root')
    await root.runs('/greenroom team @Zoe', 'support')
    await house.toldTo('root', 'Zoe is in VIP, as a Slack user group says.')
    await root.runs('/greenroom team @Zoe none', 'support')
    await house.toldTo('root', 'A Slack user group says which teams Zoe is in')
    expect(await members(house, 'zoe')).toContain('Zoe — agent, on duty, in VIP')
    await root.runs('/greenroom role @Zoe lead', 'support')
    await house.toldTo('root', 'Zoe is lead now.')
    await root.runs('/greenroom team @Zoe none', 'support')
    await house.toldTo('root', 'Zoe is in no team now.')
    expect(await members(house, 'zoe')).toContain('Zoe — lead, on duty, in no team')
  })

  it('is who the settings say, where they say so', async () => {
    const { house } = await chat(['agents'])
    house.slack.regroups('leads', ['ana', 'ben'])
    await house.slack.settled()
    const all = await members(house, 'ben')
    expect(all).toContain('Ana — agent')
    expect(all).toContain('Ben — agent')
  })

  it('is the member whose e-mail address they have, before any group', async () => {
    const { house } = await chat(['agents'])
    house.slack.addUser({ handle: 'dora', realName: 'Dora Dahl', displayName: 'dd' })
    house.slack.regroups('leads', ['dora'])
    await house.slack.settled()
    const all = await members(house, 'dora')
    expect(all).toContain('Dora — agent')
    expect(all).not.toContain('dd')
  })

  it('has a name that no colleague has', async () => {
    const name = { displayName: 'Ana', realName: 'Zoe Zimmer' }
    const { house } = await chat(['agents'], {}, name)
    expect(await members(house, 'zoe')).toContain('Zoe Zimmer — agent')
    house.slack.addUser({ handle: 'ann', displayName: 'Ana', realName: 'ANA' })
    house.slack.regroups('agents', ['zoe', 'ann'])
    await house.slack.settled()
    expect(await members(house, 'ann')).toContain('Ana 2 — agent')
  })

  it('is nobody of another workspace, and no app', async () => {
    const { house } = await chat([])
    house.slack.regroups('agents', ['mallory', 'zapbot'])
    await house.slack.settled()
    expect(await members(house, 'mallory')).toContain('does not know you')
    await house.slack.user('mallory').opensHome()
    await house.slack.until(() => house.slack.user('mallory').home() !== null)
    expect(house.slack.user('mallory').home()?.text).toContain('does not know you')
  })

  it('stays one over a restart, and while Slack does not say who is in its groups', async () => {
    const { house } = await chat(['agents'])
    expect(await members(house, 'zoe')).toContain('Zoe — agent')
    await house.stop()
    house.slack.weather.brings({
      method: 'usergroups.list',
      does: { kind: 'refuse', error: 'paid_teams_only' },
    })
    const again = await slackHouse({ slack: house.slack, data: house.dir, groups: GROUPS })
    expect(await members(again, 'zoe')).toContain('Zoe — agent')
  })
})

it('a workspace without user groups goes on with the members that there are', async () => {
  const { house, nina } = await chat([], { paid: false })
  await claimedBy(house, 'Ana')
  await house.says('zoe', 'I am in no group')
  await house.toldTo('zoe', 'does not know you')
  await house.says('ana', 'In the shed')
  await nina.showsIn(['Where is my parcel?', 'In the shed'])
  expect(house.slack.calls('usergroups.list')).toHaveLength(1)
})
