import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { DeskThread } from '../../../adapters/desk/protocol.ts'

/** What changed about the thread while it was on screen, until something is sent or switched. */
export function useChanged(
  thread: DeskThread,
  tell: (before: DeskThread) => string | null,
): [string | null, () => void] {
  const before = useRef(thread)
  const [changed, setChanged] = useState<string | null>(null)
  useLayoutEffect(() => {
    const sentence = tell(before.current)
    before.current = thread
    if (sentence !== null) setChanged(sentence)
  }, [thread, tell])
  return [changed, () => setChanged(null)]
}
