import express, { type Router } from 'express'
import { clientAddress, isLocal } from './client-address.ts'
import type { Metrics } from './metrics.ts'
import { sendSentence } from './sentences.ts'

interface Deps {
  /** Throws when the database cannot be used. */
  readonly check: () => Promise<void>
  readonly isDraining: () => boolean
  readonly metrics: Metrics
  readonly proxies: number
}

/** A check that takes longer counts as failed (ms). */
const PATIENCE = 2_000

/** `/health`: the process lives. `/ready`: it may be given work. `/metrics`: its figures, to private networks alone. */
export function healthRoutes({ check, isDraining, metrics, proxies }: Deps): Router {
  const router = express.Router()

  router.get('/health', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' })
  })

  router.get('/ready', async (request, response) => {
    if (isDraining()) return sendSentence(request, response, 503, 'Greenroom is stopping.')
    const ready = await succeeds(check)
    if (!ready)
      return sendSentence(request, response, 503, 'The database cannot be used at the moment.')
    response.set('Cache-Control', 'no-store').json({ status: 'ready' })
  })

  router.get('/metrics', async (request, response) => {
    if (!isLocal(clientAddress(request, proxies))) {
      return sendSentence(request, response, 403, 'Metrics are shown to private networks alone.')
    }
    response.type(metrics.contentType).send(await metrics.text())
  })

  return router
}

async function succeeds(check: () => Promise<void>): Promise<boolean> {
  const tooLate = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => tooLate.resolve(false), PATIENCE)
  try {
    return await Promise.race([check().then(() => true), tooLate.promise])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
