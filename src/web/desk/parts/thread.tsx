import { useState } from 'preact/hooks'
import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { useAttaching } from './attaching.tsx'
import { Card } from './card.tsx'
import { Composer } from './composer.tsx'
import { MovedAway } from './moved-away.tsx'
import { Posts } from './posts.tsx'
import { Sentence } from './sentence.tsx'

/** A conversation: its card, what was said, and where one writes. */
export function Thread({ thread }: { readonly thread: DeskThread }) {
  const attaching = useAttaching(thread)
  const [over, setOver] = useState(false)
  const takeOver = (event: DragEvent) => {
    if (thread.movedTo || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  const take = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    attaching.add([...(event.dataTransfer?.files ?? [])])
  }
  return (
    <div
      class="thread"
      data-over={over}
      onDragOver={takeOver}
      onDragLeave={(event) => event.currentTarget === event.target && setOver(false)}
      onDrop={take}
    >
      <Card thread={thread} />
      <Notice thread={thread.id} />
      <Posts thread={thread} />
      {thread.movedTo ? (
        <MovedAway thread={thread} />
      ) : (
        <Composer thread={thread} attaching={attaching} />
      )}
      {over && <p class="drop-here">Drop to attach</p>}
    </div>
  )
}

function Notice({ thread }: { readonly thread: string }) {
  const desk = useDesk()
  const notice = usePage((page) => page.notice)
  if (notice?.thread !== thread) return null
  return (
    <p class={`notice notice-${notice.tone}`}>
      <Sentence text={notice.text} />
      <button class="icon-button" aria-label="Dismiss" onClick={desk.clearNotice}>
        <Icon name="cross" size={14} />
      </button>
    </p>
  )
}
