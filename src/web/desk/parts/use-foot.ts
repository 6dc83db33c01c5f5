import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Pixels from the foot that still count as being there. */
const NEAR_END = 60

/** Stays at the foot while one is there, and in place while one reads further up. */
export function useFoot(newest: string | undefined, says: number) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const fromFoot = useRef<number | null>(null)
  const follows = useRef(true)
  const [atEnd, setAtEnd] = useState(true)

  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }

  useEffect(() => {
    const { current } = box
    if (!current || !inner.current) return
    const look = () => {
      follows.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END
      setAtEnd(follows.current)
    }
    const settle = () => {
      if (fromFoot.current !== null) {
        current.scrollTop = current.scrollHeight - fromFoot.current
        fromFoot.current = null
      } else if (follows.current) toEnd()
    }
    const watch = new ResizeObserver(settle)
    watch.observe(current)
    watch.observe(inner.current)
    current.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      current.removeEventListener('scroll', look)
    }
  }, [])

  // One's own words are always brought into sight.
  useLayoutEffect(() => {
    if (follows.current || says > 0) toEnd()
  }, [newest, says])

  const keepPlace = () => {
    const { current } = box
    if (current) fromFoot.current = current.scrollHeight - current.scrollTop
  }
  return { box, inner, atEnd, toEnd, keepPlace }
}
