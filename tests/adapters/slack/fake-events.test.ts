import { describe, expect, it } from 'vitest'
import { stringAt } from '../../support/slack/json.ts'
import type { JsonObject } from '../../support/slack/json.ts'
import type { FakeSlackOptions } from '../../support/slack/options.ts'
import { realClient } from './real-apps.ts'
import { matching, slackWorld } from './slack-world.ts'

const world = slackWorld()

async function open(options: FakeSlackOptions = {}) {
  const slack = await world.slack(options)
  slack.quirks.messageReplied = false
  const app = await world.socketApp(slack)
  const heard = async () => {
    await slack.settled()
    return app.events()
  }
  const subtypes = async () =>
    (await heard()).map((one) => stringAt(one, 'subtype') ?? stringAt(one, 'type'))
  const client = realClient(slack)
  return { slack, app, client, heard, subtypes, ana: slack.user('ana') }
}

const messageIn = (event: JsonObject | undefined) => event?.['message']

describe('what people write', () => {
  it('is told with who, where and when', async () => {
    const { slack, app, ana, heard } = await open()
    const root = await ana.says('support', 'Root')
    const reply = await ana.says('support', 'Reply', { thread: root })
    const events = await heard()
    const channel = slack.channel('support').id
    const common = { type: 'message', user: ana.id, channel, channel_type: 'channel' }
    expect(events).toMatchObject([
      { ...common, text: 'Root', ts: root.ts, event_ts: root.ts },
      { ...common, text: 'Reply', ts: reply.ts, thread_ts: root.ts, parent_user_id: ana.id },
    ])
    expect(events[0]).not.toHaveProperty('thread_ts')
    expect(app.bodies[0]).toMatchObject({ type: 'event_callback', team_id: slack.teamId })
    const ids = app.bodies.map((one) => one['event_id'])
    expect(new Set(ids).size).toBe(2)
  })

  it('comes a second time with the same ts when it mentions the app', async () => {
    const { ana, heard } = await open()
    const { ts } = await ana.says('support', '@greenroom help')
    const told = (await heard()).map((one) => [one['type'], one['ts']])
    expect(told).toEqual([
      ['message', ts],
      ['app_mention', ts],
    ])
  })

  it('is a thread_broadcast when sent to the channel too, a me_message after /me', async () => {
    const { ana, heard } = await open()
    const root = await ana.says('support', 'Root')
    await ana.says('support', 'All look', { thread: root, broadcast: true })
    await ana.says('support', 'waves', { me: true })
    expect((await heard()).slice(1)).toMatchObject([
      { subtype: 'thread_broadcast', thread_ts: root.ts, root: { ts: root.ts, reply_count: 1 } },
      { subtype: 'me_message', text: 'waves' },
    ])
  })

  it('brings the parent’s message_replied, which has no subtype', async () => {
    const { slack, ana, heard } = await open()
    slack.quirks.messageReplied = true
    const root = await ana.says('support', 'Root')
    await ana.says('support', 'Reply', { thread: root })
    const [, reply, replied] = await heard()
    expect(reply).toMatchObject({ text: 'Reply' })
    expect(replied).toMatchObject({ type: 'message', message: { ts: root.ts, reply_count: 1 } })
    expect(replied).not.toHaveProperty('subtype')
    expect(replied).not.toHaveProperty('user')
  })

  it('is told by another app with its bot_id', async () => {
    const { slack, heard } = await open()
    await slack.user('zapbot').says('support', 'Deployed')
    expect(await heard()).toMatchObject([{ bot_id: matching(/^B/), text: 'Deployed' }])
    expect((await heard())[0]).not.toHaveProperty('subtype')
  })

  it('is not told where the app is not', async () => {
    const { slack, ana, heard } = await open()
    await ana.says('lounge', 'Among us')
    slack.channel('support').removesApp()
    await ana.says('support', 'Now it is gone')
    expect((await heard()).map((one) => one['type'])).toEqual([
      'member_left_channel',
      'channel_left',
    ])
  })

  it('is not told without the subscription or the scope', async () => {
    const { slack, ana, heard } = await open({ scopes: ['channels:history', 'chat:write'] })
    slack.subscribesTo(['message.channels', 'message.groups'])
    await ana.says('vip', 'No scope for private channels')
    const message = await ana.says('support', '@greenroom no subscription for mentions')
    await ana.reacts(message, 'eyes')
    expect((await heard()).map((one) => one['type'])).toEqual(['message'])
  })
})

describe('edits and deletions', () => {
  it('come with what was and what is', async () => {
    const { ana, heard } = await open()
    const message = await ana.says('support', 'Teh parcel')
    await ana.edits(message, 'The parcel')
    await ana.deletes(message)
    const [, changed, deleted] = await heard()
    expect(changed).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      message: { ts: message.ts, text: 'The parcel', user: ana.id, edited: { user: ana.id } },
      previous_message: { text: 'Teh parcel' },
    })
    expect(changed).not.toHaveProperty('user')
    expect(deleted).toMatchObject({
      subtype: 'message_deleted',
      deleted_ts: message.ts,
      previous_message: { text: 'The parcel' },
    })
  })

  it('are told of a link’s page too, though nobody edited', async () => {
    const { slack, ana, heard } = await open()
    const message = await ana.says('support', 'https://example.com')
    slack.channel('support').unfurls(message)
    const [, changed] = await heard()
    expect(changed).toMatchObject({
      subtype: 'message_changed',
      message: { text: message.blocks[0] ? '<https://example.com>' : '' },
    })
    expect(messageIn(changed)).not.toHaveProperty('edited')
  })

  it('replay all replies when a parent is deleted, none of them edited', async () => {
    const { ana, heard } = await open()
    const root = await ana.says('support', 'Root')
    await ana.says('support', 'One', { thread: root })
    await ana.says('support', 'Two', { thread: root })
    await ana.deletes(root)
    const [tombstone, ...replays] = (await heard()).slice(3)
    expect(tombstone).toMatchObject({
      subtype: 'message_changed',
      message: { subtype: 'tombstone', ts: root.ts },
    })
    expect(replays).toMatchObject([{ message: { text: 'One' } }, { message: { text: 'Two' } }])
    for (const one of replays) expect(messageIn(one)).not.toHaveProperty('edited')
  })
})

describe('what the app does itself', () => {
  it('comes back to it: a plain post with its user, one under a name as bot_message without', async () => {
    const { slack, client, heard } = await open()
    const metadata = { event_type: 'post', event_payload: { id: '7' } }
    const { ts } = await client.chat.postMessage({ channel: 'support', text: 'Card', metadata })
    await client.chat.postMessage({ channel: 'support', text: 'Hi', username: 'Nina' })
    const [plain, named] = await heard()
    expect(plain).toMatchObject({ user: slack.botUserId, bot_id: slack.botId, ts, metadata })
    expect(plain).toHaveProperty('bot_profile')
    expect(plain).not.toHaveProperty('subtype')
    expect(named).toMatchObject({ subtype: 'bot_message', username: 'Nina', bot_id: slack.botId })
    expect(named).not.toHaveProperty('user')
  })

  it('comes back as a change; with blocks it is not marked as edited', async () => {
    const { slack, client, heard } = await open()
    const { ts = '' } = await client.chat.postMessage({ channel: 'support', text: 'Card' })
    const channel = slack.channel('support').id
    await client.chat.update({ channel, ts, text: 'Claimed' })
    const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'Closed' } }] as const
    await client.chat.update({ channel, ts, text: 'Closed', blocks: [...blocks] })
    const [, text, withBlocks] = await heard()
    expect(text).toMatchObject({
      message: { bot_id: slack.botId, edited: { user: slack.botUserId } },
    })
    expect(withBlocks).toMatchObject({ message: { bot_id: slack.botId, text: 'Closed' } })
    expect(text).not.toHaveProperty('user')
  })
})

describe('reactions, comings and goings', () => {
  it('tells of reactions by the message’s ts, without its thread', async () => {
    const { ana, slack, heard, client } = await open()
    const root = await ana.says('support', 'Root')
    const reply = await ana.says('support', 'Reply', { thread: root })
    await slack.user('ben').reacts(reply, 'white_check_mark')
    await slack.user('ben').unreacts(reply, 'white_check_mark')
    await client.reactions.add({ channel: reply.channel, timestamp: reply.ts, name: 'eyes' })
    const item = { type: 'message', channel: reply.channel, ts: reply.ts }
    expect((await heard()).slice(2)).toEqual([
      expect.objectContaining({ type: 'reaction_added', reaction: 'white_check_mark', item }),
      expect.objectContaining({ type: 'reaction_removed', item }),
      expect.objectContaining({ type: 'reaction_added', user: slack.botUserId, item }),
    ])
    expect(slack.channel('support').message(reply).reactions).toEqual(['👀 1'])
  })

  it('tells of channels and members', async () => {
    const { slack, subtypes, ana } = await open()
    const support = slack.channel('support')
    await slack.user('mallory').joins('support')
    await ana.leaves('support')
    support.renames('helpdesk')
    support.archives()
    support.unarchives()
    slack.channel('vip').archives()
    expect(await subtypes()).toEqual([
      'member_joined_channel',
      'channel_join',
      'member_left_channel',
      'channel_rename',
      'channel_archive',
      'channel_unarchive',
      'group_archive',
    ])
  })

  it('tells of people who leave or change their name, and of groups', async () => {
    const { slack, heard, ana } = await open()
    slack.deactivates('ben')
    slack.renames('ana', 'Ana A.')
    slack.regroups('agents', ['ana', 'cleo'])
    const [ben, cleo] = [slack.user('ben').id, slack.user('cleo').id]
    expect(await heard()).toMatchObject([
      { type: 'user_change', user: { id: ben, deleted: true } },
      { type: 'user_change', user: { id: ana.id, profile: { display_name: 'Ana A.' } } },
      { type: 'subteam_members_changed', added_users: [cleo], removed_users: [ben] },
    ])
  })

  it('tells when someone opens the Home tab, and when the app is taken out', async () => {
    const { slack, ana, heard } = await open()
    await ana.opensHome()
    slack.uninstalls()
    expect(await heard()).toMatchObject([
      { type: 'app_home_opened', user: ana.id, tab: 'home' },
      { type: 'tokens_revoked', tokens: { bot: [slack.botUserId] } },
      { type: 'app_uninstalled' },
    ])
  })
})
