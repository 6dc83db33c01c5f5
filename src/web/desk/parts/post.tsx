import { useState } from 'preact/hooks'
import type { DeskPost } from '../../../adapters/desk/protocol.ts'
import type { MessagePost } from '../delivery.ts'
import { still } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { exactTime, timeOf } from '../times.ts'
import { Content } from './content.tsx'
import { EditPost } from './edit-post.tsx'
import { Face } from './face.tsx'
import { Files } from './files.tsx'
import { NoteState } from './note-state.tsx'
import { PostActions } from './post-actions.tsx'
import { Reactions } from './reactions.tsx'
import { ReplyState } from './reply-state.tsx'
import { Sentence } from './sentence.tsx'

interface Props {
  readonly post: MessagePost
  /** The first of those that stand together; the others leave out the author. */
  readonly isFirst: boolean
  readonly isMine: boolean
  /** How far towards the visitor a reply came, by the thread's own counts. */
  readonly reached: 'no' | 'delivered' | 'seen'
  readonly thread: string
  readonly visitor: string
}

/** A message as its kind demands: the visitor's, a reply to them, or a note that is nobody else's business. */
export const MessagePart = still((props: Props) => {
  const { post, isFirst, isMine, thread, visitor } = props
  const [editing, setEditing] = useState(false)
  const isGone = post.removedAt !== null
  const isWithdrawn = post.withdrawnAt !== null
  return (
    <article
      class={`post post-${post.as}`}
      data-first={isFirst}
      data-mine={isMine}
      data-withdrawn={isWithdrawn}
      aria-label={labelOf(post, visitor)}
    >
      {isFirst && <Author post={post} visitor={visitor} />}
      <div class="bubble">
        {editing ? (
          <EditPost post={post} visitor={visitor} close={() => setEditing(false)} />
        ) : (
          <>
            {isGone ? <Removed post={post} /> : <Content blocks={post.blocks} />}
            {!isGone && <Files files={post.files} />}
            {!isGone && <Edited post={post} />}
          </>
        )}
        {!editing && !isGone && !isWithdrawn && (
          <PostActions
            post={post}
            isMine={isMine}
            thread={thread}
            visitor={visitor}
            edit={() => setEditing(true)}
          />
        )}
      </div>
      {!isGone && <Reactions post={post} visitor={visitor} />}
      {post.as === 'reply' && <ReplyState {...props} />}
      {post.as === 'note' && post.gated && !isGone && (
        <NoteState post={post} isMine={isMine} thread={thread} visitor={visitor} />
      )}
    </article>
  )
})

function labelOf(post: MessagePost, visitor: string): string {
  const kind = {
    visitor: 'Visitor’s message',
    reply: `Reply to ${visitor}`,
    note: post.to ? `Whisper to ${post.to.name} only` : 'Note for the team',
  }[post.as]
  return `${kind}, ${post.by.name}, ${timeOf(post.at)}`
}

function Author({ post, visitor }: { readonly post: MessagePost; readonly visitor: string }) {
  return (
    <header class="author">
      <Face name={post.by.name} picture={post.by.picture} size={22} />
      <bdi class="author-name">{post.by.name}</bdi>
      {post.by.actor === 'automation' && <span class="machine">automatic</span>}
      {post.as === 'reply' && (
        <span class="to">
          to <bdi>{visitor}</bdi>
        </span>
      )}
      <time dateTime={new Date(post.at).toISOString()} title={exactTime(post.at)}>
        {timeOf(post.at)}
      </time>
      {post.as === 'note' && (
        <span class="note-mark">
          <Icon name="lock" size={13} />{' '}
          {post.to ? (
            <>
              Whisper · to <bdi>{post.to.name}</bdi> only
            </>
          ) : (
            'Note · only the team sees this'
          )}
        </span>
      )}
    </header>
  )
}

function Removed({ post }: { readonly post: MessagePost }) {
  const [shown, setShown] = useState(false)
  const earlier = post.earlier.at(-1)?.text
  const hasText = post.blocks.length > 0 || earlier !== undefined
  return (
    <>
      <p class="gone">
        <Icon name="trash" size={13} /> Deleted
        {post.removedAt !== null && ` · ${timeOf(post.removedAt)}`}
        {hasText && (
          <button class="link-button" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide it' : 'Show what it said'}
          </button>
        )}
      </p>
      {shown && (
        <div class="earlier-text">
          {post.blocks.length > 0 ? <Content blocks={post.blocks} /> : <p dir="auto">{earlier}</p>}
        </div>
      )}
    </>
  )
}

function Edited({ post }: { readonly post: MessagePost }) {
  const [shown, setShown] = useState(false)
  if (post.editedAt === null) return null
  return (
    <>
      <button
        class="link-button edited"
        aria-expanded={shown}
        title={exactTime(post.editedAt)}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide earlier text' : 'Edited'}
      </button>
      {shown && (
        <ul class="versions">
          {post.earlier.map((version) => (
            <li key={version.at} class="earlier-text">
              <time class="quiet" dateTime={new Date(version.at).toISOString()}>
                {timeOf(version.at)}
              </time>
              <p dir="auto">{version.text}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What happened, between what was said. */
export const LinePost = still(
  ({ post }: { readonly post: Extract<DeskPost, { kind: 'line' }> }) => (
    <p class={`line line-${post.tone}`}>
      {post.tone === 'alert' && <Icon name="alert" size={13} />}
      <Sentence text={post.text} />
      <time dateTime={new Date(post.at).toISOString()} title={exactTime(post.at)}>
        {timeOf(post.at)}
      </time>
    </p>
  ),
)
