import type { WebSocket } from 'ws'
import { LIMITS } from './limits.ts'
import type { DeskServerFrame } from './protocol.ts'

/** What goes down one socket, and how it ends. */
export function openPipe(socket: WebSocket) {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })

  /** Resolves when the bytes have left. Who is too far behind is closed, to come back by the cursor. */
  async function send(bytes: Buffer | string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > LIMITS.behind) {
      socket.close(1013, 'too far behind')
      return
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    socket.send(bytes, { binary: false }, () => resolve())
    return promise
  }

  function tell(frame: DeskServerFrame) {
    void send(JSON.stringify(frame))
  }

  /** Says why, then closes. `again`: the page is welcome to come back by itself. */
  function leave(error: string, again: boolean, code: number) {
    tell({ type: 'goodbye', error, again })
    socket.close(code)
  }

  /** Ends a socket whose other end is gone without a word. */
  function beat() {
    if (!alive) {
      socket.terminate()
      return
    }
    alive = false
    socket.ping()
  }

  return { send, tell, leave, beat }
}
