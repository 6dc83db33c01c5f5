import { describe, expect, it } from 'vitest'
import { call } from '../adapters/discord/discord-world.ts'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

type Setup = NonNullable<Parameters<typeof discordHouse>[0]>

/** A chat that waits in its thread; with `claimed` Ana has it. */
async function chat({ claimed = true, ...setup }: Setup & { claimed?: boolean } = {}) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  if (claimed) await claim(house)
  const thread = await house.thread()
  return { house, nina, thread, ana: house.discord.user('ana') }
}

async function claim(house: DiscordHouse): Promise<void> {
  await house.says('ana', '!claim')
  await house.card('Ana has it')
}

/** Resolves once somebody is told this in the thread. */
async function told({ discord, ...house }: DiscordHouse, who: string, text: string) {
  const { mention } = discord.user(who)
  const there = await house.thread()
  const isTold = (one: { content: string; text: string }) =>
    one.content.includes(mention) && one.text.includes(text)
  await discord.until(() => there.holds.some(isTold), `${who} is told “${text}”`)
}

describe('what an agent writes in a Discord thread', () => {
  it('reaches the visitor once the agent has joined, in their public name', async () => {
    const { house, nina, thread } = await chat()
    await house.says('ana', 'It arrives **today**')
    await nina.showsIn(['Where is my parcel?', 'It arrives today'])
    expect(nina.held().at(-1)?.from.name).toBe('Ana')
    const said = thread.holds.filter(({ content }) => content.includes('It arrives **today**'))
    expect(said).toHaveLength(1)
    expect(house.discord.complaints()).toEqual([])
  })

  it('is kept as a note before, which its writer is told, and can be claimed and sent', async () => {
    const { house, nina, thread, ana } = await chat({ claimed: false })
    await house.says('ana', 'It arrives today')
    await told(house, 'ana', 'you have not joined')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
    const notice = thread.holds.find(({ buttons }) => buttons.includes('Claim and send'))
    if (!notice) throw new Error('There is no button.')
    await ana.presses(notice, 'Claim and send')
    await nina.showsIn(['Where is my parcel?', 'It arrives today'])
  })

  it('is a note behind //, and a command behind !', async () => {
    const { house, nina } = await chat()
    await house.says('ana', '// she is upset')
    await house.says('ana', '!close answered')
    await house.card('Closed')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('is for the app where it names it, by itself or by its role, and never a reply', async () => {
    const { house, nina } = await chat()
    const { discord } = house
    await house.says('ana', `<@${discord.botUserId}> help`)
    await told(house, 'ana', 'claim')
    await house.says('ana', `I asked ${discord.role('Greenroom').mention} about it`)
    await told(house, 'ana', 'gave it no command')
    await house.says('ana', 'It arrives today')
    await nina.until(() => nina.shows().includes('It arrives today'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today'])
  })

  it('quotes what the visitor wrote where it replies to that, and nothing of a note', async () => {
    const { house, nina, thread, ana } = await chat()
    const asked = thread.holds.find(({ text }) => text.includes('Where is my parcel?'))
    if (!asked) throw new Error('There is no question.')
    const note = await house.says('ana', '// she is upset')
    await ana.says(thread, 'On its way', { replyTo: asked })
    await ana.says(thread, 'Sorry for that', { replyTo: note })
    await nina.until(() => nina.shows().includes('Sorry for that'))
    expect(nina.held().map(({ blocks }) => blocks.map(({ kind }) => kind))).toEqual([
      ['paragraph'],
      ['quote', 'paragraph'],
      ['paragraph'],
    ])
    expect(nina.shows()[1]).toBe('Where is my parcel?On its way')
  })

  it('is not delivered where a visitor could not read it, which its writer is told', async () => {
    const { house, nina, thread, ana } = await chat()
    await ana.says(thread, '', { sticker: 'Wave' })
    await told(house, 'ana', 'Not delivered: a sticker')
    await ana.says(thread, '', { poll: 'Pizza?' })
    await told(house, 'ana', 'Not delivered: a poll')
    const said = await house.says('ana', '// for the team')
    await ana.forwards(said, thread)
    await told(house, 'ana', 'Not delivered: a forwarded message')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('is nothing where an app, a webhook or a stranger wrote it', async () => {
    const { house, nina, thread } = await chat()
    house.discord.channel('support').permits('VIEW_CHANNEL', 'mallory')
    house.discord.channel('support').permits('VIEW_CHANNEL', 'zapbot')
    await house.discord.user('zapbot').says(thread, 'I am a bot')
    await house.discord.user('mallory').says(thread, 'Give me your password')
    await told(house, 'mallory', 'does not know you')
    await house.discord.user('mallory').says(thread, 'Please')
    await house.says('ana', 'It arrives today')
    await nina.until(() => nina.shows().includes('It arrives today'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today'])
    expect(thread.texts().filter((one) => one.includes('does not know you'))).toHaveLength(1)
  })

  it('shows its writer that it is held only for so long', async () => {
    const { house, nina, thread } = await chat({ undo: '1s' })
    const isHeld = (one: { text: string }) => one.text.includes('Goes to the visitor in')
    await house.says('ana', 'On its way')
    await house.discord.until(() => thread.holds.some(isHeld), 'that it is held')
    await nina.showsIn(['Where is my parcel?', 'On its way'])
    await house.discord.until(() => !thread.holds.some(isHeld), 'that it is over')
    expect(thread.holds.map(({ text }) => text)).toContain('On its way')
  })

  it('shows its writer that it is held, and takes it back', async () => {
    const { house, nina, thread, ana } = await chat({ undo: '30s' })
    await house.says('ana', 'Wrong window')
    const isHeld = (one: { text: string }) => one.text.includes('Goes to the visitor in')
    await house.discord.until(() => thread.holds.some(isHeld), 'that it is held')
    expect(thread.holds.find(isHeld)?.alerts).toEqual([])
    const notice = thread.holds.find(({ buttons }) => buttons.includes('Undo'))
    if (!notice) throw new Error('There is no button.')
    await ana.presses(notice, 'Undo')
    await house.discord.settled()
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })
})

describe('a change of what an agent wrote', () => {
  it('changes it on the visitor’s screen, and a deletion takes it off', async () => {
    const { house, nina, ana } = await chat()
    const reply = await house.says('ana', 'It arrives tomorow')
    await nina.until(() => nina.shows().includes('It arrives tomorow'))
    await ana.edits(reply, 'It arrives tomorrow')
    await nina.showsIn(['Where is my parcel?', 'It arrives tomorrow'])
    await ana.deletes(reply)
    await nina.showsIn(['Where is my parcel?', '(removed)'])
  })

  it('is none where Discord made it: a page under a link, a pin', async () => {
    const { house, nina, thread, ana } = await chat()
    const reply = await house.says('ana', 'See https://example.com')
    await nina.until(() => nina.shows().length === 2)
    await ana.edits(reply, 'See https://example.com now')
    await nina.until(() => nina.shows().includes('See https://example.com now'))
    thread.unfurls(reply)
    await house.discord.user('cleo').pins(reply)
    await house.says('ana', 'Bye')
    await nina.until(() => nina.shows().includes('Bye'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'See https://example.com now', 'Bye'])
    expect(thread.texts().filter((one) => one.includes('edit'))).toEqual([])
  })

  it('reaches what was written before a restart', async () => {
    const { house, nina, ana } = await chat()
    const reply = await house.says('ana', 'It arrives tomorow')
    await nina.until(() => nina.shows().length === 2)
    await house.stop()
    const again = await discordHouse({ discord: house.discord, data: house.dir })
    const later = await again.visitor(nina.token)
    await ana.edits(reply, 'It arrives tomorrow')
    await later.showsIn(['Where is my parcel?', 'It arrives tomorrow'])
  })
})

describe('reactions', () => {
  it('of who has joined are shown to the visitor, marks of a state are not', async () => {
    const { house, nina, thread, ana } = await chat()
    const asked = thread.holds.find(({ text }) => text.includes('Where is my parcel?'))
    if (!asked) throw new Error('There is no question.')
    await ana.reacts(asked, '✅')
    await ana.reacts(asked, '❤️')
    await nina.until(() => JSON.stringify(nina.held()[0]).includes('❤️'))
    expect(JSON.stringify(nina.held()[0])).not.toContain('✅')
    await told(house, 'ana', 'The visitor sees your reaction')
    await ana.unreacts(asked, '❤️')
    await nina.until(() => !JSON.stringify(nina.held()[0]).includes('❤️'))
    expect(nina.held()).toHaveLength(1)
  })
})

describe('what a moderator does', () => {
  it('takes reactions off the visitor’s screen, too', async () => {
    const { house, nina, thread, ana } = await chat()
    const asked = thread.holds.find(({ text }) => text.includes('Where is my parcel?'))
    if (!asked) throw new Error('There is no question.')
    await ana.reacts(asked, '❤️')
    await nina.until(() => JSON.stringify(nina.held()[0]).includes('❤️'))
    await call(house.discord, `DELETE /channels/${thread.id}/messages/${asked.id}/reactions`)
    await nina.until(() => !JSON.stringify(nina.held()[0]).includes('❤️'))
    expect(nina.held()).toHaveLength(1)
  })

  it('takes replies off it, several at once', async () => {
    const { house, nina, thread } = await chat()
    const first = await house.says('ana', 'One')
    const second = await house.says('ana', 'Two')
    await nina.until(() => nina.shows().length === 3)
    const messages = [first.id, second.id]
    await call(house.discord, `POST /channels/${thread.id}/messages/bulk-delete`, { messages })
    await nina.until(() => nina.shows().filter((one) => one === '(removed)').length === 2)
    expect(nina.shows()).toEqual(['Where is my parcel?', '(removed)', '(removed)'])
  })
})

describe('typing', () => {
  it('of an agent who has joined is shown to the visitor, and the visitor’s in the thread', async () => {
    const { house, nina, thread, ana } = await chat()
    await ana.types(thread)
    expect(await nina.frame('typing')).toEqual({ type: 'typing', name: 'Ana', on: true })
    nina.send({ type: 'typing', on: true })
    await house.discord.until(() => thread.typing().includes('Greenroom'), 'typing')
  })
})

describe('however Discord tells it', () => {
  it('each message is taken once, and in the order in which it was written', async () => {
    const { house, nina } = await chat()
    house.discord.weather.blowsOnEvents({ twice: 0.5, delay: [0, 20] })
    const words = Array.from({ length: 12 }, (_, at) => `Line ${at}`)
    for (const word of words) await house.says('ana', word)
    await house.discord.settled()
    await nina.until(() => nina.shows().length === 13)
    expect(nina.shows().slice(1).toSorted()).toEqual(words.toSorted())
  })

  it('an edit that comes before its message is that message, as it is now', async () => {
    const { house, nina, ana } = await chat()
    house.discord.weather.blowsOnEvents({ shuffle: 2 })
    const reply = await house.says('ana', 'It arrives tomorow')
    await ana.edits(reply, 'It arrives tomorrow')
    await house.discord.settled()
    await nina.showsIn(['Where is my parcel?', 'It arrives tomorrow'])
    expect(house.discord.complaints()).toEqual([])
  })
})

describe('a thread that somebody takes away', () => {
  it('is opened anew, with all that was said', async () => {
    const { house, thread } = await chat()
    thread.deletes()
    const support = house.discord.channel('support')
    const anew = () => support.threads().find(({ id }) => id !== thread.id)
    await house.discord.until(
      () =>
        anew()
          ?.texts()
          .some((one) => one.includes('Where is my parcel?')) ?? false,
      'another thread',
    )
    expect(support.threads()).toHaveLength(1)
  })

  it('is opened anew when its card is taken away, and what agents write there goes on', async () => {
    const { house, nina, thread } = await chat()
    const support = house.discord.channel('support')
    support.deletesMessage(thread.id)
    const anew = () => support.threads().find(({ id }) => id !== thread.id)
    await house.discord.until(
      () =>
        anew()
          ?.texts()
          .some((one) => one.includes('Where is my parcel?')) ?? false,
      'another thread',
    )
    const { id = '' } = anew() ?? {}
    await house.discord.user('ana').says({ id }, 'It arrives today')
    await nina.until(() => nina.shows().includes('It arrives today'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It arrives today'])
  })
})

describe('without the Message Content intent', () => {
  it('says once in a thread that nothing typed there is read, and takes nothing for an empty message', async () => {
    const { house, nina, thread, ana } = await chat({
      claimed: false,
      fake: { privileged: ['GUILD_MEMBERS'] },
    })
    await house.says('ana', 'It arrives today')
    await told(house, 'ana', 'Message Content')
    await house.says('ana', 'Hello?')
    await house.says('ana', `<@${house.discord.botUserId}> claim`)
    await house.card('Ana has it')
    const notices = thread.texts().filter((one) => one.includes('Message Content'))
    expect(notices).toHaveLength(1)
    const { id } = await ana.says(thread, `<@${house.discord.botUserId}> help`)
    await ana.edits({ channel: thread.id, id }, 'Nothing of this')
    await house.discord.settled()
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })
})
