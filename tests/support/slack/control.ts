import type { IncomingMessage, ServerResponse } from 'node:http'
import { bytesOf } from './bodies.ts'
import type { FakeSlack } from './fake-slack.ts'
import { parseJson } from './json.ts'
import { send } from './server.ts'

/**
 * Steers a Slack from another process. `POST /control/user/ana/says` with `["support", "Hello"]` does what
 * `slack.user('ana').says('support', 'Hello')` does; likewise `/control/channel/support/texts`,
 * `/control/weather/brings`, `/control/sockets/drops`, `/control/slack/complaints`. The body is the list of
 * arguments, the answer is what was given back; a value instead of a function is answered as it is.
 */
export async function control(
  slack: FakeSlack,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', slack.url)
  const [, first, what = '', ...rest] = pathname.split('/').map(decodeURIComponent)
  try {
    const target = first === 'control' ? targetOf(slack, what, rest) : undefined
    const verb = rest.at(-1) ?? ''
    if (!target || !Object.hasOwn(target, verb)) throw new Error(`Nothing at ${pathname}`)
    const given = parseJson((await bytesOf(request)).toString('utf8'))
    const value = await call(target, verb, Array.isArray(given) ? given : [])
    send(response, 200, 'application/json', JSON.stringify({ value: value ?? null }))
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    send(response, 400, 'application/json', JSON.stringify({ error: sentence }))
  }
}

function targetOf(
  slack: FakeSlack,
  what: string,
  [name = '', verb]: readonly string[],
): object | undefined {
  if (what === 'user' && verb) return slack.user(name)
  if (what === 'channel' && verb) return slack.channel(name)
  return { slack, weather: slack.weather, sockets: slack.sockets }[what]
}

async function call(target: object, verb: string, args: readonly unknown[]): Promise<unknown> {
  const member: unknown = Reflect.get(target, verb)
  return typeof member === 'function' ? Reflect.apply(member, target, args) : member
}
