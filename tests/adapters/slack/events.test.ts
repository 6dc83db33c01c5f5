import fc from 'fast-check'
import { expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { hear } from '../../../src/adapters/slack/events.ts'
import { eventOf, us } from './payload.ts'

const heard = (name: string) => hear(eventOf(name), us)

const IN_THREAD = { channel: 'C0SUPPORT', ts: '1763629200.000200', thread: '1763629100.000100' }

describe('a message', () => {
  it('that an agent writes in a thread is heard, with its place and its words', () => {
    expect(heard('message-in-thread')).toMatchObject({
      kind: 'message',
      ...IN_THREAD,
      user: 'U0ANA',
      broadcast: false,
      words: { text: 'We are looking into it.', blocks: [{ type: 'rich_text' }] },
      files: [],
    })
  })

  it('that is sent to the channel as well is a reply all the same', () => {
    expect(heard('thread-broadcast')).toMatchObject({
      kind: 'message',
      ...IN_THREAD,
      broadcast: true,
    })
  })

  it('brings its files', () => {
    expect(heard('file-share')).toMatchObject({
      kind: 'message',
      words: { text: 'Is this it?' },
      files: [{ id: 'F0PHOTO', name: 'parcel.jpg', mimetype: 'image/jpeg', size: 48_213 }],
    })
  })

  it('in the manner of /me is heard', () => {
    expect(heard('me-message')).toMatchObject({ kind: 'message', words: { text: 'waves' } })
  })

  it.each([
    ['own-persona-post', 'it is our own'],
    ['own-plain-post', 'it is our own'],
    ['other-app', 'it is another app’s'],
    ['slackbot', 'nobody of the workspace wrote it'],
    ['top-level-message', 'it is not in a thread'],
    ['parent-with-own-thread-ts', 'it is not in a thread'],
    ['message-replied', 'it tells of a thread’s replies'],
    ['channel-join', 'a “channel_join” is nothing that was written'],
  ])('is not heard when it is one of %s', (name, reason) => {
    expect(heard(name)).toEqual({ kind: 'ignored', reason })
  })

  it('of ours with a file tells where the file came to stand', () => {
    expect(heard('own-file-share')).toMatchObject({
      kind: 'our files',
      channel: 'C0SUPPORT',
      ts: '1763629150.000100',
      files: [{ id: 'F0FROMNINA' }],
    })
  })
})

describe('a change of a message', () => {
  it('is an edit when somebody edited it and it says something else', () => {
    expect(heard('message-edited')).toMatchObject({
      kind: 'edited',
      ...IN_THREAD,
      user: 'U0ANA',
      editedAt: '1763629300.000000',
      words: { text: 'We are looking into it.' },
    })
  })

  it('is a second edit when it is later than the first', () => {
    expect(heard('message-edited-again')).toMatchObject({
      kind: 'edited',
      editedAt: '1763629400.000000',
    })
  })

  it.each([
    ['message-unfurled', 'Slack changed it, nobody edited it'],
    ['message-language-detected', 'Slack changed it, nobody edited it'],
    ['message-unfurled-after-edit', 'it was edited before'],
    ['message-edited-to-the-same', 'it says what it said'],
    ['own-card-changed', 'it is our own'],
    ['own-plain-post-changed', 'it is our own'],
    ['other-parent-became-a-stone', 'it is a stone of somebody else’s thread'],
  ])('is none when it is one of %s', (name, reason) => {
    expect(heard(name)).toEqual({ kind: 'ignored', reason })
  })

  it('that names another colleague is an edit', () => {
    const event = structuredClone(eventOf('message-edited')) as {
      message: object
      previous_message: object
    }
    const naming = (user: string) => ({
      blocks: [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: user }] }],
        },
      ],
    })
    Object.assign(event.message, naming('U0BEN'))
    Object.assign(event.previous_message, naming('U0CLEO'))
    expect(hear(event, us).kind).toBe('edited')
  })
})

describe('a removal', () => {
  it('of an agent’s message is heard', () => {
    expect(heard('message-deleted')).toEqual({ kind: 'removed', ...IN_THREAD, user: 'U0ANA' })
  })

  it('of a card is heard, so that it is posted again, also when a stone stands in its place', () => {
    const card = { kind: 'card removed', channel: 'C0SUPPORT', ts: '1763629100.000100' }
    expect(heard('own-card-deleted')).toEqual(card)
    expect(heard('own-card-became-a-stone')).toEqual(card)
  })

  it('of another post of ours is not', () => {
    expect(heard('own-post-deleted')).toEqual({ kind: 'ignored', reason: 'it is our own' })
  })

  it('that does not say what was removed is not', () => {
    const { previous_message: _, ...event } = eventOf('message-deleted') as Record<string, unknown>
    expect(hear(event, us).kind).toBe('ignored')
  })
})

describe('a reaction', () => {
  it('is heard with its emoji, skin and all', () => {
    expect(heard('reaction-added')).toEqual({
      kind: 'reacted',
      on: true,
      channel: 'C0SUPPORT',
      ts: '1763629150.000100',
      user: 'U0ANA',
      emoji: { name: '+1', unicode: '👍🏼' },
      at: '1763629210.000000',
    })
    expect(heard('reaction-removed')).toMatchObject({ kind: 'reacted', on: false })
  })

  it.each(['own-reaction', 'reaction-on-a-file'])('is not heard when it is one of %s', (name) => {
    expect(heard(name).kind).toBe('ignored')
  })
})

describe('anything else', () => {
  it('is somebody who opens the app’s Home tab, not another tab of it', () => {
    const opened = eventOf('app-home-opened') as Record<string, unknown>
    expect(hear(opened, us)).toEqual({ kind: 'home opened', user: 'U0ANA' })
    expect(hear({ ...opened, tab: 'messages' }, us)).toMatchObject({ kind: 'ignored' })
  })

  it('breaks nothing, and is never taken for somebody’s words', () => {
    expectAlways(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('message', 'reaction_added', 'app_mention', 'app_home_opened', undefined),
        fc.constantFrom('message_changed', 'message_deleted', 'tombstone', undefined),
        (value, type, subtype) => {
          const event = { message: value, previous_message: value, item: value, type, subtype }
          expect(hear(event, us).kind).toBe('ignored')
          expect(hear(value, us).kind).toBe('ignored')
        },
      ),
    )
  })
})
