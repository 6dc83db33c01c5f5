import { useState } from 'preact/hooks'
import type { MessagePost } from '../delivery.ts'
import { deliveryOf } from '../delivery.ts'
import { useDesk, useSeconds } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { focusComposer } from '../shortcuts.ts'
import { textOf } from '../shorten.ts'
import { timeOf } from '../times.ts'

interface Props {
  readonly post: MessagePost
  readonly isMine: boolean
  readonly reached: 'no' | 'delivered' | 'seen'
  readonly thread: string
  readonly visitor: string
}

/** What became of a reply, under it. */
export function ReplyState({ post, isMine, reached, thread, visitor }: Props) {
  const desk = useDesk()
  const state = deliveryOf(post, countsFor(post, reached), desk.now())
  if (post.removedAt !== null) return null
  switch (state) {
    case 'held':
      return <Held post={post} isMine={isMine} thread={thread} visitor={visitor} />
    case 'failed':
      return <Failed post={post} thread={thread} visitor={visitor} />
    case 'withdrawn':
      return (
        <p class="state">
          <Icon name="undo" size={13} /> Withdrawn
          {post.withdrawnAt !== null && ` · ${timeOf(post.withdrawnAt)}`}. <bdi>{visitor}</bdi>{' '}
          never saw it.
        </p>
      )
    case 'seen':
      return (
        <p class="state state-seen">
          <Icon name="eye" size={13} /> Seen
        </p>
      )
    case 'delivered':
      return (
        <p class="state state-delivered">
          <Icon name="check" size={13} /> Delivered
        </p>
      )
    default:
      return (
        <p class="state">
          <Icon name="clock" size={13} /> On its way
        </p>
      )
  }
}

function countsFor(post: MessagePost, reached: Props['reached']) {
  return {
    delivered: reached === 'no' ? 0 : post.number,
    seen: reached === 'seen' ? post.number : 0,
  }
}

function Held({ post, isMine, thread, visitor }: Omit<Props, 'reached'>) {
  const desk = useDesk()
  const now = useSeconds()
  const [busy, setBusy] = useState(false)
  const until = post.heldUntil ?? 0
  const left = Math.max(0, until - now)
  if (left === 0)
    return (
      <p class="state">
        <Icon name="clock" size={13} /> On its way
      </p>
    )
  const undo = async () => {
    setBusy(true)
    const done = await desk.press(thread, 'undo', { message: post.id })
    setBusy(false)
    if (!done.ok) return
    giveBack(desk.drafts(), thread, post)
    focusComposer()
  }
  return (
    <p class="state state-held">
      <Ring part={left / Math.max(1, until - post.at)} />
      <span>
        Goes to <bdi>{visitor}</bdi> in {Math.ceil(left / 1000)} s
      </span>
      {isMine && (
        <button class="button button-small" disabled={busy} onClick={() => void undo()}>
          <Icon name="undo" size={13} /> Undo
        </button>
      )}
    </p>
  )
}

/** What was withdrawn goes back to where it was written, unless something else stands there by now. */
function giveBack(
  drafts: ReturnType<ReturnType<typeof useDesk>['drafts']>,
  thread: string,
  post: MessagePost,
): void {
  const draft = drafts.get(thread)
  if (draft.text !== '' || draft.files.length > 0) return
  drafts.set(thread, { text: textOf(post.blocks), files: post.files })
}

/** How much of the time is left, as a ring. */
function Ring({ part }: { readonly part: number }) {
  return (
    <svg class="ring" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" class="ring-ground" />
      <circle
        cx="8"
        cy="8"
        r="6"
        class="ring-left"
        pathLength={1}
        stroke-dasharray={`${Math.min(1, part)} 1`}
      />
    </svg>
  )
}

function Failed({ post, thread, visitor }: Omit<Props, 'reached' | 'isMine'>) {
  const desk = useDesk()
  const [busy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    await desk.press(thread, 'retry', { message: post.id })
    setBusy(false)
  }
  return (
    <p class="state state-failed">
      <Icon name="cross" size={13} />
      <span>
        Did not reach <bdi>{visitor}</bdi>: <span dir="auto">{post.failed}</span>
      </span>
      <button class="button button-small" disabled={busy} onClick={() => void retry()}>
        <Icon name="retry" size={13} /> Retry
      </button>
    </p>
  )
}
