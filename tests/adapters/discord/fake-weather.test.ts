import { RateLimitError } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

async function open() {
  const discord = await world.discord({ seed: 7 })
  const rest = world.rest(discord, { timeout: 800 })
  const post = async (content = 'x', name = 'support') =>
    rest.post(`/channels/${discord.channel(name).id}/messages`, { body: { content } })
  return { discord, rest, post, texts: () => discord.channel('support').texts() }
}

describe('bad weather for calls', () => {
  it.each([
    { kind: 'fail', stored: true },
    { kind: 'hang', stored: true },
    { kind: 'reset', stored: true },
  ] as const)('stores a message of which the app never learns: %j', async (does) => {
    const { discord, post, texts } = await open()
    discord.weather.brings({ route: 'message.create', does })
    await expect(post('Once')).rejects.toThrow(Error)
    expect(texts()).toEqual(['Once'])
  })

  it.each([{ kind: 'fail', status: 503 }, { kind: 'reset' }, { kind: 'hang' }] as const)(
    'stores nothing: %j',
    async (does) => {
      const { discord, post, texts } = await open()
      discord.weather.brings({ does })
      await expect(post()).rejects.toThrow(Error)
      expect(texts()).toEqual([])
    },
  )

  it('makes the library’s own tries write twice, but for a nonce', async () => {
    const { discord, texts } = await open()
    const rest = world.rest(discord, { retries: 3 })
    const path = `/channels/${discord.channel('support').id}/messages` as const
    discord.weather.brings({ does: { kind: 'fail', stored: true } })
    await rest.post(path, { body: { content: 'Twice' } })
    discord.weather.brings({ does: { kind: 'fail', stored: true } })
    await rest.post(path, { body: { content: 'Once', nonce: 'n1', enforce_nonce: true } })
    expect(texts()).toEqual(['Twice', 'Twice', 'Once'])
  })

  it('answers late, and refuses by any of Discord’s codes', async () => {
    const { discord, post, texts } = await open()
    discord.weather.brings({ does: { kind: 'slow', ms: 50 } })
    await post('Late')
    discord.weather.brings({ does: { kind: 'slow', ms: 60_000 } })
    await expect(post('Too late')).rejects.toThrow(Error)
    expect(texts()).toEqual(['Late', 'Too late'])
    discord.weather.brings({ does: { kind: 'refuse', code: 50013, status: 403 } })
    expect(await refusal(post())).toBe(50013)
    expect(discord.calls('message.create').map(({ code }) => code)).toEqual([null, null, 50013])
  })

  it('limits at will', async () => {
    const { discord, texts } = await open()
    const limited: string[] = []
    const rest = world.rest(discord, { rejectOnRateLimit: ['/'], offset: 0 })
    const path = `/channels/${discord.channel('support').id}/messages` as const
    for (const scope of ['user', 'shared', 'global'] as const) {
      discord.weather.brings({ does: { kind: 'ratelimit', seconds: 1, scope } })
      const sent = rest.post(path, { body: { content: scope } })
      await sent.catch(
        (error: unknown) => error instanceof RateLimitError && limited.push(error.scope),
      )
    }
    expect(limited).toEqual(['user', 'shared', 'global'])
    expect(texts()).toEqual([])
  })

  it('strikes where and as often as it is told, until it clears', async () => {
    const { discord, rest, post } = await open()
    const does = { kind: 'fail' } as const
    discord.weather.brings({ route: 'message.create', channel: 'support', times: 'always', does })
    await expect(post()).rejects.toThrow(Error)
    await expect(post()).rejects.toThrow(Error)
    await post('Elsewhere', 'lobby')
    await rest.get('/users/@me')
    discord.weather.clears()
    expect(await refusal(post())).toBeNull()
  })

  it('falls the same way for the same seed', async () => {
    const fates = async () => {
      const { discord, post } = await open()
      discord.weather.brings({ share: 0.5, times: 'always', does: { kind: 'fail' } })
      const results: boolean[] = []
      for (let at = 0; at < 12; at += 1) {
        results.push(
          await post().then(
            () => true,
            () => false,
          ),
        )
      }
      return results
    }
    const first = await fates()
    expect(await fates()).toEqual(first)
    expect(new Set(first).size).toBe(2)
  })
})

describe('bad weather for events', () => {
  const MANY = ['one', 'two', 'three', 'four', 'five', 'six']

  async function told(
    weather: Parameters<Awaited<ReturnType<typeof open>>['discord']['weather']['blowsOnEvents']>[0],
  ) {
    const { discord } = await open()
    const app = await world.app(discord)
    discord.weather.blowsOnEvents(weather)
    for (const text of MANY) await discord.user('ana').says('support', text)
    await discord.settled()
    return app.heard('MESSAGE_CREATE').map(({ d }) => String(d['content']))
  }

  it('delivers twice', async () => {
    const texts = await told({ twice: 1 })
    expect(texts).toHaveLength(12)
    expect(new Set(texts).size).toBe(6)
  })

  it('loses some for good', async () => {
    const texts = await told({ lost: 0.5 })
    expect(texts.length).toBeLessThan(6)
    expect(texts.length).toBeGreaterThan(0)
  })

  it('changes the order', async () => {
    const shuffled = await told({ shuffle: 6 })
    expect(shuffled).not.toEqual(MANY)
    expect(shuffled.toSorted()).toEqual(MANY.toSorted())
    const late = await told({ delay: [0, 60] })
    expect(late).not.toEqual(MANY)
    expect(late.toSorted()).toEqual(MANY.toSorted())
  })
})
