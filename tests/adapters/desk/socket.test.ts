import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { facePath } from '../../../src/adapters/desk/faces.ts'
import type { ConversationId, MessageId } from '../../../src/conversation/ids.ts'
import { MAX_TEXT, plainText } from '../../../src/conversation/message.ts'
import type { Message } from '../../../src/conversation/message.ts'
import { errorOf, openDeskPage } from '../../support/desk-page.ts'
import type { DeskPage } from '../../support/desk-page.ts'
import {
  aConversation,
  aLine,
  aMessage,
  asPost,
  openTestDesk,
  SUPPORT,
} from '../../support/desk.ts'
import type { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await openTestDesk()
  await test.desk.openThread(aConversation('c1'), SUPPORT)
})
afterEach(async () => test.stop())

const say = (id: string, text: string, showed: 'reply' | 'note' = 'reply') =>
  ({ type: 'say', id, thread: 'c1', text, files: [], showed }) as const

/** Puts a message into the store, as the road would. */
async function stored(message: Message): Promise<void> {
  await test.database.store.save({
    before: null,
    after: aConversation('c1', { events: 0 }),
    events: [],
    messages: [message],
    effects: [],
    cancel: [],
    timers: [],
    source: null,
    links: [],
  })
}

describe('a page that connects', () => {
  it('gets the world, and then the threads', async () => {
    const page = await test.page('Ana', 'supervisor')
    const world = await page.until('world')
    expect(world).toMatchObject({
      name: 'Example desk',
      me: { name: 'Ana', role: 'supervisor', picture: facePath('ana') },
      channels: [{ id: 'support', name: 'Support' }],
      inboxes: [{ id: 'demo', open: true, hours: 'Always open' }],
      teams: [{ id: 'shop', name: 'Shop' }],
    })
    expect(page.threads.get('c1')).toMatchObject({
      number: 1001,
      status: 'waiting',
      channel: 'support',
      visitor: { name: 'Nina' },
      last: null,
    })
  })

  it('learns which commands are for it, and whose the others are', async () => {
    const { commands } = await (await test.page('Luna', 'creator')).until('world')
    const claim = commands.find(({ name }) => name === 'claim')
    expect(claim).toMatchObject({ allowed: false, for: 'agents' })
    expect(commands.find(({ name }) => name === 'note')).toMatchObject({ allowed: true })
  })

  it('sees the buttons that its member may press', async () => {
    const buttons = async (page: DeskPage) =>
      page.threads.get('c1')?.buttons.map(({ command }) => command)
    expect(await buttons(await test.page('Ben'))).toContain('claim')
    expect(await buttons(await test.page('Luna', 'creator'))).toEqual([])
    const ben = await test.page('Ben')
    await test.desk.refresh(
      'c1',
      aConversation('c1', {
        status: 'claimed',
        assignee: { id: 'ben', name: 'Ben' } as never,
        joined: ['ben' as never],
        claimedAt: 1,
        version: 2,
      }),
    )
    await ben.holds(() => ben.threads.get('c1')?.status === 'claimed')
    expect(await buttons(ben)).toContain('release')
    expect(await buttons(ben)).not.toContain('claim')
    const cleo = await test.page('Cleo')
    expect(await buttons(cleo)).not.toContain('release')
  })

  it('must say hello first', async () => {
    const { cookie } = await test.member('Ana')
    const page = await openDeskPage(test.url, cookie)
    page.send(say('1', 'Hello'))
    expect(await page.until('goodbye')).toMatchObject({ again: false })
    expect((await page.closed).code).toBe(1008)
    expect(test.inbox.messages).toEqual([])
  })
})

describe('words', () => {
  it('say what they turned out to be', async () => {
    const page = await test.page('Ana')
    await stored(aMessage('m1', 'Hello', { kind: 'reply' }))
    test.inbox.answerWith({
      message: async () => ({
        ok: true,
        conversation: 'c1' as ConversationId,
        message: 'm1' as MessageId,
      }),
    })
    expect(await page.ask(say('1', 'Hello'))).toMatchObject({
      ok: true,
      audience: 'reply',
      message: 'm1',
    })
    test.inbox.answerWith({})
    expect(await page.ask(say('2', 'Hello'))).toMatchObject({ ok: true, audience: 'note' })
  })

  it.each([
    ['Hello', 'reply', 'reply', 'Hello'],
    ['Hello', 'note', 'note', 'Hello'],
    ['// psst', 'reply', 'note', 'psst'],
    ['//psst', 'note', 'note', 'psst'],
    ['\u200b//psst', 'reply', 'note', 'psst'],
    ['/ half and half', 'reply', 'reply', '/ half and half'],
    ['/5 of them', 'reply', 'reply', '/5 of them'],
    ['!nice', 'reply', 'reply', '!nice'],
  ] as const)('“%s” typed under “%s” is meant as a %s', async (text, showed, intent, words) => {
    const page = await test.page('Ana')
    expect(await page.ask(say('1', text, showed))).toMatchObject({ ok: true })
    const [heard] = test.inbox.messages
    expect(heard).toMatchObject({ by: 'ana', conversation: 'c1', intent, ref: null })
    expect(heard && plainText(heard.content)).toBe(words)
  })

  it.each(['/close answered', '  /close answered', '\u200b/close answered', '!close answered'])(
    '“%s” is a command, whatever the composer showed',
    async (text) => {
      const page = await test.page('Ana')
      await page.ask(say('1', text))
      expect(test.inbox.messages).toEqual([])
      expect(test.inbox.commands).toMatchObject([
        { name: 'close', args: { outcome: 'answered' }, conversation: 'c1' },
      ])
    },
  )

  it('that begin like a command which is none reach nobody', async () => {
    const page = await test.page('Ana')
    for (const [index, text] of ['/clsoe answered', '/über uns'].entries()) {
      expect(errorOf(await page.ask(say(`${index}`, text)))).toMatch(/no command/)
    }
    expect(test.inbox.messages).toEqual([])
  })

  it.each(['', '   ', '//', '\u0000'])('“%s” is nothing to send', async (text) => {
    const page = await test.page('Ana')
    expect(errorOf(await page.ask(say('1', text)))).toMatch(/nothing to send/)
    expect(test.inbox.messages).toEqual([])
  })

  it('are taken up to the longest that there is', async () => {
    const page = await test.page('Ana')
    expect(await page.ask(say('1', 'x'.repeat(MAX_TEXT)))).toMatchObject({ ok: true })
    expect(await page.ask(say('2', 'x'.repeat(MAX_TEXT + 1)))).toMatchObject({
      ok: false,
      error: 'This text is too long: it wants at most 100,000 characters.',
    })
  })

  it('are handed on in the order in which they were sent', async () => {
    const page = await test.page('Ana')
    const slow = Promise.withResolvers<void>()
    test.inbox.answerWith({
      message: async ({ id, conversation }) => {
        if (id.endsWith(':1')) await slow.promise
        return { ok: true, conversation, message: null }
      },
    })
    for (const id of ['1', '2', '3']) page.send(say(id, `number ${id}`))
    await page.settled()
    expect(test.inbox.messages).toHaveLength(1)
    slow.resolve()
    await page.until('done', ({ id }) => id === '3')
    expect(test.inbox.messages.map(({ content }) => plainText(content))).toEqual([
      'number 1',
      'number 2',
      'number 3',
    ])
  })

  it('sent again under their id are taken once, and answered the same way', async () => {
    const page = await test.page('Ana')
    const first = await page.ask(say('same', 'Hello'))
    const again = await page.ask(say('same', 'Hello'))
    expect(again).toEqual(first)
    const { cookie } = await test.member('Ana')
    expect(await (await test.pageOf(cookie)).ask(say('same', 'Hello'))).toEqual(first)
    expect(test.inbox.messages).toHaveLength(1)
  })

  it('under the same id by another member are other words', async () => {
    await (await test.page('Ana')).ask(say('same', 'Hello'))
    await (await test.page('Ben')).ask(say('same', 'Hi'))
    expect(test.inbox.messages.map(({ id }) => id)).toEqual(['ana:same', 'ben:same'])
  })

  it('that could not be taken may be sent again under their id', async () => {
    const page = await test.page('Ana')
    test.inbox.answerWith({ message: async () => Promise.reject(new Error('disk full')) })
    const refused = await page.ask(say('1', 'Hello'))
    expect(errorOf(refused)).toBe('Greenroom could not do this just now. Try again.')
    test.inbox.answerWith({})
    expect(await page.ask(say('1', 'Hello'))).toMatchObject({ ok: true })
  })

  it('that are refused come back with the reason, and may be sent again', async () => {
    const page = await test.page('Ana')
    test.inbox.answerWith({
      message: async () => ({
        ok: false,
        refusal: { code: 'closed', sentence: 'This conversation is closed.' },
      }),
    })
    expect(await page.ask(say('1', 'Hello'))).toEqual({
      type: 'done',
      id: '1',
      ok: false,
      error: 'This conversation is closed.',
    })
    test.inbox.answerWith({})
    expect(await page.ask(say('1', 'Hello'))).toMatchObject({ ok: true })
  })
})

describe('an edit', () => {
  const edit = (text: string) => ({ type: 'edit', id: '1', message: 'm1', text }) as const

  beforeEach(async () => {
    const file = { id: 'f1' as never, name: 'a.png', type: 'image/png', size: 3 }
    await stored(aMessage('m1', 'Helo', { content: { blocks: [], files: [file] } }))
  })

  it('keeps the files of the message', async () => {
    const page = await test.page('Ana')
    expect(await page.ask(edit('Hello'))).toMatchObject({ ok: true })
    expect(test.inbox.edits).toMatchObject([
      { id: 'ana:1', by: 'ana', message: 'm1', intent: 'auto', content: { files: [{ id: 'f1' }] } },
    ])
  })

  it('into a note is told as such, so that a reply cannot become one', async () => {
    const page = await test.page('Ana')
    await page.ask(edit('// psst'))
    expect(test.inbox.edits).toMatchObject([{ intent: 'note' }])
  })

  it('into a command is refused, for it would be read as words', async () => {
    const page = await test.page('Ana')
    expect(await page.ask(edit('/close answered'))).toMatchObject({ ok: false })
    expect(test.inbox.edits).toEqual([])
  })

  it('of a message that is not there is refused, and so is its removal by nobody', async () => {
    const page = await test.page('Ana')
    const missing = { type: 'edit', id: '2', message: 'm9', text: 'Hello' } as const
    expect(await page.ask(missing)).toMatchObject({ ok: false })
    expect(await page.ask({ type: 'remove', id: '3', message: 'm1' })).toMatchObject({ ok: true })
    expect(test.inbox.removals).toEqual([{ id: 'ana:3', by: 'ana', message: 'm1' }])
  })
})

describe('a command', () => {
  it('is handed on with its values, once', async () => {
    const page = await test.page('Ana')
    const frame = {
      type: 'command',
      id: '1',
      thread: 'c1',
      name: 'close',
      args: { outcome: 'answered', note: ' all\u0000 fine ' },
    } as const
    await page.ask(frame)
    await page.ask(frame)
    expect(test.inbox.commands).toEqual([
      {
        id: 'ana:1',
        by: 'ana',
        conversation: 'c1',
        name: 'close',
        args: { outcome: 'answered', note: 'all fine' },
      },
    ])
  })

  it('answers with text, or with something for the composer', async () => {
    const page = await test.page('Ana')
    test.inbox.answerWith({ command: async () => ({ ok: true, insert: 'Dear Nina' }) })
    const line = { type: 'line', id: '1', thread: 'c1', text: '/canned hello' } as const
    expect(await page.ask(line)).toMatchObject({ ok: true, insert: 'Dear Nina' })
  })

  it('typed as a line works outside of a thread', async () => {
    const page = await test.page('Ana')
    await page.ask({ type: 'line', id: '1', thread: null, text: '/help' })
    expect(test.inbox.commands).toMatchObject([{ name: 'help', conversation: null }])
  })
})

describe('a frame that is not as it should be', () => {
  it.each([
    [{ type: 'say', id: '1', thread: 'c1', files: [], showed: 'reply' }, /“text” is missing/],
    [{ type: 'say', id: '1', thread: 'c1', text: 'x', files: [], showed: 'both' }, /“showed”/],
    [{ type: 'say', id: '1', thread: 7, text: 'x', files: [], showed: 'note' }, /“thread”/],
    [{ type: 'invite', id: '1', role: 'owner' }, /“role” wants creator, agent/],
    [{ type: 'invite', id: '1', role: 'agent', teams: 'vip' }, /“teams” wants a list/],
    [{ type: 'dance', id: '1' }, /“type” names no frame/],
  ])('%j is answered with a sentence', async (frame, sentence) => {
    const page = await test.page('Ana')
    page.send(JSON.stringify(frame))
    const done = await page.until('done')
    expect(done.id).toBe('1')
    expect(errorOf(done)).toMatch(sentence)
  })

  it.each(['nonsense', '[]', 'null', '{"type":"open"}'])('“%s” ends the line', async (frame) => {
    const page = await test.page('Ana')
    page.send(frame)
    expect(await page.until('goodbye')).toMatchObject({ again: false })
    expect((await page.closed).code).toBe(1008)
  })

  it('of more than a megabyte is cut off', async () => {
    const page = await test.page('Ana')
    page.send(JSON.stringify(say('1', 'x'.repeat(1_100_000))))
    expect((await page.closed).code).toBe(1009)
  })

  it('with a name from the language’s own depths does no harm', async () => {
    const page = await test.page('Ana')
    page.send(
      '{"type":"command","id":"1","thread":"c1","name":"constructor","args":{"__proto__":"x"}}',
    )
    expect(await page.until('done')).toMatchObject({ id: '1' })
  })
})

describe('a member who is not active any more', () => {
  it('is put out at the next frame, which is not followed', async () => {
    const { member, cookie } = await test.member('Ben')
    const page = await test.pageOf(cookie)
    await test.database.people.put({ ...member, active: false })
    page.send(say('1', 'One last word'))
    expect(await page.until('goodbye')).toMatchObject({ again: false })
    expect((await page.closed).code).toBe(4401)
    expect(test.inbox.messages).toEqual([])
  })

  it('is put out without a frame too', async () => {
    const quick = await openTestDesk({ heartbeat: 5 })
    const { member, cookie } = await quick.member('Ben')
    const page = await quick.pageOf(cookie)
    await quick.database.people.put({ ...member, active: false })
    expect((await page.closed).code).toBe(4401)
    await quick.stop()
  })
})

describe('a member whose role changes', () => {
  it('sees at once what they may do now', async () => {
    const { member, cookie } = await test.member('Luna', 'creator')
    const page = await test.pageOf(cookie)
    expect(page.threads.get('c1')?.buttons).toEqual([])
    await test.database.people.put({ ...member, role: 'agent' })
    page.send({ type: 'ping' })
    const { commands } = await page.until('world', ({ me }) => me.role === 'agent')
    expect(commands.find(({ name }) => name === 'claim')).toMatchObject({ allowed: true })
    await page.holds(() => page.threads.get('c1')?.buttons[0]?.command === 'claim')
  })
})

describe('what members learn of one another', () => {
  it('is who is here', async () => {
    const ana = await test.page('Ana')
    await test.page('Ben')
    const { members } = await ana.until('online', (frame) => frame.members.includes('ben'))
    expect(members).toEqual(['ana', 'ben'])
  })

  it('is who types, in the thread that they look at', async () => {
    const [ana, ben, cleo] = [
      await test.page('Ana'),
      await test.page('Ben'),
      await test.page('Cleo'),
    ]
    await ana.open('c1')
    await ben.open('c1')
    ana.send({ type: 'typing', thread: 'c1', on: true })
    expect(await ben.until('typing')).toMatchObject({ name: 'Ana', visitor: false, on: true })
    test.desk.typing?.('c1', 'Nina', true)
    expect(await ben.until('typing', ({ visitor }) => visitor)).toMatchObject({ name: 'Nina' })
    await Promise.all([ana.settled(), cleo.settled()])
    expect(test.inbox.typings).toEqual([{ conversation: 'c1', by: 'ana', on: true }])
    expect(ana.frames.filter((one) => one.type === 'typing' && !one.visitor)).toEqual([])
    expect(cleo.frames.some(({ type }) => type === 'typing')).toBe(false)
  })

  it('is who joined, from the moment on when they do', async () => {
    const ana = await test.page('Ana')
    await test.page('Ben')
    test.coordination.publish('desk:people', null)
    const known = await ana.until('world', ({ members }) => members.length === 2)
    expect(known.members.map(({ name }) => name)).toEqual(['Ana', 'Ben'])
  })
})

describe('what is told to all', () => {
  it('is a banner, also to those who come later, until it is taken down', async () => {
    const ana = await test.page('Ana')
    test.desk.announce('Slack is not reachable')
    await ana.until('banner', ({ text }) => text === 'Slack is not reachable')
    const ben = await test.page('Ben')
    expect(await ben.until('banner')).toMatchObject({ text: 'Slack is not reachable' })
    ben.forget()
    test.desk.announce(null)
    expect(await ben.until('banner')).toMatchObject({ text: null })
  })

  it('is the world anew when the settings change', async () => {
    const quick = await openTestDesk({ heartbeat: 5 })
    const page = await quick.page('Ana')
    quick.settings.current = { ...quick.settings.current, name: 'Another name' }
    expect(await page.until('world', ({ name }) => name === 'Another name')).toMatchObject({
      me: { name: 'Ana' },
    })
    await quick.stop()
  })

  it('is an alert, to those whom it is for', async () => {
    const [ana, ben] = [await test.page('Ana', 'supervisor'), await test.page('Ben')]
    const line = { ...aLine('l1', 'A message did not reach Nina.'), tone: 'alert' as const }
    await test.desk.post('c1', { ...line, for: ['ana' as never] })
    expect(await ana.until('alert')).toMatchObject({ id: 'l1', thread: 'c1', text: line.text })
    await ben.settled()
    expect(ben.frames.some(({ type }) => type === 'alert')).toBe(false)
  })

  it('is goodbye when the desk stops, to come back by itself', async () => {
    const page = await test.page('Ana')
    await test.desk.stop()
    expect(await page.until('goodbye')).toMatchObject({ again: true })
    expect((await page.closed).code).toBe(1001)
  })
})

describe('inviting', () => {
  const invite = (role: 'agent' | 'supervisor' | 'lead' | 'admin') =>
    ({ type: 'invite', id: role, role }) as const

  it('gives a supervisor a link that lets one person in', async () => {
    const page = await test.page('Ana', 'supervisor')
    const done = await page.ask(invite('agent'))
    expect(done.ok && done.link).toContain('/desk/enter?token=')
    expect(await test.database.audit.newest(1)).toMatchObject([
      { what: 'invited', detail: 'as agent', result: 'done', by: { name: 'Ana' } },
    ])
  })

  it('is for seven days', async () => {
    const page = await test.page('Ana', 'supervisor')
    const done = await page.ask(invite('agent'))
    const link = done.ok ? (done.link ?? '') : ''
    test.clock.time += 7 * 24 * 3_600_000 - 1
    expect((await fetch(link)).status).toBe(200)
    test.clock.time += 1
    expect((await fetch(link)).status).toBe(410)
  })

  it.each([
    ['agent', 'agent', /Only supervisors/],
    ['creator', 'agent', /Only supervisors/],
    ['supervisor', 'lead', /up to your own role/],
    ['lead', 'admin', /up to your own role/],
  ] as const)('refuses to one who is %s to invite one who is %s', async (mine, role, sentence) => {
    const page = await test.page('Ana', mine)
    expect(errorOf(await page.ask(invite(role)))).toMatch(sentence)
    expect(await test.database.audit.newest(1)).toMatchObject([
      { what: 'invited', result: 'refused' },
    ])
  })
})

describe('a post', () => {
  it('shows who wrote it, and what it said before', async () => {
    const page = await test.page('Ana')
    await stored(aMessage('m1', 'Helo'))
    const edited = aMessage('m1', 'Hello', { version: 2, editedAt: 5 })
    await test.desk.post('c1', asPost(edited))
    const { posts } = await page.open('c1')
    expect(posts).toMatchObject([
      {
        kind: 'message',
        id: 'm1',
        as: 'visitor',
        by: { id: 'nina', name: 'Nina', actor: 'visitor' },
        version: 2,
        editedAt: 5,
        earlier: [{ text: 'Helo' }],
      },
    ])
  })

  it('is the newest in the list, in a line', async () => {
    const page = await test.page('Ana')
    await test.desk.post('c1', asPost(aMessage('m1', 'word\n'.repeat(100))))
    await page.holds(() => page.threads.get('c1')?.last !== null)
    const last = page.threads.get('c1')?.last
    expect(last).toMatchObject({ kind: 'visitor', by: 'Nina' })
    expect(last?.text).toMatch(/^word word .*…$/)
    expect(last?.text).toHaveLength(140)
    await test.desk.post('c1', asPost(aMessage('m2', 'Number 7', { number: 2 })))
    await test.desk.amend('c1', asPost(aMessage('m1', 'Edited')))
    await page.holds(() => page.threads.get('c1')?.last?.text === 'Number 7')
  })
})
