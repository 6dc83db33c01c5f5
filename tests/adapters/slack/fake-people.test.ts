import { describe, expect, it } from 'vitest'
import { realClient } from './real-apps.ts'
import { refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

async function open() {
  const slack = await world.slack()
  return { slack, client: realClient(slack) }
}

describe('people', () => {
  it('have profiles; those who left, bots and strangers can be told apart', async () => {
    const { slack, client } = await open()
    const info = async (handle: string) =>
      (await client.users.info({ user: slack.user(handle).id })).user
    expect(await info('ana')).toMatchObject({
      name: 'ana',
      real_name: 'Ana Alves',
      deleted: false,
      profile: { display_name: 'Ana', email: 'ana@example.com' },
    })
    expect(await info('dan')).toMatchObject({ deleted: true })
    expect(await info('zapbot')).toMatchObject({ is_bot: true })
    const stranger = await info('mallory')
    expect(stranger).toMatchObject({ is_stranger: true })
    expect(stranger?.team_id).not.toBe(slack.teamId)
    expect(await refusal(client.users.info({ user: 'U404' }))).toBe('user_not_found')
    await expect(slack.user('dan').says('support', 'x')).rejects.toThrow('deactivated')
  })

  it('show their address only to a token that may see it', async () => {
    const { slack } = await open()
    const less = realClient(slack, slack.token(['users:read']))
    const { user } = await less.users.info({ user: slack.user('ana').id })
    expect(user?.profile).not.toHaveProperty('email')
    const profile = less.users.profile.get({ user: slack.user('ana').id })
    expect(await refusal(profile)).toBe('missing_scope')
  })

  it('are listed in pages, without strangers', async () => {
    const { client } = await open()
    const names: string[] = []
    for await (const page of client.paginate('users.list', { limit: 2 })) {
      const text = JSON.stringify(page)
      names.push(...[...text.matchAll(/"name":"(\w+)"/g)].map(([, name = '']) => name))
    }
    expect(names).toEqual(['greenroom', 'ana', 'ben', 'cleo', 'dan', 'zapbot'])
  })

  it('are here or away', async () => {
    const { slack, client } = await open()
    const user = slack.user('ana').id
    slack.presence('ana', 'away')
    expect((await client.users.getPresence({ user })).presence).toBe('away')
  })

  it('are in groups, which only a paid workspace has', async () => {
    const { slack, client } = await open()
    const { usergroups } = await client.usergroups.list({ include_users: true })
    const agents = [slack.user('ana').id, slack.user('ben').id]
    expect(usergroups?.map(({ handle, users }) => [handle, users])[0]).toEqual(['agents', agents])
    const { users } = await client.usergroups.users.list({ usergroup: usergroups?.[0]?.id ?? '' })
    expect(users).toEqual(agents)
    const free = await world.slack({ paid: false })
    expect(await refusal(realClient(free).usergroups.list())).toBe('paid_teams_only')
    const usergroup = usergroups?.[0]?.id ?? ''
    const listed = realClient(free).usergroups.users.list({ usergroup })
    expect(await refusal(listed)).toBe('paid_teams_only')
    const less = realClient(slack, slack.token(['users:read']))
    expect(await refusal(less.usergroups.list())).toBe('missing_scope')
  })
})

describe('channels', () => {
  it('are seen as far as the app may see', async () => {
    const { slack, client } = await open()
    const types = 'public_channel,private_channel'
    const { channels } = await client.conversations.list({ types, exclude_archived: true })
    expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
      ['support', true],
      ['vip', true],
      ['partners', true],
      ['lounge', false],
    ])
    const info = async (name: string) =>
      client.conversations.info({ channel: slack.channel(name).id })
    expect((await info('old')).channel).toMatchObject({ is_archived: true })
    expect((await info('partners')).channel).toMatchObject({ is_ext_shared: true })
    expect(await refusal(info('board'))).toBe('channel_not_found')
    const lounge = slack.channel('lounge').id
    expect(await refusal(client.conversations.history({ channel: lounge }))).toBe('not_in_channel')
    await client.conversations.join({ channel: lounge })
    await client.conversations.history({ channel: lounge })
    const { members } = await client.conversations.members({ channel: lounge })
    expect(members).toContain(slack.botUserId)
  })

  it('take reactions and pins, once', async () => {
    const { slack, client } = await open()
    const { channel, ts: timestamp } = await slack.user('ana').says('support', 'Hello')
    const target = { channel, timestamp }
    await client.reactions.add({ ...target, name: 'eyes' })
    expect(await refusal(client.reactions.add({ ...target, name: 'eyes' }))).toBe('already_reacted')
    expect(await refusal(client.reactions.add({ ...target, name: 'nosuch' }))).toBe('invalid_name')
    const { message } = await client.reactions.get(target)
    expect(message?.reactions).toMatchObject([{ name: 'eyes', count: 1 }])
    await client.reactions.remove({ ...target, name: 'eyes' })
    expect(await refusal(client.reactions.remove({ ...target, name: 'eyes' }))).toBe('no_reaction')
    await client.pins.add(target)
    expect(slack.channel('support').pins).toEqual([timestamp])
    expect(await refusal(client.pins.add(target))).toBe('already_pinned')
    const nothing = { channel, timestamp: '1700000000.000100', name: 'eyes' }
    expect(await refusal(client.reactions.add(nothing))).toBe('message_not_found')
  })
})
