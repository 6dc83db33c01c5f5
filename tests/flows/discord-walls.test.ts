import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

describe('what an agent is told in a thread', () => {
  it('comes whole however long its words are', async () => {
    const house = await discordHouse()
    const nina = await house.visitor()
    const long = `begins ${'x'.repeat(3_500)} ends`
    await nina.say(long)
    await house.shows('begins')
    const thread = await house.thread()
    await house.says('ana', '!transcript')
    const { mention } = house.discord.user('ana')
    const told = () => thread.holds.filter(({ content }) => content.startsWith(mention))
    await house.discord.until(() => told().length > 2, 'a transcript in parts')
    const all = told()
      .map(({ text }) => text)
      .join('')
    expect(all.match(/x/g)?.length).toBeGreaterThanOrEqual(3_500)
    expect(house.discord.complaints()).toEqual([])
  })
})

describe('that no visitor got what was written', () => {
  it.each(['fail', 'reset', 'ratelimit'] as const)(
    'is said though Discord stumbles: %s',
    async (kind) => {
      const house = await discordHouse()
      const { weather } = house.discord
      const nina = await house.visitor()
      await nina.say('Where is my parcel?')
      await house.shows('Where is my parcel?')
      weather.brings({ route: 'message.create', times: 2, does: { kind } })
      await house.says('ana', 'It arrives today')
      await house.shows('you have not joined')
      const thread = await house.thread()
      expect(thread.texts().filter((text) => text.includes('not joined'))).toHaveLength(1)
    },
  )
})

describe('a whisper', () => {
  it('is in no transcript that others can read', async () => {
    const house = await discordHouse()
    const { discord } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const thread = await house.thread()
    await discord.user('cleo').runs('/whisper', thread, { to: 'Ben', text: 'He always lies' })
    await discord.until(
      () =>
        discord
          .user('ben')
          .messages()
          .some(({ text }) => text.includes('He always lies')),
      'the whisper',
    )
    await discord.user('ben').says(thread, '!transcript')
    await house.shows('Where is my parcel?')
    await discord.until(
      () => thread.texts().filter((text) => text.includes('Where is my parcel?')).length > 1,
      'a transcript',
    )
    expect(thread.texts().join('\n')).not.toContain('He always lies')
    await discord.user('ben').says(thread, `<@${discord.botUserId}> transcript`)
    await discord.until(
      () => thread.texts().filter((text) => text.includes('Where is my parcel?')).length > 2,
      'a transcript',
    )
    expect(thread.texts().join('\n')).not.toContain('He always lies')
  })
})
