import type { AgentId } from '../../conversation/ids.ts'
import type { PostBatch } from './batches.ts'
import { LIMITS } from './limits.ts'
import type { PostPage, Reading } from './reading.ts'

export interface PostViewDeps {
  readonly reading: Reading
  readonly draw: (thread: string, page: PostPage) => PostBatch
  readonly drawOlder: (thread: string, page: PostPage) => Buffer
  /** Whose page it is. */
  readonly member: AgentId
  readonly send: (frame: Buffer) => Promise<void>
}

interface Opened {
  /** What came while the first page was being read. */
  held: PostBatch[] | null
}

/** The threads that one page has open: what it lacks of each, then each change. */
export function postView({ reading, draw, drawOlder, member, send }: PostViewDeps) {
  const opened = new Map<string, Opened>()

  async function open(thread: string, change: number | null) {
    const mine: Opened = { held: [] }
    opened.delete(thread)
    opened.set(thread, mine)
    shutLongestOpen()
    const page = draw(thread, await reading.posts(thread, change, member))
    const held = mine.held ?? []
    mine.held = null
    const sent = show(page)
    // A batch that is no newer than the page was read with it.
    for (const batch of held) if (batch.cursor > page.cursor) void show(batch)
    await sent
  }

  async function show(batch: PostBatch) {
    const frame = batch.frameFor(member)
    if (frame) await send(frame)
  }

  async function older(thread: string, before: number) {
    await send(drawOlder(thread, await reading.older(thread, before, member)))
  }

  function shutLongestOpen() {
    const [longest] = opened.keys()
    if (opened.size > LIMITS.open && longest !== undefined) opened.delete(longest)
  }

  function offer(batch: PostBatch) {
    const mine = opened.get(batch.thread)
    if (mine?.held) mine.held.push(batch)
    else if (mine) void show(batch)
  }

  return {
    open,
    older,
    offer,
    shut: (thread: string) => void opened.delete(thread),
    shows: (thread: string) => opened.has(thread),
  }
}
