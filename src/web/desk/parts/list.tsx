import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { me } from '../page.ts'
import type { View } from '../views.ts'
import { threadsIn, VIEW_NAMES, VIEWS } from '../views.ts'
import { EmptyView } from './empty.tsx'
import { Row } from './row.tsx'

/** Pixels; the same as `--row` in the styles, so that only rows in sight are drawn. */
const ROW = 74
const AROUND = 6

/** The threads of the view, however many. */
export function List() {
  const desk = useDesk()
  const view = usePage((page) => page.view)
  const threads = usePage((page) => page.desk.threads)
  const mine = usePage((page) => me(page)?.id ?? '')
  const name = useViewName(view)
  const shown = useMemo(() => threadsIn(view, threads.values(), mine), [view, threads, mine])
  return (
    <section class="list" aria-label={`${name}: conversations`}>
      <header class="list-head">
        <button
          class="icon-button only-mid"
          aria-label="Open the menu"
          onClick={() => desk.drawer('rail')}
        >
          <Icon name="menu" />
        </button>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span class="list-count">{shown.length}</span>
        <button
          class="icon-button only-mid"
          aria-label="Find a conversation or a command"
          onClick={() => desk.open({ kind: 'switcher' })}
        >
          <Icon name="search" />
        </button>
      </header>
      {shown.length === 0 ? <EmptyView view={view} /> : <Rows key={view} threads={shown} />}
    </section>
  )
}

function Rows({ threads }: { readonly threads: readonly DeskThread[] }) {
  const current = usePage((page) => page.thread)
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef(threads)
  latest.current = threads
  const [seen, setSeen] = useState({ from: 0, to: 24 })

  const measure = () => {
    const { scrollTop, clientHeight } = box.current ?? { scrollTop: 0, clientHeight: 0 }
    const from = Math.max(0, Math.floor(scrollTop / ROW) - AROUND)
    const to = Math.ceil((scrollTop + clientHeight) / ROW) + AROUND
    setSeen((seen) => (seen.from === from && seen.to === to ? seen : { from, to }))
  }

  useLayoutEffect(measure, [threads.length])
  useEffect(() => {
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  useEffect(() => {
    const at = latest.current.findIndex((thread) => thread.id === current)
    if (box.current && at !== -1) bringIntoSight(box.current, at)
  }, [current])

  return (
    <div class="rows" ref={box} onScroll={measure}>
      <ul style={{ height: `${threads.length * ROW}px` }}>
        {threads.slice(seen.from, seen.to).map((thread, index) => (
          <li
            key={thread.id}
            style={{ top: `${(seen.from + index) * ROW}px` }}
            aria-setsize={threads.length}
            aria-posinset={seen.from + index + 1}
          >
            <Row thread={thread} isCurrent={thread.id === current} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function bringIntoSight(box: HTMLElement, at: number): void {
  const top = at * ROW
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + ROW > box.scrollTop + box.clientHeight)
    box.scrollTop = top + ROW - box.clientHeight
}

function useViewName(view: View): string {
  const channels = usePage((page) => page.desk.world?.channels)
  const own = VIEWS.find((one) => one === view)
  if (own) return VIEW_NAMES[own]
  const channel = channels?.find(({ id }) => view === `channel:${id}`)
  return channel ? `#${channel.name}` : 'Channel'
}
