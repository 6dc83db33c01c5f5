import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api, ApiAnswer } from './api.ts'
import { argumentsOf, uploadOf } from './bodies.ts'
import { fillFile } from './files.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'
import { respond } from './responding.ts'
import type { Tickets } from './tickets.ts'
import type { Trouble, Weather } from './weather.ts'

interface Served {
  readonly office: Office
  readonly api: Api
  readonly tickets: Tickets
  readonly weather: Weather
}

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in</body></html>'

/** Answers what comes to Slack over HTTP. False: not for it. */
export async function serve(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', served.office.url)
  const [, first = '', second = '', third = ''] = pathname.split('/')
  if (first === 'api') await serveApi(served, second, request, response)
  else if (first === 'upload') await serveUpload(served, third, request, response)
  else if (first === 'files-pri') serveFile(served, second, request, response)
  else if (first === 'response') await serveResponse(served, second, request, response)
  else return false
  return true
}

async function serveApi(
  { office, api }: Served,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const args = await argumentsOf(request)
  const answer = api.answer({ method, bearer: bearerOf(request), args })
  if (answer.kind === 'answer' && answer.delay > 0) {
    return void office.clock.after(answer.delay, () => give(answer, response))
  }
  give(answer, response)
}

/** Silence leaves the connection open, with nothing on it. */
function give(answer: ApiAnswer, response: ServerResponse) {
  if (answer.kind === 'reset') response.socket?.resetAndDestroy()
  if (answer.kind !== 'answer') return
  const { status, headers, body } = answer
  if (typeof body === 'string') return send(response, status, 'text/html', body, headers)
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers)
}

async function serveUpload(
  { office, weather }: Served,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (request.headers['content-length'] === undefined)
    complain(office, `The bytes of ${id} came without their length`)
  const bytes = await uploadOf(request)
  const trouble = weather.strikes('upload', [])
  const isStored = trouble === undefined || trouble.kind === 'slow' || storesAllTheSame(trouble)
  const file = office.files.get(id)
  if (isStored && file?.state !== 'awaited')
    return send(response, 404, 'text/plain', 'No such upload')
  if (isStored && file) fillFile(office, file, bytes)
  if (trouble?.kind === 'hang') return
  if (trouble?.kind === 'reset') return void response.socket?.resetAndDestroy()
  if (trouble?.kind === 'fail') return send(response, trouble.status ?? 500, 'text/plain', 'No')
  const answer = () => send(response, 200, 'text/plain', `OK - ${bytes.length}`)
  if (trouble?.kind === 'slow') office.clock.after(trouble.ms, answer)
  else answer()
}

function storesAllTheSame(trouble: Trouble): boolean {
  return 'stored' in trouble && trouble.stored
}

/** A file's bytes for a token with files:read; for all others the login page, with 200. */
function serveFile(
  { office, weather }: Served,
  named: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const token = office.tokens.get(bearerOf(request) ?? '')
  const file = office.files.get(named.split('-').at(-1) ?? '')
  const mayRead = token?.state === 'good' && token.scopes.includes('files:read')
  const tooFresh = weather.strikes('download', [])?.kind === 'login page'
  if (!mayRead || tooFresh) return send(response, 200, 'text/html; charset=utf-8', LOGIN_PAGE)
  if (!file || file.state === 'deleted') return send(response, 404, 'text/html', 'Not found')
  send(response, 200, file.mimetype, file.bytes)
}

async function serveResponse(
  { office, tickets }: Served,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const body = await argumentsOf(request)
  const place = tickets.useResponse(id)
  if (typeof place === 'string') {
    complain(office, `A response_url was used that is spent: ${place}`)
    return send(response, 404, 'application/json', JSON.stringify({ ok: false, error: place }))
  }
  try {
    respond(office, place, body)
    send(response, 200, 'text/plain', 'ok')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    send(response, 400, 'application/json', JSON.stringify({ ok: false, error: error.message }))
  }
}

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, 'content-type': type })
  response.end(body)
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
}
