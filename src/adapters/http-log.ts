import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'

const QUIET = new Set(['/health', '/ready', '/metrics'])

/**
 * One line and one measurement for each request, under the route's pattern: addresses and their queries
 * carry tokens and ids, and are not written down. The request's id goes back in `X-Request-Id`.
 */
export function requestLog(log: Logger, metrics: Metrics): RequestHandler {
  const seconds = metrics.histogram('http_request_seconds', 'Time to answer a request.', [
    'method',
    'route',
    'status',
  ])

  return (request, response, next) => {
    const id = randomUUID()
    const started = performance.now()
    response.locals['requestId'] = id
    response.set('X-Request-Id', id)
    response.once('close', () => {
      const ms = performance.now() - started
      const route = routeOf(request)
      const { method } = request
      const status = response.writableFinished ? response.statusCode : 499
      seconds.observe({ method, route, status }, ms / 1000)
      const level = QUIET.has(route) ? 'debug' : 'info'
      log[level]({ request: id, method, route, status, ms: Math.round(ms) }, 'request')
    })
    next()
  }
}

function routeOf(request: Parameters<RequestHandler>[0]): string {
  const route: unknown = request.route
  const isMatched = typeof route === 'object' && route !== null && 'path' in route
  return isMatched ? `${request.baseUrl}${String(route.path)}` : 'none'
}
