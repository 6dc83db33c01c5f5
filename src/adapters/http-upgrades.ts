import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'

/** Takes a request for a WebSocket, or says false when the address is not its own. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

/** Shows each request for a WebSocket to one after another, until one takes it. Gives back a function that cuts those still open. */
export function dispatchUpgrades(server: Server, upgrades: readonly Upgrade[], log: Logger) {
  const open = new Set<Duplex>()

  // On its own, so that what a socket keeps for its whole life does not keep the request alive with it.
  function watch(socket: Duplex) {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // Until someone takes it nobody else listens, and an error without a listener ends the process.
    socket.on('error', ({ message }) => log.debug({ reason: message }, 'a socket broke'))
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    watch(socket)
    try {
      if (!upgrades.some((upgrade) => upgrade(request, socket, head)))
        refuseUpgrade(socket, 404, 'Not Found')
    } catch (error) {
      log.error({ err: error }, 'a socket could not be opened')
      refuseUpgrade(socket, 500, 'Internal Server Error')
    }
  })

  return () => {
    for (const socket of open) socket.destroy()
  }
}

/** Ends a request for a WebSocket with a plain HTTP answer; `sentence` is for who looks at the network log. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string, sentence = ''): void {
  const body = sentence === '' ? '' : JSON.stringify({ error: sentence })
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
