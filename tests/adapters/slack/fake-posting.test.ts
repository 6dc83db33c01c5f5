import { describe, expect, it } from 'vitest'
import { objectsAt, stringAt } from '../../support/slack/json.ts'
import { realClient } from './real-apps.ts'
import { refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

async function open() {
  const slack = await world.slack()
  const client = realClient(slack)
  const support = slack.channel('support')
  const post = async (text: string, more: object = {}) => {
    const { ts = '' } = await client.chat.postMessage({ channel: support.id, text, ...more })
    return { channel: support.id, ts }
  }
  return { slack, client, support, post }
}

describe('posting', () => {
  it('shows a message in its channel, and a reply in its thread alone', async () => {
    const { support, post } = await open()
    const root = await post('A visitor writes')
    await post('Where is my parcel?', { thread_ts: root.ts })
    expect(support.texts()).toEqual(['A visitor writes'])
    expect(support.thread(root).texts()).toEqual(['Where is my parcel?'])
  })

  it('shows a broadcast reply in both', async () => {
    const { support, post } = await open()
    const root = await post('A visitor writes')
    await post('Look here', { thread_ts: root.ts, reply_broadcast: true })
    expect(support.texts()).toEqual(['A visitor writes', 'Look here'])
    expect(support.thread(root).texts()).toEqual(['Look here'])
  })

  it('gives each message a later id, as a string of full length', async () => {
    const { post } = await open()
    const ids: string[] = []
    for (const text of ['one', 'two', 'three']) ids.push((await post(text)).ts)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^\d{10}\.\d{6}$/)
  })

  it('shows a visitor’s name over the message, if the token may do that', async () => {
    const { slack, support, post } = await open()
    await post('Hello', { username: 'Nina (visitor)', icon_emoji: ':wave:' })
    expect(support.holds[0]?.by).toBe('Nina (visitor)')

    const less = realClient(slack, slack.token(['chat:write']))
    await less.chat.postMessage({ channel: 'support', text: 'Hi', username: 'Nina' })
    expect(support.holds[1]?.by).toBe('Greenroom')
    expect(slack.complaints().join()).toContain('chat:write.customize')
  })

  it('finds a channel by its name, and a person by their id', async () => {
    const { slack, client, support } = await open()
    await client.chat.postMessage({ channel: '#support', text: 'By name' })
    expect(support.texts()).toEqual(['By name'])
    const { channel } = await client.chat.postMessage({
      channel: slack.user('ana').id,
      text: 'In private',
    })
    expect(channel).toMatch(/^D/)
    expect(slack.channel(channel ?? '').texts()).toEqual(['In private'])
  })

  it('refuses what Slack refuses', async () => {
    const { slack, client, support, post } = await open()
    const lounge = slack.channel('lounge').id
    const say = async (more: { channel?: string; text?: string; thread_ts?: string }) =>
      refusal(client.chat.postMessage({ channel: support.id, text: 'x', ...more }))
    expect(await say({ channel: 'C404' })).toBe('channel_not_found')
    expect(await say({ channel: slack.channel('board').id })).toBe('channel_not_found')
    expect(await say({ channel: lounge })).toBe('not_in_channel')
    expect(await say({ channel: slack.channel('old').id })).toBe('is_archived')
    expect(await say({ text: '' })).toBe('no_text')
    expect(await say({ thread_ts: '1700000000.000100' })).toBe('cannot_reply_to_message')
    const root = await post('root')
    support.locks(root)
    expect(await say({ thread_ts: root.ts })).toBe('restricted_action_thread_locked')
    support.becomesReadOnly()
    expect(await say({})).toBe('restricted_action_read_only_channel')
    expect(slack.complaints()).toEqual([])
  })

  it('knows its tokens', async () => {
    const { slack, client } = await open()
    const by = async (token: string) => refusal(realClient(slack, token).auth.test())
    expect(await by('xoxb-nobody')).toBe('invalid_auth')
    expect(await by(slack.appToken)).toBe('not_allowed_token_type')
    const reader = realClient(slack, slack.token(['channels:read']))
    const refused = reader.chat.postMessage({ channel: 'support', text: 'x' })
    await expect(refused).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write', provided: 'channels:read' },
    })
    const { user_id, bot_id, response_metadata } = await client.auth.test()
    expect([user_id, bot_id]).toEqual([slack.botUserId, slack.botId])
    expect(response_metadata?.scopes).toContain('chat:write')
    slack.uninstalls()
    expect(await by(slack.botToken)).toBe('token_revoked')
    slack.deactivatesApp()
    expect(await by(slack.botToken)).toBe('account_inactive')
  })

  it('keeps metadata, and shows it only to who asks', async () => {
    const { support, client, post } = await open()
    const metadata = { event_type: 'greenroom_post', event_payload: { id: 'row-7' } }
    const root = await post('root', { metadata })
    await post('reply', { thread_ts: root.ts, metadata })
    const asked = { channel: support.id, ts: root.ts, include_all_metadata: true }
    const all = await client.conversations.replies(asked)
    expect(all.messages?.map((one) => one.metadata)).toEqual([metadata, metadata])
    const { messages } = await client.conversations.history({ channel: support.id })
    expect(messages?.[0]?.metadata).toEqual({ event_type: 'greenroom_post' })
    const nested = { event_type: 'x', event_payload: { deep: { er: { still: 1 } } } }
    expect(await refusal(post('x', { metadata: nested }))).toBe('invalid_metadata_schema')
  })

  it('tells of arguments that Slack does not have, and of ids that went through a float', async () => {
    const { slack, client, support } = await open()
    await client.apiCall('chat.postMessage', { channel: support.id, text: 'x', thread: '1' })
    expect(slack.complaints()).toEqual(['chat.postMessage has no argument “thread”'])
    const float = client.apiCall('chat.postMessage', {
      channel: support.id,
      text: 'x',
      thread_ts: 1712345678.0002,
    })
    expect(await refusal(float)).toBe('invalid_arguments')
    expect(slack.complaints().join()).toContain('must be a timestamp')
    expect(await refusal(client.apiCall('chat.shout', {}))).toBe('unknown_method')
  })
})

describe('changing and deleting', () => {
  it('changes the app’s own messages alone', async () => {
    const { slack, client, support, post } = await open()
    const { ts } = await post('Waiting')
    await client.chat.update({ channel: support.id, ts, text: 'Claimed by Ana' })
    expect(support.texts()).toEqual(['Claimed by Ana'])
    const anas = await slack.user('ana').says('support', 'Mine')
    const change = client.chat.update({ channel: support.id, ts: anas.ts, text: 'Yours' })
    expect(await refusal(change)).toBe('cant_update_message')
    const deletion = client.chat.delete({ channel: support.id, ts: anas.ts })
    expect(await refusal(deletion)).toBe('cant_delete_message')
  })

  it('takes a long message, which then can never be changed at that length', async () => {
    const { client, support, post } = await open()
    const { ts } = await post('x'.repeat(8000))
    const long = client.chat.update({ channel: support.id, ts, text: 'y'.repeat(4001) })
    expect(await refusal(long)).toBe('msg_too_long')
    await client.chat.update({ channel: support.id, ts, text: 'y'.repeat(4000) })
    expect(support.texts()[0]).toHaveLength(4000)
  })

  it('drops the blocks of a message that is updated with text alone', async () => {
    const { client, support, post } = await open()
    const text = { type: 'plain_text', text: 'In blocks' }
    const { ts } = await post('Fallback', { blocks: [{ type: 'section', text }] })
    expect(support.texts()).toEqual(['In blocks'])
    await client.chat.update({ channel: support.id, ts, text: 'Bare' })
    expect(support.texts()).toEqual(['Bare'])
  })

  it('makes names live in an update that does not say otherwise', async () => {
    const { client, support, post } = await open()
    const { ts } = await post('Hello @here')
    expect(support.holds[0]?.alerts).toEqual([])
    await client.chat.update({ channel: support.id, ts, text: 'Hello again @here' })
    expect(support.holds[0]?.alerts).toEqual(['@here'])
    await client.chat.update({ channel: support.id, ts, text: 'And @here', parse: 'none' })
    expect(support.holds[0]?.alerts).toEqual([])
  })

  it('leaves a tombstone for a parent with replies, until the last of them goes', async () => {
    const { client, support, post } = await open()
    const root = await post('root')
    const reply = await post('reply', { thread_ts: root.ts })
    await client.chat.delete(root)
    expect(support.texts()).toEqual(['This message was deleted.'])
    expect(support.thread(root).texts()).toEqual(['reply'])
    expect(await refusal(client.chat.update({ ...root, text: 'x' }))).toBe('message_not_found')
    await client.chat.delete(reply)
    expect(support.texts()).toEqual([])
    const gone = client.conversations.replies({ channel: support.id, ts: root.ts })
    expect(await refusal(gone)).toBe('thread_not_found')
  })

  it('keeps a parent whose last reply goes, and its thread_ts', async () => {
    const { client, support, post } = await open()
    const root = await post('root')
    await client.chat.delete(await post('reply', { thread_ts: root.ts }))
    expect(support.texts()).toEqual(['root'])
    const { messages } = await client.conversations.replies(root)
    expect(messages).toMatchObject([{ text: 'root', thread_ts: root.ts, reply_count: 0 }])
  })

  it('shows an ephemeral message to one person, who must be there; it cannot be updated', async () => {
    const { slack, client, support } = await open()
    const ana = slack.user('ana')
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: support.id,
      user: ana.id,
      text: 'Only you',
    })
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual(['Only you'])
    expect(slack.user('ben').ephemerals('support')).toEqual([])
    expect(support.texts()).toEqual([])
    expect(await refusal(client.chat.update({ channel: support.id, ts, text: 'x' }))).toBe(
      'message_not_found',
    )
    const mallory = slack.user('mallory').id
    const stranger = client.chat.postEphemeral({ channel: support.id, user: mallory, text: 'x' })
    expect(await refusal(stranger)).toBe('user_not_in_channel')
  })

  it('shows an ephemeral message in a thread only once someone has replied there', async () => {
    const { slack, client, support, post } = await open()
    const ana = slack.user('ana')
    const root = await post('root')
    const note = { channel: support.id, user: ana.id, thread_ts: root.ts }
    await client.chat.postEphemeral({ ...note, text: 'Too early' })
    await post('reply', { thread_ts: root.ts })
    await client.chat.postEphemeral({ ...note, text: 'In time' })
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual(['In time'])
  })

  it('reads a channel newest first, a thread oldest first, in pages', async () => {
    const { client, support, post } = await open()
    const root = await post('root')
    for (const text of ['a', 'b', 'c']) await post(text, { thread_ts: root.ts })
    const last = await post('last')
    const history = await client.conversations.history({ channel: support.id })
    expect(history.messages?.map(({ text }) => text)).toEqual(['last', 'root'])
    const seen: (string | undefined)[] = []
    const pages = client.paginate('conversations.replies', { ...root, limit: 2 })
    for await (const page of pages) {
      seen.push(...objectsAt(page, 'messages').map((one) => stringAt(one, 'text')))
    }
    expect(seen).toEqual(['root', 'a', 'b', 'c'])
    const since = await client.conversations.history({ channel: support.id, oldest: root.ts })
    expect(since.messages?.map(({ ts }) => ts)).toEqual([last.ts])
  })

  it('links to a message', async () => {
    const { client, support, post } = await open()
    const root = await post('root')
    const { ts } = await post('reply', { thread_ts: root.ts })
    const { permalink } = await client.chat.getPermalink({ channel: support.id, message_ts: ts })
    expect(permalink).toContain(
      `/archives/${support.id}/p${ts.replace('.', '')}?thread_ts=${root.ts}`,
    )
  })
})
