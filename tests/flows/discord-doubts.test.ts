import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

describe('a post of a busy forum of which nobody knows whether Discord has it', () => {
  it('is found among all that were made meanwhile, and not made twice', async () => {
    const house = await discordHouse({ places: '[{chat: discord, channel: inbox}]' })
    const { discord } = house
    for (let count = 1; count <= 31; count += 1)
      await discord.user('ana').posts('inbox', { name: `Something else ${count}`, text: 'Hm' })
    discord.weather.brings({ route: 'thread.create', does: { kind: 'reset', stored: true } })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    const all = () => discord.channel('inbox').threads().slice(31)
    await discord.until(
      () => all().some((one) => one.texts().join('\n').includes('Where is my parcel?')),
      'her words',
    )
    expect(all()).toHaveLength(1)
  })
})

describe('a visitor’s words under their own name', () => {
  it('stand there once more when Discord did not say whose thread it is', async () => {
    const house = await discordHouse({
      places: '[{chat: discord, channel: support, webhooks: true}]',
    })
    const { weather } = house.discord
    const nina = await house.visitor()
    weather.brings({ route: 'channel.read', does: { kind: 'fail' } })
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    await nina.say('It is urgent')
    await house.shows('It is urgent')
    const [, , urgent] = (await house.thread()).holds
    expect(urgent?.by).not.toBe('Greenroom')
    const calls = house.discord.calls().filter(({ code }) => code === 50_024)
    expect(calls).toEqual([])
  })
})

describe('what was missed in many threads', () => {
  it('is read in each, whatever becomes of the reading of another', async () => {
    const house = await discordHouse()
    const { discord } = house
    const ana = discord.user('ana')
    const visitors = [await house.visitor(), await house.visitor()]
    for (const [index, visitor] of visitors.entries()) {
      await visitor.say(`Question ${index}`)
      const all = () => discord.channel('support').threads()
      await discord.until(() => all()[index]?.holds.length === 2, 'a thread')
    }
    const threads = discord.channel('support').threads()
    for (const thread of threads) {
      await ana.says(thread, '!claim')
      const card = () => discord.channel('support').message(thread.id)
      await discord.until(() => card().text.includes('Ana has it'), 'a claim')
    }
    await discord.settled()
    discord.weather.blowsOnEvents({ lost: 1 })
    for (const thread of threads) await ana.says(thread, 'Here it is')
    await discord.settled()
    discord.weather.clears()
    const [first] = threads
    if (!first) throw new Error('There is no thread.')
    discord.weather.brings({
      route: 'message.list',
      channel: first.id,
      times: 'always',
      does: { kind: 'fail', status: 503 },
    })
    discord.gateway.forgets()
    discord.gateway.drops()
    await visitors[1]?.showsIn(['Question 1', 'Here it is'])
    expect(visitors[0]?.shows()).toEqual(['Question 0'])
  })
})

describe('what somebody does by commands, one after another', () => {
  it('reaches the visitor in that order, however long Discord takes to answer', async () => {
    const house = await discordHouse()
    const { discord } = house
    const ana = discord.user('ana')
    await discord.until(() => discord.commands().length > 0, 'commands')
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const place = { id: (await house.thread()).id }
    await ana.runs('/claim', place)
    await house.card('Ana has it')
    discord.weather.brings({ route: 'interaction.answer', does: { kind: 'slow', ms: 600 } })
    for (const text of ['One', 'Two', 'Three']) await ana.runs('/reply', place, { text })
    await nina.showsIn(['Where is my parcel?', 'One', 'Two', 'Three'])
  })
})
