import { describe, expect, it } from 'vitest'
import type { ThreadBatch } from '../../../src/adapters/desk/batches.ts'
import { THREADS } from '../../../src/adapters/desk/entries.ts'
import { postView } from '../../../src/adapters/desk/post-view.ts'
import type { PostPage, Reading } from '../../../src/adapters/desk/reading.ts'
import { threadView } from '../../../src/adapters/desk/thread-view.ts'
import type { FeedEntry } from '../../../src/ports.ts'
import { aMember } from '../../support/desk.ts'

const entry = (change: number): FeedEntry => {
  return { topic: THREADS, key: `c${change}`, position: change, change, body: null }
}

const changesIn = (entries: readonly FeedEntry[]) => entries.map(({ change }) => change).join()

/** Nothing to read, but for what a test puts in its place. */
const reading: Reading = {
  async *allThreads() {},
  threadsAfter: async () => [],
  posts: async () => ({ entries: [], more: false, reset: true }),
  older: async () => ({ entries: [], more: false, reset: false }),
  head: async () => 0,
}

function aPostView(posts: Reading['posts']) {
  const sent: string[] = []
  const draw = (thread: string, { entries }: PostPage) => {
    const cursor = Math.max(0, ...entries.map(({ change }) => change))
    return { thread, cursor, frameFor: () => Buffer.from(changesIn(entries)) }
  }
  const view = postView({
    reading: { ...reading, posts },
    draw,
    drawOlder: () => Buffer.from(''),
    member: aMember('Ana').id,
    send: async (frame) => void sent.push(frame.toString()),
  })
  const offer = (...changes: readonly number[]) =>
    view.offer(draw('c1', { entries: changes.map(entry), more: false, reset: false }))
  return { view, sent, offer }
}

describe('the posts of a thread that is being opened', () => {
  it('come first, and after them what came meanwhile, but not what they hold already', async () => {
    const page = Promise.withResolvers<PostPage>()
    const { view, sent, offer } = aPostView(async () => page.promise)
    const opening = view.open('c1', null)
    offer(2)
    offer(3)
    offer(4, 5)
    expect(sent).toEqual([])
    page.resolve({ entries: [entry(1), entry(2), entry(3)], more: false, reset: true })
    await opening
    expect(sent).toEqual(['1,2,3', '4,5'])
    offer(6)
    expect(sent.at(-1)).toBe('6')
  })

  it('make room for themselves: the thread that was opened longest ago is shut', async () => {
    const { view } = aPostView(reading.posts)
    for (let number = 0; number <= 50; number++) await view.open(`c${number}`, null)
    expect(view.shows('c0')).toBe(false)
    expect(view.shows('c1')).toBe(true)
    expect(view.shows('c50')).toBe(true)
  })
})

describe('the list of threads that is being told', () => {
  const batch = (text: string, cursor: number): ThreadBatch => {
    return { cursor, frameFor: () => Buffer.from(text) }
  }

  function aThreadView(live: { cursor(): number }, threadsAfter: Reading['threadsAfter']) {
    const sent: string[] = []
    const view = threadView({
      live,
      reading: { ...reading, threadsAfter, head: async () => 9 },
      draw: (entries, { cursor }) => batch(`${changesIn(entries)} to ${cursor}`, cursor),
      member: () => aMember('Ana'),
      send: async (frame) => void sent.push(frame.toString()),
    })
    return { view, sent }
  }

  it('is read again when the others were told something in the meantime', async () => {
    // Change 2 comes while the page is told that after 1 there is nothing.
    const { view, sent } = aThreadView({ cursor: () => 2 }, async (change) => {
      return change < 2 && sent.length > 0 ? [entry(2)] : []
    })
    await view.welcome(1)
    expect(sent).toEqual([' to 1', '2 to 2'])
  })

  it('is followed by what is new, and not by what it held', async () => {
    const { view, sent } = aThreadView({ cursor: () => 3 }, async (change) => {
      return change < 3 ? [entry(3)] : []
    })
    await view.welcome(1)
    view.offer(batch('old', 3))
    view.offer(batch('new', 4))
    expect(sent).toEqual(['3 to 3', 'new'])
  })
})
