import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

/** Slack's limits so many times faster, so that a channel is behind after a few messages. */
const PACE = 4
const burst = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `Word ${from + index}.`)

/** A thread, and a visitor who then writes faster than the channel takes it. */
async function behind(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse({ pace: PACE, ...setup })
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

async function saysAll(nina: { say(text: string): Promise<unknown> }, words: readonly string[]) {
  for (const one of words) await nina.say(one)
}

async function linesOf(house: SlackHouse): Promise<string[]> {
  return (await house.thread()).texts().flatMap((text) => text.split('\n'))
}

/** The cards that were posted so far. */
function cards({ slack }: SlackHouse) {
  return slack.calls('chat.postMessage').filter(({ args }) => args['thread_ts'] === undefined)
}

function shownAt({ slack }: SlackHouse, words: string): number {
  const call = slack.calls('chat.postMessage').find(({ args }) => String(args['text']) === words)
  if (!call) throw new Error(`Nothing shows “${words}”.`)
  return call.at
}

/** The post in which these words stand. */
async function postWith(house: SlackHouse, words: string) {
  const found = (await house.thread()).holds.find(({ text }) => text.split('\n').includes(words))
  if (!found) throw new Error(`Nothing shows “${words}”.`)
  return found
}

describe('a visitor who writes faster than the channel takes it', () => {
  it('is shown in fewer posts, with every word once and in order', async () => {
    const { house, nina } = await behind()
    const words = burst(12)
    await saysAll(nina, words)
    await house.shows('Word 12.')
    expect(await linesOf(house)).toEqual(['Where is my parcel?', ...words])
    expect((await house.thread()).holds.length).toBeLessThan(10)
    expect(house.slack.calls().filter(({ error }) => error !== null)).toEqual([])
    expect(house.slack.complaints()).toEqual([])
  })

  it('edits and removes what stands in a post with others, and nothing else of it', async () => {
    const { house, nina } = await behind()
    await saysAll(nina, burst(12))
    await house.shows('Word 12.')
    const ids = new Map(
      nina.held().flatMap(({ id }, index) => [[nina.shows()[index] ?? '', id] as const]),
    )
    const post = await postWith(house, 'Word 11.')
    expect(post.text).toContain('Word 12.')
    const [eleven, twelve] = [ids.get('Word 11.') ?? '', ids.get('Word 12.') ?? '']
    nina.send({ type: 'edit', id: randomUUID(), message: eleven, text: 'Word eleven.' })
    const now = () => house.slack.channel('support').message(post).text
    await house.slack.until(() => now().includes('Word eleven.'), 'the edit')
    expect(now()).toContain('Word 12.')
    nina.send({ type: 'remove', id: randomUUID(), message: twelve })
    await house.slack.until(() => now().includes('deleted this'), 'the removal')
    expect(now()).toContain('Word eleven.')
    expect(now()).toContain('Word 10.')
  })

  it('keeps what others say between in its place', async () => {
    const { house, nina } = await behind()
    await claimedBy(house, 'Ana')
    await saysAll(nina, burst(4))
    await house.says('ana', 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    await saysAll(nina, burst(4, 5))
    await house.shows('Word 8.')
    const posts = (await house.thread()).texts()
    expect(posts.filter((text) => text.includes('Word 4.') && text.includes('Word 5.'))).toEqual([])
    const lines = (await linesOf(house)).filter((line) => line.startsWith('Word'))
    expect(lines).toEqual(burst(8))
  })

  it('is shown once though Slack’s answer to a joined post was lost', async () => {
    const { house, nina } = await behind()
    await saysAll(nina, burst(6))
    house.slack.weather.brings({
      method: 'chat.postMessage',
      times: 2,
      does: { kind: 'reset', stored: true },
    })
    await saysAll(nina, burst(6, 7))
    await house.shows('Word 12.')
    await house.slack.settled()
    expect((await linesOf(house)).filter((line) => line.startsWith('Word'))).toEqual(burst(12))
  })
})

describe('many busy threads in one channel', () => {
  it('cost no word and no refusal', async () => {
    const house = await slackHouse({ pace: 20 })
    const visitors = await Promise.all(Array.from({ length: 15 }, () => house.visitor()))
    for (const [index, visitor] of visitors.entries())
      for (const word of ['one', 'two', 'three', 'four']) await visitor.say(`${index}: ${word}`)
    const support = house.slack.channel('support')
    const lines = () =>
      support.threads().map((thread) => thread.texts().flatMap((text) => text.split('\n')))
    await house.slack.until(() => lines().flat().length === 60, 'all words')
    for (const said of lines()) {
      const [number] = said[0]?.split(':') ?? []
      expect(said).toEqual(['one', 'two', 'three', 'four'].map((word) => `${number}: ${word}`))
    }
    expect(house.slack.calls().filter(({ error }) => error !== null)).toEqual([])
    expect(support.holds).toHaveLength(15)
  })

  it('keep no answer of the team waiting behind the cards of new conversations', async () => {
    const house = await slackHouse({ pace: 10, desk: true })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const link = new URL(await house.greenroom.signInLink(), house.url).href
    const desk = await openDeskPage(house.url, await enter(house.url, link, 'Zoe'))
    desk.send({ type: 'hello', cursor: null })
    await desk.holds(() => desk.threads.size === 1)
    const [thread = ''] = desk.threads.keys()
    const claim = { type: 'command', id: randomUUID(), thread, name: 'claim', args: {} } as const
    await desk.ask(claim)
    const others = await Promise.all(Array.from({ length: 20 }, () => house.visitor()))
    await Promise.all(others.map((other, index) => other.say(`Hello from ${index}`)))
    const frame = { type: 'say', id: randomUUID(), thread, files: [], showed: 'reply' } as const
    await desk.ask({ ...frame, text: 'On its way' })
    const before = cards(house).length
    await house.shows('On its way')
    const between = cards(house).filter(({ at }) => at < shownAt(house, 'On its way'))
    // One may have been under way.
    expect(between.length - before).toBeLessThanOrEqual(1)
    await house.slack.until(() => house.slack.channel('support').threads().length === 21)
    expect(house.slack.calls().filter(({ error }) => error !== null)).toEqual([])
    await desk.close()
  })

  it('are spread over the channels of their route', async () => {
    const channels = ['support', 'support-2', 'support-3']
    const house = await slackHouse({ pace: 20, channels })
    const visitors = await Promise.all(Array.from({ length: 9 }, () => house.visitor()))
    await Promise.all(visitors.map((visitor, index) => visitor.say(`Hello from ${index}`)))
    const opened = () => channels.map((name) => house.slack.channel(name).threads().length)
    await house.slack.until(() => opened().reduce((sum, one) => sum + one, 0) === 9, 'nine threads')
    expect(opened()).toEqual([3, 3, 3])
    await Promise.all(visitors.map((visitor, index) => visitor.say(`Again ${index}`)))
    const said = () =>
      channels.flatMap((name) =>
        house.slack
          .channel(name)
          .threads()
          .map((one) => one.texts().join('\n')),
      )
    await house.slack.until(() => said().join().split('Again').length === 10, 'the second words')
    for (const text of said()) expect(text).toMatch(/^Hello from (\d+)\nAgain \1$/)
  })
})
