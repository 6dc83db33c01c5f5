import { useEffect, useState } from 'preact/hooks'
import { usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { keepFor } from '../keep.ts'

/** Short gaps in the line are nobody's business. */
const PATIENCE = 800

/** What concerns the whole page: no connection, and what the server announces. */
export function Bars() {
  const banner = usePage((page) => page.desk.banner)
  const isLost = usePage((page) => page.connection === 'lost')
  return (
    <output class="bars-top">
      {isLost && <Reconnecting />}
      {banner !== null && (
        <p class="bar bar-banner">
          <Icon name="alert" size={14} /> <span dir="auto">{banner}</span>
        </p>
      )}
      <Notice />
    </output>
  )
}

const PUT_AWAY = 'notice'

/** What is said to this member alone, until they put it away. */
function Notice() {
  const notice = usePage((page) => page.desk.world?.notice ?? null)
  const me = usePage((page) => page.desk.world?.me.id ?? null)
  const keep = keepFor(me ?? 'nobody')
  const [putAway, setPutAway] = useState<unknown>(null)
  if (notice === null || notice.id === putAway || notice.id === keep.read(PUT_AWAY)) return null
  return (
    <p class="bar bar-notice">
      <span dir="auto">{notice.text}</span>
      <button
        type="button"
        class="button"
        onClick={() => {
          keep.write(PUT_AWAY, notice.id)
          setPutAway(notice.id)
        }}
      >
        Put away
      </button>
    </p>
  )
}

function Reconnecting() {
  const [shown, setShown] = useState(false)
  const kept = usePage((page) => page.pending.filter((one) => one.state === 'sending').length)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <p class="bar bar-lost">
      <span class="spinner" aria-hidden="true" /> Reconnecting…
      <span class="bar-more">
        {kept > 0
          ? `${kept} ${kept === 1 ? 'message is' : 'messages are'} kept and will be sent.`
          : 'What you write is kept and sent when the line is back.'}
      </span>
    </p>
  )
}
