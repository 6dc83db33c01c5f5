import { describe, expect, it } from 'vitest'
import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** The desk's page of an administrator, which shows banners. */
async function atTheDesk(house: DiscordHouse) {
  const link = new URL(await house.greenroom.signInLink(), house.url).href
  const desk = await openDeskPage(house.url, await enter(house.url, link, 'Zoe'))
  desk.send({ type: 'hello', cursor: null })
  await desk.until('online')
  return desk
}

/** Resolves when the desk says so. */
async function says(desk: DeskPage, words: string) {
  await desk.until('banner', ({ text }) => text?.includes(words) ?? false)
}

describe('a permission that the bot lost in Discord', () => {
  it('is said at the desk, and what waited for it comes as soon as it is given back', async () => {
    const { house, nina } = await chat()
    const desk = await atTheDesk(house)
    const support = house.discord.channel('support')
    support.forbids(['SEND_MESSAGES', 'SEND_MESSAGES_IN_THREADS'])
    await nina.say('Are you there?')
    await says(desk, 'lacks a permission')
    desk.forget()
    support.permits(['SEND_MESSAGES', 'SEND_MESSAGES_IN_THREADS'])
    await house.shows('Are you there?')
    await desk.until('banner', ({ text }) => text === null)
    const { id } = await house.thread()
    const texts = house.discord.thread({ id }).texts()
    expect(texts.filter((text) => text.includes('Are you there?'))).toHaveLength(1)
  })
})

describe('a token that was reset', () => {
  it('is said at the desk; nothing more is asked of Discord, and all of it waits for the next start', async () => {
    const { house, nina } = await chat()
    const desk = await atTheDesk(house)
    house.discord.resetsToken()
    await says(desk, 'DISCORD_BOT_TOKEN')
    const calls = house.discord.calls().length
    await nina.say('Hello?')
    await nina.say('Still there?')
    expect(house.discord.calls().length - calls).toBeLessThanOrEqual(1)
    await house.stop()
    const again = await discordHouse({ discord: house.discord, data: house.dir })
    await again.shows('Hello?')
    await again.shows('Still there?')
    expect(house.discord.channel('support').threads()).toHaveLength(1)
  })

  it('keeps the house open, and the desk, when Discord never knew it', async () => {
    const house = await discordHouse({ token: 'wrong.token' })
    const desk = await atTheDesk(house)
    await says(desk, 'DISCORD_BOT_TOKEN')
    const nina = await house.visitor()
    await nina.say('Hello?')
    await nina.showsIn(['Hello?'])
    expect(house.discord.invalidCalls()).toBeLessThanOrEqual(2)
  })
})

describe('an intent that is off', () => {
  it('is said at the desk and in the thread, and commands go on', async () => {
    const { house } = await chat({ fake: { privileged: [] } })
    const desk = await atTheDesk(house)
    await says(desk, 'Message Content')
    await house.says('ana', 'Nobody reads this')
    await house.shows('Message Content intent')
    const { id } = await house.thread()
    await house.discord.user('ana').runs('/claim', { id })
    await house.card('Ana')
    expect(house.discord.complaints()).toEqual([])
  })
})
