import { describe, expect, it } from 'vitest'
import { discordWorld } from './discord-world.ts'

const world = discordWorld()

async function open() {
  const discord = await world.discord()
  const app = await world.app(discord)
  return {
    discord,
    app,
    ana: discord.user('ana'),
    ben: discord.user('ben'),
    nina: discord.user('nina'),
  }
}

describe('people', () => {
  it.each([
    [
      '**bold** and *slanted* and __under__ ~~gone~~ ||hidden||',
      'bold and slanted and under gone hidden',
    ],
    ['\\*not bold\\* and snake_case_name', '*not bold* and snake_case_name'],
    ['`**code**` and ```js\nconst a = 1\n```', '**code** and const a = 1\n'],
    ['# Title\n> quoted\n-# small\n- item', 'Title\nquoted\nsmall\n• item'],
    ['\\# no title\n\\> no quote\n\\- no item', '# no title\n> no quote\n- no item'],
    ['[the bank](https://evil.example)', 'the bank'],
    [
      '@Ana in #support of @agents, <@&1> <#2>',
      '@Ana in #support of @agents, @deleted-role #unknown',
    ],
    ['</close:123> <:wave:456> <t:0:R>', '/close :wave: 1970-01-01T00:00:00.000Z'],
  ])('read %j as %j', async (written, read) => {
    const { ana } = await open()
    expect((await ana.says('support', written)).text).toBe(read)
  })

  it('see where a link really leads', async () => {
    const { ana } = await open()
    const said = await ana.says('support', '[bank](https://evil.example) https://good.example')
    expect(said.links).toEqual([
      { label: 'bank', url: 'https://evil.example' },
      { label: 'https://good.example', url: 'https://good.example' },
    ])
  })

  it('see what is for them, and no more', async () => {
    const { ana, nina } = await open()
    await ana.says('support', 'For the team')
    await ana.says('lobby', 'For all')
    expect(nina.reads('support')).toEqual([])
    expect(nina.reads('lobby')).toEqual(['Ana: For all'])
    await expect(nina.says('support', 'x')).rejects.toThrow('does not see #support')
    await nina.says('@greenroom', 'Hello?')
    expect(nina.messages().map(({ by, text }) => `${by}: ${text}`)).toEqual(['Nina: Hello?'])
  })

  it('write, change, delete, reply, react, pin and type, and the app hears of all', async () => {
    const { discord, app, ana, ben } = await open()
    await ana.types('support')
    expect(discord.channel('support').typing()).toEqual(['Ana'])
    const said = await ana.says('support', 'Hi')
    expect(discord.channel('support').typing()).toEqual([])
    await ana.edits(said, 'Hi there')
    await ben.reacts(said, '👀')
    await ben.unreacts(said, '👀')
    const reply = await ben.says('support', 'Yes?', { replyTo: said })
    expect(reply).toMatchObject({ replyTo: said.id, alerts: ['@Ana'] })
    expect(ana.rings().map(({ id }) => id)).toEqual([reply.id])
    await discord.user('cleo').pins(said)
    await expect(ana.pins(said)).rejects.toThrow('PIN_MESSAGES')
    await expect(ben.edits(said, 'x')).rejects.toThrow('not ben’s')
    await ana.deletes(said)
    await discord.settled()
    const types = new Set(app.heard().map(({ t }) => t))
    for (const type of [
      'TYPING_START',
      'MESSAGE_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_DELETE',
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE',
      'CHANNEL_PINS_UPDATE',
    ]) {
      expect(types).toContain(type)
    }
  })

  it('send what has no words: stickers, polls, forwards', async () => {
    const { discord, app, ana } = await open()
    const said = await ana.says('lobby', 'Words')
    await ana.says('support', '', { sticker: 'Wave' })
    await ana.says('support', '', { poll: 'Lunch?' })
    await ana.forwards(said, 'support')
    discord.channel('lobby').unfurls(said)
    await discord.settled()
    const [, sticker, poll, forward] = app.heard('MESSAGE_CREATE').map(({ d }) => d)
    expect(sticker).toMatchObject({ content: '', sticker_items: [{ name: 'Wave' }] })
    expect(poll).toMatchObject({ poll: { question: { text: 'Lunch?' } } })
    expect(forward).toMatchObject({ message_snapshots: [{ message: { content: 'Words' } }] })
    expect(app.heard('MESSAGE_UPDATE')[0]?.d).toMatchObject({ edited_timestamp: null })
  })

  it('come, go and have roles', async () => {
    const { discord, app, nina, ben } = await open()
    await nina.gets('agents')
    await nina.goesBy('Nina the agent')
    expect((await nina.says('support', 'I see it')).by).toBe('Nina the agent')
    await nina.loses('agents')
    await expect(nina.says('support', 'x')).rejects.toThrow('does not see')
    await nina.leavesServer()
    await discord.user('dan').joinsServer()
    await ben.says('lobby', '@everyone @agents')
    expect(discord.channel('lobby').holds[0]?.alerts).toEqual(['@agents'])
    await discord.settled()
    expect(app.heard('GUILD_MEMBER_UPDATE')).toHaveLength(3)
    expect(app.heard('GUILD_MEMBER_REMOVE')).toHaveLength(1)
    expect(app.heard('GUILD_MEMBER_ADD')).toHaveLength(1)
  })

  it('are found by the app, with their roles', async () => {
    const { discord, app } = await open()
    const guild = await app.client.guilds.fetch(discord.guildId)
    const ana = await guild.members.fetch(discord.user('ana').id)
    expect(ana.roles.cache.map(({ name }) => name).toSorted()).toEqual(['@everyone', 'agents'])
    const found = await guild.members.search({ query: 'cl', limit: 5 })
    expect(found.map(({ user }) => user.username)).toEqual(['cleo'])
    expect((await guild.members.fetch()).size).toBe(9)
    const missing = guild.members.fetch(discord.user('dan').id)
    await expect(missing).rejects.toMatchObject({ code: 10007 })
    discord.kicksApp()
    await discord.settled()
    expect(app.heard('GUILD_DELETE')).toHaveLength(1)
  })
})
