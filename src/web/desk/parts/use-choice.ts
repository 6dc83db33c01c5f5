import { useReducer, useRef } from 'preact/hooks'

export interface Choice {
  readonly chosen: number
  /** The arrows were used. */
  readonly picked: boolean
}

const FIRST: Choice = { chosen: 0, picked: false }

/**
 * Which line of a list is chosen, the first again for each other `list`. `now` is right even between two
 * keys that come faster than the page is drawn: Enter takes what the arrows last chose.
 */
export function useChoice(list: string) {
  const held = useRef({ list, choice: FIRST })
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0)

  function now(): Choice {
    return held.current.list === list ? held.current.choice : FIRST
  }

  function move(step: number, count: number) {
    const chosen = (now().chosen + step + count) % count
    held.current = { list, choice: { chosen, picked: true } }
    redraw()
  }

  return { now, move }
}
