import { createInflate } from 'node:zlib'
import { GatewayIntentBits } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { NO_LIMITS } from '../../support/discord/limits.ts'
import { call, discordWorld } from './discord-world.ts'

const world = discordWorld()

describe('the gateway', () => {
  it('says hello to discord.js, and shows it the server', async () => {
    const discord = await world.discord()
    const { client } = await world.app(discord)
    expect(client.user.id).toBe(discord.botUserId)
    const guild = client.guilds.cache.get(discord.guildId)
    expect(guild?.name).toBe('Lantern House')
    expect(guild?.channels.cache.map(({ name }) => name)).toContain('inbox')
    expect(discord.gateway.count).toBe(1)
    expect(discord.complaints()).toEqual([])
  })

  it('tells of what people write, in order', async () => {
    const discord = await world.discord()
    const app = await world.app(discord)
    await discord.user('ana').says('support', 'One')
    await discord.user('ben').says('support', 'Two')
    await discord.settled()
    expect(app.heard('MESSAGE_CREATE').map(({ d }) => d['content'])).toEqual(['One', 'Two'])
  })

  it('does not tell of channels that the app does not see, nor twice of one thing', async () => {
    const discord = await world.discord()
    const app = await world.app(discord)
    await discord.user('ana').says('backstage', 'Secret')
    discord.channel('support').forbids('VIEW_CHANNEL')
    await discord.user('ana').says('support', 'Hidden now')
    await discord.settled()
    expect(app.heard('MESSAGE_CREATE')).toEqual([])
    expect(app.heard('CHANNEL_DELETE')).toHaveLength(1)
  })

  it('replays what was missed after a broken connection', async () => {
    const discord = await world.discord()
    const app = await world.app(discord)
    discord.gateway.drops()
    await discord.user('ana').says('support', 'Into the gap')
    await discord.until(() => app.heard('MESSAGE_CREATE').length === 1, 'the event')
    expect(discord.gateway.resumed).toBe(1)
    expect(discord.gateway.identified).toBe(1)
  })

  it.each([['reconnects'], ['goesDeaf']] as const)('resumes when Discord %s', async (what) => {
    const discord = await world.discord({ heartbeat: 300 })
    const app = await world.app(discord)
    discord.gateway[what]()
    await discord.until(() => discord.gateway.resumed > 0, 'a resume')
    await discord.user('ana').says('support', 'Still there?')
    await discord.until(() => app.heard('MESSAGE_CREATE').length === 1, 'the event')
    expect(app.heard('RESUMED').length).toBe(discord.gateway.resumed)
  })

  it.each([['invalidates'], ['forgets']] as const)(
    'loses what happens in the gap when Discord %s the session',
    async (what) => {
      const discord = await world.discord()
      const app = await world.app(discord)
      discord.gateway[what]()
      if (what === 'forgets') discord.gateway.drops()
      await discord.user('ana').says('support', 'Lost')
      await discord.until(() => discord.gateway.identified === 2, 'a new session')
      await discord.user('ana').says('support', 'Heard')
      await discord.settled()
      expect(app.heard('MESSAGE_CREATE').map(({ d }) => d['content'])).toEqual(['Heard'])
    },
  )

  it('does not keep a session for one who says goodbye', async () => {
    const discord = await world.discord()
    const app = await world.app(discord)
    await app.stop()
    await discord.until(() => discord.gateway.count === 0)
    expect(discord.gateway.sessions).toBe(0)
  })

  it('delivers again with the same number', async () => {
    const discord = await world.discord()
    const app = await world.app(discord)
    await discord.user('ana').says('support', 'Twice')
    discord.gateway.redelivers()
    await discord.settled()
    const heard = app.heard('MESSAGE_CREATE')
    expect(heard).toHaveLength(2)
    expect(heard[0]).toEqual(heard[1])
  })

  it('wants a good token and intents that are switched on', async () => {
    const discord = await world.discord({ privileged: [] })
    await expect(world.app(discord)).rejects.toThrow(/disallowed intents/i)
    discord.switchesIntent('MESSAGE_CONTENT', true)
    discord.switchesIntent('GUILD_MEMBERS', true)
    await world.app(discord)
    discord.resetsToken()
    expect((await call(discord, 'GET /users/@me', undefined, 'old')).status).toBe(401)
    await discord.until(() => discord.gateway.count === 0)
  })

  it('keeps the words from an app that may not read them', async () => {
    const discord = await world.discord({ privileged: [] })
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits
    const app = await world.app(discord, undefined, {
      intents: [Guilds, GuildMessages, DirectMessages],
    })
    const file = { name: 'a.png', content: 'x' }
    await discord.user('ana').says('support', 'Nobody reads this', { files: file })
    await discord.user('ana').says('support', '@Greenroom hello')
    await discord.user('nina').says('@greenroom', 'Directly')
    await discord.settled()
    const heard = app.heard('MESSAGE_CREATE').map(({ d }) => d)
    expect(heard.map((d) => d['content'])).toEqual([
      '',
      `<@${discord.botUserId}> hello`,
      'Directly',
    ])
    expect(heard[0]).toMatchObject({ attachments: [], author: { username: 'ana' } })
    const id = discord.channel('support').id
    const { json } = await call(discord, `GET /channels/${id}/messages`)
    expect(json).toMatchObject([{ content: `<@${discord.botUserId}> hello` }, { content: '' }])
  })

  it('speaks in a zlib stream to whoever asks', async () => {
    const discord = await world.discord()
    const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/?v=10&compress=zlib-stream`)
    socket.binaryType = 'arraybuffer'
    const inflate = createInflate()
    const opened: string[] = []
    inflate.on('data', (bytes: Buffer) => opened.push(bytes.toString('utf8')))
    socket.addEventListener('message', ({ data }) =>
      inflate.write(Buffer.from(data as ArrayBuffer)),
    )
    await discord.until(() => opened.join('').includes('"op":10'), 'a hello')
    const d = { token: discord.botToken, intents: 1, properties: {} }
    socket.send(JSON.stringify({ op: 2, d }))
    await discord.until(() => opened.join('').includes('"t":"GUILD_CREATE"'), 'the server')
    expect(opened.join('')).toContain('"t":"READY"')
    socket.close()
  })

  it.each([
    ['{"op":2,"d":{"token":"wrong","intents":1}}', 4004],
    ['{"op":2,"d":{"token":"TOKEN","intents":1073741824}}', 4013],
    ['{"op":99}', 4001],
    ['{"op":8,"d":{}}', 4003],
    ['nonsense', 4002],
  ])('closes on %s with %i', async (frame, code) => {
    const discord = await world.discord()
    const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/?v=10&encoding=json`)
    const closed = new Promise<number>((resolve) => {
      socket.addEventListener('close', (event) => resolve(event.code))
    })
    socket.addEventListener('open', () => socket.send(frame.replace('TOKEN', discord.botToken)))
    expect(await closed).toBe(code)
  })

  it('lets no app identify too often, and in the end takes its token away', async () => {
    const often = { ...NO_LIMITS, identifies: { limit: 1, per: 5000 } }
    const discord = await world.discord({ limits: often })
    const frames: string[] = []
    const identify = () => {
      const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/?v=10`)
      socket.addEventListener('message', ({ data }) => frames.push(String(data)))
      const d = { token: discord.botToken, intents: 1 }
      socket.addEventListener('open', () => socket.send(JSON.stringify({ op: 2, d })))
    }
    identify()
    await discord.until(() => frames.some((one) => one.includes('"t":"READY"')), 'a session')
    identify()
    await discord.until(() => frames.some((one) => one.includes('"op":9')), 'a refusal')
    discord.limitsAre({ ...NO_LIMITS, starts: { limit: 0, per: 86_400_000 } })
    const bot = await call(discord, 'GET /gateway/bot')
    expect(bot.json).toMatchObject({ session_start_limit: { remaining: 0, max_concurrency: 1 } })
    const token = discord.botToken
    identify()
    await discord.until(() => discord.botToken !== token, 'a new token')
    expect((await call(discord, 'GET /users/@me', undefined, token)).status).toBe(401)
  })
})
