import type { JsonObject } from '../slack/json.ts'
import type { SentFile } from './bodies.ts'
import type { Gateway } from './gateway.ts'
import type { Office } from './office.ts'
import { APP_ID } from './options.ts'

/** One call of the REST API. */
export interface Call {
  readonly office: Office
  readonly gateway: Pick<Gateway, 'startsLeft'>
  /** What the path says, by the names in the pattern. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The body, if it is an object. */
  readonly body: JsonObject
  /** The body as it came: some take a list. */
  readonly json: unknown
  readonly files: readonly SentFile[]
}

export interface Reply {
  readonly status: number
  readonly body: unknown
}

export interface Route {
  /** What tests call it: `message.create`. */
  readonly name: string
  readonly method: string
  readonly pattern: RegExp
  /** Fields of the body that Discord knows; others are complained of. */
  readonly fields: readonly string[] | null
  readonly needsToken: boolean
  /** It counts towards the app’s calls a second. */
  readonly counts: boolean
  run(call: Call): Reply
}

interface More {
  readonly fields?: readonly string[]
  /** The path itself carries a token. */
  readonly open?: boolean
}

/** Declares a route: `POST /channels/:channel/messages`. `{app}` is the id of the app under test. */
export function route(
  name: string,
  where: string,
  run: (call: Call) => Reply,
  { fields, open = false }: More = {},
): Route {
  const [method = '', path = ''] = where.split(' ')
  const source = path.replaceAll('{app}', `(?<app>${APP_ID})`).replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')
  return {
    name,
    method,
    pattern: new RegExp(`^${source}$`),
    fields: fields ?? null,
    needsToken: !open,
    counts: !name.startsWith('interaction.'),
    run,
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function created(body: unknown): Reply {
  return { status: 201, body }
}

export const DONE: Reply = { status: 204, body: undefined }
