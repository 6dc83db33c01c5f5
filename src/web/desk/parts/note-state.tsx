import { useState } from 'preact/hooks'
import type { MessagePost } from '../delivery.ts'
import { whyNotReply } from '../audience.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { Page } from '../page.ts'
import { me } from '../page.ts'

interface Props {
  readonly post: MessagePost
  readonly isMine: boolean
  readonly thread: string
  readonly visitor: string
}

/** Under a note that was meant as a reply: why it was kept, and the one press that sends it. */
export function NoteState({ post, isMine, thread, visitor }: Props) {
  const desk = useDesk()
  const [busy, setBusy] = useState(false)
  const maySpeak = usePage((page) => speaksIn(page, thread))
  if (post.sentAs !== null) {
    return (
      <p class="state">
        <Icon name="check" size={13} /> Sent to <bdi>{visitor}</bdi> since.
      </p>
    )
  }
  if (!isMine)
    return (
      <p class="state">
        Kept as a note: <bdi>{post.by.name}</bdi> had not joined.
      </p>
    )
  const send = async () => {
    setBusy(true)
    await desk.press(thread, 'send', { message: post.id })
    setBusy(false)
  }
  return (
    <p class="state state-gated">
      <span>Kept as a note: you had not joined.</span>
      <button
        class="button button-small button-primary"
        disabled={busy}
        onClick={() => void send()}
      >
        <Icon name="send" size={13} />
        {maySpeak ? (
          <span>
            Send to <bdi>{visitor}</bdi>
          </span>
        ) : (
          'Claim and send'
        )}
      </button>
    </p>
  )
}

function speaksIn(page: Page, id: string): boolean {
  const thread = page.desk.threads.get(id)
  const member = me(page)
  return thread !== undefined && member !== null && whyNotReply(thread, member) === null
}
