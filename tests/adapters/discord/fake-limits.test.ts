import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import { DISCORD_LIMITS, NO_LIMITS } from '../../support/discord/limits.ts'
import type { Limits } from '../../support/discord/limits.ts'
import { call, discordWorld } from './discord-world.ts'

const world = discordWorld()

async function open(limits: Limits = DISCORD_LIMITS) {
  const clock = handClock()
  const discord = await world.discord({ clock, limits })
  const id = (name: string) => discord.channel(name).id
  const post = async (name = 'support') =>
    call(discord, `POST /channels/${id(name)}/messages`, { content: 'x' })
  return { clock, discord, id, post }
}

describe('how often what may be done', () => {
  it('is told in headers, for each channel by itself, and over it comes a 429', async () => {
    const { clock, discord, post } = await open()
    const first = await post()
    expect(first.headers.get('x-ratelimit-limit')).toBe('5')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4')
    expect(first.headers.get('x-ratelimit-reset-after')).toBe('5.000')
    for (let at = 0; at < 4; at += 1) expect((await post()).status).toBe(200)
    const late = await post()
    expect(late.status).toBe(429)
    expect(late.json).toEqual({
      message: 'You are being rate limited.',
      retry_after: 5,
      global: false,
    })
    expect(late.headers.get('x-ratelimit-scope')).toBe('user')
    expect(late.headers.get('retry-after')).toBe('5')
    expect(late.headers.get('x-ratelimit-bucket')).toBe(first.headers.get('x-ratelimit-bucket'))
    expect((await post('lobby')).status).toBe(200)
    await clock.advance(5000)
    expect((await post()).status).toBe(200)
    expect(discord.channel('support').texts()).toHaveLength(6)
  })

  it('is fifty calls a second in all, answers to interactions apart', async () => {
    const { discord } = await open({ ...NO_LIMITS, global: { limit: 3, per: 1000 } })
    const me = async () => call(discord, 'GET /users/@me')
    for (let at = 0; at < 3; at += 1) expect((await me()).status).toBe(200)
    const late = await me()
    expect(late.json).toMatchObject({ global: true })
    expect(late.headers.get('x-ratelimit-global')).toBe('true')
    const answer = await call(discord, 'POST /interactions/123456789012345678/x/callback', {
      type: 4,
    })
    expect(answer.json).toMatchObject({ code: 10062 })
  })

  it('gives a channel two new names in ten minutes, and says so nowhere', async () => {
    const { clock, discord, id } = await open()
    const change = async (body: object) => call(discord, `PATCH /channels/${id('lobby')}`, body)
    const first = await change({ name: 'one' })
    const lobby = discord.channel('one').id
    const again = async (body: object) => call(discord, `PATCH /channels/${lobby}`, body)
    expect((await again({ topic: 'two' })).status).toBe(200)
    const third = await again({ name: 'three' })
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0)
    expect(third.json).toMatchObject({ retry_after: 600 })
    expect((await again({ rate_limit_per_user: 5 })).status).toBe(200)
    expect(first.status).toBe(200)
    await clock.advance(600_000)
    expect((await again({ name: 'three' })).status).toBe(200)
  })

  it('shuts an address out that asks wrongly all the time', async () => {
    const { clock, discord, post } = await open({
      ...NO_LIMITS,
      invalid: { limit: 3, per: 600_000 },
    })
    discord.weather.brings({ does: { kind: 'ratelimit', scope: 'shared' } })
    expect((await post()).status).toBe(429)
    discord.channel('support').forbids('SEND_MESSAGES')
    expect((await call(discord, 'GET /users/@me', undefined, 'wrong')).status).toBe(401)
    for (let at = 0; at < 2; at += 1) expect((await post()).status).toBe(403)
    expect(discord.invalidCalls()).toBe(3)
    const out = await call(discord, 'GET /users/@me')
    expect(out).toMatchObject({ status: 429, json: 'error code: 1015' })
    expect(out.headers.get('x-ratelimit-scope')).toBeNull()
    await clock.advance(600_000)
    expect((await call(discord, 'GET /users/@me')).status).toBe(200)
  })

  it('is kept by the real library, which waits', async () => {
    const discord = await world.discord({
      limits: { ...NO_LIMITS, routes: { 'message.create': { limit: 2, per: 300 } } },
    })
    const rest = world.rest(discord, { offset: 0 })
    const path = `/channels/${discord.channel('support').id}/messages` as const
    await Promise.all(
      ['1', '2', '3', '4', '5'].map(async (content) => rest.post(path, { body: { content } })),
    )
    expect(discord.channel('support').texts()).toEqual(['1', '2', '3', '4', '5'])
    expect(discord.calls('message.create').filter(({ status }) => status === 429)).toEqual([])
  })
})
