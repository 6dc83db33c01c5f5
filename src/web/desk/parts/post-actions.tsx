import type { MessagePost } from '../delivery.ts'
import { useDesk } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { textOf } from '../shorten.ts'
import { ReactButton } from './reactions.tsx'

interface Props {
  readonly post: MessagePost
  readonly isMine: boolean
  readonly thread: string
  readonly visitor: string
  edit(): void
}

/** What one can do with a message: copy it, react to a colleague's or the visitor's, and with one's own edit and delete it. */
export function PostActions({ post, isMine, thread, visitor, edit }: Props) {
  const desk = useDesk()
  const copy = async () => {
    await navigator.clipboard.writeText(textOf(post.blocks))
    desk.toast('Copied.', 'good')
  }
  const remove = () =>
    desk.open({
      kind: 'remove',
      message: post.id,
      audience: post.as === 'note' ? 'note' : 'reply',
      visitor,
    })
  return (
    <div class="post-actions">
      <button class="icon-button" aria-label="Copy text" onClick={() => void copy()}>
        <Icon name="copy" size={14} />
      </button>
      {!isMine && <ReactButton post={post} thread={thread} visitor={visitor} />}
      {isMine && (
        <>
          <button class="icon-button" aria-label="Edit" onClick={edit}>
            <Icon name="edit" size={14} />
          </button>
          <button class="icon-button" aria-label="Delete" onClick={remove}>
            <Icon name="trash" size={14} />
          </button>
        </>
      )}
    </div>
  )
}
