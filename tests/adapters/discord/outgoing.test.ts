import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { InboxId } from '../../../src/conversation/ids.ts'
import type { FileRef, Message } from '../../../src/conversation/message.ts'
import { textContent } from '../../../src/conversation/message.ts'
import type { Ref } from '../../../src/ports.ts'
import { aConversation, aLine, aMessage, asPost } from '../../support/desk.ts'
import { openDiscordChat } from '../../support/discord-chat.ts'
import type { DiscordChat } from '../../support/discord-chat.ts'

const ana = { kind: 'human', id: 'ana' as never, name: 'Ana', role: 'agent' } as const
const ben = { kind: 'human', id: 'ben' as never, name: 'Ben', role: 'agent' } as const
const long = (from: string) => Array.from({ length: 600 }, (_, at) => `${from}${at}`).join(' ')

let on: DiscordChat
let ref: Ref

beforeEach(async () => {
  on = await openDiscordChat()
  onTestFinished(on.stop)
  ref = await opened()
})

async function opened(id = 'c1'): Promise<Ref> {
  const receipt = await on.chat.openThread(aConversation(id), on.place)
  if (!receipt.ok) throw new Error(receipt.reason)
  return receipt.ref
}

const texts = () => on.posts(ref).map(({ text }) => text)
const words = () => texts().join('').replaceAll('🦔 Nina', '').replaceAll(/\s/g, '')
const post = (message: Message) => on.chat.post(ref, asPost(message))
const amend = (message: Message) => on.chat.amend(ref, asPost(message))

describe('a message that is too long for one post', () => {
  it('is several posts under one ref, and they change and go together', async () => {
    const receipt = await post(aMessage('m1', long('a')))
    expect(receipt.ok && receipt.ref.split(',')).toHaveLength(2)
    expect(words().replace(/^\p{RGI_Emoji}Nina/v, '')).toBe(long('a').replaceAll(/\s/g, ''))
    await on.restart()
    await amend(aMessage('m1', 'Never mind', { version: 2, editedAt: 1 }))
    expect(texts()).toEqual([expect.stringContaining('Never mind')])
    await amend(aMessage('m1', long('b'), { version: 3, editedAt: 2 }))
    expect(texts()).toHaveLength(2)
    await amend(aMessage('m1', 'Enough', { removedAt: 3 }))
    expect(texts()).toHaveLength(1)
    expect(texts()[0]).toMatch(/^The visitor deleted this\. It said:\n.* Nina\nEnough$/)
    expect(on.discord.complaints()).toEqual([])
  })

  it('leaves nothing of its former words when a change is tried again', async () => {
    await post(aMessage('m1', `${long('a')}${long('b')}${long('c')}`))
    const before = texts().length
    expect(before).toBeGreaterThan(3)
    const { weather } = on.discord
    weather.brings({ route: 'message.delete', does: { kind: 'fail', stored: true } })
    const after = aMessage('m1', 'Never mind', { version: 2, editedAt: 1 })
    expect(await amend(after)).toMatchObject({ ok: false, kind: 'retry' })
    expect(await amend(after)).toMatchObject({ ok: true })
    expect(texts()).toEqual([expect.stringContaining('Never mind')])
  })

  it('grows again after it was cut short, once however often that is tried', async () => {
    await post(aMessage('m1', long('a')))
    await amend(aMessage('m1', 'Never mind', { version: 2, editedAt: 1 }))
    const { weather } = on.discord
    weather.brings({ route: 'message.create', does: { kind: 'reset', stored: true } })
    const after = aMessage('m1', long('b'), { version: 3, editedAt: 2 })
    expect(await amend(after)).toMatchObject({ ok: false, kind: 'retry' })
    expect(await amend(after)).toMatchObject({ ok: true })
    expect(texts()).toHaveLength(2)
    for (const at of [0, 300, 599]) expect(texts().join(' ').split(/\s+/)).toContain(`b${at}`)
  })

  it('is shown anew where a moderator took one of its posts away', async () => {
    await post(aMessage('m1', long('a')))
    const [first] = on.channel().threads()[0]?.holds.slice(1) ?? []
    if (!first) throw new Error('There is no post.')
    on.channel().threads()[0]?.deletesMessage(first)
    await amend(aMessage('m1', long('b'), { version: 2, editedAt: 1 }))
    expect(texts().join('\n')).not.toMatch(/a\d/)
  })
})

describe('a second try', () => {
  it('puts nothing there twice, whatever became of the first, and however long ago', async () => {
    for (const kind of ['reset', 'fail'] as const) {
      const does = { kind, stored: true } as const
      on.discord.weather.brings({ route: 'message.create', does })
      const message = aMessage(kind, `By ${kind}`, { at: Date.now() })
      expect(await post(message)).toMatchObject({ ok: false, kind: 'retry' })
      expect(await post(message)).toMatchObject({ ok: true })
    }
    expect(texts().map((text) => text.split('\n')[1])).toEqual(['By reset', 'By fail'])
  })

  it('by another process finds by what they carry the threads and posts that stand', async () => {
    await post(aMessage('m1', 'Hello?'))
    await on.chat.post(ref, aLine('l1', 'Ana claimed this.'))
    await on.restart()
    expect(await on.chat.openThread(aConversation('c1'), on.place)).toEqual({ ok: true, ref })
    await post(aMessage('m1', 'Hello?'))
    await on.chat.post(ref, aLine('l1', 'Ana claimed this.'))
    expect(texts()).toHaveLength(2)
    expect(on.channel().threads()).toHaveLength(1)
  })

  it.each(['inbox', 'support', 'Desk'])('makes no second thread in %s', async (channel) => {
    const there = await openDiscordChat({ channel })
    onTestFinished(there.stop)
    const before = there.discord.calls('channel.create').length
    for (const route of ['thread.create', 'channel.create', 'message.create'])
      there.discord.weather.brings({ route, does: { kind: 'reset', stored: true } })
    let receipt = await there.chat.openThread(aConversation('c9'), there.place)
    for (let tries = 0; tries < 4 && !receipt.ok; tries += 1) {
      expect(receipt).toMatchObject({ kind: 'retry' })
      receipt = await there.chat.openThread(aConversation('c9'), there.place)
    }
    expect(receipt.ok).toBe(true)
    const threads = channel === 'Desk' ? 0 : there.discord.channel(channel).threads().length
    const channels = there.discord.calls('channel.create').length - before
    expect(threads + channels).toBe(1)
  })
})

describe('who a post is by', () => {
  it('stands over it: the visitor in bold under a face, the team small and with for whom it is', async () => {
    await post(aMessage('m1', 'Hi', { by: { ...nina, name: 'Ben' } }))
    await post(aMessage('m2', 'Hello', { by: ana, kind: 'reply', number: 2 }))
    await post(aMessage('m3', 'Odd', { by: ana, kind: 'note', number: 3 }))
    expect(texts()[0]).toMatch(/^\p{RGI_Emoji} Ben \(visitor\)\nHi$/v)
    expect(texts().slice(1)).toEqual([
      '→ To the visitor · Ana\nHello',
      '🔒 Note, for the team alone · Ana\nOdd',
    ])
  })

  it('is a visitor’s own name where the place has webhooks, in several threads at once', async () => {
    const there = await openDiscordChat({ channel: 'support', webhooks: true })
    onTestFinished(there.stop)
    const receipt = await there.chat.openThread(aConversation('c1'), there.place)
    const thread = receipt.ok ? receipt.ref : ''
    await kept(there)
    await there.chat.post(thread, asPost(aMessage('m1', 'Hi')))
    await there.chat.amend(thread, asPost(aMessage('m1', 'Ho', { version: 2, editedAt: 1 })))
    await there.chat.post(thread, asPost(aMessage('m2', 'Hello', { by: ana, kind: 'reply' })))
    expect(there.posts(thread).map(({ by, text }) => [by.replace(/^\S+ /, ''), text])).toEqual([
      ['Nina', 'Ho\n(edited)'],
      ['Greenroom', '→ To the visitor · Ana\nHello'],
    ])
    expect(there.channel().webhooks).toHaveLength(3)
  })

  it('never alerts anybody, whatever a visitor writes; a line alerts whom it is for alone', async () => {
    const everyone = `@everyone @here <@${on.discord.user('cleo').id}>`
    await post(aMessage('m1', everyone))
    const alert = { ...aLine('l1', `${everyone} waits.`), tone: 'alert', for: ['ben'] } as const
    await on.chat.post(ref, { ...alert, for: ['ben' as never] })
    expect(on.posts(ref).map(({ alerts }) => alerts)).toEqual([[], ['@Ben']])
  })
})

describe('a reply that did not reach the visitor', () => {
  it('says why, with Retry', async () => {
    const reply = aMessage('m1', 'Hello', { by: ana, kind: 'reply' })
    await post(reply)
    await amend({ ...reply, failed: 'The door is shut.' })
    const [shown] = on.posts(ref)
    expect(shown?.text).toContain('The door is shut.')
    expect(shown?.buttons).toEqual(['Retry'])
  })

  it('is told where it was written, to its author, and shown by a sign', async () => {
    const said = await on.discord.user('ben').says({ id: on.thread(ref).id }, 'On its way')
    await on.discord.until(() => on.inbox.messages.length > 0)
    const [heard] = on.inbox.messages
    const reply = aMessage('m1', 'On its way', { by: ben, kind: 'reply' })
    await kept(on, { message: reply, post: said.id })
    expect(heard?.ref).toBe(`${on.thread(ref).id}/${said.id}`)
    await amend({ ...reply, failed: 'The door is shut.' })
    await expect
      .poll(() => on.posts(ref)[1])
      .toMatchObject({
        alerts: ['@Ben'],
        buttons: ['Retry'],
        replyTo: said.id,
      })
  })
})

describe('files', () => {
  it('go up with their message, and are links where Discord takes none of their size', async () => {
    const there = await openDiscordChat({ fake: { sizes: { upload: 200 } } })
    on = there
    onTestFinished(there.stop)
    ref = await opened()
    const small = await file('note.txt', 'x'.repeat(20))
    const large = await file('long.txt', 'y'.repeat(900))
    const content = { ...textContent('Both'), files: [small] }
    await post({ ...aMessage('m1', ''), content })
    expect(there.posts(ref)[0]).toMatchObject({ files: ['note.txt'] })
    await post({ ...aMessage('m2', '', { number: 2 }), content: { ...content, files: [large] } })
    expect(there.posts(ref)[1]).toMatchObject({ files: [] })
    expect(texts()[1]).toMatch(/📎 long\.txt: http.*\nDiscord takes no files of this size/)
    await amend({ ...aMessage('m1', ''), kind: 'reply', by: ana, content, removedAt: 1 })
    expect(there.posts(ref)[0]).toMatchObject({ files: [], text: 'This message was deleted.' })
  })
})

describe('what AutoMod blocks', () => {
  it('is told to be somewhere else, and so is a name that it does not take', async () => {
    on.discord.blocksWords('zounds')
    await post(aMessage('m1', 'zounds! where is it?'))
    await post(aMessage('m2', 'sorry', { number: 2 }))
    expect(texts()[0]).toMatch(/The visitor wrote something that AutoMod .* \/transcript shows it/)
    expect(texts()[1]).toContain('sorry')
  })
})

const nina = { kind: 'visitor', id: 'nina' as never, name: 'Nina' } as const

/** The conversation as the road has it, with a message that was written by hand. */
async function kept(there: DiscordChat, written?: { message: Message; post: string }) {
  const { message, post: id = '' } = written ?? {}
  const after = aConversation('c1', { number: 0, messages: message ? 1 : 0 })
  const { inbox, visitor, door, places, team, priority, tags } = after
  const opening = { inbox, visitor, door, places, team, priority, tags }
  const at = { conversation: after.id, seq: 1, at: after.openedAt }
  const channel = written ? there.thread(ref).id : ''
  const link = { chat: 'discord', ref: `${channel}/${id}`, conversation: after.id }
  await there.database.store.save({
    before: null,
    after,
    events: [{ ...at, by: nina, event: { type: 'opened', ...opening } }],
    messages: message ? [message] : [],
    effects: [],
    cancel: [],
    timers: [],
    source: message ? { door: 'discord', id: `message:${id}`, message: message.id } : null,
    links: message ? [{ ...link, message: message.id }] : [],
  })
}

async function file(name: string, text: string): Promise<FileRef> {
  const received = await on.files.receive(Readable.from([Buffer.from(text)]), {
    name,
    inbox: 'demo' as InboxId,
    by: nina,
    limits: { maxBytes: 10_000, types: ['text/plain'] },
  })
  if (!received.ok) throw new Error(received.sentence)
  const { id, type, size } = received.file
  return { id, name: received.file.name, type, size }
}
