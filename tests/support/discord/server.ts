import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiAnswer } from './answers.ts'
import type { Api } from './api.ts'
import { bodyOf } from './bodies.ts'
import type { Body } from './bodies.ts'
import { findChannel } from './lookup.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'
import type { Weather } from './weather.ts'
import { isGoodUrl } from './wire-file.ts'

interface Served {
  readonly office: Office
  readonly api: Api
  readonly weather: Weather
}

/** Answers what comes to Discord over HTTP. False: not for it. */
export async function serve(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', served.office.url)
  const [, first] = url.pathname.split('/')
  if (first === 'api') await serveApi(served, url, request, response)
  else if (first === 'attachments') serveFile(served, url, response)
  else return false
  return true
}

async function serveApi(
  { office, api }: Served,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const answer = api.answer({
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/api(?:\/v\d+)?/, ''),
    query: url.searchParams,
    authorization: request.headers.authorization,
    body: await readBody(request),
  })
  if (answer.kind === 'answer' && answer.delay > 0) {
    return void office.clock.after(answer.delay, () => give(answer, response))
  }
  give(answer, response)
}

async function readBody(request: IncomingMessage): Promise<Body | Refusal> {
  try {
    return await bodyOf(request)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Silence leaves the connection open, with nothing on it. */
function give(answer: ApiAnswer, response: ServerResponse) {
  if (answer.kind === 'reset') response.socket?.resetAndDestroy()
  if (answer.kind !== 'answer') return
  const { status, headers, body } = answer
  const via = { ...headers, via: '1.1 fake' }
  if (body === undefined) return send(response, status, undefined, '', via)
  if (typeof body === 'string') return send(response, status, 'text/html', body, headers)
  send(response, status, 'application/json', JSON.stringify(body), via)
}

/** A file's bytes for whoever has its address while that is good. */
function serveFile({ office, weather }: Served, url: URL, response: ServerResponse) {
  const [, , channel = '', id = ''] = url.pathname.split('/')
  const place = findChannel(office, { id: channel })
  const trouble = weather.strikes('file.download', place ? [place.id, place.name] : [])
  if (trouble?.kind === 'hang') return
  if (trouble?.kind === 'reset') return void response.socket?.resetAndDestroy()
  if (trouble?.kind === 'fail') return send(response, trouble.status ?? 500, 'text/plain', 'No')
  const file = office.files.get(id)
  if (!file || file.channel !== channel || !isGoodUrl(office, url)) {
    return send(response, 404, 'text/plain', 'This content is no longer available.')
  }
  send(response, 200, file.type, file.bytes)
}

export function send(
  response: ServerResponse,
  status: number,
  type: string | undefined,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...headers,
    ...(type === undefined ? {} : { 'content-type': type }),
  })
  response.end(body)
}
