import { Fragment } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { DeskPost, DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { me } from '../page.ts'
import { pendingSays } from '../pending.ts'
import { dayOf, sameDay } from '../times.ts'
import { PendingPost } from './pending-post.tsx'
import { LinePost, MessagePart } from './post.tsx'
import { TypingLine } from './typing-line.tsx'
import { useFoot } from './use-foot.ts'

/** So many posts are drawn at first, and more by the press of a button. */
const DRAWN = 100
/** Messages of one author within this time stand together. */
const TOGETHER = 5 * 60_000
const NONE: readonly DeskPost[] = []

/** What was said in a thread, newest at the foot. */
export function Posts({ thread }: { readonly thread: DeskThread }) {
  const held = usePage((page) => page.desk.open.get(thread.id))
  const pending = usePage((page) => page.pending)
  const [drawn, setDrawn] = useState(DRAWN)
  const posts = held?.posts ?? NONE
  const says = useMemo(() => pendingSays(pending, thread.id, posts), [pending, thread.id, posts])
  const { box, inner, atEnd, toEnd, keepPlace } = useFoot(posts.at(-1)?.id, says.length)
  const earlier = useEarlier(thread.id, drawn, setDrawn, keepPlace)
  return (
    <div class="posts-frame">
      <div class="posts" ref={box} role="log" aria-label="Messages" aria-live="off" tabIndex={0}>
        <div class="posts-inner" ref={inner}>
          {(held?.more || posts.length > drawn) && (
            <button class="button earlier" onClick={earlier}>
              Show earlier messages
            </button>
          )}
          {held?.change === null && (
            <output class="loading">
              <span class="spinner" aria-hidden="true" /> Loading messages…
            </output>
          )}
          <PostList posts={posts.slice(-drawn)} thread={thread} />
          {says.map((say) => (
            <PendingPost key={say.frame.id} say={say} visitor={thread.visitor.name} />
          ))}
          <TypingLine thread={thread.id} />
        </div>
      </div>
      {!atEnd && (
        <button class="button to-end" onClick={toEnd}>
          <Icon name="down" size={14} /> Newest messages
        </button>
      )}
    </div>
  )
}

function PostList({
  posts,
  thread,
}: {
  readonly posts: readonly DeskPost[]
  readonly thread: DeskThread
}) {
  const desk = useDesk()
  const mine = usePage((page) => me(page)?.id ?? '')
  const freshFrom = usePage((page) => page.freshFrom)
  const firstFresh = posts.find(
    (post) => post.at > freshFrom && !isOf(post, mine) && post.kind === 'message',
  )
  return (
    <>
      {posts.map((post, index) => {
        const before = posts[index - 1]
        return (
          <Fragment key={post.id}>
            {(!before || !sameDay(before.at, post.at)) && (
              <Separator words={dayOf(post.at, desk.now())} />
            )}
            {post === firstFresh && before && <Separator words="New" isFresh />}
            {post.kind === 'line' ? (
              <LinePost post={post} />
            ) : (
              <MessagePart
                post={post}
                isFirst={!standsWith(before, post) || post === firstFresh}
                isMine={post.by.id === mine}
                reached={
                  post.number <= thread.seen
                    ? 'seen'
                    : post.number <= thread.delivered
                      ? 'delivered'
                      : 'no'
                }
                thread={thread.id}
                visitor={thread.visitor.name}
              />
            )}
          </Fragment>
        )
      })}
    </>
  )
}

function Separator({
  words,
  isFresh = false,
}: {
  readonly words: string
  readonly isFresh?: boolean
}) {
  return (
    <p class={`separator ${isFresh ? 'separator-fresh' : ''}`}>
      <span>{words}</span>
    </p>
  )
}

function isOf(post: DeskPost, member: string): boolean {
  return post.kind === 'message' && post.by.id === member
}

/** Notes always say what they are, so they never stand together with what came before. */
function standsWith(before: DeskPost | undefined, post: DeskPost): boolean {
  if (before?.kind !== 'message' || post.kind !== 'message' || post.as === 'note') return false
  return (
    before.as === post.as &&
    before.by.name === post.by.name &&
    before.by.id === post.by.id &&
    post.at - before.at < TOGETHER &&
    sameDay(before.at, post.at)
  )
}

function useEarlier(
  thread: string,
  drawn: number,
  draw: (count: number) => void,
  keepPlace: () => void,
) {
  const desk = useDesk()
  return () => {
    keepPlace()
    const held = desk.store.get().desk.open.get(thread)
    if (held?.more && held.posts.length <= drawn + DRAWN) desk.older(thread)
    draw(drawn + DRAWN)
  }
}
