import type {
  DeskPost,
  DeskServerFrame,
  DeskThread,
  DeskWorld,
} from '../../adapters/desk/protocol.ts'

/** What the server has told this page: nothing in it is the page's own. */
export interface DeskState {
  readonly world: DeskWorld | null
  readonly threads: ReadonlyMap<string, DeskThread>
  /** The newest change that is held, or null before the first. */
  readonly cursor: number | null
  /** Posts of the threads that were opened. */
  readonly open: ReadonlyMap<string, OpenThread>
  readonly online: ReadonlySet<string>
  readonly typing: readonly Typing[]
  readonly banner: string | null
  /** Milliseconds that the server's clock is ahead of this page's. */
  readonly skew: number
}

export interface OpenThread {
  readonly posts: readonly DeskPost[]
  /** Older posts than these exist. */
  readonly more: boolean
  /** The newest change held of it, or null while its first page is awaited. */
  readonly change: number | null
}

export interface Typing {
  readonly thread: string
  readonly name: string
  readonly visitor: boolean
  /** Epoch ms of the page's clock after which it is stale. */
  readonly until: number
}

export const EMPTY: DeskState = {
  world: null,
  threads: new Map(),
  cursor: null,
  open: new Map(),
  online: new Set(),
  typing: [],
  banner: null,
  skew: 0,
}

const TYPING_LASTS = 8_000

/** The state after a frame. `now` is epoch ms by the page's clock. Frames that change nothing give the same object. */
export function hear(state: DeskState, frame: DeskServerFrame, now: number): DeskState {
  switch (frame.type) {
    case 'world':
      return withWorld(state, frame, now)
    case 'threads':
      return withThreads(state, frame)
    case 'posts':
      return withPosts(state, frame)
    case 'older':
      return withOlder(state, frame)
    case 'typing':
      return { ...state, typing: typingWith(state.typing, frame, now) }
    case 'online':
      return { ...state, online: new Set(frame.members) }
    case 'banner':
      return { ...state, banner: frame.text }
    case 'done':
    case 'alert':
    case 'goodbye':
    case 'pong':
      return state
  }
}

/** Marks a thread as opened, so that its posts are kept; forgets the posts of those in `shut`. */
export function opened(state: DeskState, thread: string, shut: readonly string[]): DeskState {
  const open = new Map(state.open)
  for (const id of shut) open.delete(id)
  if (!open.has(thread)) open.set(thread, { posts: [], more: false, change: null })
  return { ...state, open }
}

/** Without the names of those who stopped typing without saying so. */
export function withoutStaleTyping(state: DeskState, now: number): DeskState {
  const typing = state.typing.filter((one) => one.until > now)
  return typing.length === state.typing.length ? state : { ...state, typing }
}

type Frame<T extends DeskServerFrame['type']> = Extract<DeskServerFrame, { readonly type: T }>

function withWorld(state: DeskState, frame: Frame<'world'>, now: number): DeskState {
  const { type: _, ...world } = frame
  const online = new Set(world.members.filter((member) => member.online).map((member) => member.id))
  return { ...state, world, online, skew: world.now === undefined ? state.skew : world.now - now }
}

function withThreads(state: DeskState, frame: Frame<'threads'>): DeskState {
  const threads = new Map(frame.reset ? [] : state.threads)
  for (const thread of frame.threads) {
    const held = threads.get(thread.id)
    if (!held || held.change <= thread.change) threads.set(thread.id, thread)
  }
  const cursor = frame.reset ? frame.cursor : Math.max(state.cursor ?? 0, frame.cursor)
  return { ...state, threads, cursor }
}

function withPosts(state: DeskState, frame: Frame<'posts'>): DeskState {
  const held = state.open.get(frame.thread)
  if (!held) return state
  const afresh = frame.reset || held.change === null
  const posts = merged(afresh ? [] : held.posts, frame.posts)
  const next: OpenThread = {
    posts,
    more: afresh ? frame.more : held.more,
    change: Math.max(afresh ? 0 : (held.change ?? 0), ...frame.posts.map((post) => post.change)),
  }
  return {
    ...state,
    open: new Map(state.open).set(frame.thread, next),
    typing: withoutAuthors(state.typing, frame),
  }
}

function withOlder(state: DeskState, frame: Frame<'older'>): DeskState {
  const held = state.open.get(frame.thread)
  if (!held) return state
  const next = { ...held, posts: merged(held.posts, frame.posts), more: frame.more }
  return { ...state, open: new Map(state.open).set(frame.thread, next) }
}

/** Both in order of position; of a post that is in both, the newer change. */
function merged(held: readonly DeskPost[], came: readonly DeskPost[]): readonly DeskPost[] {
  if (came.length === 0) return held
  const byId = new Map(held.map((post) => [post.id, post]))
  for (const post of came) {
    const known = byId.get(post.id)
    if (!known || known.change <= post.change) byId.set(post.id, post)
  }
  return [...byId.values()].toSorted((a, b) => a.position - b.position)
}

function typingWith(typing: readonly Typing[], frame: Frame<'typing'>, now: number): Typing[] {
  const { thread, name, visitor, on } = frame
  const others = typing.filter(
    (one) => one.thread !== thread || one.name !== name || one.visitor !== visitor,
  )
  return on ? [...others, { thread, name, visitor, until: now + TYPING_LASTS }] : others
}

/** Whoever's message has come is no longer typing it. */
function withoutAuthors(typing: readonly Typing[], frame: Frame<'posts'>): readonly Typing[] {
  if (typing.length === 0) return typing
  const wrote = new Set<string>()
  for (const post of frame.posts) {
    if (post.kind === 'message') wrote.add(post.as === 'visitor' ? ' visitor' : post.by.name)
  }
  return typing.filter(
    (one) => one.thread !== frame.thread || !wrote.has(one.visitor ? ' visitor' : one.name),
  )
}
