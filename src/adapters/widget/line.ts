import type { WebSocket } from 'ws'
import type { Line } from './connection.ts'
import { writeFrame } from './frames.ts'
import type { ServerFrame } from './protocol.ts'

/** Going away because the service restarts; and: what came in breaks the rules. */
const RESTART = 1012
const UNWELCOME = 1008

/** One socket as a line. What its reader leaves lying, beyond `behind` bytes, costs it the socket. */
export function lineOver(socket: WebSocket, behind: number): Line {
  function send(frame: ServerFrame, sent?: () => void) {
    // It comes back with its cursor, and loses nothing.
    if (socket.bufferedAmount > behind) socket.terminate()
    socket.send(writeFrame(frame), () => sent?.())
  }

  function goodbye(error: string, again: boolean) {
    send({ type: 'goodbye', error, again })
    socket.close(again ? RESTART : UNWELCOME)
  }

  return {
    send,
    goodbye,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    onClose: (closed) => socket.once('close', closed),
    get isOpen() {
      return socket.readyState === socket.OPEN
    },
  }
}
