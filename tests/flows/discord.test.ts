import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

async function claimed(setup: Parameters<typeof discordHouse>[0] = {}) {
  const { house, nina } = await chat(setup)
  await house.says('ana', '!claim')
  await house.card('Ana')
  return { house, nina }
}

describe('a chat with a team that sits in Discord', () => {
  it('reaches a thread, is claimed there with a line and answered', async () => {
    const { house, nina } = await claimed()
    await house.says('ana', 'It is on its way!')
    await nina.showsIn(['Where is my parcel?', 'It is on its way!'])
    expect(nina.held().find((message) => !message.mine)?.from.name).toBe('Ana')
    expect(house.discord.complaints()).toEqual([])
  })

  it('knows who is named in the settings by that name, and others by their roles', async () => {
    const { house, nina } = await chat()
    await house.says('ben', '!claim')
    await house.card('Ben')
    await house.says('ben', 'Mine')
    await nina.showsIn(['Where is my parcel?', 'Mine'])
    expect(nina.held().at(-1)?.from.name).toBe('Ben')
  })

  it('lets nobody speak to a visitor whom the team does not know', async () => {
    const { house, nina } = await claimed()
    house.discord
      .channel('support')
      .permits(['VIEW_CHANNEL', 'SEND_MESSAGES_IN_THREADS'], 'mallory')
    await house.says('mallory', 'I am the boss')
    await house.says('ana', 'the one that is heard')
    await nina.showsIn(['Where is my parcel?', 'the one that is heard'])
    expect(nina.shows()).not.toContain('I am the boss')
  })
})
