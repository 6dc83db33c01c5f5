import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import type { Clock, Coordination, Member, People } from '../../ports.ts'
import { clientAddress } from '../client-address.ts'
import { publicFile } from '../content.ts'
import type { Files } from '../files.ts'
import { declaredName } from '../file-names.ts'
import { refuseUpload } from '../refuse-upload.ts'
import { inWords, sendSentence } from '../sentences.ts'
import { about } from './about.ts'
import { mayShow, notHere, type WidgetDoor } from './door.ts'
import { readSend, readSessionRequest } from './frames.ts'
import type { History } from './history.ts'
import type { Incoming, Speaker } from './incoming.ts'
import { networkLimits, type Limits } from './limits.ts'
import type { Changes } from './protocol.ts'
import type { Tokens } from './tokens.ts'
import type { Roster } from './visitors.ts'

interface Deps {
  readonly doorOf: (inbox: string) => WidgetDoor | null
  readonly baseUrl: string
  readonly proxies: number
  readonly roster: Roster
  readonly tokens: Tokens
  readonly history: History
  readonly incoming: Incoming
  readonly files: Files
  readonly people: Pick<People, 'all'>
  readonly picture: (agent: Pick<Member, 'id'>) => string | null
  readonly coordination: Coordination
  readonly clock: Clock
  readonly limits: Limits
}

type InboxRequest = Request<{ inbox: string }>
type Handler<Who> = (who: Who, request: InboxRequest, response: Response) => Promise<void>

const LOOKS = { burst: 60, perMinute: 120 }
const SECONDS_FOR_SETTINGS = 60
const SECONDS_FOR_PREFLIGHT = 3600

/** The widget's side that is plain HTTP, under `/widget/v1/:inbox`. */
export function widgetRoutes(deps: Deps): Router {
  const { roster, tokens, history, incoming, files, coordination, limits } = deps
  const ip = (request: InboxRequest) => clientAddress(request, deps.proxies)
  const router = express.Router({ caseSensitive: true })
  const json = express.json({ limit: limits.frame })
  const at = (path: string) => `/widget/v1/:inbox${path}`

  router.use(at('/'), cors)
  router.get(at('/settings'), atDoor(settings))
  router.post(at('/session'), json, atDoor(session))
  router.post(at('/messages'), json, asVisitor(send))
  router.get(at('/changes'), asVisitor(changes))
  router.post(at('/files'), asVisitor(upload))
  return router

  function cors(request: InboxRequest, response: Response, next: NextFunction) {
    const door = deps.doorOf(request.params.inbox)
    if (!door) return sendSentence(request, response, 404, 'There is no inbox of this name.')
    const { origin } = request.headers
    response.vary('Origin')
    if (!mayShow(door, request, deps.baseUrl))
      return sendSentence(request, response, 403, notHere(request))
    if (origin !== undefined) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': 'Retry-After',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
    }
    if (request.method !== 'OPTIONS') return next()
    response.set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'authorization, content-type, x-file-name',
      'Access-Control-Max-Age': String(SECONDS_FOR_PREFLIGHT),
    })
    response.status(204).end()
  }

  function atDoor(handle: Handler<WidgetDoor>) {
    return async (request: InboxRequest, response: Response) => {
      const door = deps.doorOf(request.params.inbox)
      // The settings may have changed since the request came in.
      if (!door) return sendSentence(request, response, 404, 'There is no inbox of this name.')
      await handle(door, request, response)
    }
  }

  function asVisitor(handle: Handler<Speaker>) {
    return atDoor(async (door, request, response) => {
      response.set('Cache-Control', 'no-store')
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const visitor = tokens.read(token, door.inbox.id)
      if (visitor) return handle({ door, visitor, ip: ip(request) }, request, response)
      sendSentence(request, response, 401, 'The session is not known here: ask for a new one.')
    })
  }

  async function settings(door: WidgetDoor, _request: InboxRequest, response: Response) {
    response.set('Cache-Control', `public, max-age=${SECONDS_FOR_SETTINGS}`)
    response.json(await about(door, deps))
  }

  async function session(door: WidgetDoor, request: InboxRequest, response: Response) {
    const limit = networkLimits(door).sessions
    const may = await coordination.take(`widget session ${door.inbox.id} ${ip(request)}`, limit)
    if (!may) return tooMany(request, response, 60_000 / limit.perMinute)
    const read = readSessionRequest(request.body ?? {})
    if (!read.ok) return sendSentence(request, response, 400, read.sentence)
    const begun = await roster.begin(door, read.value, ip(request))
    if (!begun.ok) return sendSentence(request, response, begun.wrong ? 422 : 403, begun.sentence)
    response.set('Cache-Control', 'no-store').json(begun.session)
  }

  async function send(speaker: Speaker, request: InboxRequest, response: Response) {
    const read = readSend(request.body)
    if (!read.ok) return sendSentence(request, response, 400, read.sentence)
    const { id } = read.value
    const written = await incoming.write(speaker, read.value)
    if (written.ok) response.json({ type: 'received', id, message: written.message })
    else {
      if (written.wait !== undefined) retryAfter(response, written.wait)
      const status = written.wait === undefined ? 422 : 429
      response.status(status).json({ type: 'refused', id, error: written.sentence })
    }
  }

  async function changes({ visitor }: Speaker, request: InboxRequest, response: Response) {
    if (!(await coordination.take(`widget look ${visitor}`, LOOKS)))
      return tooMany(request, response, 5_000)
    const since = cursorIn(request.query['since'])
    if (since === undefined)
      return sendSentence(request, response, 400, 'since wants a whole number.')
    const { more: _more, ...found } = await history.catchUp(visitor, since)
    response.json(found satisfies Changes)
  }

  async function upload(speaker: Speaker, request: InboxRequest, response: Response) {
    const may = await incoming.mayUpload(speaker)
    if (!may.ok) return tooMany(request, response, may.wait ?? 0)
    const { inbox } = speaker.door
    const received = await files.receive(request, {
      name: declaredName(request.headers['x-file-name']),
      inbox: inbox.id,
      by: { kind: 'visitor', id: speaker.visitor, name: await roster.nameOf(speaker.visitor) },
      limits: { maxBytes: inbox.files.max_bytes, types: inbox.files.types },
    })
    if (!received.ok) return refuseUpload(request, response, received.status, received.sentence)
    const { file } = received
    response.json({ file: publicFile(file, files.url(file, limits.link)) })
  }

  function tooMany(request: InboxRequest, response: Response, wait: number) {
    retryAfter(response, wait)
    sendSentence(request, response, 429, `That was a lot at once. Try again in ${inWords(wait)}.`)
  }
}

function retryAfter(response: Response, wait: number) {
  response.set('Retry-After', String(Math.ceil(wait / 1000)))
}

/** Null when there is none; undefined when it is no cursor. */
function cursorIn(since: unknown): number | null | undefined {
  if (since === undefined || since === '') return null
  const isNumber = typeof since === 'string' && /^\d{1,15}$/.test(since)
  return isNumber ? Number(since) : undefined
}
