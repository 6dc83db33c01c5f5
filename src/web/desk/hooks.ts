import type { FunctionComponent, VNode } from 'preact'
import { createContext, h } from 'preact'
import { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Desk } from './desk.ts'
import type { DraftState } from './drafts.ts'
import type { Page } from './page.ts'

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('A part of the desk is drawn outside of it.')
  return desk
}

/** A part of the page's state; draws again only when that part is another. `select` gives what is held, nothing new. */
export function usePage<T>(select: (page: Page) => T): T {
  const { store } = useDesk()
  const redraw = useRedraw()
  const selected = select(store.get())
  const latest = useRef({ select, selected })
  latest.current = { select, selected }
  useLayoutEffect(() => {
    const look = () => {
      const { select, selected } = latest.current
      if (!Object.is(select(store.get()), selected)) redraw()
    }
    look()
    return store.subscribe(look)
  }, [store, redraw])
  return selected
}

function useRedraw(): () => void {
  const [, count] = useState(0)
  return useCallback(() => count((drawn) => drawn + 1), [])
}

/** The draft of a thread, and how to change it. */
export function useDraft(thread: string): [DraftState, (change: Partial<DraftState>) => void] {
  const desk = useDesk()
  const redraw = useRedraw()
  useLayoutEffect(() => desk.drafts().subscribe(thread, () => redraw()), [desk, thread, redraw])
  return [desk.drafts().get(thread), (change) => desk.drafts().set(thread, change)]
}

const ticking = new Set<() => void>()
let tick: ReturnType<typeof setInterval> | undefined

function subscribeToSeconds(hear: () => void): () => void {
  ticking.add(hear)
  tick ??= setInterval(() => {
    for (const hear of ticking) hear()
  }, 1_000)
  return () => {
    ticking.delete(hear)
    if (ticking.size > 0) return
    clearInterval(tick)
    tick = undefined
  }
}

/** The server's time (epoch ms), anew each second while `on`. */
export function useSeconds(on = true): number {
  const desk = useDesk()
  const [now, setNow] = useState(desk.now)
  useEffect(() => {
    if (!on) return
    setNow(desk.now())
    return subscribeToSeconds(() => setNow(desk.now()))
  }, [desk, on])
  return now
}

/** A part that is drawn again only when one of its properties is another. */
export function still<P extends object>(part: FunctionComponent<P>): FunctionComponent<P> {
  return function Still(props) {
    const held = useRef<{ readonly props: P; readonly node: VNode<P> } | null>(null)
    // The same node again tells Preact that nothing below it changed.
    const now =
      held.current && same<P>(held.current.props, props)
        ? held.current
        : { props, node: h<P>(part, props) }
    held.current = now
    return now.node
  }
}

function same<P extends object>(a: P, b: P): boolean {
  const keys = Object.keys(a) as (keyof P)[]
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}
