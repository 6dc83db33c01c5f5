import { useEffect, useMemo } from 'preact/hooks'
import { useDesk } from '../hooks.ts'

const SAYS_AGAIN = 3_000
const FALLS_SILENT = 5_000

/** Tells the visitor that a reply is being typed: seldom enough, and that it stopped. Notes are never told. */
export function useTypingSignal(thread: string): (on: boolean) => void {
  const desk = useDesk()
  const signal = useMemo(() => createSignal((on) => desk.typing(thread, on)), [desk, thread])
  useEffect(() => () => signal(false), [signal])
  return signal
}

function createSignal(say: (on: boolean) => void): (on: boolean) => void {
  let saidAt = 0
  let silence: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(silence)
    if (saidAt > 0) say(false)
    saidAt = 0
  }
  return (on) => {
    if (!on) return stop()
    clearTimeout(silence)
    silence = setTimeout(stop, FALLS_SILENT)
    if (Date.now() - saidAt < SAYS_AGAIN) return
    saidAt = Date.now()
    say(true)
  }
}
