import { beforeEach, describe, expect, it } from 'vitest'
import type { DeskServerFrame } from '../../../src/adapters/desk/protocol.ts'
import { deliveryOf, undoable } from '../../../src/web/desk/delivery.ts'
import { firstPage, isUnread } from '../../../src/web/desk/page.ts'
import type { Page } from '../../../src/web/desk/page.ts'
import type { Prefs } from '../../../src/web/desk/prefs.ts'
import { markedRead } from '../../../src/web/desk/reading.ts'
import { newsOf } from '../../../src/web/desk/news.ts'
import type { Pending } from '../../../src/web/desk/pending.ts'
import { pendingSays, restored, STALE } from '../../../src/web/desk/pending.ts'
import type { DeskState } from '../../../src/web/desk/state.ts'
import { EMPTY, hear, opened, withoutStaleTyping } from '../../../src/web/desk/state.ts'
import { FakeRoom } from '../../support/fake-desk-room.ts'

let room: FakeRoom
let state: DeskState
const take = (frame: DeskServerFrame) => {
  state = hear(state, frame, 1_000)
}

/** A page that follows all that the room says. */
beforeEach(() => {
  room = new FakeRoom()
  state = EMPTY
  take({ type: 'world', ...room.world })
  take({ type: 'threads', cursor: 0, reset: true, threads: [] })
  room.onFrame(take)
})

const held = (thread: string) =>
  (state.open.get(thread)?.posts ?? []).map((post) => `${post.position} ${post.id}`)

function opensIn(page: DeskState, thread: string): DeskState {
  const first: DeskServerFrame = {
    type: 'posts',
    thread,
    reset: true,
    posts: room.postsOf(thread),
    more: false,
  }
  return hear(opened(page, thread, []), first, 1_000)
}

describe('what the page holds', () => {
  it('holds each thread as the newest change made it, and remembers how far it has come', () => {
    const nina = room.opens('Nina', 'Hello')
    room.claimedBy(nina, 'ben')
    expect(state.threads.get(nina)?.assignee?.name).toBe('Ben Okoro')
    expect(state.cursor).toBe(room.thread(nina).change)
  })

  it('does not let an older change undo a newer one', () => {
    const nina = room.opens('Nina', 'Hello')
    const before = room.thread(nina)
    room.claimedBy(nina, 'ben')
    take({ type: 'threads', cursor: before.change, reset: false, threads: [before] })
    expect(state.threads.get(nina)?.status).toBe('claimed')
    expect(state.cursor).toBe(room.thread(nina).change)
  })

  it('forgets the threads that a full list does not name', () => {
    room.opens('Nina', 'Hello')
    take({ type: 'threads', cursor: 9, reset: true, threads: [] })
    expect(state.threads.size).toBe(0)
  })

  it('keeps posts in their order, each once, whole as it last came', () => {
    const nina = room.opens('Nina', 'First')
    state = opensIn(state, nina)
    const second = room.visitorSays(nina, 'Second')
    room.amends(second, { editedAt: 5 })
    expect(held(nina)).toEqual(room.postsOf(nina).map((post) => `${post.position} ${post.id}`))
    expect(state.open.get(nina)?.posts.at(-1)).toMatchObject({ id: second, editedAt: 5 })
  })

  it('puts older posts before those that it holds', () => {
    const nina = room.opens('Nina', 'First')
    room.visitorSays(nina, 'Second')
    const [first, second] = room.postsOf(nina)
    state = opened(state, nina, [])
    if (!first || !second) throw new Error('Nina wrote twice.')
    take({ type: 'posts', thread: nina, reset: true, posts: [second], more: true })
    take({ type: 'older', thread: nina, posts: [first], more: false })
    expect(held(nina)).toEqual([`1 ${first.id}`, `2 ${second.id}`])
    expect(state.open.get(nina)?.more).toBe(false)
  })

  it('takes no posts of threads that it has not opened', () => {
    const nina = room.opens('Nina', 'First')
    room.visitorSays(nina, 'Second')
    expect(state.open.has(nina)).toBe(false)
  })

  it('reads the server’s clock, so that a wrong clock here shows no wrong countdown', () => {
    take({ type: 'world', ...room.world, now: 61_000 })
    expect(state.skew).toBe(60_000)
  })
})

describe('who is typing', () => {
  it('is shown until they stop, their words come, or they fall silent', () => {
    const nina = room.opens('Nina', 'Hello')
    state = opensIn(state, nina)
    const types = (on: boolean) =>
      take({ type: 'typing', thread: nina, name: 'Nina', visitor: true, on })
    types(true)
    expect(state.typing).toHaveLength(1)
    types(false)
    expect(state.typing).toHaveLength(0)
    types(true)
    room.visitorSays(nina, 'There')
    expect(state.typing).toHaveLength(0)
    types(true)
    expect(withoutStaleTyping(state, 60_000).typing).toHaveLength(0)
  })
})

describe('what is worth telling', () => {
  it('is a visitor who starts to wait, not the list that comes at first', () => {
    const nina = room.opens('Nina', 'Hello')
    const frame: DeskServerFrame = {
      type: 'threads',
      cursor: 0,
      reset: false,
      threads: [room.thread(nina)],
    }
    expect(newsOf(EMPTY, frame)).toEqual([])
    expect(newsOf({ ...state, threads: new Map() }, frame)).toEqual([])
    expect(newsOf({ ...state, threads: new Map() }, { ...frame, cursor: 5 })).toMatchObject([
      { kind: 'waits', text: 'Nina is waiting.' },
    ])
  })

  it('is a visitor of one’s own who writes, but not a visitor of a colleague', () => {
    const nina = room.opens('Nina', 'Hello')
    room.claimedBy(nina, 'ana')
    const before = state
    room.visitorSays(nina, 'Are you there?', Date.now() + 1_000)
    const frame: DeskServerFrame = {
      type: 'threads',
      cursor: 9,
      reset: false,
      threads: [room.thread(nina)],
    }
    expect(newsOf(before, frame)).toMatchObject([{ kind: 'wrote', text: 'Nina: Are you there?' }])
    const bens = [{ ...room.thread(nina), joined: ['ben'] }]
    expect(newsOf(before, { ...frame, threads: bens })).toEqual([])
  })

  it('is a line that was meant for this member', () => {
    const nina = room.opens('Nina', 'Hello')
    state = opensIn(state, nina)
    const before = state
    let told: DeskServerFrame | null = null
    room.onFrame((frame) => {
      if (frame.type === 'posts') told = frame
    })
    room.line(nina, 'Chiara took this over from Ana Lima.', { tone: 'alert', for: ['ana'] })
    if (!told) throw new Error('The room said nothing.')
    expect(newsOf(before, told)).toMatchObject([{ kind: 'alert' }])
  })
})

describe('what became of a reply', () => {
  it('is held, on its way, delivered, seen, failed or withdrawn', () => {
    const nina = room.opens('Nina', 'Hello')
    const post = room.message(
      room.memberSays(nina, 'ana', 'reply', 'Hi', { at: 0, heldUntil: 5_000 }),
    )
    const none = { delivered: 0, seen: 0 }
    expect(deliveryOf(post, none, 4_999)).toBe('held')
    expect(deliveryOf(post, none, 5_000)).toBe('waiting')
    expect(deliveryOf(post, { delivered: post.number, seen: 0 }, 0)).toBe('delivered')
    expect(deliveryOf(post, { delivered: post.number, seen: post.number }, 0)).toBe('seen')
    expect(deliveryOf({ ...post, failed: 'No.' }, none, 0)).toBe('failed')
    expect(deliveryOf({ ...post, withdrawnAt: 1 }, none, 0)).toBe('withdrawn')
    expect(deliveryOf({ ...post, as: 'note' }, none, 0)).toBeNull()
  })

  it('can be undone while it is held, by who wrote it, the newest first', () => {
    const nina = room.opens('Nina', 'Hello')
    room.memberSays(nina, 'ana', 'reply', 'One', { heldUntil: 5_000 })
    const two = room.memberSays(nina, 'ana', 'reply', 'Two', { heldUntil: 6_000 })
    room.memberSays(nina, 'ben', 'reply', 'Three', { heldUntil: 9_000 })
    expect(undoable(room.postsOf(nina), 'ana', 4_000)?.id).toBe(two)
    expect(undoable(room.postsOf(nina), 'ana', 7_000)).toBeNull()
  })
})

describe('words on their way', () => {
  const pending = (text: string, more: Partial<Pending> = {}): Pending => ({
    frame: { type: 'say', id: `say ${text}`, thread: 't1001', text, files: [], showed: 'reply' },
    by: 'ana',
    at: 0,
    after: 0,
    state: 'sending',
    error: null,
    message: null,
    ...more,
  })

  it('are shown until their post is there, and never beside it', () => {
    const nina = room.opens('Nina', 'Hello')
    expect(pendingSays([pending('On it')], nina, room.postsOf(nina))).toHaveLength(1)
    room.memberSays(nina, 'ana', 'reply', 'On it')
    expect(pendingSays([pending('On it')], nina, room.postsOf(nina))).toHaveLength(0)
  })

  it('of the same text twice are two messages', () => {
    const nina = room.opens('Nina', 'Hello')
    room.memberSays(nina, 'ana', 'reply', 'ok')
    const twice = [pending('ok'), { ...pending('ok'), at: 1 }]
    expect(pendingSays(twice, nina, room.postsOf(nina))).toHaveLength(1)
  })

  it('are not taken for an older message that says the same', () => {
    const nina = room.opens('Nina', 'Hello')
    room.memberSays(nina, 'ana', 'reply', 'ok')
    const after = room.postsOf(nina).at(-1)?.position ?? 0
    expect(pendingSays([pending('ok', { after })], nina, room.postsOf(nina))).toHaveLength(1)
  })

  it('that waited long through a reload are not sent by themselves', () => {
    expect(restored(pending('Hello'), STALE - 1).state).toBe('sending')
    expect(restored(pending('Hello'), STALE).state).toBe('stopped')
  })
})

describe('a whisper', () => {
  it('makes its thread unread until it was on screen, though nothing else is new', () => {
    const nina = room.opens('Nina', 'Hello')
    const at = (room.thread(nina).last?.at ?? 0) + 1_000
    room.changes(nina, { whisper: { at, by: 'Cleo' } })
    const read = { since: 0, upTo: { [nina]: at - 1 } }
    const page: Page = { ...firstPage({} as Prefs, 0), desk: state, thread: nina, reading: read }
    expect(isUnread(page, room.thread(nina))).toBe(true)
    const keep = { read: () => null, write: () => undefined, drop: () => undefined, all: () => [] }
    const after = markedRead(page, keep)
    expect(isUnread(after, room.thread(nina))).toBe(false)
  })
})
