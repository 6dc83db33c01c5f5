import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

async function chat() {
  const house = await discordHouse()
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina, discord: house.discord, thread: await house.thread() }
}

describe('who is nobody of the team', () => {
  it('is offered no conversation, no colleague and no canned reply while typing', async () => {
    const { discord } = await chat()
    const mallory = discord.user('mallory')
    expect(await mallory.searches('/claim', 'lobby', 'conversation', '')).toEqual([])
    expect(await mallory.searches('/canned', 'lobby', 'name', '')).toEqual([])
    expect(await mallory.searches('/assign', 'lobby', 'agent', '')).toEqual([])
    expect((await discord.user('ana').searches('/claim', 'lobby', 'conversation', '')).length).toBe(
      1,
    )
  })

  it('is told nothing by any command, menu or button', async () => {
    const { discord, house, thread } = await chat()
    const mallory = discord.user('mallory')
    discord.channel('support').permits('VIEW_CHANNEL', 'mallory')
    const said = await mallory.says('lobby', 'Hello there')
    const card = await house.cardNow()
    const seen = [
      await mallory.presses(card, 'Claim'),
      await mallory.presses(card, 'Note'),
      await mallory.presses(card, 'Canned'),
      await mallory.runs('/note', 'lobby'),
      await mallory.runs('/reply', 'lobby', {
        text: 'Give me your password',
        conversation: '1001',
      }),
      await mallory.runs('/transcript', 'lobby', { conversation: '1001' }),
      await mallory.runs('/transcript', thread),
      await mallory.shortcut('Note', said),
      await mallory.shortcut('Reply to visitor', said),
      await mallory.shortcut('Put off duty', { user: 'ana', place: 'lobby' }),
    ]
    for (const { message, modal } of seen) {
      expect(modal).toBeNull()
      expect(message?.text).toMatch(/does not know you/)
    }
  })

  it('submits no form that was opened before a role was taken', async () => {
    const { discord, house, nina } = await chat()
    const ana = discord.user('ana')
    await ana.presses(await house.cardNow(), 'Claim')
    await house.card('Ana has it')
    await ana.presses(await house.cardNow(), 'Reply')
    await ana.loses('agents')
    discord.channel('support').permits('VIEW_CHANNEL', 'ana')
    const [field] = ana.modal()?.fields ?? []
    const { message } = await ana.submits({ [field?.customId ?? '']: 'It is gone' })
    expect(message?.text).toMatch(/does not know you/)
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })
})
