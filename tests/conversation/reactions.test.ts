import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/conversation/actions.ts'
import type { MessageId } from '../../src/conversation/ids.ts'
import { oneEmoji, reactionsForVisitor } from '../../src/conversation/reactions.ts'
import { ana, ben, given, luna, machine, nina, says, the, writes } from '../support/given.ts'
import type { Step } from '../support/given.ts'

const reacts = (message: string, emoji = '👍', on = true): Action => ({
  type: 'react',
  target: the(message),
  emoji,
  on,
})

const ASKED: Step = [nina, writes('hello?', 'asked')]
const CLAIMED: Step = [ben, { type: 'claim' }]
const SAID: Step = [ben, says('hi', 'auto', 'said')]
const NOTED: Step = [ben, says('odd', 'note', 'noted')]
const CHAT = [ASKED, CLAIMED, SAID, NOTED]

describe('a reaction of the team’s', () => {
  it('is for the visitor when its author has joined', () => {
    const { message, events } = given(ASKED, CLAIMED).when(ben, reacts('asked'))
    expect(events).toMatchObject([{ type: 'reacted', emoji: '👍', on: true, public: true }])
    expect(message('asked').reactions).toEqual([
      { emoji: '👍', by: { id: 'ben', name: 'Ben' }, public: true },
    ])
  })

  it.each([
    ['by an agent who has not joined', [ASKED], ben, 'asked'],
    ['by a supervisor who reads along', CHAT, ana, 'said'],
    ['by a creator', CHAT, luna, 'asked'],
    ['on a note', CHAT, ben, 'noted'],
    ['by one who has left', [...CHAT, [ben, { type: 'release' }] as Step], ben, 'asked'],
  ] as const)('is kept as the team’s own: %s', (_, steps, by, target) => {
    const story = given(...steps).when(by, reacts(target))
    expect(story.events).toMatchObject([{ type: 'reacted', public: false }])
    expect(reactionsForVisitor(story.message(target))).toEqual({ team: [], own: [] })
    expect(story.message(target).reactions).toHaveLength(1)
  })

  it('stays the team’s own when its author joins later', () => {
    const story = given(ASKED, [ben, reacts('asked', '🤦')], CLAIMED)
    story.when(ben, reacts('asked', '🤦')).isRefused(/set this already/)
    expect(reactionsForVisitor(story.message('asked')).team).toEqual([])
  })

  it('that the visitor sees goes from their screen, too, though its author has left', () => {
    const story = given(ASKED, CLAIMED, [ben, reacts('asked')], [ben, { type: 'release' }])
    const { events, message } = story.when(ben, reacts('asked', '👍', false))
    expect(events).toMatchObject([{ type: 'reacted', on: false, public: true }])
    expect(message('asked')).not.toHaveProperty('reactions')
  })

  it('is each person’s own', () => {
    const story = given(...CHAT, [ana, reacts('asked')], [ben, reacts('asked')])
    const { message } = story.when(ana, reacts('asked', '👍', false))
    expect(message('asked').reactions).toMatchObject([{ by: { id: 'ben' } }])
    expect(reactionsForVisitor(message('asked')).team).toEqual(['👍'])
  })

  it('is nothing new when it is there already, or not there to be taken back', () => {
    given(...CHAT, [ben, reacts('asked')])
      .when(ben, reacts('asked'))
      .isRefused(/already/)
    given(...CHAT)
      .when(ben, reacts('asked', '👍', false))
      .isRefused(/have not set this/)
  })

  it('is nothing that a machine does', () => {
    given(...CHAT)
      .when(machine, reacts('asked'))
      .isRefused(/Only a person/)
  })
})

describe('a visitor’s reaction', () => {
  it('stands on a reply that has reached them', () => {
    const { message } = given(...CHAT).when(nina, reacts('said', '❤️'))
    expect(message('said').reactions).toEqual([{ emoji: '❤️', by: 'visitor', public: true }])
    expect(reactionsForVisitor(message('said'))).toEqual({ team: [], own: ['❤️'] })
  })

  it.each([
    ['their own words', 'asked', /your own/],
    ['a note', 'noted', /no such message/],
  ])('is not taken on %s', (_, target, sentence) => {
    given(...CHAT)
      .when(nina, reacts(target))
      .isRefused(sentence)
  })

  it('is not taken on a reply that is held, or did not reach them', () => {
    const story = given(ASKED, CLAIMED)
    const { now } = story
    story.when(ben, says('wait', 'auto', 'held'), now)
    story.when(nina, reacts('held'), now + 1_000).isRefused(/no such message/)
    given(...CHAT, [machine, { type: 'fail', target: the('said'), reason: 'gone' }])
      .when(nina, reacts('said'))
      .isRefused(/no such message/)
  })
})

describe('a reaction', () => {
  it('is no answer: the visitor waits on, and nothing is edited', () => {
    const before = given(ASKED, CLAIMED)
    const { conversation, message } = before.when(ben, reacts('asked'))
    expect(conversation.waitingSince).not.toBeNull()
    expect(conversation).toMatchObject({ replies: 0, messages: 1, firstReplyAt: null })
    expect(message('asked')).toMatchObject({ version: 1 })
    expect(message('asked')).not.toHaveProperty('editedAt')
  })

  it('opens, wakes and closes nothing', () => {
    const closed = given(...CHAT, [
      ben,
      { type: 'close', outcome: 'answered', note: '', message: 'end' as MessageId },
    ])
    const { conversation, events } = closed.when(nina, reacts('said'))
    expect(events).toHaveLength(1)
    expect(conversation.status).toBe('closed')
  })

  it('is not taken on what was taken back', () => {
    given(...CHAT, [nina, { type: 'unwrite', target: the('asked') }])
      .when(ben, reacts('asked'))
      .isRefused(/taken back/)
    const held = given(ASKED, CLAIMED)
    held.when(ben, says('oops', 'auto', 'oops'), held.now)
    held.when(ben, { type: 'withdraw', target: the('oops') }, held.now + 1)
    held.when(nina, reacts('oops'), held.now + 60_000).isRefused(/taken back/)
  })

  it('is one of at most twenty different emoji on a message', () => {
    const faces = Array.from({ length: 20 }, (_, at) => String.fromCodePoint(0x1f600 + at))
    const story = given(...CHAT, ...faces.map((face): Step => [ben, reacts('asked', face)]))
    story.when(ana, reacts('asked', '👍')).isRefused(/at most 20/)
    expect(story.when(ana, reacts('asked', faces[0])).events).toHaveLength(1)
    expect(story.when(ben, reacts('asked', faces[1], false)).events).toHaveLength(1)
  })

  it.each([
    ['👍', '👍'],
    ['👍🏽', '👍🏽'],
    ['❤', '❤️'],
    ['👩‍❤️‍💋‍👨', '👩‍❤️‍💋‍👨'],
    ['🇩🇪', '🇩🇪'],
  ])('is an emoji: %s', (raw, emoji) => {
    expect(oneEmoji(raw)).toBe(emoji)
  })

  it.each(['', 'ok', '👍👍', ':partyparrot:', ' 👍', '<b>', '1', '#', '\u200d'])(
    'is not %j',
    (raw) => {
      given(...CHAT)
        .when(ben, reacts('asked', raw))
        .isRefused(/one emoji/)
      expect(oneEmoji(raw)).toBeNull()
    },
  )
})
