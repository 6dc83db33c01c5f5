import { Routes } from 'discord.js'
import nock from 'nock'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { APP } from '../../../src/adapters/chats/losses.ts'
import { createGateway, receiptOf } from '../../../src/adapters/discord/gateway.ts'
import type { Gateway } from '../../../src/adapters/discord/gateway.ts'
import { discordLosses } from '../../../src/adapters/discord/losses.ts'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../../support/discord/limits.ts'
import { handClock } from '../../support/slack/clock.ts'
import { discordWorld, matching } from './discord-world.ts'

const world = discordWorld()
const open: Gateway[] = []

afterEach(async () => {
  nock.cleanAll()
  for (const one of open.splice(0)) await one.stop()
})

function gatewayTo(discord: FakeDiscord, { timeout = 2_000, token = discord.botToken } = {}) {
  const clock = handClock()
  const losses = discordLosses({ clock, changed: () => undefined })
  const gateway = createGateway({
    token,
    apiUrl: discord.apiUrl,
    pace: 100,
    clock,
    log: pino({ level: 'silent' }),
    losses,
    timeout,
  })
  open.push(gateway)
  const post = async (channel = 'support', content = 'x') => {
    const { id } = discord.channel(channel)
    return gateway.call({
      method: 'POST',
      route: Routes.channelMessages(id),
      channel: id,
      body: { content },
    })
  }
  return { gateway, losses, clock, post }
}

describe('calls to Discord', () => {
  it('are made once: what nobody answered is not sent again by itself', async () => {
    const discord = await world.discord()
    const { post } = gatewayTo(discord)
    discord.weather.brings({ route: 'message.create', does: { kind: 'fail', status: 502 } })
    expect(await post()).toEqual({ ok: false, failure: { status: 502 } })
    discord.weather.brings({ route: 'message.create', does: { kind: 'reset', stored: true } })
    expect(await post()).toEqual({ ok: false, failure: {} })
    expect(discord.channel('support').texts()).toEqual(['x'])
    expect(discord.calls('message.create')).toHaveLength(2)
  })

  it('end in time where no answer ever comes', async () => {
    const discord = await world.discord()
    const { post } = gatewayTo(discord, { timeout: 100 })
    discord.weather.brings({ route: 'message.create', does: { kind: 'hang' } })
    expect(await post()).toEqual({ ok: false, failure: {} })
  })

  it('wait for a short limit in their order, and come back from a long one', async () => {
    const limits = { ...NO_LIMITS, routes: { 'message.create': { limit: 2, per: 300 } } }
    const discord = await world.discord({ limits })
    const { post } = gatewayTo(discord)
    await Promise.all(['1', '2', '3', '4'].map((text) => post('support', text)))
    expect(discord.channel('support').texts()).toEqual(['1', '2', '3', '4'])
    discord.limitsAre(NO_LIMITS)
    const long = { kind: 'ratelimit', seconds: 60, scope: 'shared' } as const
    discord.weather.brings({ route: 'message.create', does: long })
    const called = await post('lobby')
    expect(called).toMatchObject({ ok: false, failure: { status: 429, scope: 'shared' } })
    expect(!called.ok && (called.failure.retryAfter ?? 0) >= 60_000).toBe(true)
    expect(called.ok || receiptOf(called, 'thread')).toMatchObject({ kind: 'retry' })
  })

  it('are over when the token is reset: Discord is not asked again', async () => {
    const discord = await world.discord()
    const { post, losses } = gatewayTo(discord)
    discord.resetsToken()
    const called = await post()
    expect(called.ok || receiptOf(called, 'thread')).toMatchObject({
      kind: 'blocked',
      reason: matching(/set DISCORD_BOT_TOKEN anew/),
    })
    const count = discord.calls().length
    expect(await post('lobby')).toMatchObject({ failure: { status: 401 } })
    expect(discord.calls()).toHaveLength(count)
    expect(losses.has(APP)).toBe(true)
  })

  it('do not go where they are refused, until it is time to ask or something changed', async () => {
    const discord = await world.discord()
    const { gateway, post, losses, clock } = gatewayTo(discord)
    const { id } = discord.channel('support')
    discord.channel('support').forbids('SEND_MESSAGES')
    for (let times = 0; times < 5; times += 1)
      expect(await post()).toMatchObject({ failure: { code: 50013 } })
    expect(discord.calls('message.create')).toHaveLength(1)
    expect(losses.has(id)).toBe(true)
    const read = await gateway.call({
      method: 'GET',
      route: Routes.channelMessages(id),
      channel: id,
    })
    expect(read.ok).toBe(true)
    await clock.advance(25_000)
    await post()
    await post()
    expect(discord.calls('message.create')).toHaveLength(2)
    discord.channel('support').permits('SEND_MESSAGES')
    expect((await post()).ok).toBe(false)
    gateway.mayBeMended()
    expect((await post()).ok).toBe(true)
    expect(losses.all()).toEqual([])
  })

  it('into a channel that was deleted are made once, and say so each time', async () => {
    const discord = await world.discord()
    const { gateway } = gatewayTo(discord)
    const channel = discord.channel('lobby').id
    discord.channel('lobby').deletes()
    const call = () =>
      gateway.call({
        method: 'POST',
        route: Routes.channelMessages(channel),
        body: { content: 'x' },
      })
    expect(await call()).toMatchObject({ failure: { code: 10003 } })
    expect(await call()).toMatchObject({ failure: { code: 10003 } })
    expect(discord.calls('message.create')).toHaveLength(1)
  })

  it('stay far from what Discord shuts an address out for', async () => {
    const discord = await world.discord()
    const { gateway, clock } = gatewayTo(discord)
    discord.weather.brings({ does: { kind: 'refuse', code: 0, status: 403 }, times: 'always' })
    const ask = () => gateway.call({ method: 'GET', route: Routes.user() })
    await Promise.all(Array.from({ length: 2_000 }, ask))
    const count = discord.calls().length
    expect(await ask()).toMatchObject({ failure: { status: 429, scope: 'guard' } })
    expect(discord.calls()).toHaveLength(count)
    await clock.advance(600_000)
    discord.weather.clears()
    expect(await ask()).toMatchObject({ ok: true })
  }, 30_000)

  it('about interactions are not taken for calls of the app: a late answer loses nothing', async () => {
    const discord = await world.discord()
    const { gateway, losses } = gatewayTo(discord)
    const route = Routes.interactionCallback('123456789012345678', 'aW50ZXJhY3Rpb24')
    const late = await gateway.call({ method: 'POST', route, body: { type: 5 } })
    expect(late).toMatchObject({ failure: { code: 10062 } })
    expect(losses.all()).toEqual([])
  })

  it('carry files beside the words', async () => {
    const discord = await world.discord()
    const { gateway } = gatewayTo(discord)
    const { id } = discord.channel('support')
    const file = { name: 'a.txt', data: Buffer.from('hello'), contentType: 'text/plain' }
    const route = Routes.channelMessages(id)
    await gateway.call({
      method: 'POST',
      route,
      channel: id,
      body: { content: 'see' },
      files: [file],
    })
    const [message] = discord.channel('support').holds
    expect(message?.files).toEqual(['a.txt'])
    expect(message?.text).toContain('see')
  })

  it('are made with the token and with nothing of ours in their address', async () => {
    const scope = nock('https://discord.example')
      .matchHeader('authorization', 'Bot abcd.efgh')
      .post('/api/v10/channels/123456789012345678/messages', { content: 'x' })
      .query({ wait: 'true' })
      .reply(200, { id: '1' })
    const clock = handClock()
    const gateway = createGateway({
      token: 'abcd.efgh',
      apiUrl: 'https://discord.example/api',
      pace: 1,
      clock,
      log: pino({ level: 'silent' }),
      losses: discordLosses({ clock, changed: () => undefined }),
    })
    open.push(gateway)
    const called = await gateway.call({
      method: 'POST',
      route: '/channels/123456789012345678/messages',
      query: new URLSearchParams({ wait: 'true' }),
      body: { content: 'x' },
    })
    expect(called).toEqual({ ok: true, data: { id: '1' } })
    expect(scope.isDone()).toBe(true)
  })
})
