import { WebSocket } from 'ws'

export interface LastingSocket<Out> {
  /** Sends it if the socket is open; else it is forgotten. */
  tell(frame: Out): void
  /** Sends it, and again after each reconnect, until it is settled. */
  ask(frame: Out & { readonly id: string }): void
  settle(id: string): void
  close(): void
}

interface Deps<Out, In> {
  readonly url: string
  readonly from: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** What is said first on each connection, before all that is asked. */
  readonly greet: () => readonly Out[]
  readonly hear: (frame: In) => void
}

const LONGEST_HANDSHAKE = 60_000
const RECONNECT = { least: 20, most: 400 }

/** A socket that comes back after every break, and asks again what was not answered, in the order asked. */
export function lastingSocket<Out, In>({ url, from, headers, greet, hear }: Deps<Out, In>) {
  const unanswered = new Map<string, Out>()
  let socket: WebSocket | null = null
  let closed = false

  function connect() {
    const opening = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: LONGEST_HANDSHAKE,
      ...(headers ? { headers } : {}),
      ...(from === undefined ? {} : { localAddress: from }),
    })
    socket = opening
    opening.on('open', () => {
      for (const frame of [...greet(), ...unanswered.values()]) tell(frame)
    })
    // Written by our own server, whose protocol's types these are.
    opening.on('message', (data: Buffer) => hear(JSON.parse(data.toString()) as In))
    // The close that follows is what counts.
    opening.on('error', () => undefined)
    opening.on('close', () => {
      if (closed) return
      const wait = RECONNECT.least + Math.random() * (RECONNECT.most - RECONNECT.least)
      setTimeout(() => closed || connect(), wait)
    })
  }

  function tell(frame: Out) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }

  connect()
  return {
    tell,
    ask(frame) {
      unanswered.set(frame.id, frame)
      tell(frame)
    },
    settle: (id) => void unanswered.delete(id),
    close() {
      closed = true
      socket?.terminate()
    },
  } satisfies LastingSocket<Out>
}
