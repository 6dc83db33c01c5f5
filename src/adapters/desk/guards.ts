import type { Request, RequestHandler } from 'express'
import { sendSentence } from '../sentences.ts'
import type { Door, Visit } from './doors.ts'
import { show, signedOutPage } from './entrance-pages.ts'

/** Lets through only what the desk's own pages send, so that no other site acts in a member's name. */
export function fromOwnPage(door: Door): RequestHandler {
  return (request, response, next) => {
    if (door.isOwn(request)) return next()
    const sentence = `Only the desk’s own pages may do this. The desk is at ${door.origins[0]}/desk/.`
    sendSentence(request, response, 403, sentence)
  }
}

/** Lets through members alone, and knows who they are. */
export function membersOnly(door: Door) {
  const visits = new WeakMap<Request, Visit>()

  const guard: RequestHandler = async (request, response, next) => {
    const visit = await door.visitOf(request)
    if (visit) {
      visits.set(request, visit)
      return next()
    }
    if (request.accepts(['json', 'html']) === 'html') return show(response, 401, signedOutPage())
    sendSentence(request, response, 401, 'You are not signed in at the desk.')
  }

  /** Who made a request that the guard let through. */
  function whoMade(request: Request): Visit {
    const visit = visits.get(request)
    if (!visit) throw new Error('This address of the desk has no guard before it.')
    return visit
  }

  return { guard, whoMade }
}
