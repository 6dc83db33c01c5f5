import type { IncomingMessage, ServerResponse } from 'node:http'
import { bytesOf } from '../slack/bodies.ts'
import { parseJson } from '../slack/json.ts'
import type { FakeDiscord } from './fake-discord.ts'
import { send } from './server.ts'

/**
 * Steers a Discord from another process. `POST /control/user/ana/says` with `["support", "Hello"]` does what
 * `discord.user('ana').says('support', 'Hello')` does; likewise `/control/channel/support/texts`,
 * `/control/thread/Nina/locks`, `/control/weather/brings`, `/control/gateway/drops`,
 * `/control/discord/complaints`. The body is the list of arguments, the answer is what was given back; a
 * value instead of a function is answered as it is.
 */
export async function control(
  discord: FakeDiscord,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', discord.url)
  const [, first, what = '', ...rest] = pathname.split('/').map(decodeURIComponent)
  try {
    const target = first === 'control' ? targetOf(discord, what, rest) : undefined
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
  discord: FakeDiscord,
  what: string,
  [name = '', verb]: readonly string[],
): object | undefined {
  if (what === 'user' && verb) return discord.user(name)
  if (what === 'channel' && verb) return discord.channel(name)
  if (what === 'thread' && verb) return discord.thread(name)
  return { discord, weather: discord.weather, gateway: discord.gateway }[what]
}

async function call(target: object, verb: string, args: readonly unknown[]): Promise<unknown> {
  const member: unknown = Reflect.get(target, verb)
  return typeof member === 'function' ? Reflect.apply(member, target, args) : member
}
