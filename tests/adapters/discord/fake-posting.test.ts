import type { TextChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import { call, discordWorld, matching, refusal } from './discord-world.ts'

const world = discordWorld()

async function open() {
  const discord = await world.discord()
  const app = await world.app(discord)
  const support = discord.channel('support')
  const channel = (await app.client.channels.fetch(support.id)) as TextChannel
  return { discord, app, support, channel }
}

describe('what an app writes', () => {
  it('stands in the channel, is changed and goes', async () => {
    const { discord, support, channel } = await open()
    const sent = await channel.send('Hello **there**')
    expect(support.texts()).toEqual(['Hello there'])
    expect(support.holds[0]).toMatchObject({ by: 'Greenroom', app: true, edited: false })
    await sent.edit('Changed')
    expect(support.holds[0]).toMatchObject({ text: 'Changed', edited: true })
    await sent.delete()
    expect(support.texts()).toEqual([])
    expect(discord.complaints()).toEqual([])
  })

  it('is there once for one nonce, for a few minutes', async () => {
    const clock = handClock()
    const discord = await world.discord({ clock })
    const support = discord.channel('support')
    const send = async (nonce: string) => {
      const body = { content: nonce, nonce, enforce_nonce: true }
      return (await call(discord, `POST /channels/${support.id}/messages`, body)).json
    }
    const first = await send('abc')
    expect(await send('abc')).toEqual(first)
    await send('abd')
    expect(support.texts()).toEqual(['abc', 'abd'])
    expect(support.holds[0]?.nonce).toBe('abc')
    await clock.advance(10 * 60_000)
    await send('abc')
    expect(support.texts()).toEqual(['abc', 'abd', 'abc'])
  })

  it.each([
    [
      { content: 'x'.repeat(2001) },
      'content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.',
    ],
    [
      { content: 'x', nonce: 'x'.repeat(26), enforceNonce: true },
      'nonce[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 25 in length.',
    ],
    [
      { embeds: [{ title: 'x'.repeat(257), description: 'x' }] },
      'embeds[0].title[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.',
    ],
    [
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'embeds[MAX_EMBED_SIZE_EXCEEDED]: Embed size exceeds maximum size of 6000',
    ],
    [{ embeds: [{}] }, 'embeds[0].description[BASE_TYPE_REQUIRED]: This field is required'],
    [
      { embeds: Array.from({ length: 11 }, () => ({ description: 'x' })) },
      'embeds[BASE_TYPE_MAX_LENGTH]: Must be 10 or fewer in length.',
    ],
  ])('is refused in Discord’s own words, field by field: %#', async (message, words) => {
    const { channel } = await open()
    const sent = channel.send(message)
    await expect(sent).rejects.toMatchObject({ code: 50035, status: 400 })
    await expect(sent).rejects.toThrow(words)
  })

  it('is refused when it is empty, or AutoMod does not like it', async () => {
    const { discord, channel } = await open()
    expect(await refusal(channel.send('  '))).toBe(50006)
    discord.blocksWords('badger')
    expect(await refusal(channel.send('A Badger!'))).toBe(200000)
  })

  it.each([
    [{ parse: ['users', 'roles', 'everyone'] as const }, ['@Ana', '@agents']],
    [{ parse: [] }, []],
    [undefined, ['@Ana', '@agents']],
  ])('alerts as allowed_mentions says: %j', async (allowedMentions, alerts) => {
    const { discord, support, channel } = await open()
    const content = `${discord.user('ana').mention} ${discord.role('agents').mention} @everyone`
    await channel.send({ content, ...(allowedMentions ? { allowedMentions } : {}) })
    expect(support.holds[0]?.text).toBe('@Ana @agents @everyone')
    expect(support.holds[0]?.alerts).toEqual(alerts)
    expect(discord.user('ben').rings()).toHaveLength(alerts.length > 0 ? 1 : 0)
  })

  it('alerts everyone only if the app may, and nobody by code or an edit', async () => {
    const { discord, support, channel } = await open()
    const ana = discord.user('ana').mention
    const sent = await channel.send(`\`${ana}\` @everyone`)
    await sent.edit(ana)
    expect(support.holds[0]?.alerts).toEqual([])
    support.permits('MENTION_EVERYONE')
    await channel.send('@everyone')
    expect(support.holds[1]?.alerts).toEqual(['@everyone'])
  })

  it('answers a message, and alerts its writer unless told otherwise', async () => {
    const { discord, support, channel } = await open()
    const said = await discord.user('ana').says('support', 'Question?')
    const message = await channel.messages.fetch(said.id)
    await message.reply('Answer')
    await message.reply({ content: 'Quietly', allowedMentions: { repliedUser: false } })
    expect(support.holds.map(({ alerts }) => alerts)).toEqual([[], ['@Ana'], []])
    expect(support.holds[1]?.replyTo).toBe(said.id)
    await discord.user('ana').deletes(said)
    expect(await refusal(message.reply('Too late'))).toBe(50035)
  })

  it('has reactions, pins and typing', async () => {
    const { discord, app, support, channel } = await open()
    const sent = await channel.send('Nice')
    await sent.react('✅')
    await discord.user('ana').reacts({ channel: support.id, id: sent.id }, '✅')
    expect(support.holds[0]?.reactions).toEqual(['✅ 2'])
    await sent.reactions.removeAll()
    expect(support.holds[0]?.reactions).toEqual([])
    await sent.pin()
    expect((await channel.messages.fetchPins()).items).toHaveLength(1)
    expect(support.texts()).toEqual(['Nice', '(pinned a message)'])
    await channel.sendTyping()
    expect(support.typing()).toEqual(['Greenroom'])
    await discord.settled()
    expect(app.heard('MESSAGE_REACTION_ADD')).toHaveLength(2)
    expect(await refusal(sent.react('no emoji'))).toBe(10014)
  })

  it('reads the history in pages', async () => {
    const { discord, support, channel } = await open()
    for (const text of ['1', '2', '3', '4', '5']) await discord.user('ana').says('support', text)
    const ids = support.holds.map(({ id }) => id)
    const texts = async (query: object) =>
      [...(await channel.messages.fetch({ cache: false, ...query })).values()].map(
        (one) => one.content,
      )
    expect(await texts({ limit: 2 })).toEqual(['5', '4'])
    expect(await texts({ limit: 2, before: ids[3] })).toEqual(['3', '2'])
    expect(await texts({ limit: 2, after: ids[1] })).toEqual(['4', '3'])
    expect(await texts({ limit: 3, around: ids[2] })).toEqual(['4', '3', '2'])
    await channel.bulkDelete(ids.slice(0, 3))
    expect(support.texts()).toEqual(['4', '5'])
    expect((await call(discord, `GET /channels/${support.id}/messages?limit=101`)).status).toBe(400)
  })

  it('goes to people directly, unless their doors are shut', async () => {
    const { discord, app } = await open()
    const nina = discord.user('nina')
    const fan = await app.client.users.fetch(nina.id)
    await fan.send('Hello Nina')
    expect(nina.messages().map(({ text }) => text)).toEqual(['Hello Nina'])
    await nina.closesMessages()
    expect(await refusal(fan.send('x'))).toBe(50007)
    await nina.opensMessages()
    await nina.blocksApp()
    expect(await refusal(fan.send('x'))).toBe(50007)
    await nina.unblocksApp()
    await nina.leavesServer()
    expect(await refusal(fan.send('x'))).toBe(50278)
    await nina.joinsServer()
    await fan.send('Welcome back')
    expect(nina.messages()).toHaveLength(2)
  })

  it('changes only its own messages', async () => {
    const { discord, channel } = await open()
    const said = await discord.user('ana').says('support', 'Mine')
    const path = `/channels/${channel.id}/messages/${said.id}`
    const edited = await call(discord, `PATCH ${path}`, { content: 'Yours' })
    expect(edited.json).toEqual({ message: matching(/another user/), code: 50005 })
    expect((await call(discord, `DELETE ${path}`)).status).toBe(204)
    expect((await call(discord, `GET ${path}`)).json).toEqual({
      message: 'Unknown Message',
      code: 10008,
    })
  })

  it('is complained of when it says what Discord does not know', async () => {
    const { discord, support } = await open()
    await call(discord, `POST /channels/${support.id}/messages`, { content: 'x', thread_ts: '1' })
    await call(discord, 'GET /nowhere')
    expect(discord.complaints()).toEqual([
      'message.create has no field “thread_ts”',
      'GET /nowhere is not a route that this Discord knows',
    ])
    expect(discord.calls('message.create')).toMatchObject([{ status: 200, code: null }])
  })
})
