import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

describe('what comes late from Discord', () => {
  it('stays a note when it was written before its author joined', async () => {
    const house = await discordHouse()
    const { discord } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const thread = await house.thread()
    // All that is written waits behind this one's file; a button is answered as it comes.
    discord.weather.brings({ route: 'file.download', does: { kind: 'slow', ms: 1_500 } })
    await discord.user('ana').uploads(thread, { name: 'a.txt', content: 'seen before' })
    await discord.user('ana').says(thread, 'She asks that every week')
    await wait(1_100)
    await discord.user('ana').presses(await house.cardNow(), 'Claim')
    await house.card('Ana has it')
    await discord.user('ana').says(thread, 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'One moment'])
  })
})

describe('what is written in a thread that Greenroom does not know to be its own yet', () => {
  it('reaches the visitor though the answer to the thread got lost', async () => {
    const house = await discordHouse({ places: '[{chat: discord, channel: inbox}]' })
    const { discord } = house
    discord.weather.brings({ route: 'thread.create', does: { kind: 'reset', stored: true } })
    // Nor does Discord say for a while which threads there are.
    discord.weather.brings({ route: 'thread.active', times: 3, does: { kind: 'fail' } })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    const thread = await house.thread('inbox')
    await discord.user('ana').says(thread, '!claim')
    await discord.user('ana').says(thread, 'I am on it')
    await nina.until(() => nina.shows().includes('I am on it'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'I am on it'])
  })

  it('reaches the visitor though it was written while Greenroom was away', async () => {
    const house = await discordHouse({ places: '[{chat: discord, channel: inbox}]' })
    const { discord, dir } = house
    discord.weather.brings({ route: 'thread.create', does: { kind: 'hang', stored: true } })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    const thread = await house.thread('inbox')
    await house.stop()
    await discord.user('ana').says(thread, '!claim')
    await discord.user('ana').says(thread, 'I am on it')
    const next = await discordHouse({
      discord,
      data: dir,
      places: '[{chat: discord, channel: inbox}]',
    })
    const again = await next.visitor(nina.token)
    await again.until(() => again.shows().includes('I am on it'))
    expect(discord.channel('inbox').threads()).toHaveLength(1)
  })
})

describe('what is written while the app is out of the server', () => {
  it('reaches the visitor once it is let in again', async () => {
    const house = await discordHouse()
    const { discord } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.says('ana', '!claim')
    await house.card('Ana has it')
    const thread = await house.thread()
    discord.kicksApp()
    await discord.user('ana').says(thread, 'It arrives today')
    await wait(20)
    discord.invitesApp()
    await discord.user('ana').says(thread, 'Or tomorrow')
    await nina.until(() => nina.shows().includes('Or tomorrow'))
    await nina.until(() => nina.shows().includes('It arrives today'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today', 'Or tomorrow'])
  })
})
