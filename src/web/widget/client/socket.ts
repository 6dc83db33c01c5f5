import type { ClientFrame, ServerFrame } from '../../../adapters/widget/protocol.ts'

export type Socket = ReturnType<typeof openSocket>

const WELCOME_WITHIN_MS = 10_000
const QUIET_MS = 25_000
const ANSWER_WITHIN_MS = 6_000
const LOOK_EVERY_MS = 3_000

/**
 * One WebSocket that knows when it is dead: silence, that of a sleep of the machine as well, is asked for a pong.
 * `ended` is called once, however it ended, unless `close` was called.
 */
export function openSocket(
  url: string,
  hello: ClientFrame,
  heard: (frame: ServerFrame) => void,
  ended: () => void,
) {
  const socket = new WebSocket(url)
  let heardAt = Date.now()
  let mustAnswerBy = heardAt + WELCOME_WITHIN_MS
  const timer = setInterval(look, LOOK_EVERY_MS)

  const send = (frame: ClientFrame) => {
    if (socket.readyState === 1) socket.send(JSON.stringify(frame))
  }
  const close = () => {
    clearInterval(timer)
    socket.onmessage = socket.onclose = null
    socket.close()
  }
  /** Asks for a sign of life, and gives up when none comes soon. */
  const check = () => {
    if (mustAnswerBy < Infinity) return
    mustAnswerBy = Date.now() + ANSWER_WITHIN_MS
    send({ type: 'ping' })
  }
  function end() {
    close()
    ended()
  }
  function look() {
    const now = Date.now()
    if (now > mustAnswerBy) end()
    else if (now > heardAt + QUIET_MS) check()
  }

  socket.onopen = () => send(hello)
  socket.onclose = end
  socket.onmessage = (event: MessageEvent<string>) => {
    heardAt = Date.now()
    mustAnswerBy = Infinity
    // The server's own protocol: the same release serves both sides.
    heard(JSON.parse(event.data) as ServerFrame)
  }
  return { send, check, close }
}
