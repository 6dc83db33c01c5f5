import { describe, expect, it } from 'vitest'
import { realClient } from '../adapters/slack/real-apps.ts'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'
import type { MessageRef } from '../support/slack/model.ts'

type Visitor = Awaited<ReturnType<SlackHouse['visitor']>>

const REPLIES = 'conversations.replies'

/** A look that compares; others look for new messages alone. */
const isComparing = (args: Readonly<Record<string, unknown>>) => args['inclusive'] !== undefined

/** A chat that Ana has, with these replies of hers on the visitor’s screen. */
async function answered(
  setup: NonNullable<Parameters<typeof slackHouse>[0]>,
  ...words: readonly string[]
) {
  const house = await slackHouse({ retries: [], ...setup })
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  await claimedBy(house, 'Ana')
  const replies = []
  for (const word of words) {
    replies.push(await house.says('ana', word))
    await nina.until(() => nina.shows().includes(word))
  }
  await house.slack.settled()
  return { house, nina, replies, ana: house.slack.user('ana') }
}

/** While this is done Greenroom hears nothing of Slack, and Slack does not say it again. */
async function unheard({ slack }: SlackHouse, work: () => Promise<unknown>): Promise<void> {
  slack.subscribesTo([])
  await work()
  slack.subscribesTo(null)
}

async function reconnects({ slack }: SlackHouse): Promise<void> {
  slack.sockets.drops()
  await slack.until(() => slack.sockets.count === 0, 'no socket')
  await slack.until(() => slack.sockets.count > 0, 'a socket')
}

/**
 * After a gap: waits until what stands in the thread was compared twice, in so many looks each time, and all that the
 * first brought is done. The second begins when the first is over, and the thread keeps its order.
 */
async function caughtUp(house: SlackHouse, nina: Visitor, looks: number, thread?: MessageRef) {
  const { slack } = house
  const compared = () => slack.calls(REPLIES).filter(({ args }) => isComparing(args)).length
  await reconnects(house)
  await slack.until(() => compared() >= looks, 'a look at the thread')
  await reconnects(house)
  await slack.until(() => compared() > looks, 'another')
  const where = thread ?? (await house.thread()).root
  await slack.user('ana').says('support', 'Anything else?', { thread: where })
  await nina.until(() => nina.shows().includes('Anything else?'))
}

describe.each(['socket', 'http'] as const)(
  'what agents change unheard, with Slack over %s',
  (mode) => {
    it('is changed on the visitor’s screen when Greenroom is started again', async () => {
      const { house, nina, replies, ana } = await answered({ mode }, 'It arives today', 'No idea')
      await house.stop()
      const [first, second] = replies
      if (!first || !second) throw new Error('There are no replies.')
      await ana.edits(first, 'It arrives today')
      await ana.deletes(second)
      const again = await slackHouse({ mode, slack: house.slack, data: house.dir })
      const later = await again.visitor(nina.token)
      await later.showsIn(['Where is my parcel?', 'It arrives today', '(removed)'])
      expect(house.slack.complaints()).toEqual([])
    })
  },
)

describe('what agents change in a gap', () => {
  it('is changed on the visitor’s screen once Slack is heard again', async () => {
    const { house, nina, replies, ana } = await answered({}, 'It arives today', 'No idea', 'Bye')
    const [first, second] = replies
    if (!first || !second) throw new Error('There are no replies.')
    await unheard(house, async () => {
      await ana.edits(first, 'It arrives today')
      await ana.deletes(second)
    })
    await reconnects(house)
    await nina.showsIn(['Where is my parcel?', 'It arrives today', '(removed)', 'Bye'])
    expect(ana.ephemerals('support')).toEqual([])
  })

  it('is changed though Slack gives out fifteen messages at a time', async () => {
    const words = Array.from({ length: 20 }, (_, at) => `Line ${at}`)
    const { house, nina, replies, ana } = await answered({}, ...words)
    const last = replies.at(-1)
    const middle = replies[9]
    if (!last || !middle) throw new Error('There are no replies.')
    house.slack.pagesAre(15)
    await unheard(house, async () => {
      await ana.deletes(middle)
      await ana.deletes(last)
    })
    await reconnects(house)
    const left = words.map((word, at) => (at === 9 || at === 19 ? '(removed)' : word))
    await nina.showsIn(['Where is my parcel?', ...left])
    expect(house.slack.complaints()).toEqual([])
  })

  it('is left alone where only Slack changed it, or it says what it said', async () => {
    const { house, nina, replies, ana } = await answered({}, 'See https://example.com')
    const [first] = replies
    if (!first) throw new Error('There is no reply.')
    await unheard(house, async () => {
      house.slack.channel('support').unfurls(first)
      await ana.edits(first, 'See https://example.com/2')
      await ana.edits(first, 'See https://example.com')
    })
    await caughtUp(house, nina, 1)
    expect(nina.held().filter(({ editedAt }) => editedAt !== null)).toEqual([])
    expect(house.slack.user('ana').ephemerals('support')).toEqual([])
  })
})

describe('words are never taken off the visitor’s screen', () => {
  it.each([
    ['cannot be read', 1, { kind: 'refuse', error: 'thread_not_found' }],
    ['is kept from the app', 1, { kind: 'refuse', error: 'missing_scope' }],
    ['is answered with an error', 2, { kind: 'refuse', error: 'fatal_error' }],
    ['breaks off at first', 2, { kind: 'reset' }],
  ] as const)('when the thread %s', async (_, tries, does) => {
    const { house, nina } = await answered({}, 'It arrives today')
    house.slack.weather.brings({ method: REPLIES, does, on: isComparing })
    await caughtUp(house, nina, tries)
    expect(nina.shows()).toContain('It arrives today')
    expect(nina.shows()).not.toContain('(removed)')
  })

  it('when its second page cannot be read', async () => {
    const words = Array.from({ length: 20 }, (_, at) => `Line ${at}`)
    const { house, nina } = await answered({}, ...words)
    house.slack.pagesAre(15)
    house.slack.weather.brings({
      method: REPLIES,
      times: 'always',
      on: (args) => isComparing(args) && args['cursor'] !== undefined,
      does: { kind: 'refuse', error: 'invalid_cursor' },
    })
    await caughtUp(house, nina, 2)
    expect(nina.shows()).not.toContain('(removed)')
  })

  it('when the messages are more than are read', async () => {
    const words = Array.from({ length: 45 }, (_, at) => `Line ${at}`)
    const { house, nina } = await answered({}, ...words)
    house.slack.pagesAre(2)
    await caughtUp(house, nina, 20)
    expect(nina.shows()).not.toContain('(removed)')
  })

  it('when it is the oldest that is gone, from the card on', async () => {
    const { house, nina, replies, ana } = await answered({}, 'It arrives today', 'Bye')
    const [first] = replies
    if (!first) throw new Error('There is no reply.')
    const { root } = await house.thread()
    await unheard(house, async () => {
      await realClient(house.slack).chat.delete({ channel: root.channel, ts: root.ts })
      // As when a rule of the workspace removes all that is older than some days.
      await ana.deletes(first)
    })
    await caughtUp(house, nina, 1, root)
    expect(nina.shows()).toContain('It arrives today')
    expect(nina.shows()).not.toContain('(removed)')
  })

  it('when a message stands in another thread than the conversation’s newest', async () => {
    const { house, nina } = await answered({}, 'It arrives today')
    const { root } = await house.thread()
    house.slack.channel('support').locks(root)
    await nina.say('Anyone?')
    const threads = () => house.slack.channel('support').threads()
    await house.slack.until(() => threads().length === 2, 'a new thread')
    await house.slack.user('ana').says('support', 'In the old one', { thread: root })
    await nina.until(() => nina.shows().includes('In the old one'))
    const newest = threads().at(-1)?.root
    if (!newest) throw new Error('There is no new thread.')
    await caughtUp(house, nina, 2, newest)
    expect(nina.shows()).toContain('In the old one')
    expect(nina.shows()).not.toContain('(removed)')
  })
})
