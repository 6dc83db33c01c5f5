import type { ForumChannel, TextChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { call, discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

async function open() {
  const discord = await world.discord()
  const app = await world.app(discord)
  const support = (await app.client.channels.fetch(discord.channel('support').id)) as TextChannel
  const inbox = (await app.client.channels.fetch(discord.channel('inbox').id)) as ForumChannel
  return { discord, app, support, inbox }
}

describe('webhooks', () => {
  it('write under any name, and change what they wrote', async () => {
    const { discord, app, support } = await open()
    const hook = await support.createWebhook({ name: 'Visitors' })
    const avatarURL = 'https://example.com/nina.png'
    const sent = await hook.send({ content: 'Hi', username: 'Nina', avatarURL })
    expect(discord.channel('support').holds).toMatchObject([
      { by: 'Nina', app: true, avatar: avatarURL, text: 'Hi' },
    ])
    await hook.editMessage(sent, 'Hello')
    expect(discord.channel('support').texts()).toEqual(['Hello'])
    await hook.deleteMessage(sent)
    expect(discord.channel('support').texts()).toEqual([])
    await discord.settled()
    expect(app.heard('MESSAGE_CREATE')[0]?.d).toMatchObject({
      webhook_id: hook.id,
      author: { bot: true },
    })
    expect(app.heard('WEBHOOKS_UPDATE')).toHaveLength(1)
    expect(discord.complaints()).toEqual([])
  })

  it('write into threads by their ids, and open posts in a forum', async () => {
    const { discord, inbox } = await open()
    const hook = await inbox.createWebhook({ name: 'Visitors' })
    await hook.send({ content: 'First', username: 'Nina', threadName: 'Nina' })
    const [post] = discord.channel('inbox').threads()
    await hook.send({ content: 'Second', threadId: post?.id ?? '' })
    expect(post?.texts()).toEqual(['First', 'Second'])
    expect(post?.holds[0]?.id).toBe(post?.id)
    expect(await refusal(hook.send('Where?'))).toBe(220001)
    const url = `POST /webhooks/${hook.id}/${hook.token}?thread_id=${discord.channel('lobby').id}`
    expect((await call(discord, url, { content: 'x' })).json).toMatchObject({ code: 10003 })
  })

  it('write nothing at once unless the app waits, and take no name of Discord’s', async () => {
    const { discord, support } = await open()
    const hook = await support.createWebhook({ name: 'Visitors' })
    const url = `POST /webhooks/${hook.id}/${hook.token}`
    expect(await call(discord, url, { content: 'x' }, 'no token')).toMatchObject({ status: 204 })
    const named = await call(discord, url, { content: 'x', username: 'Discord Support' })
    expect(JSON.stringify(named.json)).toContain('USERNAME_INVALID_CONTAINS')
    expect(
      (await call(discord, `POST /webhooks/${hook.id}/x`, { content: 'x' })).json,
    ).toMatchObject({ code: 50027 })
    await hook.delete()
    expect((await call(discord, url, { content: 'x' })).json).toMatchObject({ code: 10015 })
  })

  it('are as many as fit, for who may have them', async () => {
    const { discord, support } = await open()
    for (let at = 0; at < 15; at += 1) await support.createWebhook({ name: `${at}` })
    expect(await refusal(support.createWebhook({ name: 'x' }))).toBe(30007)
    expect((await support.fetchWebhooks()).size).toBe(15)
    discord.channel('support').forbids('MANAGE_WEBHOOKS')
    expect(await refusal(support.fetchWebhooks())).toBe(50013)
  })
})
