import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskPost } from '../../../src/adapters/desk/protocol.ts'
import type { DeskPage } from '../../support/desk-page.ts'
import {
  aConversation,
  aLine,
  aMessage,
  asPost,
  openTestDesk,
  SUPPORT,
} from '../../support/desk.ts'
import type { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await openTestDesk()
})
afterEach(async () => test.stop())

async function open(...ids: readonly string[]) {
  await Promise.all(ids.map(async (id) => test.desk.openThread(aConversation(id), SUPPORT)))
}

async function close(id: string) {
  const closed = aConversation(id, {
    status: 'closed',
    outcome: 'answered',
    closedAt: 1,
    lastAssignee: null,
    version: 9,
  })
  await test.desk.refresh(id, closed)
}

async function post(thread: string, id: string, number: number) {
  await test.desk.post(thread, asPost(aMessage(id, `words of ${id}`, { number })))
}

const keysOf = (page: DeskPage) => [...page.threads.keys()].toSorted()
const ids = (posts: readonly DeskPost[]) => posts.map(({ id }) => id)
const threadFrames = (page: DeskPage) =>
  page.frames.filter((frame) => frame.type === 'threads').flatMap(({ threads }) => threads)

describe('a page that was away', () => {
  it('gets the threads that changed meanwhile, and only those', async () => {
    await open('c1', 'c2', 'c3')
    const { cookie } = await test.member('Ana')
    const before = await test.pageOf(cookie)
    expect(keysOf(before)).toEqual(['c1', 'c2', 'c3'])
    await before.close()
    await post('c2', 'm1', 1)
    await open('c4')
    await close('c3')
    const after = await test.pageOf(cookie, before.cursor())
    expect(keysOf(after)).toEqual(['c2', 'c3', 'c4'])
    expect(after.frames.some((frame) => frame.type === 'threads' && frame.reset)).toBe(false)
    expect(after.threads.get('c3')?.status).toBe('closed')
  })

  it('gets nothing when nothing happened', async () => {
    await open('c1')
    const { cookie } = await test.member('Ana')
    const before = await test.pageOf(cookie)
    const after = await test.pageOf(cookie, before.cursor())
    expect(threadFrames(after)).toEqual([])
    expect(after.cursor()).toBe(before.cursor())
  })

  it('gets the posts that it missed, and those that changed', async () => {
    await open('c1')
    const { cookie } = await test.member('Ana')
    await post('c1', 'm1', 1)
    await post('c1', 'm2', 2)
    const before = await test.pageOf(cookie)
    const held = (await before.open('c1')).posts
    await before.close()
    await post('c1', 'm3', 3)
    const edited = aMessage('m1', 'edited', { version: 2, editedAt: 1 })
    await test.desk.amend('c1', asPost(edited))
    const after = await test.pageOf(cookie)
    const missed = await after.open('c1', Math.max(...held.map(({ change }) => change)))
    expect(missed.reset).toBe(false)
    expect(ids(missed.posts)).toEqual(['m3', 'm1'])
  })

  it('is told to begin anew when it holds what this desk never said', async () => {
    await open('c1')
    const { cookie } = await test.member('Ana')
    const page = await test.pageOf(cookie, 1_000_000)
    expect(page.frames.some((frame) => frame.type === 'threads' && frame.reset)).toBe(true)
    expect([...page.threads.keys()]).toEqual(['c1'])
    expect((await page.open('c1', 1_000_000)).reset).toBe(true)
  })

  it('finds everything after a restart', async () => {
    await open('c1', 'c2')
    const { cookie } = await test.member('Ana')
    const before = await test.pageOf(cookie)
    await test.restart()
    await before.closed
    await open('c3')
    const after = await test.pageOf(cookie, before.cursor())
    expect([...after.threads.keys()]).toEqual(['c3'])
    const fresh = await test.pageOf(cookie)
    expect(keysOf(fresh)).toEqual(['c1', 'c2', 'c3'])
    await close('c1')
    await fresh.holds(() => fresh.threads.get('c1')?.status === 'closed')
  })
})

describe('a page that comes for the first time', () => {
  it('gets every thread that is open, however old, and the newest of those closed', async () => {
    const all = Array.from({ length: 450 }, (_, index) => `c${index}`)
    await open(...all)
    for (const id of all.slice(1)) await close(id)
    await test.restart()
    const page = await test.page('Ana')
    expect(page.threads.get('c0')?.status).toBe('waiting')
    expect(page.threads.size).toBe(201)
    expect(page.threads.has('c449')).toBe(true)
  })

  it('gets thousands in pieces, with a cursor only when it has them all', async () => {
    const all = Array.from({ length: 2_000 }, (_, index) => `c${index}`)
    const early = await test.page('Ben')
    await open(...all)
    await early.holds(() => early.threads.size === 2_000)
    const page = await test.page('Ana')
    const frames = page.frames.filter((frame) => frame.type === 'threads')
    expect(frames.length).toBeGreaterThanOrEqual(10)
    expect(frames.map(({ reset }) => reset)).toEqual(frames.map((_, index) => index === 0))
    expect(frames.slice(0, 10).every(({ cursor }) => cursor === 0)).toBe(true)
    expect(page.cursor()).toBe(early.cursor())
    expect(page.threads.size).toBe(2_000)
  })

  it('misses nothing of what happens while it is being told', async () => {
    const all = Array.from({ length: 600 }, (_, index) => `c${index}`)
    await open(...all)
    const { cookie } = await test.member('Ana')
    const opening = test.pageOf(cookie)
    const meanwhile = Array.from({ length: 200 }, (_, index) => `d${index}`)
    await Promise.all([...meanwhile.map(async (id) => open(id)), ...all.slice(0, 50).map(close)])
    const page = await opening
    const isClosed = (id: string) => page.threads.get(id)?.status === 'closed'
    await page.holds(() => page.threads.size === 800 && all.slice(0, 50).every(isClosed))
    expect(all.filter(isClosed)).toEqual(all.slice(0, 50))
  })

  it('sees an empty desk as one', async () => {
    const page = await test.page('Ana')
    const frame = await page.until('threads')
    expect(frame).toEqual({ type: 'threads', cursor: 0, reset: true, threads: [] })
  })
})

describe('a thread that is opened', () => {
  it('shows its newest posts, and the older ones when asked', async () => {
    await open('c1')
    for (let number = 1; number <= 160; number++) await post('c1', `m${number}`, number)
    const page = await test.page('Ana')
    const newest = await page.open('c1')
    expect(ids(newest.posts)).toEqual(Array.from({ length: 100 }, (_, index) => `m${index + 61}`))
    expect(newest).toMatchObject({ reset: true, more: true })
    page.send({ type: 'older', thread: 'c1', before: newest.posts[0]?.position ?? 0 })
    const older = await page.until('older')
    expect(ids(older.posts)).toEqual(Array.from({ length: 50 }, (_, index) => `m${index + 11}`))
    expect(older.more).toBe(true)
    page.forget()
    page.send({ type: 'older', thread: 'c1', before: older.posts[0]?.position ?? 0 })
    expect(await page.until('older')).toMatchObject({ more: false })
  })

  it('gets what is posted from then on, and nothing of the others', async () => {
    await open('c1', 'c2')
    const page = await test.page('Ana')
    await page.open('c1')
    await post('c2', 'n1', 1)
    await post('c1', 'm1', 1)
    await test.desk.post('c1', aLine('l1', 'Ana claimed this.'))
    await page.holds(() => page.posts('c1').length === 2)
    expect(ids(page.posts('c1'))).toEqual(['m1', 'l1'])
    expect(page.posts('c2')).toEqual([])
    page.send({ type: 'shut', thread: 'c1' })
    await page.settled()
    await post('c1', 'm2', 2)
    await page.holds(() => page.threads.get('c1')?.last?.text === 'words of m2')
    expect(ids(page.posts('c1'))).toEqual(['m1', 'l1'])
  })

  it('misses nothing of what is posted while it is being opened', async () => {
    await open('c1')
    const page = await test.page('Ana')
    const posting = (async () => {
      for (let number = 1; number <= 150; number++) await post('c1', `m${number}`, number)
    })()
    for (let times = 0; times < 5; times++) await page.open('c1')
    await posting
    const all = Array.from({ length: 150 }, (_, index) => `m${index + 1}`)
    await page.holds(() => page.posts('c1').some(({ id }) => id === 'm150'))
    const shown = ids(page.posts('c1'))
    expect(shown).toEqual(all.slice(-shown.length))
    expect(shown.length).toBeGreaterThanOrEqual(100)
  })
})

describe('a page that does not read what it is sent', () => {
  it('is closed, and has everything when it comes back', async () => {
    await open('c1')
    const { cookie } = await test.member('Ana')
    const page = await test.pageOf(cookie)
    await page.open('c1')
    page.pause()
    const words = 'x'.repeat(100_000)
    for (let number = 1; number <= 400; number++) {
      await test.desk.post('c1', asPost(aMessage(`m${number}`, words, { number })))
    }
    page.resume()
    expect((await page.closed).code).toBe(1013)
    const back = await test.pageOf(cookie, page.cursor())
    await back.open('c1')
    expect(ids(back.posts('c1'))).toHaveLength(100)
    expect(back.posts('c1').at(-1)?.id).toBe('m400')
  })
})

describe('a hundred pages', () => {
  it('see every change, each by its own rights, and one post in the thread they look at', async () => {
    await open(...Array.from({ length: 20 }, (_, index) => `c${index}`))
    const members = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        test.member(`Agent ${String.fromCharCode(65 + index)}`, index % 2 ? 'agent' : 'creator'),
      ),
    )
    const pages = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const one = members[index % members.length]
        return test.pageOf(one?.cookie ?? '')
      }),
    )
    await Promise.all(pages.map(async (page) => page.open('c0')))
    for (let number = 1; number <= 200; number++) {
      await post(`c${number % 20}`, `m${number}`, number)
    }
    await Promise.all(
      pages.map(async (page) => {
        await page.holds(() => page.threads.get('c0')?.last?.text === 'words of m200')
        await page.holds(() => page.threads.get('c19')?.last?.text === 'words of m199')
        await page.holds(() => page.posts('c0').length === 10)
      }),
    )
    const mayClaim = pages.filter((page) => page.threads.get('c0')?.buttons.length !== 0)
    expect(mayClaim).toHaveLength(50)
    // Changes that came in one tick went out as one frame.
    const frames = pages[0]?.frames.filter((frame) => frame.type === 'threads').length ?? 0
    expect(frames).toBeLessThan(200)
  })
})
