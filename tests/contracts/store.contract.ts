import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { ConversationId, MessageId, VisitorId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Change, Database, Saved } from '../../src/ports.ts'
import {
  NOON,
  closing,
  following,
  messageId,
  messageIn,
  opening,
  saying,
  visitorId,
  win,
  won,
} from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'
import { lists } from './lists.contract.ts'
import { endedTimers, queues, turns } from './turns.contract.ts'

/** What every Store promises. */
export function storeContract(open: OpenEmpty): void {
  describe('a conversation', () => {
    conversations(open)
  })
  describe('a list of conversations', () => {
    lists(open)
  })
  describe('saves at the same time', () => {
    races(open)
  })
  describe('what was taken before', () => {
    sources(open)
  })
  describe('messages', () => {
    messages(open)
  })
  describe('timers', () => {
    timers(open)
    endedTimers(open)
  })
  describe('a team’s queue', () => {
    queues(open)
  })
  describe('turns', () => {
    turns(open)
  })
  describe('links', () => {
    links(open)
  })
}

function conversations(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('is numbered from 1001 on, and found by id, by number and by its visitor', async () => {
    const { database } = its
    const first = await win(database, opening())
    const second = await win(database, opening())
    expect([first.number, second.number]).toEqual([1001, 1002])
    expect(await database.store.load(second.id)).toEqual(second)
    expect(await database.store.byNumber(1002)).toEqual(second)
    expect(await database.store.current(second.visitor.id)).toEqual(second)
  })

  it('is not found before it is saved', async () => {
    const { store } = its.database
    expect(await store.load('nobody' as ConversationId)).toBeNull()
    expect(await store.byNumber(1001)).toBeNull()
    expect(await store.current('nobody' as VisitorId)).toBeNull()
  })

  it('keeps all its events in order, with who did them', async () => {
    const { database } = its
    const change = opening()
    const opened = await win(database, change)
    const next = following(opened)
    await win(database, next)
    expect(await database.store.events(opened.id)).toEqual([...change.events, ...next.events])
  })

  it('is still the visitor’s current one when it is closed', async () => {
    const { database } = its
    const closed = await win(database, closing(await win(database, opening())))
    expect(await database.store.current(closed.visitor.id)).toEqual(closed)
  })

  it('that is closed makes room for a new one, and stays in the books', async () => {
    const { database } = its
    const closed = await win(database, closing(await win(database, opening())))
    const fresh = await win(database, opening(closed.visitor.id))
    expect(await database.store.current(closed.visitor.id)).toEqual(fresh)
    expect(await database.store.load(closed.id)).toEqual(closed)
  })

  it('that is not closed refuses a second one beside it', async () => {
    const { database } = its
    const open = await win(database, opening())
    expect(await database.store.save(opening(open.visitor.id))).toEqual({ outcome: 'lost' })
    expect(await database.store.current(open.visitor.id)).toEqual(open)
    expect((await win(database, opening())).number).toBe(1002)
  })

  it('does not skip a version or an event', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const skipsVersion = following(opened, { after: { ...opened, version: 7, events: 2 } })
    const skipsEvent = following({ ...opened, events: 5 }, { before: opened })
    await expect(database.store.save(skipsVersion)).rejects.toThrow('from version 1 to 7')
    await expect(database.store.save(skipsEvent)).rejects.toThrow('do not follow')
    expect(await database.store.load(opened.id)).toEqual(opened)
  })
}

function races(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('two first messages of one visitor open one conversation', async () => {
    const { store } = its.database
    const visitor = visitorId()
    const saved = await Promise.all([store.save(opening(visitor)), store.save(opening(visitor))])
    expect(saved.map((it) => it.outcome).toSorted()).toEqual(['lost', 'won'])
  })

  it('of two who start from the same version the second hears that it lost', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageIn(opened)
    const loser = saying(opened, message, {
      effects: [{ lane: 'team', chat: 'desk', job: { do: 'post', message: message.id } }],
      timers: [{ conversation: opened.id, kind: 'wake', at: NOON }],
      links: [{ chat: 'desk', ref: 'r', conversation: opened.id, message: message.id }],
      source: { door: 'widget', id: 'one', message: message.id },
    })
    const [winner, lost] = await Promise.all([
      database.store.save(following(opened)),
      database.store.save(loser),
    ])
    expect(winner.outcome).toBe('won')
    expect(lost).toEqual({ outcome: 'lost' })
    await nothingIsLeftOf(database, loser)
  })

  it('each version has one winner and the events have no gap, however many save at once', async () => {
    const { database } = its
    const savers = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(savers, async (each) => {
        const { id } = await win(database, opening())
        await Promise.all(each.map((times) => saveUntilWon(database, id, times)))
        const total = each.reduce((sum, times) => sum + times, 0)
        const end = await database.store.load(id)
        const events = await database.store.events(id)
        expect(end?.version).toBe(1 + total)
        expect(events.map((it) => it.seq)).toEqual(events.map((_, index) => index + 1))
        expect(events).toHaveLength(1 + total)
      }),
      { numRuns: 25 },
    )
  })
}

async function nothingIsLeftOf({ store, outbox }: Database, change: Change) {
  const message = change.messages[0]
  expect(message && (await store.message(message.id))).toBeNull()
  expect(await store.taken('widget', 'one')).toBeNull()
  expect(await store.linked('desk', 'r')).toBeNull()
  expect(await store.nextDue()).toBeNull()
  expect(await outbox.lanes()).toEqual([])
}

async function saveUntilWon({ store }: Database, id: ConversationId, times: number) {
  for (let wins = 0; wins < times;) {
    const before = await store.load(id)
    if (!before) throw new Error('The conversation is gone')
    const saved: Saved = await store.save(following(before))
    if (saved.outcome === 'won') wins += 1
  }
}

function sources(open: OpenEmpty) {
  const its = freshDatabase(open)
  const arrivalOf = (change: Change, message: MessageId | null = null): Change => ({
    ...change,
    source: { door: 'widget', id: 'arrival-1', message },
  })

  it('is answered with what it became, and happens once', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageIn(opened)
    const after = await win(database, arrivalOf(saying(opened, message), message.id))
    const became = { conversation: opened.id, message: message.id }
    const again = await database.store.save(arrivalOf(following(after)))
    expect(again).toEqual({ outcome: 'seen', ...became })
    expect(await database.store.taken('widget', 'arrival-1')).toEqual(became)
    expect(await database.store.load(opened.id)).toEqual(after)
  })

  it('is known even to one who comes with an old version', async () => {
    const { database } = its
    const opened = await win(database, opening())
    await win(database, arrivalOf(following(opened)))
    const again = await database.store.save(arrivalOf(following(opened)))
    expect(again.outcome).toBe('seen')
  })

  it('opens one conversation when it comes twice at the same moment', async () => {
    const { store } = its.database
    const twice = [arrivalOf(opening()), arrivalOf(opening())]
    const saved = await Promise.all(twice.map((change) => store.save(change)))
    expect(saved.map((it) => it.outcome)).toEqual(['won', 'seen'])
  })

  it('is another one at another door', async () => {
    const { database } = its
    await win(database, arrivalOf(opening()))
    const elsewhere = { ...opening(), source: { door: 'email', id: 'arrival-1', message: null } }
    expect((await database.store.save(elsewhere)).outcome).toBe('won')
    expect(await database.store.taken('telegram', 'arrival-1')).toBeNull()
  })
}

function messages(open: OpenEmpty) {
  const its = freshDatabase(open)

  async function talk(texts: readonly string[]): Promise<Conversation> {
    let conversation = await win(its.database, opening())
    for (const text of texts) {
      const message = messageIn(conversation, { content: textContent(text) })
      conversation = await win(its.database, saying(conversation, message))
    }
    return conversation
  }

  it('come back as the newest few, oldest first, and page by page before those', async () => {
    const { id } = await talk(['one', 'two', 'three', 'four', 'five'])
    const numbers = async (limit: number, before?: number) =>
      (await its.database.store.history(id, limit, before)).map((it) => it.number)
    expect(await numbers(2)).toEqual([4, 5])
    expect(await numbers(2, 4)).toEqual([2, 3])
    expect(await numbers(10, 2)).toEqual([1])
    expect(await numbers(10, 1)).toEqual([])
  })

  it('keep what an edit replaced', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageIn(opened)
    const edited = {
      ...message,
      version: 2,
      editedAt: NOON + 5,
      content: textContent('Where is my blue parcel?'),
    }
    const spoken = await win(database, saying(opened, message))
    await win(database, following(spoken, { messages: [edited] }))
    expect(await database.store.message(message.id)).toEqual(edited)
    expect(await database.store.versions(message.id)).toEqual([
      { version: 1, at: NOON, content: message.content },
      { version: 2, at: NOON + 5, content: edited.content },
    ])
    expect(await database.store.versions('nobody' as MessageId)).toEqual([])
  })

  it('that changed in another way than by an edit have one version', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const reply = messageIn(opened, { kind: 'reply' })
    const spoken = await win(database, saying(opened, reply))
    const failed = { ...reply, failed: 'The address is no more.' }
    await win(database, following(spoken, { messages: [failed] }))
    expect(await database.store.message(reply.id)).toEqual(failed)
    expect(await database.store.versions(reply.id)).toHaveLength(1)
  })

  it('never change from a note into a reply', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const note = messageIn(opened, { kind: 'note' })
    const spoken = await win(database, saying(opened, note))
    const published = following(spoken, { messages: [{ ...note, kind: 'reply' }] })
    await expect(database.store.save(published)).rejects.toThrow('keeps its kind')
    expect(await database.store.message(note.id)).toEqual(note)
    expect(await database.store.load(opened.id)).toEqual(spoken)
  })

  it('never move to another conversation', async () => {
    const { database } = its
    const [mine, other] = [await win(database, opening()), await win(database, opening())]
    const message = messageIn(mine)
    await win(database, saying(mine, message))
    const moved = following(other, { messages: [{ ...message, conversation: other.id }] })
    await expect(database.store.save(moved)).rejects.toThrow('keeps its conversation')
  })

  it.each([
    ['a zero character', 'a\0b'],
    ['emoji and marks', '👩‍👩‍👧‍👦 Z̷̡̛a̶l̴g̷o 🇪🇺 \u202Eright to left'],
    ['the longest text', '😀'.repeat(50_000)],
    ['what looks like SQL', `'); DROP TABLE events; --"\\`],
    ['what looks like JSON', '{"a":1}'],
    ['a number', '0012'],
  ])('bring back %s as it was written', async (_, text) => {
    const { database } = its
    const opened = await win(database, opening())
    const content = {
      blocks: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }],
      files: [],
    } as const
    const message = messageIn(opened, { content })
    const source = { door: text, id: text, message: message.id }
    await win(database, saying(opened, message, { source }))
    expect((await database.store.message(message.id))?.content).toEqual(content)
    expect(await database.store.taken(text, text)).toMatchObject({ message: message.id })
  })
}

function timers(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('are due at their time, oldest first, and stay until a save moves or clears them', async () => {
    const { database } = its
    const [one, two] = [await win(database, opening()), await win(database, opening())]
    const wakeAt = (conversation: Conversation, at: number | null) =>
      win(
        database,
        following(conversation, { timers: [{ conversation: conversation.id, kind: 'wake', at }] }),
      )
    const first = await wakeAt(one, NOON + 20)
    await wakeAt(two, NOON + 10)
    const { store } = database
    expect(await store.nextDue()).toBe(NOON + 10)
    expect(await store.due(NOON + 9, 10)).toEqual([])
    expect((await store.due(NOON + 20, 10)).map((it) => it.at)).toEqual([NOON + 10, NOON + 20])
    expect(await store.due(NOON + 20, 1)).toHaveLength(1)
    const moved = await wakeAt(first, NOON + 5)
    expect((await store.due(NOON + 5, 10)).map((it) => it.conversation)).toEqual([one.id])
    await wakeAt(moved, null)
    expect(await store.nextDue()).toBe(NOON + 10)
  })
}

function links(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('tell which thread a conversation has on a chat, the newest of them', async () => {
    const { database } = its
    const { id: conversation } = await win(database, opening())
    const { store } = database
    expect(await store.thread('slack', conversation)).toBeNull()
    await store.link({ chat: 'slack', ref: 'T1', conversation, message: null })
    await store.link({ chat: 'slack', ref: 'T2', conversation, message: null })
    await store.link({ chat: 'slack', ref: 'M1', conversation, message: messageId() })
    expect(await store.thread('slack', conversation)).toBe('T2')
    expect(await store.thread('discord', conversation)).toBeNull()
  })

  it('of threads in several channels of one chat are told apart; the one that was linked last is the newest', async () => {
    const { store } = its.database
    const { id: conversation } = await win(its.database, opening())
    const link = { chat: 'slack', conversation, message: null }
    await store.link({ ...link, ref: 'T1', channel: 'support' })
    await store.link({ ...link, ref: 'T2', channel: 'vip' })
    expect(await store.thread('slack', conversation, 'support')).toBe('T1')
    expect(await store.thread('slack', conversation, 'vip')).toBe('T2')
    expect(await store.thread('slack', conversation, 'other')).toBeNull()
    expect(await store.thread('slack', conversation)).toBe('T2')
    await store.link({ ...link, ref: 'T1', channel: 'support' })
    expect(await store.thread('slack', conversation)).toBe('T1')
    expect(await store.linked('slack', 'T2')).toEqual({ ...link, ref: 'T2', channel: 'vip' })
  })

  it('of a thread that went along to another channel leave the former one', async () => {
    const { store } = its.database
    const { id: conversation } = await win(its.database, opening())
    const link = { chat: 'desk', ref: 'T1', conversation, message: null }
    await store.link({ ...link, channel: 'support' })
    await store.link({ ...link, channel: 'vip' })
    expect(await store.thread('desk', conversation, 'support')).toBeNull()
    expect(await store.thread('desk', conversation, 'vip')).toBe('T1')
  })

  it('tell what a ref stands for, and are saved with what made them', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageIn(opened)
    const link = { chat: 'slack', ref: 'M1', conversation: opened.id, message: message.id }
    won(await database.store.save(saying(opened, message, { links: [link] })))
    expect(await database.store.linked('slack', 'M1')).toEqual(link)
    expect(await database.store.linked('discord', 'M1')).toBeNull()
    expect(await database.store.shown('slack', message.id)).toBe('M1')
    expect(await database.store.shown('discord', message.id)).toBeNull()
  })

  it('tell all posts of a message; what is linked again is the one that shows it', async () => {
    const { database } = its
    const opened = await win(database, opening())
    const message = messageIn(opened)
    won(await database.store.save(saying(opened, message)))
    const link = { chat: 'slack', conversation: opened.id, message: message.id }
    for (const ref of ['M1', 'M2', 'M3', 'M1']) await database.store.link({ ...link, ref })
    expect(await database.store.posts('slack', message.id)).toEqual(['M1', 'M3', 'M2'])
    expect(await database.store.shown('slack', message.id)).toBe('M1')
    expect(await database.store.posts('discord', message.id)).toEqual([])
  })

  it('may be made twice', async () => {
    const { database } = its
    const { id: conversation } = await win(database, opening())
    const link = { chat: 'slack', ref: 'T1', conversation, message: null }
    await database.store.link(link)
    await database.store.link(link)
    expect(await database.store.linked('slack', 'T1')).toEqual(link)
  })
}
