import { describe, expect, it, onTestFinished } from 'vitest'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Ref } from '../../../src/ports.ts'
import { aConversation, aMessage, asPost } from '../../support/desk.ts'
import { openDiscordChat } from '../../support/discord-chat.ts'
import type { DiscordChat } from '../../support/discord-chat.ts'

type Setup = NonNullable<Parameters<typeof openDiscordChat>[0]>

async function chat(setup: Setup = {}): Promise<DiscordChat & { readonly said: string[] }> {
  const said: string[] = []
  const on = await openDiscordChat({ ...setup, trouble: (text) => void said.push(text ?? 'well') })
  onTestFinished(on.stop)
  return Object.assign(on, { said })
}

const numbered = (id: number, changes: Partial<Conversation> = {}) =>
  aConversation(`c${id}`, { number: 1000 + id, ...changes })

async function opens(on: DiscordChat, conversation: Conversation): Promise<Ref> {
  const receipt = await on.chat.openThread(conversation, on.place)
  if (!receipt.ok) throw new Error(receipt.reason)
  return receipt.ref
}

const CLOSED = { status: 'closed', outcome: 'answered', lastAssignee: null } as const

/** The road has it, closed at this time. */
async function keptClosed(on: DiscordChat, id: number, closedAt: number) {
  const after = { ...numbered(id), ...CLOSED, closedAt, number: 0 } as Conversation
  const { inbox, visitor, door, places, team, priority, tags, openedAt } = after
  const opening = { inbox, visitor, door, places, team, priority, tags }
  const by = { kind: 'system' } as const
  const event = { type: 'opened', ...opening } as const
  await on.database.store.save({
    before: null,
    after: { ...after, visitor: { ...visitor, id: `nina${id}` as never } },
    events: [{ conversation: after.id, seq: 1, at: openedAt, by, event }],
    messages: [],
    effects: [],
    cancel: [],
    timers: [],
    source: null,
    links: [],
  })
  return after
}

describe('a server with as many open threads as Discord allows', () => {
  it('has the threads of conversations archived that were closed the longest ago', async () => {
    const on = await chat({ fake: { sizes: { activeThreads: 3 } } })
    const refs = [
      await opens(on, numbered(1)),
      await opens(on, numbered(2)),
      await opens(on, numbered(3)),
    ]
    await keptClosed(on, 1, 2_000)
    await keptClosed(on, 2, 1_000)
    const fourth = await opens(on, numbered(4))
    const archived = [...refs, fourth].map((ref) => on.discord.thread(on.thread(ref).id).archived)
    expect(archived).toEqual([true, true, false, false])
  })

  it('lets a conversation wait where none is closed, and says so, and goes on when there is room', async () => {
    const on = await chat({ fake: { sizes: { activeThreads: 1 } } })
    const first = await opens(on, numbered(1))
    expect(await on.chat.openThread(numbered(2), on.place)).toMatchObject({
      ok: false,
      kind: 'retry',
    })
    expect(on.said.at(-1)).toMatch(/as many open threads as Discord allows/)
    on.discord.thread(on.thread(first).id).archives()
    expect(await on.chat.openThread(numbered(2), on.place)).toMatchObject({ ok: true })
    expect(on.said.at(-1)).toBe('well')
  })
})

describe('a category that is full', () => {
  it('goes on in one beside it that nobody else sees into, and in the next', async () => {
    const on = await chat({ channel: 'Desk', fake: { sizes: { inCategory: 3 } } })
    const refs: Ref[] = []
    for (const id of [1, 2, 3, 4, 5]) refs.push(await opens(on, numbered(id)))
    expect(refs.map((ref) => on.thread(ref).within)).toEqual([
      'Desk',
      'Desk 2',
      'Desk 2',
      'Desk 2',
      'Desk 3',
    ])
    const last = { id: on.thread(refs[4] ?? '').id }
    expect(on.discord.user('nina').reads(last)).toEqual([])
    expect(on.discord.user('ben').reads(last)).not.toEqual([])
    expect(on.thread(refs[0] ?? '').name).toBe('nina-1001')
  })
})

describe('a server with as many channels as Discord allows', () => {
  it('lets a conversation wait, and tells supervisors at the desk and in person', async () => {
    const on = await chat({ channel: 'Desk', fake: { sizes: { channels: 6 } } })
    await on.database.people.change('cleo' as never, { active: true })
    await opens(on, numbered(1))
    const waits = { ok: false, kind: 'blocked' }
    expect(await on.chat.openThread(numbered(2), on.place)).toMatchObject(waits)
    expect(on.said.at(-1)).toMatch(/as many channels as Discord allows/)
    await expect
      .poll(() => on.discord.channel('@cleo').texts().join())
      .toMatch(/as many channels as Discord allows/)
    on.discord.channel('lobby').deletes()
    expect(await on.chat.openThread(numbered(2), on.place)).toMatchObject({ ok: true })
  })
})

describe('the tags of a post', () => {
  const tagsAt = (on: DiscordChat, ref: Ref) => on.discord.thread(on.thread(ref).id).applied
  const ben = { id: 'ben', name: 'Ben' } as never

  it('say how the conversation stands, one at a time, and what it is about', async () => {
    const on = await chat()
    const ref = await opens(on, numbered(1, { tags: ['billing'] }))
    expect(tagsAt(on, ref)).toEqual(['open', 'billing'])
    const claimed = { status: 'claimed', assignee: ben, claimedAt: 1 } as const
    await on.chat.refresh(ref, numbered(1, claimed))
    expect(tagsAt(on, ref)).toEqual(['claimed', 'billing'])
    await on.chat.refresh(ref, numbered(1, { ...claimed, waitingSince: null }))
    expect(tagsAt(on, ref)).toEqual(['waiting', 'billing'])
    const patches = on.discord.calls('channel.change').length
    await on.chat.refresh(ref, numbered(1, { ...claimed, waitingSince: null, seen: 1 }))
    expect(on.discord.calls('channel.change')).toHaveLength(patches)
    await on.chat.refresh(ref, numbered(1, { ...CLOSED, closedAt: 1 }))
    expect(tagsAt(on, ref)).toEqual(['resolved', 'billing'])
    expect(on.discord.thread(on.thread(ref).id).archived).toBe(true)
    await on.chat.refresh(ref, numbered(1))
    expect(tagsAt(on, ref)).toEqual(['open', 'billing'])
    expect(on.discord.thread(on.thread(ref).id).archived).toBe(false)
  })

  it('are made where they are missing, as far as there is room', async () => {
    const on = await chat()
    const others = Array.from({ length: 18 }, (_, at) => `topic ${at}`)
    on.discord.channel('inbox').retags(others)
    const ref = await opens(on, numbered(1))
    expect(on.discord.channel('inbox').tags).toEqual([...others, 'open', 'claimed'])
    expect(tagsAt(on, ref)).toEqual(['open'])
    await on.chat.refresh(ref, numbered(1, { ...CLOSED, closedAt: 1 }))
    expect(tagsAt(on, ref)).toEqual([])
  })

  it('are some tag at least where the forum wants one', async () => {
    const on = await chat()
    const others = Array.from({ length: 20 }, (_, at) => `topic ${at}`)
    on.discord.channel('inbox').retags(others)
    on.discord.channel('inbox').requiresTag(true)
    expect(tagsAt(on, await opens(on, numbered(1)))).toEqual(['topic 0'])
  })

  it('that people gave it stay', async () => {
    const on = await chat()
    const ref = await opens(on, numbered(1))
    await on.discord.user('cleo').tags({ id: on.thread(ref).id }, ['open', 'billing'])
    await on.chat.refresh(ref, numbered(1, { ...CLOSED, closedAt: 1 }))
    expect(tagsAt(on, ref)).toEqual(['resolved', 'billing'])
  })
})

describe('a thread that is', () => {
  it('archived wakes up for what is said, and for what is said anew', async () => {
    const on = await chat()
    const ref = await opens(on, numbered(1))
    const thread = on.discord.thread(on.thread(ref).id)
    await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
    thread.archives()
    const edited = asPost(aMessage('m1', 'Hullo?', { version: 2, editedAt: 1 }))
    expect(await on.chat.amend(ref, edited)).toMatchObject({ ok: true })
    expect(thread.archived).toBe(false)
    thread.archives()
    await on.chat.post(ref, asPost(aMessage('m2', 'Anyone?', { number: 2 })))
    expect(thread.archived).toBe(false)
    expect(on.posts(ref)).toHaveLength(2)
  })

  it.each(['inbox', 'support'])(
    'locked in %s is unlocked, or another takes its place',
    async (channel) => {
      const on = await chat({ channel })
      const ref = await opens(on, numbered(1))
      const thread = on.discord.thread(on.thread(ref).id)
      thread.locks()
      await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
      expect(on.posts(ref)).toHaveLength(1)
      thread.locks()
      on.channel().forbids('MANAGE_THREADS')
      const gone = { ok: false, kind: 'gone' }
      const second = asPost(aMessage('m2', 'Anyone?', { number: 2 }))
      expect(await on.chat.post(ref, second)).toMatchObject(gone)
      const other = await opens(on, numbered(1))
      expect(other).not.toBe(ref)
      expect(await on.chat.post(other, second)).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['a post', 'inbox'],
    ['a thread', 'support'],
    ['a channel', 'Desk'],
  ])('deleted, %s, is another one, and one without its card too', async (_, channel) => {
    const on = await chat({ channel })
    const ref = await opens(on, numbered(1))
    on.thread(ref).deletes()
    const hello = asPost(aMessage('m1', 'Hello?'))
    expect(await on.chat.post(ref, hello)).toMatchObject({ ok: false, kind: 'gone' })
    const second = await opens(on, numbered(1))
    expect(on.thread(second).id).not.toBe(ref.split('/')[0])
    await on.chat.post(second, hello)
    expect(on.posts(second)).toHaveLength(1)
    const card = on.card(second)
    on.discord.channel({ id: card.channel }).deletesMessage(card.id)
    const third = await opens(on, numbered(1))
    expect(third).not.toBe(second)
    expect(on.card(third).text).toContain('Nina · 1001')
  })
})

describe('a channel in which the app may not write', () => {
  it('lets its conversations wait, and says what is to be mended', async () => {
    const on = await chat({ channel: 'support' })
    const ref = await opens(on, numbered(1))
    on.channel().forbids('SEND_MESSAGES_IN_THREADS')
    const hello = asPost(aMessage('m1', 'Hello?'))
    expect(await on.chat.post(ref, hello)).toMatchObject({ ok: false, kind: 'blocked' })
    expect(on.said.at(-1)).toMatch(/lacks a permission/)
    on.channel().permits('SEND_MESSAGES_IN_THREADS')
    await expect.poll(async () => on.chat.post(ref, hello)).toMatchObject({ ok: true })
  })
})

it('never gives a thread another name', async () => {
  const on = await chat({ channel: 'Desk' })
  const ref = await opens(on, numbered(1))
  for (const status of ['waiting', 'closed', 'waiting'] as const)
    await on.chat.refresh(ref, numbered(1, status === 'closed' ? { ...CLOSED, closedAt: 1 } : {}))
  const changes = on.discord.calls('channel.change')
  expect(changes.filter(({ body }) => JSON.stringify(body).includes('"name"'))).toEqual([])
})
