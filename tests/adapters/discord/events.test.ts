import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toKeep } from '../../../src/adapters/discord/arriving.ts'
import type { Dispatch } from '../../../src/adapters/discord/connection.ts'
import { hear } from '../../../src/adapters/discord/events.ts'
import { behindName, mentionsApp } from '../../../src/adapters/discord/mentions.ts'
import { staysBefore } from '../../../src/adapters/discord/when.ts'
import { changed, dispatchOf, us } from './payload.ts'

const heard = (name: string) => hear(dispatchOf(name), us)
const heardAs = (given: Dispatch) => hear(given, us)

const THREAD = '300000000000000002'
const PLACE = { channel: THREAD, id: '400000000000000001' }
const ANA = { id: '200000000000000001', roles: ['200000000000000003'], names: ['Ana', 'ana'] }
const QUESTION = '300000000000000003'

describe('a message', () => {
  it('that somebody writes is heard, with who they are and whom they name', () => {
    expect(heard('message')).toMatchObject({
      kind: 'message',
      ...PLACE,
      from: ANA,
      words: { content: 'It arrives **today**, <@200000000000000002>' },
      mentioned: [{ id: '200000000000000002', roles: ['200000000000000003'] }],
      files: [],
      replyTo: null,
      editedAt: null,
    })
  })

  it('that replies to another says to which, one of another channel to none', () => {
    expect(heard('message-reply')).toMatchObject({ kind: 'message', replyTo: QUESTION })
    const elsewhere = { type: 0, channel_id: '5', message_id: QUESTION }
    const other = heardAs(changed('message-reply', { message_reference: elsewhere }))
    expect(other).toMatchObject({ kind: 'message', replyTo: null })
    expect(heard('message-forward')).toMatchObject({ kind: 'message', replyTo: null })
  })

  it('brings its files', () => {
    expect(heard('message-file')).toMatchObject({
      kind: 'message',
      files: [{ filename: 'label.png', content_type: 'image/png', size: 1 }],
    })
  })

  it.each(['message-sticker', 'message-poll', 'message-forward'])(
    'without words of its own is heard all the same: %s',
    (name) => {
      expect(heard(name)).toMatchObject({ kind: 'message', words: { content: '' } })
    },
  )

  it.each([
    ['own-message', 'it is our own'],
    ['webhook-message', 'it is an app’s'],
    ['pin-notice', 'a message of type 6 is nothing that was written'],
  ])('is not heard when it is one of %s', (name, reason) => {
    expect(heard(name)).toEqual({ kind: 'ignored', reason })
  })

  it('that Discord keeps from us is known for that, and is no empty message', () => {
    expect(heard('message-without-content')).toEqual({
      kind: 'unreadable',
      channel: '300000000000000001',
      id: '400000000000000001',
      from: ANA,
    })
    const edited = { content: '', edited_timestamp: '2026-11-22T02:20:11.156000+00:00' }
    const edit = { ...changed('message-without-content', edited), t: 'MESSAGE_UPDATE' }
    expect(heardAs(edit)).toMatchObject({ kind: 'ignored' })
  })
})

describe('a change of a message', () => {
  it('is an edit when somebody edited it', () => {
    expect(heard('message-edited')).toMatchObject({
      kind: 'edited',
      ...PLACE,
      words: { content: 'It arrives tomorrow' },
      editedAt: expect.stringMatching(/^2026-/) as unknown,
    })
  })

  it.each(['message-unfurled', 'message-pinned'])('is none when Discord made it: %s', (name) => {
    expect(heard(name)).toEqual({
      kind: 'ignored',
      reason: 'Discord changed it, nobody edited it',
    })
  })

  it('is a deletion, of one or of many', () => {
    expect(heard('message-deleted')).toEqual({ kind: 'removed', ...PLACE })
    const many = { t: 'MESSAGE_DELETE_BULK', d: { ids: ['7', '8'], channel_id: THREAD } }
    expect(toKeep(many, us).map(({ id, card }) => [id, card])).toEqual([
      ['removed:7', '7'],
      ['removed:8', '8'],
    ])
  })
})

describe('a reaction', () => {
  it('is heard, set and taken back', () => {
    const reacted = { kind: 'reacted', channel: THREAD, id: QUESTION, emoji: '❤️' }
    expect(heard('reaction-added')).toEqual({ ...reacted, on: true, from: ANA })
    expect(heard('reaction-removed')).toMatchObject({ ...reacted, on: false })
  })

  it('is not heard where it is our own, a mark of a state, or the server’s own emoji', () => {
    expect(heard('own-reaction')).toMatchObject({ kind: 'ignored' })
    expect(heard('state-reaction')).toMatchObject({ kind: 'ignored' })
    const custom = changed('reaction-added', { emoji: { id: '9', name: 'party' } })
    expect(heardAs(custom)).toMatchObject({ kind: 'ignored' })
  })

  it('that is taken off by a moderator is heard with the others', () => {
    const d = { channel_id: THREAD, message_id: QUESTION }
    const all = { kind: 'cleared', channel: THREAD, id: QUESTION }
    expect(heardAs({ t: 'MESSAGE_REACTION_REMOVE_ALL', d })).toEqual({ ...all, emoji: null })
    const one = { t: 'MESSAGE_REACTION_REMOVE_EMOJI', d: { ...d, emoji: { id: null, name: '❤️' } } }
    expect(heardAs(one)).toEqual({ ...all, emoji: '❤️' })
  })

  it('is kept each time that it is set, as Discord gives it no id', () => {
    const ids = [1, 2].flatMap(() => toKeep(dispatchOf('reaction-added'), us).map(({ id }) => id))
    expect(new Set(ids).size).toBe(2)
  })
})

describe('what is kept', () => {
  it('has the same id however often it comes', () => {
    const names = ['message', 'message-edited', 'message-deleted', 'message-without-content']
    const ids = () => names.flatMap((name) => toKeep(dispatchOf(name), us).map(({ id }) => id))
    expect(ids()).toEqual(ids())
    expect(ids()).toEqual([
      'message:400000000000000001',
      expect.stringMatching(/^edit:400000000000000001:2026-/),
      'removed:400000000000000001',
      'message:400000000000000001',
    ])
  })

  it('is nothing of what only Discord is told', () => {
    for (const name of ['own-message', 'pin-notice', 'own-reaction', 'typing'])
      expect(toKeep(dispatchOf(name), us)).toEqual([])
  })

  it('tells of a thread that is gone', () => {
    expect(heard('thread-deleted')).toEqual({ kind: 'gone', channel: THREAD })
  })

  it('stays in the order in which it was written, where Discord says when', () => {
    const kept = (seq: number, id: string) => ({
      seq,
      platform: 'discord',
      id,
      lane: THREAD,
      body: { t: 'MESSAGE_CREATE', d: { id } },
    })
    const [early, late] = ['1442650000000000000', '1442650004194304000']
    expect(staysBefore(kept(1, late), kept(2, early))).toBe(false)
    expect(staysBefore(kept(1, early), kept(2, late))).toBe(true)
    const removed = { ...kept(3, early), body: { t: 'MESSAGE_DELETE', d: { id: early } } }
    expect(staysBefore(kept(1, late), removed)).toBe(true)
  })
})

describe('the app', () => {
  it.each([
    ['<@100000000000000001> claim', ' claim'],
    ['\u200b <@!100000000000000001>, help', ', help'],
    ['<@&100000000000000002> help', ' help'],
    ['ask <@100000000000000001>', null],
  ])('is named in “%s”', (content, behind) => {
    expect(mentionsApp({ content }, us)).toBe(true)
    expect(behindName({ content }, us)).toBe(behind)
  })

  it('is not named by who only replies to it', () => {
    const mentions = [{ id: us.userId, username: 'greenroom' }]
    const reply = heardAs(changed('message-reply', { mentions }))
    expect(reply.kind === 'message' && mentionsApp(reply.words, us)).toBe(false)
  })
})

describe('whatever comes', () => {
  it('is read without a fault', () => {
    const types = fc.constantFrom(
      'MESSAGE_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_DELETE',
      'MESSAGE_DELETE_BULK',
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE_ALL',
      'THREAD_DELETE',
      'CHANNEL_DELETE',
    )
    fc.assert(
      fc.property(types, fc.jsonValue(), (t, d) => {
        expect(Array.isArray(toKeep({ t, d }, us))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
