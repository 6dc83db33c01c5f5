import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { stateOf } from '../../../src/adapters/chats/states.ts'
import { textContent } from '../../../src/conversation/message.ts'
import type { Ref } from '../../../src/ports.ts'
import { messageIn, opening, saying, win } from '../../contracts/changes.ts'
import { aConversation, aMessage, asPost } from '../../support/desk.ts'
import { openSlackChat, PARTNERS } from '../../support/slack-chat.ts'
import type { SlackChat } from '../../support/slack-chat.ts'

const ana = { kind: 'human', id: 'ana' as never, name: 'Ana', role: 'agent' } as const
const long = (from: string) => Array.from({ length: 900 }, (_, at) => `${from}${at}`).join(' ')

let on: SlackChat
let ref: Ref

beforeEach(async () => {
  on = await openSlackChat()
  onTestFinished(on.stop)
  const opened = await on.chat.openThread(aConversation('c1'), PARTNERS)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
})

describe('a message that is too long for one post', () => {
  it('is several posts under one ref, and they change and go together', async () => {
    const receipt = await on.chat.post(ref, asPost(aMessage('m1', long('a'))))
    expect(receipt.ok && receipt.ref.split(',')).toHaveLength(2)
    expect(on.thread(ref).texts().join('').replaceAll(/\s/g, '')).toBe(
      long('a').replaceAll(/\s/g, ''),
    )
    await on.restart()
    await on.chat.amend(ref, asPost(aMessage('m1', 'Never mind', { version: 2, editedAt: 1 })))
    expect(on.thread(ref).texts()).toEqual([expect.stringContaining('Never mind')])
    await on.chat.amend(ref, asPost(aMessage('m1', long('b'), { version: 3, editedAt: 2 })))
    expect(on.thread(ref).texts()).toHaveLength(2)
    await on.chat.amend(ref, asPost(aMessage('m1', 'Enough', { removedAt: 3 })))
    expect(on.thread(ref).texts()).toEqual(['The visitor deleted this. It said:\nEnough'])
    expect(on.slack.complaints()).toEqual([])
  })
})

describe('after a restart', () => {
  it('knows its threads and posts by what they carry, and makes none twice', async () => {
    await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
    await on.restart()
    expect(await on.chat.openThread(aConversation('c1'), PARTNERS)).toEqual({ ok: true, ref })
    await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
    expect(on.thread(ref).texts()).toEqual(['Hello?'])
    expect(on.channel().holds).toHaveLength(1)
  })
})

describe('a message that stands in a channel which takes no more', () => {
  it('is shown where the conversation goes on once it changes, and holds nothing back', async () => {
    await on.chat.post(ref, asPost(aMessage('m1', 'Long ago')))
    on.slack.addChannel('spare')
    on.channel().archives()
    await on.chat.post(ref, asPost(aMessage('m2', 'Hello?', { number: 2 })))
    const place = { ...PARTNERS, others: ['spare'] }
    const opened = await on.chat.openThread(aConversation('c1'), place)
    const there = opened.ok ? opened.ref : ''
    const changed = asPost(aMessage('m1', 'Long, long ago', { version: 2, editedAt: 1 }))
    expect(await on.chat.amend(there, changed)).toMatchObject({ ok: true })
    const [thread] = on.slack.channel('spare').threads()
    expect(thread?.texts()).toEqual([expect.stringContaining('Long, long ago')])
  })
})

describe('what somebody wrote in a thread at the moment when it was left', () => {
  it('is shown where the conversation goes on, too', async () => {
    const { database, slack } = on
    const conversation = await win(database, opening())
    const note = messageIn(conversation, {
      kind: 'note',
      by: ana,
      content: textContent('she called'),
    })
    const root = on.thread(ref).root
    const { ts } = await slack.user('ben').says(PARTNERS.channel, 'she called', { thread: root })
    const channel = ref.split('/', 1).join('')
    const source = { door: 'slack', id: `message:${channel}/${ts}`, message: note.id }
    await win(database, saying(conversation, note, { source }))
    const { id } = conversation
    const link = { chat: 'slack', ref: `${channel}/${ts}`, conversation: id, message: note.id }
    await database.store.link(link)

    const other = { chat: 'slack', channel: 'support' }
    const moved = aConversation(id, { places: [other], left: [PARTNERS], version: 2 })
    const opened = await on.chat.openThread(moved, other)
    const there = opened.ok ? opened.ref : ''
    for (const _ of [1, 2])
      expect(await on.chat.amend(there, asPost(note))).toMatchObject({ ok: true })
    expect(on.thread(there).texts()).toEqual([expect.stringContaining('she called')])
    expect(on.thread(ref).texts()).toEqual(['she called'])
  })
})

describe('who a post is by', () => {
  it('stands over it; what the team writes elsewhere says for whom it is', async () => {
    await on.chat.post(ref, asPost(aMessage('m1', 'Hi', { by: { ...visitor, name: 'Ben' } })))
    await on.chat.post(ref, asPost(aMessage('m2', 'Hello', { by: ana, kind: 'reply', number: 2 })))
    await on.chat.post(ref, asPost(aMessage('m3', 'Odd', { by: ana, kind: 'note', number: 3 })))
    const { holds } = on.thread(ref)
    expect(holds.map(({ by }) => by)).toEqual(['Ben (visitor)', 'Ana', 'Ana'])
    expect(holds[1]?.text).toContain('To the visitor')
    expect(holds[2]?.text).toContain('for the team alone')
  })

  it('never alerts anybody, whatever a visitor writes', async () => {
    await on.chat.post(ref, asPost(aMessage('m1', '<!channel> @here <@U123>')))
    expect(on.thread(ref).holds[0]?.alerts).toEqual([])
  })
})

describe('a reply that did not reach the visitor', () => {
  it('says why, with Retry', async () => {
    const reply = aMessage('m1', 'Hello', { by: ana, kind: 'reply' })
    await on.chat.post(ref, asPost(reply))
    await on.chat.amend(ref, asPost({ ...reply, failed: 'The door is shut.' }))
    const [shown] = on.thread(ref).holds
    expect(shown?.text).toContain('The door is shut.')
    expect(shown?.buttons).toEqual(['Retry'])
    await on.slack.user('ben').presses(shown ?? missing(), 'Retry')
    await on.slack.until(() => on.inbox.commands.length > 0)
    expect(on.inbox.commands).toMatchObject([{ name: 'retry', args: { message: 'm1' } }])
  })
})

describe('the sign on an agent’s own message', () => {
  const at = aConversation('c1', { delivered: 2, seen: 1 })
  const reply = (number: number, more = {}) =>
    aMessage('m1', 'Hi', { by: ana, kind: 'reply', number, ...more })
  it.each([
    [reply(1), 'eyes'],
    [reply(2), 'white_check_mark'],
    [reply(3), 'hourglass_flowing_sand'],
    [reply(3, { failed: 'No.' }), 'x'],
    [reply(3, { withdrawnAt: 1 }), 'no_entry_sign'],
    [reply(3, { removedAt: 1 }), null],
    [reply(1, { kind: 'note' }), 'lock'],
    [reply(1, { kind: 'note', sentAs: 'm2' }), 'outbox_tray'],
  ])('says how it stands (%#)', (message, sign) => {
    expect(stateOf(message, at)).toBe(sign)
  })
})

const visitor = { kind: 'visitor', id: 'nina' as never, name: 'Nina' } as const

function missing(): never {
  throw new Error('There is no such post.')
}

it('shows a visitor’s words under the visitor’s name and face, and the team’s without a face', async () => {
  await on.chat.post(ref, asPost(aMessage('m1', 'Hello?')))
  await on.chat.post(ref, asPost(aMessage('m2', 'Hello!', { kind: 'reply', by: ana })))
  const [, first, second] = on.slack.calls('chat.postMessage').map(({ args }) => args)
  expect(first).toMatchObject({
    username: 'Nina',
    icon_emoji: expect.stringMatching(/^:\w+:$/) as unknown,
  })
  expect(second).toMatchObject({ username: 'Ana' })
  expect(second).not.toHaveProperty('icon_emoji')
})

it('shows all of a message that was long, then short, then long again', async () => {
  await on.chat.post(ref, asPost(aMessage('m1', long('a'))))
  await on.chat.amend(ref, asPost(aMessage('m1', 'Never mind', { version: 2, editedAt: 1 })))
  await on.chat.amend(ref, asPost(aMessage('m1', long('b'), { version: 3, editedAt: 2 })))
  const shown = on.thread(ref).texts().join('').replaceAll(/\s/g, '')
  expect(shown).toContain(long('b').replaceAll(/\s/g, ''))
})
