import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from 'pino'
import { errorAnswers, nothingHere } from './http-errors.ts'
import { healthRoutes } from './http-health.ts'
import { requestLog } from './http-log.ts'
import { pageRoutes } from './http-pages.ts'
import { dispatchUpgrades, refuseUpgrade, type Upgrade } from './http-upgrades.ts'
import type { Metrics } from './metrics.ts'

/** What an adapter offers to the web. */
export interface Mount {
  readonly routes?: Router
  readonly upgrade?: Upgrade
}

export interface Http {
  readonly app: Express
  readonly server: Server
  /** Listens, on any free port when `port` is 0; gives back where. */
  listen(port: number, host: string): Promise<AddressInfo>
  /** Not ready and open to no one new from now on; adapters may say goodbye to those who are here. */
  drain(): void
  /** Waits for the requests under way, at most `limit` ms, then cuts what is left. */
  close(limit: number): Promise<void>
}

interface Deps {
  readonly log: Logger
  readonly metrics: Metrics
  /** Asked by `/ready`: throws when the database cannot be used. */
  readonly check: () => Promise<void>
  readonly mounts: readonly Mount[]
  /** The folder of the built pages. */
  readonly pages: string
  /** How many proxies of our own stand before us. */
  readonly proxies?: number
}

/** The web server: mounts what adapters offer between the common headers and the common answers. */
export function createHttp({ log, metrics, check, mounts, pages, proxies = 0 }: Deps): Http {
  let draining = false
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', proxies)
  app.set('query parser', 'simple')

  app.use(requestLog(log, metrics))
  app.use(commonHeaders)
  app.use((_request, response, next) => {
    // A browser would keep its connection, and with it the process, for another minute.
    response.once('close', () => {
      if (draining) setImmediate(() => server.closeIdleConnections())
    })
    next()
  })
  app.use(healthRoutes({ check, isDraining: () => draining, metrics, proxies }))
  for (const { routes } of mounts) if (routes) app.use(routes)
  app.use(pageRoutes(pages))
  app.use(nothingHere)
  app.use(errorAnswers(log))

  // Ten minutes for a request as a whole: the largest file on a slow line.
  const server = createServer(
    { headersTimeout: 20_000, requestTimeout: 600_000, keepAliveTimeout: 65_000 },
    app,
  )
  const notWhileDraining: Upgrade = (_request, socket) => {
    if (draining) refuseUpgrade(socket, 503, 'Service Unavailable', 'Greenroom is restarting.')
    return draining
  }
  const upgrades = mounts.flatMap(({ upgrade }) => upgrade ?? [])
  const cutSockets = dispatchUpgrades(server, [notWhileDraining, ...upgrades], log)

  const closed = Promise.withResolvers<void>()
  function drain() {
    if (draining) return
    draining = true
    server.close(() => closed.resolve())
  }

  async function close(limit: number) {
    drain()
    const timer = setTimeout(() => {
      server.closeAllConnections()
      cutSockets()
    }, limit)
    await closed.promise
    clearTimeout(timer)
  }

  return { app, server, listen: (port, host) => listen(server, port, host), drain, close }
}

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** For every answer; one that is meant for other sites relaxes what it must. */
const commonHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  })
  next()
}

async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, host, listening.resolve)
  await listening.promise
  server.off('error', listening.reject)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.')
  return address
}
