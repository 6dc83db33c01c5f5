import type { DeskClientFrame, DeskServerFrame } from '../../adapters/desk/protocol.ts'

/** The line to the server: it comes back by itself, and says when it is up. */
export interface Wire {
  /** False when the line is down: what matters must be kept and sent again. */
  send(frame: DeskClientFrame): boolean
  /** Tries at once instead of waiting for the next turn. */
  nudge(): void
  stop(): void
}

interface Ends {
  readonly url: string
  /** The first frame after each connecting. */
  greet(): DeskClientFrame
  hear(frame: DeskServerFrame): void
  /** `failures`: how many tries in a row came to nothing. */
  lost(failures: number): void
}

const FIRST_WAIT = 400
const LONGEST_WAIT = 15_000
const PING_EVERY = 20_000
const SILENCE = 45_000

export function openWire({ url, greet, hear, lost }: Ends): Wire {
  let socket: WebSocket | null = null
  let failures = 0
  let heardAt = 0
  let stopped = false
  let again: ReturnType<typeof setTimeout> | undefined

  const connect = () => {
    clearTimeout(again)
    const mine = new WebSocket(url)
    socket = mine
    heardAt = Date.now()
    mine.addEventListener('open', () => mine.send(JSON.stringify(greet())))
    mine.addEventListener('message', ({ data }) => {
      if (mine !== socket) return
      heardAt = Date.now()
      failures = 0
      const frame = parsed(data)
      if (frame) hear(frame)
    })
    mine.addEventListener('close', () => {
      if (mine === socket) drop()
    })
  }

  const drop = () => {
    socket = null
    if (stopped) return
    failures += 1
    lost(failures)
    // Up to half as long again, so that a whole team does not come back in one instant.
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * (1 + Math.random() / 2)
    again = setTimeout(connect, wait)
  }

  const beat = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return
    if (Date.now() - heardAt > SILENCE) leave()
    else socket.send('{"type":"ping"}')
  }, PING_EVERY)

  // A dead network can keep `close` waiting for minutes, so its end is not waited for.
  const leave = () => {
    socket?.close()
    drop()
  }

  connect()
  return {
    send(frame) {
      if (socket?.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(frame))
      return true
    },
    nudge() {
      if (stopped) return
      if (!socket) connect()
      else if (Date.now() - heardAt > SILENCE) leave()
    },
    stop() {
      stopped = true
      clearTimeout(again)
      clearInterval(beat)
      socket?.close()
    },
  }
}

function parsed(data: unknown): DeskServerFrame | null {
  if (typeof data !== 'string') return null
  try {
    // The page and the server are of one version: the server serves both.
    return JSON.parse(data) as DeskServerFrame
  } catch {
    return null
  }
}
