import type { DeskPost, DeskServerFrame, DeskThread } from '../../adapters/desk/protocol.ts'
import { textOf } from './shorten.ts'
import type { DeskState } from './state.ts'

/** Something that a member may want to be told, whatever they look at. */
export type News =
  /** A visitor has started to wait for someone. */
  | { readonly kind: 'waits'; readonly thread: string; readonly text: string }
  /** A visitor whom this member answers has written. */
  | { readonly kind: 'wrote'; readonly thread: string; readonly text: string }
  /** A line that was meant for this member. */
  | { readonly kind: 'alert'; readonly thread: string; readonly id: string; readonly text: string }
  /** Something was said in a thread that is open here. */
  | { readonly kind: 'said'; readonly thread: string; readonly text: string }

/** What is new with a frame. The first threads and pages that arrive are no news. */
export function newsOf(before: DeskState, frame: DeskServerFrame): News[] {
  const me = before.world?.me
  if (!me) return []
  if (frame.type === 'alert')
    return [{ kind: 'alert', thread: frame.thread, id: frame.id, text: frame.text }]
  if (frame.type === 'threads') {
    // A first list comes in pieces whose cursor is 0.
    if (before.cursor === null || frame.reset || frame.cursor === 0) return []
    return frame.threads.flatMap((thread) =>
      threadNews(before.threads.get(thread.id), thread, me.id),
    )
  }
  return frame.type === 'posts' && !frame.reset ? postNews(before, frame, me.id) : []
}

function threadNews(held: DeskThread | undefined, thread: DeskThread, me: string): News[] {
  if (held && held.change >= thread.change) return []
  if (thread.movedTo) return []
  if (thread.status === 'waiting' && (held?.status !== 'waiting' || held.movedTo)) {
    return [{ kind: 'waits', thread: thread.id, text: `${thread.visitor.name} is waiting.` }]
  }
  const { last } = thread
  const isNewWord = last?.kind === 'visitor' && last.at > (held?.last?.at ?? 0)
  if (!isNewWord || !thread.joined.includes(me)) return []
  return [{ kind: 'wrote', thread: thread.id, text: `${thread.visitor.name}: ${last.text}` }]
}

function postNews(
  before: DeskState,
  frame: Extract<DeskServerFrame, { readonly type: 'posts' }>,
  me: string,
): News[] {
  const held = before.open.get(frame.thread)
  if (!held || held.change === null) return []
  const known = new Set(held.posts.map((post) => post.id))
  return frame.posts
    .filter((post) => !known.has(post.id))
    .flatMap((post): News[] => {
      const { thread } = frame
      if (post.kind === 'message') {
        if (post.by.id === me) return []
        return [
          {
            kind: 'said',
            thread,
            text: `${spokenKind(post)} ${post.by.name}: ${textOf(post.blocks)}`,
          },
        ]
      }
      if (post.tone !== 'alert' || !post.for.includes(me)) return []
      return [{ kind: 'alert', thread, id: post.id, text: post.text }]
    })
}

function spokenKind({ as, to }: Extract<DeskPost, { readonly kind: 'message' }>): string {
  if (to) return 'Whisper by'
  if (as === 'note') return 'Note by'
  return as === 'reply' ? 'Reply by' : 'Visitor'
}
