import { useEffect, useState } from 'preact/hooks'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { Toast } from '../page.ts'
import { Sentence } from './sentence.tsx'

/** Milliseconds that each stays, unless one is looking at it. */
const STAYS: Readonly<Record<Toast['tone'], number>> = {
  info: 6_000,
  good: 5_000,
  bad: 10_000,
  alert: 20_000,
}

/** Short words that come and go, and for who listens: what was said in sight. */
export function Toasts() {
  const toasts = usePage((page) => page.toasts)
  const heard = usePage((page) => page.heard)
  return (
    <>
      <output class="hidden">{heard}</output>
      <section class="toasts" aria-label="Messages to you">
        {toasts.map((toast) => (
          <ToastPart key={toast.id} toast={toast} />
        ))}
      </section>
    </>
  )
}

/** Which inbox and conversation an alert is about: it may come from any. */
function Whose({ thread: id }: Pick<Toast, 'thread'>) {
  const thread = usePage(({ desk }) => (id === null ? undefined : desk.threads.get(id)))
  const inbox = usePage(({ desk }) => desk.world?.inboxes.find((one) => one.id === thread?.inbox))
  if (!thread) return null
  return (
    <span class="toast-of">
      {inbox && (
        <>
          <bdi>{inbox.name}</bdi> ·{' '}
        </>
      )}
      #{thread.number}
    </span>
  )
}

function ToastPart({ toast }: { readonly toast: Toast }) {
  const desk = useDesk()
  const [held, setHeld] = useState(false)
  const current = usePage((page) => page.thread)
  const { id, tone } = toast
  const dismiss = () => desk.dismiss(id)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => desk.dismiss(id), STAYS[tone])
    return () => clearTimeout(timer)
  }, [desk, id, tone, held])
  const lead = () => {
    desk.show(toast.thread)
    dismiss()
  }
  const isUrgent = toast.tone === 'bad' || toast.tone === 'alert'
  return (
    <div
      class={`toast toast-${toast.tone}`}
      role={isUrgent ? 'alert' : 'status'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      {isUrgent && <Icon name="alert" />}
      {toast.tone === 'good' && <Icon name="check" />}
      <p>
        {tone === 'alert' && <Whose thread={toast.thread} />}
        <Sentence text={toast.text} />
      </p>
      {toast.thread !== null && toast.thread !== current && (
        <button class="button button-small" onClick={lead}>
          Open
        </button>
      )}
      <button class="icon-button" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="cross" size={14} />
      </button>
    </div>
  )
}
