import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'
import { placeOf } from '../support/discord-place-of.ts'

type Setup = NonNullable<Parameters<typeof discordHouse>[0]>

const MODES = [
  ['posts of a forum', '[{chat: discord, channel: inbox}]'],
  ['threads of a text channel', '[{chat: discord, channel: support}]'],
  ['channels of their own', '[{chat: discord, channel: Desk, as: channel}]'],
  [
    'threads in which visitors have their names',
    '[{chat: discord, channel: support, webhooks: true}]',
  ],
] as const

async function chat(setup: Setup) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  const place = await placeOf(house, 'Where is my parcel?')
  return { house, nina, place }
}

const says = async ({ discord }: DiscordHouse, who: string, { id }: { id: string }, text: string) =>
  discord.user(who).says({ id }, text)

/** All words of the conversation in the place, without who they are by. */
const said = (place: { texts(): string[] }) => place.texts().map((text) => text.split('\n').at(-1))

describe.each(MODES)('conversations as %s', (mode, places) => {
  it('are claimed, answered and closed there, and wake up when the visitor writes again', async () => {
    const { house, nina, place } = await chat({ places })
    await says(house, 'ana', place, '!claim')
    await says(house, 'ana', place, 'It is on its way!')
    await nina.showsIn(['Where is my parcel?', 'It is on its way!'])
    const sign = () => place.holds.find(({ text }) => text === 'It is on its way!')?.reactions
    await house.discord.until(() => sign()?.join() === '⏳ 1', 'a sign that it goes out')
    nina.send({ type: 'seen', message: nina.held().at(-1)?.id ?? '' })
    await house.discord.until(() => sign()?.join() === '👀 1', 'a sign that it was seen')
    await says(house, 'ana', place, '!close answered')
    const card = () => house.discord.channel(cardIn(house, place)).message(cardOf(house, place))
    await house.discord.until(() => card().text.includes('Closed'), 'a card that says so')
    const archived = () => 'archived' in place && place.archived === true
    if (!mode.startsWith('channels')) await house.discord.until(archived, 'an archived thread')
    await nina.say('One more thing')
    await house.discord.until(() => said(place).includes('One more thing'), 'what she writes')
    await house.discord.until(() => card().text.includes('unanswered'), 'an open card')
    expect(archived()).toBe(false)
    expect(house.discord.complaints()).toEqual([])
  })

  it('that somebody deletes come back at once, with all that was said', async () => {
    const { house, nina, place } = await chat({ places })
    await says(house, 'ana', place, '!claim')
    await says(house, 'ana', place, 'Let me look')
    await nina.showsIn(['Where is my parcel?', 'Let me look'])
    place.deletes()
    const other = await placeOf(house, 'Let me look', place.id)
    await house.discord.until(() => said(other).includes('Let me look'))
    expect(said(other).join('\n')).toContain('Where is my parcel?')
    await says(house, 'ana', other, 'Found it')
    await nina.showsIn(['Where is my parcel?', 'Let me look', 'Found it'])
  })

  it('lose nothing and show nothing twice when Discord answers badly', async () => {
    const house = await discordHouse({ places })
    for (const route of ['thread.create', 'channel.create', 'message.create', 'webhook.execute']) {
      const does = { kind: 'reset', stored: true } as const
      house.discord.weather.brings({ route, share: 0.5, times: 3, does })
      house.discord.weather.brings({ route, times: 1, does: { kind: 'fail' } })
    }
    const nina = await house.visitor()
    const words = ['One', 'Two', 'Three', 'Four']
    for (const word of words) await nina.say(word)
    const place = await placeOf(house, 'Four')
    const shown = said(place).filter((text) => words.includes(text ?? ''))
    expect(shown).toEqual(words)
  })
})

/** A forum's card, and that of a channel, stands in the place itself. */
function cardIn(
  _: DiscordHouse,
  place: { id: string; within: string | null },
): { id: string } | string {
  return place.within === 'support' ? 'support' : { id: place.id }
}

function cardOf(house: DiscordHouse, place: { id: string; within: string | null }): string {
  if (place.within === 'support') return place.id
  const [first] = house.discord.channel({ id: place.id }).holds
  return first?.id ?? ''
}

describe('a whisper in Discord', () => {
  it('is a direct message to its reader, with the way to the thread, and in no other place', async () => {
    const { house, place } = await chat({ places: MODES[0][1] })
    const { discord } = house
    await says(house, 'ana', place, 'Hm')
    await says(house, 'ben', place, 'Hm')
    await discord
      .user('cleo')
      .runs('/whisper', { id: place.id }, { to: 'Ben', text: 'she is our landlord' })
    const toBen = () => discord.channel('@ben').texts().join('\n')
    await discord.until(() => toBen().includes('she is our landlord'), 'a whisper')
    expect(toBen()).toMatch(/Cleo whispers to you about .* Nobody else can read this/)
    expect(discord.channel('@ben').holds[0]?.links[0]?.url).toContain(`/${place.id}`)
    expect(place.texts().join('\n')).not.toContain('landlord')
  })

  it('that somebody takes no messages for is said to its author', async () => {
    const { house, place } = await chat({ places: MODES[0][1] })
    const { discord } = house
    await says(house, 'ben', place, 'Hm')
    await discord.user('ben').closesMessages()
    await discord.user('cleo').runs('/whisper', { id: place.id }, { to: 'Ben', text: 'psst' })
    const toCleo = () => discord.channel('@cleo').texts().join('\n')
    await discord.until(() => toCleo().includes('did not reach Ben'), 'why not')
    expect(toCleo()).toContain('They take no direct messages')
  })
})

describe('what visitors set on a reply', () => {
  it('stands under it', async () => {
    const { house, nina, place } = await chat({ places: MODES[1][1] })
    await says(house, 'ana', place, '!claim')
    await says(house, 'ana', place, 'It is on its way!')
    await nina.showsIn(['Where is my parcel?', 'It is on its way!'])
    const reply = nina.held().find((message) => !message.mine)
    nina.send({
      type: 'react',
      id: `reaction-${crypto.randomUUID()}`,
      message: reply?.id ?? '',
      emoji: '🎉',
      on: true,
    })
    const shown = () =>
      place.holds.some(({ reactions }) => reactions.some((one) => one.startsWith('🎉')))
    await house.discord.until(shown, 'a reaction')
    expect(shown()).toBe(true)
  })
})
