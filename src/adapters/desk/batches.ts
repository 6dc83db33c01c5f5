import type { Conversation } from '../../conversation/conversation.ts'
import type { Member, FeedEntry } from '../../ports.ts'
import { threadOf, whisperTo } from './cards.ts'
import { cardOf, isFor } from './entries.ts'
import type { DeskPost } from './protocol.ts'

/** Frames are made once and sent to many: as bytes, which no socket has to encode again. */
export interface ThreadBatch {
  readonly cursor: number
  frameFor(member: Member): Buffer
}

export interface PostBatch {
  readonly thread: string
  readonly cursor: number
  /** Null where all that it brings is for others' eyes. */
  frameFor(member: string): Buffer | null
}

export interface Extent {
  readonly cursor: number
  readonly reset: boolean
}

type ButtonsOf = (conversation: Conversation, member: Member) => string

/**
 * The cards as a `threads` frame. Only the buttons differ, and whom somebody whispered to: members for whom
 * both are the same share one frame.
 */
export function threadBatch(
  entries: readonly FeedEntry[],
  extent: Extent,
  buttonsOf: ButtonsOf,
): ThreadBatch {
  const cards = entries.map((entry) => {
    const card = cardOf(entry)
    return {
      card,
      conversation: card.conversation,
      json: JSON.stringify(threadOf(card, entry.change)).slice(0, -1),
    }
  })
  const head = `{"type":"threads","cursor":${extent.cursor},"reset":${extent.reset},"threads":[`
  const byMember = new Map<string, Buffer>()
  const byOwn = new Map<string, Buffer>()

  function frameFor(member: Member): Buffer {
    const own = cards.map(({ card, conversation }) => {
      const whisper = whisperTo(card, member.id)
      const buttons = `"buttons":${card.movedTo ? '[]' : buttonsOf(conversation, member)}`
      return whisper ? `${buttons},"whisper":${JSON.stringify(whisper)}` : buttons
    })
    return remembered(byOwn, own.join(), () => {
      const threads = cards.map(({ json }, index) => `${json},${own[index]}}`)
      return Buffer.from(`${head}${threads.join(',')}]}`)
    })
  }

  return {
    cursor: extent.cursor,
    frameFor: (member) =>
      remembered(byMember, `${member.role} ${member.id}`, () => frameFor(member)),
  }
}

/** Posts of one thread as a `posts` frame: for each member without the whispers of others. */
export function postBatch(
  thread: string,
  posts: readonly DeskPost[],
  more: boolean,
  reset: boolean,
): PostBatch {
  const cursor = Math.max(0, ...posts.map(({ change }) => change))
  const known = new Map<string, Buffer>()

  function frameFor(member: string): Buffer | null {
    const own = posts.filter((post) => isFor(post, member))
    if (own.length === 0 && posts.length > 0) return null
    const key = own.length === posts.length ? '' : member
    return remembered(known, key, () => {
      return Buffer.from(JSON.stringify({ type: 'posts', thread, reset, posts: own, more }))
    })
  }

  return { thread, cursor, frameFor }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
