import express from 'express'
import type { Request, Router } from 'express'
import type { Coordination } from '../../ports.ts'
import { sendSentence } from '../sentences.ts'
import type { Door } from './doors.ts'
import { comeInPage, joinPage, show, usedPage } from './entrance-pages.ts'
import { fromOwnPage } from './guards.ts'
import type { SignIn } from './sign-in.ts'
import { isToken } from './tokens.ts'

export interface EntranceDeps {
  readonly door: Door
  readonly signing: SignIn
  readonly coordination: Pick<Coordination, 'take'>
}

/**
 * `/desk/enter` and `/desk/leave`. To open the link's page does not use the link up, so that a chat which
 * looks ahead at its links locks nobody out; the page posts the token.
 */
export function entrance({ door, signing, coordination }: EntranceDeps): Router {
  const router = express.Router()

  router.get('/desk/enter', async (request, response) => {
    const { token } = request.query
    if (!isToken(token)) return show(response, 410, usedPage())
    const offer = await signing.peek(token)
    if (offer === 'used') return show(response, 410, usedPage())
    show(
      response,
      200,
      offer.as === 'new' ? joinPage(token, '', null) : comeInPage(token, offer.as.name),
    )
  })

  const fields = express.urlencoded({ extended: false, limit: 4_096, parameterLimit: 5 })
  router.post('/desk/enter', fromOwnPage(door), fields, async (request, response) => {
    if (
      !(await coordination.take(`desk:enter:${request.ip ?? ''}`, { burst: 30, perMinute: 30 }))
    ) {
      return sendSentence(request, response, 429, 'Too many tries from here: wait a minute.')
    }
    const token = field(request, 'token')
    const name = field(request, 'name')
    if (!isToken(token)) return show(response, 410, usedPage())
    const entry = await signing.enter(token, name)
    if (!entry.ok && entry.why === 'used') return show(response, 410, usedPage())
    if (!entry.ok) return show(response, 400, joinPage(token, name, entry.sentence))
    await endFormer(request, entry.member.id)
    response.set('Set-Cookie', door.cookie(entry.token)).redirect(303, '/desk/')
  })

  router.post('/desk/leave', fromOwnPage(door), async (request, response) => {
    const visit = await door.visitOf(request)
    if (visit) await signing.leave(visit.token, visit.member)
    response.set('Set-Cookie', door.cookie(null)).redirect(303, '/desk/')
  })

  /** The browser forgets the session of whoever used it before, so that session ends. */
  async function endFormer(request: Request, entered: string) {
    const former = await door.visitOf(request)
    if (former && former.member.id !== entered) await signing.leave(former.token, former.member)
  }

  return router
}

function field(request: Request, name: string): string {
  const body: unknown = request.body
  if (typeof body !== 'object' || body === null) return ''
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' ? value : ''
}
