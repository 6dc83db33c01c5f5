import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MessagePost } from '../delivery.ts'
import { useDesk, usePage } from '../hooks.ts'
import { isSendKey } from '../shortcuts.ts'
import { textOf } from '../shorten.ts'
import { Sentence } from './sentence.tsx'

interface Props {
  readonly post: MessagePost
  readonly visitor: string
  close(): void
}

/** Editing changes what a message says, never who reads it: that stands beside the button. */
export function EditPost({ post, visitor, close }: Props) {
  const desk = useDesk()
  const sendWith = usePage((page) => page.prefs.sendWith)
  const [text, setText] = useState(() => textOf(post.blocks))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])

  const save = async () => {
    if (busy) return
    setBusy(true)
    const done = await desk.ask({ type: 'edit', message: post.id, text })
    setBusy(false)
    if (done.ok) close()
    else setProblem(done.error)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (!isSendKey(event, sendWith)) return
    event.preventDefault()
    void save()
  }
  return (
    <div class="edit">
      <textarea
        ref={field}
        class="field"
        aria-label="Edit this message"
        dir="auto"
        rows={2}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={key}
      />
      {problem !== null && (
        <p class="problem" role="alert">
          <Sentence text={problem} />
        </p>
      )}
      <p class="edit-foot">
        <span class="quiet">
          {post.as === 'note' ? (
            'Stays a note: only the team sees it.'
          ) : (
            <>
              <bdi>{visitor}</bdi> sees the new text.
            </>
          )}
        </span>
        <button class="button button-small" onClick={close}>
          Cancel
        </button>
        <button
          class="button button-small button-primary"
          disabled={busy || text.trim() === ''}
          onClick={() => void save()}
        >
          Save
        </button>
      </p>
    </div>
  )
}
