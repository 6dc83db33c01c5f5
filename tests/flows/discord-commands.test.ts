import { describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../src/commands/index.ts'
import { startFakeDiscord } from '../support/discord/fake-discord.ts'
import type { Outcome } from '../support/discord/hands.ts'
import { NO_LIMITS } from '../support/discord/limits.ts'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  await house.discord.until(() => house.discord.commands().length > 0, 'commands')
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  const place = { id: (await house.thread()).id }
  return { house, nina, place }
}

/** What they are told for their eyes alone in a place, once it says so. */
async function told(
  { discord }: DiscordHouse,
  who: string,
  where: string | { id: string },
  text: string,
) {
  const find = () =>
    discord
      .user(who)
      .ephemerals(where)
      .findLast((one) => one.text.includes(text))
  await discord.until(() => find() !== undefined, `${who} is told “${text}”`)
  const found = find()
  if (!found) throw new Error('Nobody was told.')
  return found
}

async function claimedBy(house: DiscordHouse, who: string) {
  await house.discord.user(who.toLowerCase()).presses(await house.cardNow(), 'Claim')
  await house.card(`${who} has it`)
}

function fieldsOf({ modal }: Outcome) {
  return modal?.fields.map(({ label }) => label)
}

describe('the app’s commands', () => {
  it('are registered in the server, once while they stay the same', async () => {
    const { house } = await chat()
    const { discord } = house
    expect(discord.commands()).toContain('/close')
    expect(discord.commands()).toContain('Reply to visitor')
    expect(discord.calls('command.put')).toHaveLength(1)
    await house.stop()
    const again = await discordHouse({ discord, data: house.dir })
    await discord.until(() => discord.calls('command.list').length > 0, 'a look at the commands')
    await again.stop()
    expect(discord.calls('command.put')).toHaveLength(1)
    expect(discord.complaints()).toEqual([])
  })
})

describe('an app that may not register commands', () => {
  it('asks once, and does what cards and lines say', async () => {
    const discord = await startFakeDiscord({ limits: NO_LIMITS })
    onTestFinished(() => discord.stop())
    const does = { kind: 'refuse', code: 50_001, status: 403 } as const
    discord.weather.brings({ route: 'command.put', does, times: 'always' })
    const house = await discordHouse({ discord })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    await claimedBy(house, 'Ana')
    await house.says('ana', '!tag vip')
    await house.card('vip')
    expect(discord.commands()).toEqual([])
    expect(discord.calls('command.put')).toHaveLength(1)
    await house.stop()
  })
})

describe('slash commands', () => {
  it('act on the conversation in whose thread they are given', async () => {
    const { house, place } = await chat()
    await house.discord.user('ana').runs('/claim', place)
    await house.card('Ana has it')
    await told(house, 'ana', place, 'Done.')
    await house.discord.user('ben').runs('/takeover', place)
    await told(house, 'ben', place, 'is for a supervisor and above')
    await house.discord.user('cleo').runs('/takeover', place)
    await house.card('Cleo has it')
    expect(house.discord.complaints()).toEqual([])
  })

  it('act anywhere on the conversation that is named, found by number or by name', async () => {
    const { house } = await chat()
    const ana = house.discord.user('ana')
    const search = (words: string) => ana.searches('/claim', 'support', 'conversation', words)
    const [first] = await search('')
    expect(first?.name).toMatch(/^1001 · .+ · waits a moment$/)
    expect(await search('#100')).toEqual([first])
    const name = first?.name.split(' · ')[1] ?? ''
    expect(await search(name.slice(2, 8).toLowerCase())).toEqual([first])
    expect(await search('nobody of that name')).toEqual([])
    await ana.runs('/claim', 'support', { conversation: '77' })
    await told(house, 'ana', 'support', 'There is no conversation 77.')
    await ana.runs('/claim', 'support', { conversation: String(first?.value) })
    await house.card('Ana has it')
    await house.discord.user('cleo').runs('/takeover', 'support', { conversation: '#1001' })
    await house.card('Cleo has it')
    await ana.runs('/note', 'support', { conversation: name, text: 'A regular' })
    await house.shows('A regular')
    expect(house.discord.complaints()).toEqual([])
  })

  it('find teams while they are typed, and leave to roles and settings whom these put into teams', async () => {
    const { house } = await chat()
    const [ana, cleo] = [house.discord.user('ana'), house.discord.user('cleo')]
    const search = (words: string) => cleo.searches('/team', 'support', 'teams', words)
    expect((await search('')).map(({ name }) => name)).toEqual(['Billing', 'none'])
    expect(await search('bill')).toEqual([{ name: 'Billing', value: 'billing' }])
    await ana.runs('/claim', 'support', { conversation: '1001' })
    await cleo.runs('/team', 'support', { member: 'Ben', teams: 'billing' })
    await told(house, 'cleo', 'support', 'The settings say which teams Ben is in')
    await cleo.runs('/team', 'support', { member: 'Ana', teams: 'billing' })
    await told(house, 'cleo', 'support', 'A Discord role says which teams Ana is in')
    await ana.runs('/team', 'support')
    await told(house, 'ana', 'support', 'Billing: nobody')
    expect(house.discord.complaints()).toEqual([])
  })

  it('ask which conversation when none is named, and keep what was typed', async () => {
    const { house } = await chat()
    const cleo = house.discord.user('cleo')
    const asked = await cleo.runs('/close', 'support', { outcome: 'spam', note: 'Again' })
    expect(fieldsOf(asked)).toEqual(['Conversation', 'Outcome', 'In a sentence'])
    expect(asked.modal?.fields[2]?.value).toBe('Again')
    const [which = ''] = asked.modal?.fields[0]?.options ?? []
    await cleo.submits({ Conversation: which, Outcome: 'spam' })
    await house.card('Closed: spam')
    await cleo.runs('/claim', 'support')
    await told(house, 'cleo', 'support', 'There is no conversation that you could `/claim`')
    const reopening = await cleo.runs('/reopen', 'support')
    await cleo.submits({ Conversation: reopening.modal?.fields[0]?.options[0] ?? '' })
    await house.card('Waiting')
    expect(house.discord.complaints()).toEqual([])
  })

  it('open a form for words that were left out, and bring them to the visitor', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    const ana = house.discord.user('ana')
    expect(fieldsOf(await ana.runs('/reply', place))).toEqual(['To the visitor', 'Files'])
    await ana.submits({ 'To the visitor': 'It is here.\n\nOnly late.' })
    await nina.showsIn(['Where is my parcel?', 'It is here.\n\nOnly late.'])
    await told(house, 'ana', place, 'Done.')
    await ana.runs('/reply', place, { text: 'Anything else?' })
    await nina.showsIn(['Where is my parcel?', 'It is here.\n\nOnly late.', 'Anything else?'])
  })

  it('bring a file to the visitor, with words or without', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    const ana = house.discord.user('ana')
    const file = { name: 'label.txt', content: 'To: Nina', type: 'text/plain' }
    await ana.runs('/reply', place, { text: 'Your label', file })
    await nina.showsIn(['Where is my parcel?', 'Your label'])
    await ana.runs('/reply', place, { file })
    await nina.until(() => nina.held().filter(({ files }) => files.length === 1).length === 2)
    await ana.runs('/note', place, { text: 'For us', file })
    await house.shows('For us')
    await ana.runs('/reply', 'support', { file })
    await told(house, 'ana', 'support', 'Say which conversation the file is for')
  })

  it('keep as a note what somebody writes who has not joined, and send it when they say so', async () => {
    const { house, nina, place } = await chat()
    const ana = house.discord.user('ana')
    await ana.runs('/reply', place, { text: 'It is here.' })
    const notice = await told(house, 'ana', place, 'Kept as a note')
    await ana.presses(notice, 'Claim and send')
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    await house.card('Ana has it')
    await house.discord.until(() => ana.ephemerals(place).length === 0, 'the notice to go')
  })

  it('let a reply be undone while it is held', async () => {
    const { house, place } = await chat({ undo: '30s' })
    await claimedBy(house, 'Ana')
    const ana = house.discord.user('ana')
    await ana.runs('/reply', place, { text: 'It is hree.' })
    const notice = await told(house, 'ana', place, 'Goes to the visitor in')
    await ana.presses(notice, 'Undo')
    await house.discord.until(() => ana.ephemerals(place).length === 0, 'the notice to go')
    await ana.presses(notice, 'Undo').catch(() => undefined)
    expect(house.discord.complaints()).toEqual([])
  })

  it('find a canned reply, and put it into a form to be read over and sent', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    const ana = house.discord.user('ana')
    expect(await ana.searches('/canned', place, 'name', 'hel')).toEqual([
      { name: 'hello', value: 'hello' },
    ])
    const { modal } = await ana.runs('/canned', place, { name: 'hello' })
    expect(modal?.fields[0]?.value).toBe('Hello there!')
    await ana.submits({ 'To the visitor': 'Hello there, Nina!' })
    await nina.showsIn(['Where is my parcel?', 'Hello there, Nina!'])
    await ana.runs('/canned', place, { name: 'goodbye' })
    await told(house, 'ana', place, 'There is no canned reply “goodbye” here.')
    const asked = await ana.runs('/canned', 'support')
    await ana.submits({ Conversation: asked.modal?.fields[0]?.options[0] ?? '' })
    const list = await told(house, 'ana', 'support', 'It stands in a form then')
    expect((await ana.chooses(list, 'Which', 'hello')).modal?.title).toBe('Reply · 1001')
    await ana.submits({})
    await nina.showsIn(['Where is my parcel?', 'Hello there, Nina!', 'Hello there!'])
    expect(house.discord.complaints()).toEqual([])
  })

  it('offer agents, tags and times while they are typed', async () => {
    const { house, place } = await chat()
    const cleo = house.discord.user('cleo')
    await claimedBy(house, 'Ana')
    const names = async (option: string, words: string, line: string) =>
      (await cleo.searches(line, place, option, words)).map(({ name }) => name)
    expect(await names('agent', 'be', '/assign')).toEqual(['Ben'])
    expect(await names('agent', '@an', '/assign')).toEqual(['Ana'])
    expect(await names('until', 'to', '/snooze')).toEqual(['tomorrow'])
    await cleo.runs('/tag', place, { tag: 'VIP guest' })
    await house.card('vip-guest')
    expect(await names('tag', '', '/untag')).toEqual(['vip-guest'])
    await cleo.runs('/assign', place, { agent: '@ben' })
    await house.card('Ben has it')
  })

  it('list who waits, for the eyes of who asked, with links to the threads', async () => {
    const { house, place } = await chat()
    await house.discord.user('ana').runs('/queue', 'lobby')
    const { links } = await told(house, 'ana', 'lobby', '1 visitor waits for an answer.')
    expect(links).toEqual([
      { label: '#1001', url: `https://discord.com/channels/${house.discord.guildId}/${place.id}` },
    ])
    expect(house.discord.user('ben').ephemerals('lobby')).toEqual([])
  })

  it('hand over in a file what is too long to be shown', async () => {
    const { house, place } = await chat()
    const ana = house.discord.user('ana')
    for (const part of ['one', 'two', 'three', 'four', 'five'])
      await ana.runs('/note', place, { text: `${part} ${'x'.repeat(1_800)}` })
    await house.shows('five')
    await ana.runs('/transcript', place)
    expect((await told(house, 'ana', place, 'all of it is in the file')).files).toEqual([
      'greenroom.txt',
    ])
  })

  it('say what stood against it, and give back the words', async () => {
    const { house, place } = await chat()
    const ana = house.discord.user('ana')
    await ana.runs('/whisper', place, { to: 'Zoe', text: 'A secret' })
    const { text } = await told(house, 'ana', place, 'Nobody called “Zoe” answers visitors here.')
    expect(text).toContain('You wrote:\nA secret')
  })

  it('are for the team: anybody else is told so, alone, and finds nothing', async () => {
    const { house } = await chat()
    const omar = house.discord.user('omar')
    await omar.runs('/queue', 'lobby')
    await told(house, 'omar', 'lobby', 'Greenroom does not know you as a member of the team')
    expect(await omar.searches('/claim', 'lobby', 'conversation', '')).toEqual([])
    expect(await omar.searches('/assign', 'lobby', 'agent', '')).toEqual([])
    await omar.runs('/claim', 'lobby', { conversation: '1001' })
    await house.card('Waiting')
  })

  it('let a creator write notes, and no more', async () => {
    const roles = '[{role: agents, as: creator}, {role: leads, as: supervisor}]'
    const { house, nina, place } = await chat({ roles })
    const ana = house.discord.user('ana')
    await ana.runs('/claim', place)
    await told(house, 'ana', place, '`/claim` is for an agent and above; you are here as creator.')
    const file = { name: 'a.txt', content: 'a', type: 'text/plain' }
    await ana.runs('/reply', place, { text: 'Hello', file })
    await told(house, 'ana', place, '`/reply` is for an agent and above')
    await ana.runs('/note', place, { text: 'She is a friend' })
    await house.shows('She is a friend')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })
})

describe('menus', () => {
  it('of a message give commands to its conversation', async () => {
    const { house, nina, place } = await chat()
    const { discord } = house
    const ana = discord.user('ana')
    const words = discord.channel(place).holds.find(({ text }) => text.includes('my parcel'))
    if (!words) throw new Error('The message is not there.')
    await ana.shortcut('Claim', words)
    await house.card('Ana has it')
    await ana.shortcut('Reply to visitor', words)
    await ana.submits({ 'To the visitor': 'It is here.' })
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    await ana.shortcut('Note', await house.cardNow())
    await ana.submits({ Note: 'Late again' })
    await house.shows('Late again')
    const list = (await ana.shortcut('Canned reply', words)).message
    expect(list?.buttons).toContain('hello')
    await ana.shortcut('Reassign', words)
    await ana.submits({ 'To whom': 'Ben' })
    await told(house, 'ana', place, 'is for a supervisor and above')
    expect(fieldsOf(await ana.shortcut('Whisper', words))).toEqual([
      'To one agent alone',
      'Whisper',
    ])
    ana.closesModal()
    await ana.shortcut('Close', words)
    await ana.submits({ Outcome: 'spam' })
    await house.card('Closed: spam')
    const elsewhere = await ana.says('support', 'Lunch?')
    await ana.shortcut('Claim', elsewhere)
    await told(house, 'ana', 'support', 'This is not the thread of a conversation.')
    expect(discord.complaints()).toEqual([])
  })

  it('of a person give them the conversation, or put them on and off duty', async () => {
    const { house, place } = await chat()
    const cleo = house.discord.user('cleo')
    await cleo.shortcut('Assign this to them', { user: 'ben', place })
    await house.card('Ben has it')
    await cleo.shortcut('Put off duty', { user: 'ben', place: 'support' })
    await told(house, 'cleo', 'support', 'Ben is off duty now.')
    await cleo.shortcut('Put on duty', { user: 'ben', place: 'support' })
    await told(house, 'cleo', 'support', 'Ben is on duty now.')
    await cleo.shortcut('Assign this to them', { user: 'omar', place })
    await told(house, 'cleo', place, 'They are not a member of the team.')
    await house.discord.user('ana').shortcut('Put off duty', { user: 'ben', place: 'support' })
    await told(house, 'ana', 'support', 'Only a supervisor may put Ben on or off duty.')
    const asked = await cleo.shortcut('Assign this to them', { user: 'ana', place: 'support' })
    expect(fieldsOf(asked)).toEqual(['Conversation', 'To whom'])
    await cleo.submits({
      Conversation: asked.modal?.fields[0]?.options[0] ?? '',
      'To whom': 'Ana',
    })
    await house.card('Ana has it')
  })
})

describe('the card', () => {
  it('does what is pressed on it, and asks for what it wants to know', async () => {
    const { house, nina, place } = await chat()
    const cleo = house.discord.user('cleo')
    await claimedBy(house, 'Ana')
    expect(fieldsOf(await cleo.presses(await house.cardNow(), 'Assign'))).toEqual(['To whom'])
    await cleo.submits({ 'To whom': 'Cleo' })
    await house.card('Cleo has it')
    await cleo.presses(await house.cardNow(), 'Reply')
    await cleo.submits({ 'To the visitor': 'It is here.' })
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    const { message: list } = await cleo.presses(await house.cardNow(), 'Canned')
    if (!list) throw new Error('There is no list.')
    await cleo.chooses(list, 'Which', 'hello')
    await cleo.submits({})
    await nina.showsIn(['Where is my parcel?', 'It is here.', 'Hello there!'])
    await house.discord.until(() => cleo.ephemerals('support').length === 0, 'the list to go')
    await cleo.presses(await house.cardNow(), 'Note')
    await cleo.submits({ Note: 'All well' })
    await house.shows('All well')
    await cleo.chooses(await house.cardNow(), 'More…', 'Snooze')
    await cleo.submits({ 'For how long': '3h' })
    await house.card('Snoozed')
    expect(cleo.ephemerals(place)).toEqual([])
    expect(house.discord.complaints()).toEqual([])
  })

  it('gives a conversation to one of two who press at once, and tells the other by name', async () => {
    const { house } = await chat()
    const card = await house.cardNow()
    const both = ['ana', 'ben'].map((who) => house.discord.user(who).presses(card, 'Claim'))
    await Promise.all(both)
    await house.card('has it')
    const late = (await house.cardNow()).text.includes('Ana has it') ? 'ben' : 'ana'
    await told(house, late, 'support', `${late === 'ben' ? 'Ana' : 'Ben'} has had this one`)
    await house.discord.user('ben').presses(await house.cardNow(), 'Assign')
    await house.discord.user('ben').submits({ 'To whom': 'Ben' })
    await told(house, 'ben', 'support', '`/assign` is for a supervisor and above')
    expect(house.discord.complaints()).toEqual([])
  })
})

describe('what Discord does not take in time', () => {
  const answer = 'interaction.answer'

  it('is not done, since they were told that it failed and may do it again', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    const ana = house.discord.user('ana')
    await ana.runs('/reply', place)
    const does = { kind: 'refuse', code: 10_062, status: 404 } as const
    house.discord.weather.brings({ route: answer, does })
    const filled = { 'To the visitor': 'It is here.' }
    // The fake waits its three seconds for another answer; the words are in the form still.
    const first = ana.submits(filled)
    expect((await first).acknowledged).toBe(false)
    expect((await ana.submits(filled)).acknowledged).toBe(true)
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
  })

  it('is done once where the answer got lost on its way', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    const does = { kind: 'reset', stored: true } as const
    house.discord.weather.brings({ route: answer, does })
    await house.discord.user('ana').runs('/reply', place, { text: 'It is here.' })
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    await told(house, 'ana', place, 'Done.')
    expect(house.discord.complaints()).toEqual([])
  })

  it('is done once however often it comes', async () => {
    const { house, nina, place } = await chat()
    await claimedBy(house, 'Ana')
    house.discord.weather.blowsOnEvents({ twice: 1 })
    await house.discord.user('ana').runs('/reply', place, { text: 'It is here.' })
    await house.discord.user('ana').runs('/note', place, { text: 'All well' })
    await house.shows('All well')
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    expect((await house.thread()).texts().filter((one) => one.includes('All well'))).toHaveLength(1)
  })

  it('is done after a restart, where Discord had taken it', async () => {
    const { house, place } = await chat()
    await claimedBy(house, 'Ana')
    const { discord } = house
    const does = { kind: 'hang', stored: true } as const
    discord.weather.brings({ route: answer, does, times: 'always' })
    await discord.user('ana').runs('/note', place, { text: 'She is a regular' })
    await house.stop()
    discord.weather.clears()
    const again = await discordHouse({ discord, data: house.dir })
    await again.shows('She is a regular')
    await told(again, 'ana', place, 'Done.')
    await again.stop()
    expect((await again.thread()).texts().filter((one) => one.includes('regular'))).toHaveLength(1)
  })
})

describe('without the Message Content intent', () => {
  it('all of it works by commands, forms and menus', async () => {
    const { house, nina, place } = await chat({ fake: { privileged: ['GUILD_MEMBERS'] } })
    const ana = house.discord.user('ana')
    await ana.runs('/claim', place)
    await house.card('Ana has it')
    await ana.presses(await house.cardNow(), 'Reply')
    await ana.submits({ 'To the visitor': 'It is here.' })
    await nina.showsIn(['Where is my parcel?', 'It is here.'])
    await ana.says(place, '@Greenroom tag vip')
    await house.card('vip')
    await ana.says(place, '!close spam')
    await house.shows('Discord keeps from Greenroom what you type here')
    expect(house.discord.complaints()).toEqual([])
  })
})

/** A day at work: who gives which command, with what, and what is then on the card, in the thread or told to them. */
const DAY: readonly (readonly [
  who: string,
  name: string,
  args: Readonly<Record<string, string>>,
  then: { readonly card?: string; readonly reads?: string },
])[] = [
  ['ana', 'claim', {}, { card: 'Ana has it' }],
  ['ben', 'join', {}, { reads: 'Ben joined.' }],
  ['ana', 'reply', { text: 'One moment.' }, { reads: 'One moment.' }],
  ['ana', 'note', { text: 'She is kind' }, { reads: 'She is kind' }],
  ['ana', 'whisper', { text: 'Mind the tone' }, { reads: 'Mind the tone' }],
  ['ana', 'tag', { tag: 'vip' }, { card: 'vip' }],
  ['ana', 'untag', { tag: 'gold' }, { reads: '“gold”' }],
  ['ana', 'priority', { priority: 'urgent' }, { card: 'urgent' }],
  ['ana', 'label', { label: 'nonsense' }, { reads: '“nonsense”' }],
  ['ana', 'reroute', { team: 'nowhere' }, { reads: 'There is no team “nowhere”' }],
  ['ana', 'transcript', {}, { reads: 'Ana: One moment.' }],
  ['ana', 'why', {}, { reads: 'There was no rule to ask' }],
  ['ana', 'canned', {}, { reads: 'hello' }],
  ['ana', 'transfer', { agent: 'Ben', note: 'Yours now' }, { card: 'Ben has it' }],
  ['ben', 'release', {}, { card: 'Waiting' }],
  ['cleo', 'assign', { agent: 'Ana' }, { card: 'Ana has it' }],
  ['ana', 'takeover', {}, { reads: '`/takeover` is for a supervisor and above' }],
  ['cleo', 'takeover', {}, { card: 'Cleo has it' }],
  ['cleo', 'snooze', { until: '3h' }, { card: 'Snoozed' }],
  ['cleo', 'close', { outcome: 'spam' }, { card: 'Closed: spam' }],
  ['cleo', 'reopen', {}, { card: 'Waiting' }],
  ['ana', 'queue', { which: 'all' }, { reads: '1 conversation is open.' }],
  ['ana', 'off', {}, { reads: 'You are off duty now.' }],
  ['ana', 'on', {}, { reads: 'You are on duty now.' }],
  ['ana', 'members', {}, { reads: 'Cleo — supervisor' }],
  ['ana', 'team', {}, { reads: 'Billing: nobody' }],
  ['cleo', 'role', { member: 'Ben', role: 'lead' }, { reads: '`/role` is for an admin' }],
  ['cleo', 'remove', { member: 'Ben' }, { reads: '`/remove` is for an admin' }],
  ['ana', 'help', {}, { reads: '/claim' }],
  ['ana', 'mirror', { to: 'desk' }, { reads: 'desk' }],
  ['ana', 'move', { to: 'desk' }, { reads: 'desk' }],
]

describe.each(['slash commands', 'lines', 'mentions'] as const)('by %s', (way) => {
  it('a whole day goes through', { timeout: 30_000 }, async () => {
    const { house, place } = await chat()
    const { discord } = house
    for (const [who, name, args, then] of DAY) {
      const user = discord.user(who)
      const words = [name, ...Object.values(args)].join(' ')
      if (way === 'lines') await user.says(place, `!${words}`)
      else if (way === 'mentions') await user.says(place, `@Greenroom ${words}`)
      else await user.runs(`/${name}`, place, args)
      if (then.card !== undefined) await house.card(then.card)
      const reads = () => user.sees(place).flatMap((one) => [one.text, ...one.buttons])
      const { reads: text = '' } = then
      await discord.until(() => reads().some((one) => one.includes(text)), `${words}: “${text}”`)
    }
    expect(discord.complaints()).toEqual([])
  })
})

it('a day at work has every command that is typed', () => {
  const given = new Set(DAY.map(([, name]) => name))
  const typed = commands.filter(({ args }) => !args.some(({ kind }) => kind === 'message'))
  expect([...given].toSorted()).toEqual(typed.map(({ name }) => name).toSorted())
})
