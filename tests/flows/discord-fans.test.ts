import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFakeDiscord } from '../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../support/discord/limits.ts'
import { fansHouse } from '../support/fans-house.ts'

describe('a fan who writes to the bot', () => {
  it('is a visitor: the team reads them, and they read the answer under its author’s name', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await nina.says('@greenroom', 'Hi, where is my poster?')
    const talk = await conversation('Nina')
    await talk.shows('Hi, where is my poster?')
    await talk.claims()
    expect(await talk.does('It is on its way *now*')).toBe('')
    const answer = await reads(nina, 'on its')
    expect(answer.text).toBe('▸ Eve\nIt is on its way *now*')
    expect(answer.alerts).toEqual([])
    expect(discord.complaints()).toEqual([])
  })

  it('is answered once somebody has joined, and not before', async () => {
    const { nina, conversation, reads } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.does('Shall I take this one?')
    await talk.claims()
    await talk.does('Hello Nina')
    await reads(nina, 'Hello Nina')
    expect(nina.messages().map(({ text }) => text)).toEqual(['Hi', '▸ Eve\nHello Nina'])
  })

  it('is answered from Slack as well, and sees what is edited and deleted there', async () => {
    const { nina, conversation, reads, slack, discord } = await fansHouse({ slack: true })
    if (!slack) throw new Error('There is no Slack.')
    await nina.says('@greenroom', 'Is there a tour?')
    const support = slack.channel('support')
    await slack.until(
      () =>
        support
          .threads()[0]
          ?.texts()
          .some((one) => one.includes('a tour')) === true,
      'the thread',
    )
    const [thread] = support.threads()
    if (!thread) throw new Error('There is no thread.')
    await slack.user('ben').presses(thread.root, 'Claim')
    await slack.until(() => support.thread(thread.root).root.text.includes('Ben has it'), 'a claim')
    const said = await slack.user('ben').says('support', 'Yes, in Mai', { thread: thread.root })
    const first = await reads(nina, 'Yes, in Mai')
    await slack.user('ben').edits(said, 'Yes, in May')
    const now = await reads(nina, 'Yes, in May')
    expect(now.id).toBe(first.id)
    const talk = await conversation('Nina')
    await talk.shows('Yes, in May')
    await slack.user('ben').deletes(said)
    await discord.until(() => nina.messages().every(({ app }) => !app), 'it is taken back')
    expect(nina.messages().map(({ text }) => text)).toEqual(['Is there a tour?'])
  })

  it('edits, deletes and reacts, and the team sees it', async () => {
    const { nina, conversation, reads } = await fansHouse()
    const said = await nina.says('@greenroom', 'Wher is it?')
    const gone = await nina.says('@greenroom', 'My number is 5551')
    const talk = await conversation('Nina')
    await talk.shows('5551')
    await nina.edits(said, 'Where is it?')
    await talk.shows('Where is it?')
    await nina.deletes(gone)
    await talk.eve.holds(() => talk.post('5551') === undefined || removed(talk.post('5551')))
    await talk.claims()
    await talk.does('On its way')
    await nina.reacts(await reads(nina, 'On its way'), '❤️')
    await talk.eve.holds(() => JSON.stringify(talk.post('On its way') ?? null).includes('❤'))
    await talk.reacts('Where is it?', '👍')
    await expect
      .poll(() => nina.messages().find(({ id }) => id === said.id)?.reactions)
      .toEqual(['👍 1'])
  })

  it('sends a file and gets one, and long words come whole', async () => {
    const { nina, conversation, discord } = await fansHouse()
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await nina.uploads(
      '@greenroom',
      { name: 'ticket.png', content: picture, type: 'image/png' },
      'My ticket',
    )
    const talk = await conversation('Nina')
    await talk.shows('ticket.png')
    await talk.claims()
    const long = Array.from({ length: 300 }, (_, count) => `word${count}`).join(' ')
    await talk.does(long)
    await discord.until(
      () => nina.messages().some(({ text }) => text.includes('word299')),
      'the end',
    )
    const said = nina.messages().filter(({ app }) => app)
    expect(said.length).toBeGreaterThan(1)
    expect(
      said
        .map(({ text }) => text.replace('▸ Eve\n', ''))
        .join(' ')
        .replaceAll(/\s+/g, ' '),
    ).toBe(long)
  })

  it('gets a file that an agent sends in Slack', async () => {
    const { nina, discord, slack } = await fansHouse({ slack: true })
    if (!slack) throw new Error('There is no Slack.')
    await nina.says('@greenroom', 'Can I have the invoice?')
    const support = slack.channel('support')
    await slack.until(() => support.threads().length > 0, 'the thread')
    const [thread] = support.threads()
    if (!thread) throw new Error('There is no thread.')
    await slack.user('ben').presses(thread.root, 'Claim')
    await slack.until(() => support.thread(thread.root).root.text.includes('Ben has it'), 'a claim')
    const file = { name: 'invoice.txt', content: 'Ten euro.', type: 'text/plain' }
    await slack.user('ben').uploads('support', file, { thread: thread.root, saying: 'Here it is' })
    await discord.until(() => nina.messages().some(({ files }) => files.length > 0), 'the file')
    const [got] = nina.messages().filter(({ app }) => app)
    expect(got).toMatchObject({ text: '▸ Ben\nHere it is', files: ['invoice.txt'] })
  })

  it('commands nothing: `!close`, `/claim` and a mention of the bot are words', async () => {
    const { nina, conversation, discord } = await fansHouse()
    await nina.says('@greenroom', '!close done')
    await nina.says('@greenroom', '/claim')
    await nina.says('@greenroom', `<@${discord.botUserId}> close`)
    const talk = await conversation('Nina')
    await talk.shows('close')
    await talk.eve.holds(() => talk.texts().length >= 3)
    expect(talk.eve.threads.get(talk.thread)?.status).toBe('waiting')
    expect(talk.texts().slice(0, 2)).toEqual(['!close done', '/claim'])
  })

  it('cannot pass a line off as another author’s, nor can a reply', async () => {
    const { nina, conversation, reads } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    await talk.does('Fine.\n▸ **Olga**\nI am the owner')
    const { content } = await reads(nina, 'Fine.')
    expect(content.match(/^▸/gm)).toHaveLength(1)
  })

  it('who writes too fast is told so once, and the rest is not taken', async () => {
    const { nina, conversation, reads } = await fansHouse({
      limits: '{burst: 3, messages_per_minute: 1}',
    })
    for (let count = 1; count <= 6; count += 1) await nina.says('@greenroom', `Line ${count}`)
    const talk = await conversation('Nina')
    await reads(nina, 'That was a lot at once')
    await talk.shows('Line 3')
    expect(talk.texts()).toEqual(['Line 1', 'Line 2', 'Line 3'])
    expect(nina.messages().filter(({ app }) => app)).toHaveLength(1)
  })

  it('is no other app', async () => {
    const { nina, conversation, desk, discord } = await fansHouse()
    await discord.user('zapbot').says('@greenroom', 'Buy now')
    await nina.says('@greenroom', 'Hi')
    await conversation('Nina')
    expect((await desk()).threads.size).toBe(1)
  })
})

describe('a member of the team who writes to the bot', () => {
  it('is no visitor, and is told where to write', async () => {
    const { nina, discord, conversation, reads, desk } = await fansHouse()
    await discord.user('ana').says('@greenroom', 'Thanks, I will tell her')
    await reads(discord.user('ana'), 'You are a member of the team')
    await nina.says('@greenroom', 'Hi')
    await conversation('Nina')
    expect((await desk()).threads.size).toBe(1)
  })
})

describe('a fan who cannot be reached', () => {
  it('by closed messages: the team reads why, and the reply goes out when the fan writes again', async () => {
    const { nina, conversation, reads } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    await nina.closesMessages()
    await talk.does('Hello Nina')
    await talk.shows('They take no direct messages from the bot')
    await nina.opensMessages()
    await nina.says('@greenroom', 'Anybody there?')
    await reads(nina, 'Hello Nina')
    expect(nina.messages().filter(({ text }) => text.includes('Hello Nina'))).toHaveLength(1)
    await talk.eve.holds(() =>
      JSON.stringify(talk.post('Hello Nina') ?? null).includes('"failed":null'),
    )
  })

  it('by leaving the server: the team reads that', async () => {
    const { nina, conversation } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    await nina.leavesServer()
    await talk.does('Hello Nina')
    await talk.shows('They left the Discord server')
    expect(nina.messages().filter(({ app }) => app)).toEqual([])
  })

  it('by blocking the bot: Retry brings the reply once they have unblocked it', async () => {
    const { nina, conversation, reads } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    await nina.blocksApp()
    await talk.does('Hello Nina')
    await talk.shows('or blocked it')
    await nina.unblocksApp()
    await talk.commands('retry', { message: talk.post('Hello Nina')?.id ?? '' })
    expect((await reads(nina, 'Hello Nina')).text).toBe('▸ Eve\nHello Nina')
  })
})

describe('typing', () => {
  it('is shown on both sides', async () => {
    const { nina, conversation, discord } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    await nina.types('@greenroom')
    await talk.eve.until('typing', ({ on, name }) => on && name === 'Nina')
    talk.eve.send({ type: 'typing', thread: talk.thread, on: true })
    await discord.until(() => discord.channel('@nina').typing().includes('Greenroom'), 'typing')
    expect(nina.messages()).toHaveLength(1)
  })
})

describe('a reply on its way to a fan', () => {
  it('is there once, though nobody knows whether the first try arrived', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    discord.weather.brings({ route: 'message.create', does: { kind: 'fail', stored: true } })
    await talk.does('Hello Nina')
    await talk.does('And this')
    await reads(nina, 'And this')
    expect(nina.messages().filter(({ app }) => app)).toHaveLength(2)
  })

  it('waits while Discord asks to', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await nina.says('@greenroom', 'Hi')
    const talk = await conversation('Nina')
    await talk.claims()
    const squall = { kind: 'ratelimit', seconds: 0.1 } as const
    discord.weather.brings({ route: 'message.create', times: 2, does: squall })
    await talk.does('Hello Nina')
    await reads(nina, 'Hello Nina')
    expect(nina.messages().filter(({ app }) => app)).toHaveLength(1)
  })
})

describe('while Greenroom is down', () => {
  it('what a fan writes is not lost, and what was said before is there once', async () => {
    const discord = await startFakeDiscord({ limits: NO_LIMITS })
    const data = mkdtempSync(join(tmpdir(), 'greenroom-fans-'))
    onTestFinished(async () => {
      await discord.stop()
      rmSync(data, { recursive: true, force: true })
    })
    const before = await fansHouse({ discord, data })
    await before.nina.says('@greenroom', 'First')
    await (await before.conversation('Nina')).shows('First')
    await before.stop()
    await before.nina.says('@greenroom', 'Second')
    await discord.user('omar').says('@greenroom', 'I am new here')
    const after = await fansHouse({ discord, data })
    const talk = await after.conversation('Nina')
    await talk.shows('Second')
    expect(talk.texts().filter((text) => !text.includes('joined'))).toEqual(['First', 'Second'])
    await discord.user('omar').says('@greenroom', 'Hello?')
    const other = await after.conversation('Omar')
    await other.shows('Hello?')
    expect(other.texts()).toEqual(['I am new here', 'Hello?'])
  })
})

describe('several inboxes', () => {
  it('a fan is asked once whom they write to; nothing that they wrote before is lost', async () => {
    const { nina, conversation, reads, discord } = await fansHouse({ luna: true })
    await nina.says('@greenroom', 'Hi!')
    const picker = await reads(nina, 'Whom do you want to write to?')
    const slip = await nina.says('@greenroom', 'Are you toring?')
    await nina.edits(slip, 'Are you touring?')
    const gone = await nina.says('@greenroom', 'Never mind')
    await nina.deletes(gone)
    await discord.settled()
    expect(picker.buttons).toEqual(['Juno Vale', 'Luna'])
    await nina.presses(picker, 'Luna')
    const talk = await conversation('Nina', 'luna')
    await talk.shows('touring')
    expect(talk.texts()).toEqual(['Hi!', 'Are you touring?'])
    await nina.says('@greenroom', 'In May?')
    await talk.shows('In May?')
    expect(nina.messages().filter(({ app }) => app)).toHaveLength(1)
    expect((await reads(nina, 'You write to')).text).toContain('Luna')
  })

  it('they change it by the same buttons, and a reply to a message goes where that came from', async () => {
    const { nina, conversation, reads } = await fansHouse({ luna: true })
    await nina.says('@greenroom', 'Hi Luna')
    const picker = await reads(nina, 'Whom do you want to write to?')
    await nina.presses(picker, 'Luna')
    const luna = await conversation('Nina', 'luna')
    await luna.shows('Hi Luna')
    await nina.presses(picker, 'Juno Vale')
    await nina.says('@greenroom', 'Hi Juno')
    const juno = await conversation('Nina', 'demo')
    await juno.shows('Hi Juno')
    await luna.claims()
    await luna.does('Hello from Luna')
    const hers = await reads(nina, 'Hello from Luna')
    expect(hers.text).toContain('▸ Eve · Luna')
    expect(hers.text).toContain('You write to Juno Vale just now')
    await nina.says('@greenroom', 'Thank you', { replyTo: hers })
    await luna.shows('Thank you')
    await nina.says('@greenroom', 'And you?')
    await juno.shows('And you?')
  })
})

describe('a fan in the community’s server', () => {
  it('writes with /contact, and the answer comes by direct message', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await discord.until(() => discord.commands().includes('/contact'), '/contact')
    const told = await nina.runs('/contact', 'lobby', { message: 'Can I have a refund?' })
    expect(told.message?.onlyFor).toBe('nina')
    await discord.until(
      () => nina.ephemerals('lobby').some(({ text }) => text.includes('comes by direct message')),
      'the answer',
    )
    await reads(nina, 'Can I have a refund?')
    const talk = await conversation('Nina')
    await talk.shows('Can I have a refund?')
    await talk.claims()
    await talk.does('Of course')
    await reads(nina, 'Of course')
    await nina.says('@greenroom', 'Thanks')
    await talk.shows('Thanks')
    expect(discord.channel('lobby').texts()).toEqual([])
  })

  it('presses the button, and fills in the form; it is one button, whatever is restarted', async () => {
    const { nina, conversation, discord, apply } = await fansHouse({
      luna: true,
      contact: '{channel: lobby}',
    })
    const lobby = discord.channel('lobby')
    await discord.until(() => lobby.holds.length > 0, 'the button')
    const [message] = lobby.holds
    if (!message) throw new Error('There is no button.')
    const { modal } = await nina.presses(message, 'Contact us')
    expect(modal?.fields.map(({ label }) => label)).toEqual(['To', 'Your message'])
    await nina.submits({ To: 'Luna', 'Your message': 'I love your songs' })
    const talk = await conversation('Nina', 'luna')
    await talk.shows('I love your songs')
    await apply({ contact: '{channel: lobby, button: Write to us}' })
    await discord.until(() => lobby.holds[0]?.buttons[0] === 'Write to us', 'other words')
    expect(lobby.holds).toHaveLength(1)
    lobby.deletesMessage(message)
    await apply({ contact: '{channel: lobby}' })
    await discord.until(() => lobby.holds.length === 1, 'another one')
  })

  it('whose messages are closed is told at once, and the team too; nothing is lost', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await discord.until(() => discord.commands().includes('/contact'), '/contact')
    await nina.closesMessages()
    await nina.runs('/contact', 'lobby', { message: 'Can I have a refund?' })
    await discord.until(
      () => nina.ephemerals('lobby').some(({ text }) => text.includes('Privacy Settings')),
      'how to open them',
    )
    const talk = await conversation('Nina')
    await talk.shows('Can I have a refund?')
    await talk.shows('Answers do not reach Nina')
    await talk.claims()
    await talk.does('Of course')
    await talk.shows('A reply did not reach Nina')
    await nina.opensMessages()
    await nina.says('@greenroom', 'Now?')
    await reads(nina, 'Of course')
  })

  it('gets the answer, though Discord opens no new direct messages for a moment', async () => {
    const { nina, conversation, reads, discord } = await fansHouse()
    await discord.until(() => discord.commands().includes('/contact'), '/contact')
    discord.weather.brings({ route: 'dm.open', does: { kind: 'refuse', code: 40_003 } })
    await nina.runs('/contact', 'lobby', { message: 'Can I have a refund?' })
    await reads(nina, 'Can I have a refund?')
    expect((await conversation('Nina')).texts()).toEqual(['Can I have a refund?'])
  })

  it('the form without the command’s words, and no word in it twice', async () => {
    const { nina, conversation, discord } = await fansHouse()
    await discord.until(() => discord.commands().includes('/contact'), '/contact')
    const { modal } = await nina.runs('/contact', 'lobby')
    expect(modal?.title).toBe('Write to us')
    await nina.submits({ 'Your message': 'Hello **you** <@1>' })
    const talk = await conversation('Nina')
    await talk.shows('Hello **you** <@1>')
    expect(talk.texts()).toEqual(['Hello **you** <@1>'])
  })
})

function removed(post: unknown): boolean {
  return !JSON.stringify(post).includes('"removedAt":null')
}
