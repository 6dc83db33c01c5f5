import type { VisitorId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Feed, FeedEntry } from '../../ports.ts'
import type { Limits } from './limits.ts'
import type { Changes, WidgetMessage } from './protocol.ts'
import { readState, STATE, topicOf, widgetMessage } from './stored.ts'

export type History = ReturnType<typeof createHistory>

type Standing = Pick<Changes, 'agent' | 'status'>

const NOBODY_YET: Standing = { agent: null, status: 'none' }

/** What a visitor's feed holds, as the widget reads it. */
export function createHistory(feed: Feed, address: (file: FileRef) => string, limits: Limits) {
  /** The newest page, or all that changed after the cursor, a bounded part at a time. */
  async function catchUp(
    visitor: VisitorId,
    cursor: number | null,
  ): Promise<Changes & { more: boolean }> {
    // Read first: what changes while we read comes once more, rather than never.
    const head = await feed.head()
    // A cursor from the future was given out before the database was put back to an older copy.
    if (cursor === null || cursor > head) return newest(visitor, head)
    const changes = await since(visitor, cursor)
    return { ...changes, more: true }
  }

  async function newest(visitor: VisitorId, head: number) {
    const { messages, more } = await page(visitor, limits.page.newest)
    return { cursor: head, messages, more, ...(await standing(visitor)), incomplete: false }
  }

  async function since(visitor: VisitorId, cursor: number, before?: Standing): Promise<Changes> {
    const entries = await feed.since(topicOf(visitor), cursor, limits.page.missed)
    const part = upTo(entries, limits.pageBytes)
    const state = part.findLast(isState)
    return {
      cursor: part.at(-1)?.change ?? cursor,
      messages: part.filter(isMessage).map(shown),
      ...(state ? standingOf(state) : (before ?? (await standing(visitor)))),
      incomplete: part.length < entries.length || entries.length === limits.page.missed,
    }
  }

  /** The page of messages before this position, or the newest. */
  async function page(
    visitor: VisitorId,
    size: number,
    before?: number,
  ): Promise<{ messages: WidgetMessage[]; more: boolean }> {
    // One for the state, which has a position among them, and one to see whether there are more.
    const entries = await feed.page(topicOf(visitor), size + 2, before)
    const messages = entries.filter(isMessage)
    const part = upTo(messages.slice(-size).toReversed(), limits.pageBytes).toReversed()
    return { messages: part.map(shown), more: part.length < messages.length }
  }

  async function standing(visitor: VisitorId): Promise<Standing> {
    const state = await feed.get(topicOf(visitor), STATE)
    return state ? standingOf(state) : NOBODY_YET
  }

  function shown(entry: FeedEntry): WidgetMessage {
    return widgetMessage(entry, address)
  }

  return {
    catchUp,
    since,
    older: (visitor: VisitorId, before: number) => page(visitor, limits.page.older, before),
  }
}

function isState({ key }: FeedEntry): boolean {
  return key === STATE
}

function isMessage(entry: FeedEntry): boolean {
  return !isState(entry)
}

function standingOf(entry: FeedEntry): Standing {
  const { agent, status } = readState(entry)
  return { agent, status }
}

/** The first entries that together are about `most` bytes of text; always at least one. */
function upTo(entries: readonly FeedEntry[], most: number): FeedEntry[] {
  if (entries.length === 1) return [...entries]
  const part: FeedEntry[] = []
  let size = 0
  for (const entry of entries) {
    size += JSON.stringify(entry.body).length
    if (size > most && part.length > 0) break
    part.push(entry)
  }
  return part
}
