import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'
import type { SeenMessage } from '../support/discord/message-view.ts'

const QUESTION = 'Where is my parcel?'

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  await house.discord.until(() => house.discord.commands().length > 0, 'commands')
  const nina = await house.visitor()
  await nina.say(QUESTION)
  await house.shows(QUESTION)
  const place = { id: (await house.thread()).id }
  await house.discord.user('ana').runs('/claim', place)
  await house.card('Ana has it')
  return { house, nina, place, ...house.discord }
}

async function told(house: DiscordHouse, who: string, text: string) {
  const place = { id: (await house.thread()).id }
  const mine = () => house.discord.user(who).ephemerals(place)
  await house.discord.until(() => mine().some((one) => one.text.includes(text)), `“${text}”`)
}

/** The newest post of the thread with these words. */
async function post(house: DiscordHouse, text: string): Promise<SeenMessage> {
  const thread = await house.thread()
  const find = () => house.discord.channel(thread).holds.findLast((one) => one.text.includes(text))
  await house.discord.until(() => find() !== undefined, `“${text}”`)
  const found = find()
  if (!found) throw new Error('It is not there.')
  return found
}

/** A form is opened a moment after the post stands there, as soon as it is known whose it is. */
async function edits(house: DiscordHouse, who: string, text: string) {
  const on = await post(house, text)
  const user = house.discord.user(who)
  await house.discord.until(async () => (await user.shortcut('Edit', on)).modal !== null, 'a form')
  return user.modal()?.fields[0]?.value
}

describe('what the app posted in somebody’s name', () => {
  it('is edited by them in a form that shows what it says, with its files', async () => {
    const { house, nina, place } = await chat()
    const ana = house.discord.user('ana')
    const file = { name: 'label.txt', content: 'To: Nina', type: 'text/plain' }
    await ana.runs('/reply', place, { text: 'It arives today', file })
    expect(await edits(house, 'ana', 'It arives today')).toBe('It arives today')
    await ana.submits({ 'What it says': 'It arrives\n\ntoday' })
    await nina.showsIn([QUESTION, 'It arrives\n\ntoday'])
    expect(nina.held().at(-1)?.files).toMatchObject([{ name: 'label.txt' }])
    expect((await post(house, 'It arrives')).text).toContain('Before: It arives today')
    expect(await edits(house, 'ana', 'It arrives')).toBe('It arrives\n\ntoday')
    await ana.submits({})
    await told(house, 'ana', 'Nothing was changed.')
    expect(house.discord.complaints()).toEqual([])
  })

  it('as a note is a note after its edit, and can be taken back', async () => {
    const { house, nina, place } = await chat()
    const ana = house.discord.user('ana')
    await ana.runs('/note', place, { text: 'She was rude' })
    await edits(house, 'ana', 'She was rude')
    await ana.submits({ 'What it says': 'She was tired' })
    const note = await post(house, 'She was tired')
    await ana.shortcut('Delete', note)
    await house.shows('This message was deleted.')
    expect((await post(house, 'This message was deleted.')).id).toBe(note.id)
    expect(JSON.stringify(nina.frames)).not.toMatch(/rude|tired/)
  })

  it('is a note where its writer began it so, in whatever form they wrote it', async () => {
    const { house, nina, place } = await chat()
    const ana = house.discord.user('ana')
    await ana.runs('/reply', place, { text: '// she was rude' })
    await house.shows('she was rude')
    const file = { name: 'rude.txt', content: 'rude', type: 'text/plain' }
    await ana.runs('/reply', place, { text: '//very rude', file })
    await house.shows('very rude')
    await ana.runs('/reply', place, { text: 'It is here.' })
    await nina.showsIn([QUESTION, 'It is here.'])
    expect(JSON.stringify(nina.frames)).not.toContain('rude')
  })

  it('is nobody else’s to edit, and a supervisor’s to take back', async () => {
    const { house, nina, place } = await chat()
    const [ben, cleo] = [house.discord.user('ben'), house.discord.user('cleo')]
    await house.discord.user('ana').runs('/reply', place, { text: 'No idea' })
    await nina.showsIn([QUESTION, 'No idea'])
    await edits(house, 'ana', 'No idea')
    const reply = await post(house, 'No idea')
    expect((await ben.shortcut('Edit', reply)).modal).toBeNull()
    await told(house, 'ben', 'Only Ana can edit this.')
    await ben.shortcut('Delete', reply)
    await told(house, 'ben', 'Only Ana or a supervisor can delete this.')
    await cleo.shortcut('Delete', reply)
    await nina.showsIn([QUESTION, '(removed)'])
    await house.discord.user('ana').submits({ 'What it says': 'I know!' })
    await told(house, 'ana', 'This message was taken back')
    expect(nina.shows()).toEqual([QUESTION, '(removed)'])
  })

  it('is, of a note that was claimed and sent, the reply that it became', async () => {
    const { house, nina, place } = await chat()
    const ben = house.discord.user('ben')
    await ben.runs('/reply', place, { text: 'I will look' })
    const notice = () =>
      ben.ephemerals(place).find(({ buttons }) => buttons[0] === 'Claim and send')
    await house.discord.until(() => notice() !== undefined, 'an offer')
    await ben.runs('/join', place)
    await house.shows('Ben joined.')
    const note = await post(house, 'I will look')
    await ben.presses(notice() ?? note, 'Claim and send')
    await nina.showsIn([QUESTION, 'I will look'])
    await house.shows('📤 Sent to the visitor · Ben')
    await ben.shortcut('Edit', note)
    await ben.submits({ 'What it says': 'I have looked' })
    await nina.showsIn([QUESTION, 'I have looked'])
    await ben.shortcut('Delete', note)
    await nina.showsIn([QUESTION, '(removed)'])
    await ben.shortcut('Delete', note)
    await house.discord.until(
      () => house.discord.channel(place).message(note).text === 'This message was deleted.',
      'the note to go',
    )
  })
})

describe('what somebody else wrote, or Discord shows by itself', () => {
  it('is not theirs to change, and what was written by hand is edited by hand', async () => {
    const { house, nina, place } = await chat()
    const ana = house.discord.user('ana')
    const question = await post(house, QUESTION)
    await ana.shortcut('Delete', question)
    await told(house, 'ana', 'A visitor’s message can only be deleted by them.')
    const said = await ana.says(place, 'It is here.')
    await nina.showsIn([QUESTION, 'It is here.'])
    expect((await ana.shortcut('Edit', said)).modal).toBeNull()
    await told(house, 'ana', 'Discord’s own “Edit Message”')
    await house.discord.user('cleo').shortcut('Delete', said)
    await nina.showsIn([QUESTION, '(removed)'])
    await ana.shortcut('Edit', await post(house, 'Ana claimed this.'))
    await told(house, 'ana', 'There is nothing to edit or delete here')
    await ana.shortcut('Delete', await ana.says('lobby', 'Lunch?'))
    const lobby = () => ana.ephemerals('lobby').map(({ text }) => text)
    await house.discord.until(() => lobby().join().includes('nothing to edit or delete'), 'a word')
  })
})
