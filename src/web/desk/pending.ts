import type { DeskClientFrame, DeskPost } from '../../adapters/desk/protocol.ts'
import { plainText } from '../../conversation/message.ts'

/** A frame that wants an answer. */
export type Asked = Extract<DeskClientFrame, { readonly id: string }>

/** What was asked of the server and is kept until it answers. */
export interface Pending {
  readonly frame: Asked
  /** The member who asked. */
  readonly by: string
  /** Epoch ms. */
  readonly at: number
  /** The newest post's position when it was asked, so that the post it becomes can be told apart. */
  readonly after: number
  /** `accepted`: answered, and shown until its post comes. `stopped`: not sent until someone says so. */
  readonly state: 'sending' | 'accepted' | 'refused' | 'stopped'
  readonly error: string | null
  /** The post that it became, once known. */
  readonly message: string | null
}

export type PendingSay = Pending & { readonly frame: Extract<Asked, { readonly type: 'say' }> }

/** How many frames may wait for their answers; more are not taken. */
export const MAX_PENDING = 200

/** What was written longer ago than this is not sent by itself after a reload: the moment may have passed. */
export const STALE = 10 * 60_000

/** A kept frame as it is after a reload. */
export function restored(kept: Pending, now: number): Pending {
  if (kept.frame.type !== 'say' || kept.state !== 'sending' || now - kept.at < STALE) return kept
  return { ...kept, state: 'stopped', error: 'Written while this page was away, so not sent yet.' }
}

/** The words of a thread that are on their way and that no post shows yet. */
export function pendingSays(
  pending: readonly Pending[],
  thread: string,
  posts: readonly DeskPost[],
): PendingSay[] {
  const says = pending.filter((one): one is PendingSay => isSay(one) && one.frame.thread === thread)
  if (says.length === 0) return says
  const taken = new Set<string>()
  return says.filter((say) => {
    const post = posts.find((candidate) => !taken.has(candidate.id) && isPostOf(candidate, say))
    if (post) taken.add(post.id)
    return !post
  })
}

function isSay(pending: Pending): pending is PendingSay {
  return pending.frame.type === 'say'
}

function isPostOf(post: DeskPost, say: PendingSay): boolean {
  if (post.kind !== 'message') return false
  if (say.message !== null) return post.id === say.message
  if (say.state === 'refused' || say.state === 'stopped') return false
  return (
    post.by.id === say.by &&
    post.position > say.after &&
    squeezed(plainText({ blocks: post.blocks, files: [] })) === squeezed(say.frame.text)
  )
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
