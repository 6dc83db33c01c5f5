import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { refuseUpgrade } from '../http-upgrades.ts'
import type { Upgrade } from '../http-upgrades.ts'
import type { Door, Visit } from './doors.ts'
import { LIMITS } from './limits.ts'

export interface UpgradeDeps {
  readonly door: Door
  /** A sentence that says why nobody is let in at the moment, or null. */
  readonly closed: () => string | null
  readonly isFull: (visit: Visit) => boolean
  readonly seat: (socket: WebSocket, visit: Visit) => void
  readonly log: Logger
}

/** Opens `/desk/socket` to members, from the desk's own pages. */
export function deskUpgrade({ door, closed, isFull, seat, log }: UpgradeDeps): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: LIMITS.frame,
    perMessageDeflate: false,
  })

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const shut = closed()
    if (shut !== null) return refuseUpgrade(socket, 503, 'Service Unavailable', shut)
    if (!door.isOwn(request)) return refuseUpgrade(socket, 403, 'Forbidden', FOREIGN)
    const visit = await door.visitOf(request)
    if (!visit)
      return refuseUpgrade(socket, 401, 'Unauthorized', 'You are not signed in at the desk.')
    if (isFull(visit)) return refuseUpgrade(socket, 429, 'Too Many Requests', FULL)
    server.handleUpgrade(request, socket, head, (opened) => seat(opened, visit))
  }

  return (request, socket, head) => {
    if (request.url?.split('?', 1)[0] !== '/desk/socket') return false
    admit(request, socket, head).catch((error: unknown) => {
      log.error({ err: error }, 'a socket of the desk could not be opened')
      refuseUpgrade(socket, 500, 'Internal Server Error')
    })
    return true
  }
}

const FOREIGN = 'Only the desk’s own pages may connect here.'
const FULL = `The desk is open in more than ${LIMITS.seats} pages: close some.`
