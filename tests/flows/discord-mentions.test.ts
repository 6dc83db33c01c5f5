import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** Resolves once the app wrote this to them alone. */
async function written({ discord }: DiscordHouse, who: string, text: string) {
  const find = () =>
    discord
      .user(who)
      .messages()
      .find((one) => one.text.includes(text))
  await discord.until(() => find() !== undefined, `${who} is written “${text}”`)
  return find()
}

const said = ({ discord }: DiscordHouse, place: string) =>
  discord.channel(place).holds.filter(({ app }) => app)

describe.each([
  ['with', ['GUILD_MEMBERS', 'MESSAGE_CONTENT']],
  ['without', ['GUILD_MEMBERS']],
] as const)('naming the app outside of threads, %s the Message Content intent', (_, privileged) => {
  it('gives commands, whose answers only their giver reads', async () => {
    const { house } = await chat({ fake: { privileged } })
    const { discord } = house
    const ana = discord.user('ana')
    await ana.says('lobby', '@Greenroom help')
    await written(house, 'ana', '/transfer')
    await ana.says('lobby', '@Greenroom claim')
    await written(house, 'ana', 'Say which conversation')
    await ana.says('lobby', '@Greenroom claim 77')
    await written(house, 'ana', 'There is no conversation 77.')
    await ana.says('lobby', '@Greenroom claim 1001')
    await house.card('Ana has it')
    await written(house, 'ana', 'Done.')
    await ana.says('lobby', 'Ask @Greenroom, it knows')
    await written(house, 'ana', 'gave it no command')
    await ana.says('lobby', '@Greenroom queue all')
    const queue = await written(house, 'ana', '1 conversation is open.')
    expect(queue?.links).toMatchObject([{ label: '#1001' }])
    await ana.says('lobby', '@Greenroom transcript 1001')
    await written(house, 'ana', 'Where is my parcel?')
    expect(said(house, 'lobby')).toEqual([])
    expect(discord.user('ben').messages()).toEqual([])
    expect(discord.complaints()).toEqual([])
  })
})

describe('naming the app outside of threads', () => {
  it('works in a thread that is no conversation’s', async () => {
    const { house } = await chat()
    const ana = house.discord.user('ana')
    const own = await ana.opensThread(await ana.says('support', 'Lunch?'), 'Lunch')
    await ana.says({ id: own.id }, '@Greenroom claim 1001')
    await house.card('Ana has it')
    await written(house, 'ana', 'Done.')
    expect(
      said(house, 'support')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Done.')
  })

  it('by whispering is in sight, as who whispers is told', async () => {
    const { house, nina } = await chat()
    await house.discord.user('cleo').says('lobby', '@Greenroom whisper 1001 @Ben let me do it')
    await written(house, 'ben', 'let me do it')
    await written(house, 'cleo', 'Everyone in this channel can read the line')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('does nothing for who is not of the team', async () => {
    const { house } = await chat()
    await house.discord.user('omar').says('lobby', '@Greenroom claim 1001')
    await house.discord.user('ana').says('lobby', '@Greenroom members')
    await written(house, 'ana', 'Ana — agent')
    expect(said(house, 'lobby')).toEqual([])
    expect(house.discord.user('omar').messages()).toEqual([])
    await house.card('Waiting')
  })

  it('is done for who takes no direct messages, who is told of slash commands', async () => {
    const { house } = await chat()
    const ana = house.discord.user('ana')
    await ana.closesMessages()
    await ana.says('lobby', '@Greenroom transcript 1001')
    await house.discord.until(() => said(house, 'lobby').length > 0, 'an answer')
    const [answer] = said(house, 'lobby')
    expect(answer?.text).toContain('you take none from members of this server')
    expect(answer?.alerts).toEqual(['@Ana'])
    expect(answer?.text).not.toContain('parcel')
    await ana.says('lobby', '@Greenroom claim 1001')
    await house.card('Ana has it')
  })
})
