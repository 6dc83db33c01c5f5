import type { Conversation } from '../../conversation/conversation.ts'
import type { Member, FeedEntry } from '../../ports.ts'
import { threadOf } from './cards.ts'
import { cardOf } from './entries.ts'
import type { DeskPost } from './protocol.ts'

/** Frames are made once and sent to many: as bytes, which no socket has to encode again. */
export interface ThreadBatch {
  readonly cursor: number
  frameFor(member: Member): Buffer
}

export interface PostBatch {
  readonly thread: string
  readonly cursor: number
  readonly frame: Buffer
}

export interface Extent {
  readonly cursor: number
  readonly reset: boolean
}

type ButtonsOf = (conversation: Conversation, member: Member) => string

/** The cards as a `threads` frame. Only the buttons differ: members who may press the same share one frame. */
export function threadBatch(
  entries: readonly FeedEntry[],
  extent: Extent,
  buttonsOf: ButtonsOf,
): ThreadBatch {
  const cards = entries.map((entry) => {
    const card = cardOf(entry)
    return {
      conversation: card.conversation,
      json: JSON.stringify(threadOf(card, entry.change)).slice(0, -1),
    }
  })
  const head = `{"type":"threads","cursor":${extent.cursor},"reset":${extent.reset},"threads":[`
  const byMember = new Map<string, Buffer>()
  const byButtons = new Map<string, Buffer>()

  function frameFor(member: Member): Buffer {
    const buttons = cards.map(({ conversation }) => buttonsOf(conversation, member))
    return remembered(byButtons, buttons.join(), () => {
      const threads = cards.map(({ json }, index) => `${json},"buttons":${buttons[index]}}`)
      return Buffer.from(`${head}${threads.join(',')}]}`)
    })
  }

  return {
    cursor: extent.cursor,
    frameFor: (member) =>
      remembered(byMember, `${member.role} ${member.id}`, () => frameFor(member)),
  }
}

/** Posts of one thread as a `posts` frame. */
export function postBatch(
  thread: string,
  posts: readonly DeskPost[],
  more: boolean,
  reset: boolean,
): PostBatch {
  const cursor = Math.max(0, ...posts.map(({ change }) => change))
  const frame = Buffer.from(JSON.stringify({ type: 'posts', thread, reset, posts, more }))
  return { thread, cursor, frame }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
