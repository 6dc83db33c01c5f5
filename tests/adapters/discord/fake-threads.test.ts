import { ChannelType } from 'discord.js'
import type { ForumChannel, TextChannel, ThreadChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import type { FakeDiscordOptions } from '../../support/discord/options.ts'
import { call, discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

async function open(options: FakeDiscordOptions = {}) {
  const discord = await world.discord(options)
  const app = await world.app(discord)
  const fetch = async (name: string) => app.client.channels.fetch(discord.channel(name).id)
  const inbox = (await fetch('inbox')) as ForumChannel
  const support = (await fetch('support')) as TextChannel
  const tag = (name: string) => inbox.availableTags.find((one) => one.name === name)?.id ?? ''
  const startPost = async (name = 'Nina', tags: readonly string[] = ['open']) =>
    inbox.threads.create({
      name,
      message: { content: 'First' },
      appliedTags: tags.map(tag),
    })
  return { discord, app, inbox, support, tag, startPost }
}

describe('forums and threads', () => {
  it('holds posts with tags, whose first message has the post’s own id', async () => {
    const { discord, startPost, tag } = await open()
    const post = await startPost()
    const [seen] = discord.channel('inbox').threads()
    expect(seen).toMatchObject({ name: 'Nina', applied: ['open'], archived: false })
    expect(seen?.holds[0]).toMatchObject({ id: post.id, text: 'First' })
    await post.setAppliedTags([tag('claimed'), tag('billing')])
    expect(seen?.applied).toEqual(['claimed', 'billing'])
    expect(discord.complaints()).toEqual([])
  })

  it('takes five tags and no strangers among them, and wants one if it is told to', async () => {
    const { discord, startPost, inbox } = await open()
    const create = async (applied_tags: readonly string[]) =>
      call(discord, `POST /channels/${inbox.id}/threads`, {
        name: 'x',
        message: { content: 'x' },
        applied_tags,
      })
    const six = Array.from({ length: 6 }, () => '123456789012345678')
    expect((await create(six)).json).toMatchObject({ code: 50035 })
    expect((await create(['123456789012345678'])).json).toMatchObject({ code: 50035 })
    discord.channel('inbox').requiresTag(true)
    expect(await refusal(startPost('x', []))).toBe(40067)
    expect(
      await refusal(
        inbox.setAvailableTags(Array.from({ length: 21 }, (_, at) => ({ name: `${at}` }))),
      ),
    ).toBe(50035)
    const said = await call(discord, `POST /channels/${inbox.id}/messages`, { content: 'x' })
    expect(said.json).toMatchObject({ code: 50008 })
  })

  it('wakes an archived thread by what is written, but for nothing else', async () => {
    const { discord, app, startPost } = await open()
    const post = await startPost()
    const thread = discord.thread(post.id)
    const said = await discord.user('ana').says(post.id, 'Hi')
    await post.setArchived(true)
    expect(thread.archived).toBe(true)
    expect(await refusal(post.setName('Other'))).toBe(50083)
    expect(await refusal((await post.messages.fetch(said.id)).react('✅'))).toBe(50083)
    await expect(discord.user('ana').runs('/close', post.id)).rejects.toThrow('archived')
    await post.send('Awake')
    expect(thread.archived).toBe(false)
    await discord.settled()
    expect(app.heard('THREAD_UPDATE').length).toBe(2)
  })

  it('is shut for those who may not open a locked one', async () => {
    const { discord, startPost } = await open()
    const post = await startPost()
    await post.setLocked(true)
    await expect(discord.user('ana').says(post.id, 'x')).rejects.toThrow('MANAGE_THREADS')
    await discord.user('cleo').says(post.id, 'I may')
    discord.channel('inbox').forbids('MANAGE_THREADS')
    expect(await refusal(post.send('x'))).toBe(160005)
    await discord.user('cleo').unlocks(post.id)
    await post.send('Open again')
    expect(discord.thread(post.id).texts()).toEqual(['First', 'I may', 'Open again'])
  })

  it('archives what nobody writes in', async () => {
    const clock = handClock()
    const { discord, inbox } = await open({ clock })
    const post = await inbox.threads.create({
      name: 'x',
      message: { content: 'x' },
      autoArchiveDuration: 60,
    })
    await clock.advance(40 * 60_000)
    await discord.user('ana').says(post.id, 'Still here')
    await clock.advance(40 * 60_000)
    expect(discord.thread(post.id).archived).toBe(false)
    await clock.advance(30 * 60_000)
    expect(discord.thread(post.id).archived).toBe(true)
    const archived = await inbox.threads.fetchArchived()
    expect(archived.threads.map(({ id }) => id)).toEqual([post.id])
    expect((await inbox.threads.fetchActive()).threads.size).toBe(0)
  })

  it('holds so many active threads and no more', async () => {
    const { startPost } = await open({ sizes: { activeThreads: 2 } })
    const first = await startPost('1')
    await startPost('2')
    expect(await refusal(startPost('3'))).toBe(160006)
    await first.setArchived(true)
    await startPost('3')
    expect(await refusal(first.setArchived(false))).toBe(160006)
  })

  it('has room for so many people', async () => {
    const { discord, startPost } = await open({ sizes: { threadMembers: 2 } })
    const post = await startPost()
    await post.members.add(discord.user('ana').id)
    expect(await refusal(post.members.add(discord.user('ben').id))).toBe(30033)
    expect(await refusal(post.members.add(discord.user('dan').id))).toBe(10007)
    expect(discord.thread(post.id).members).toEqual(['Greenroom', 'Ana'])
  })

  it('starts on a message once, or without one', async () => {
    const { discord, support } = await open()
    const sent = await support.send('Root')
    const thread = await sent.startThread({ name: 'On it' })
    expect(thread.id).toBe(sent.id)
    expect(discord.channel('support').threads()[0]).toMatchObject({
      name: 'On it',
      within: 'support',
    })
    const again = await call(discord, `POST /channels/${support.id}/messages/${sent.id}/threads`, {
      name: 'x',
    })
    expect(again.json).toMatchObject({ code: 160004 })
    const alone = (await support.threads.create({
      name: 'Alone',
      type: ChannelType.PublicThread,
    })) as ThreadChannel
    await alone.send('Inside')
    expect(discord.thread('Alone').texts()).toEqual(['Inside'])
    await alone.setName('Renamed')
    expect(discord.thread(alone.id).texts()).toEqual(['Inside', '(renamed to Renamed)'])
    await alone.delete()
    expect(discord.channel('support').threads()).toHaveLength(1)
  })

  it('opens by people too, and tells the app', async () => {
    const { discord, app } = await open()
    const post = await discord
      .user('ana')
      .posts('inbox', { name: 'By hand', text: 'Look', tags: ['open'] })
    expect(post.applied).toEqual(['open'])
    await discord.user('ana').archives(post)
    await discord.user('ana').unarchives(post)
    await discord.user('cleo').tags(post, ['resolved'])
    await discord.settled()
    expect(app.heard('THREAD_CREATE')[0]?.d).toMatchObject({ name: 'By hand', newly_created: true })
    expect(app.heard('THREAD_UPDATE')).toHaveLength(3)
    await expect(discord.user('nina').posts('inbox', { name: 'x', text: 'x' })).rejects.toThrow(
      'does not see',
    )
  })
})

describe('channels', () => {
  it('are made in categories, as many as fit', async () => {
    const { discord, app } = await open({ sizes: { channels: 7, inCategory: 3 } })
    const guild = app.client.guilds.cache.first()
    if (!guild) throw new Error('No server')
    const parent = discord.channel('Desk').id
    const made = await guild.channels.create({ name: 'New One', parent })
    expect(discord.channel('new-one')).toMatchObject({ id: made.id, within: 'Desk' })
    await expect(discord.user('nina').says('new-one', 'x')).rejects.toThrow('does not see')
    expect(await refusal(guild.channels.create({ name: 'x', parent }))).toBe(50035)
    await guild.channels.create({ name: 'y' })
    expect(await refusal(guild.channels.create({ name: 'z' }))).toBe(30013)
    await made.delete()
    expect(() => discord.channel('new-one')).toThrow('There is no channel')
  })

  it('refuse what the app may not do, and what it does not see', async () => {
    const { discord, support, startPost } = await open()
    const post = await startPost()
    discord.channel('support').forbids('SEND_MESSAGES')
    discord.channel('inbox').forbids(['SEND_MESSAGES_IN_THREADS', 'EMBED_LINKS'])
    expect(await refusal(support.send('x'))).toBe(50013)
    expect(await refusal(post.send('x'))).toBe(50013)
    discord.channel('inbox').permits('SEND_MESSAGES_IN_THREADS')
    expect(await refusal(post.send({ embeds: [{ title: 'x' }] }))).toBe(50013)
    await post.send('Words are fine')
    const hidden = discord.channel('backstage').id
    expect((await call(discord, `GET /channels/${hidden}`)).json).toEqual({
      message: 'Missing Access',
      code: 50001,
    })
    expect((await call(discord, 'GET /channels/123456789012345678')).json).toMatchObject({
      code: 10003,
    })
    discord.channel('support').forbids('READ_MESSAGE_HISTORY')
    await discord.user('ana').says('support', 'Past')
    expect((await call(discord, `GET /channels/${support.id}/messages`)).json).toEqual([])
    discord.kicksApp()
    expect(await refusal(support.send('x'))).toBe(50001)
  })
})
