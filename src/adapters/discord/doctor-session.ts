import { Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, unseen, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { pause } from '../chats/pause.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'

/**
 * A session with Discord's gateway that hears presses and commands alone. A Greenroom that runs keeps its own
 * and hears them, too.
 */
export interface DoctorSession {
  /** The press of the button with this custom_id. Call it before anybody can press. */
  pressOf(customId: string): Promise<Press>
  close(): void
}

export interface Press {
  readonly id: string
  readonly token: string
  readonly user: string
  readonly roles: readonly string[]
}

const OPENING = 10_000
/** Discord takes one new session in five seconds. */
const AGAIN = 5_500
/** So many a day are left to Greenroom itself. */
const SPARED = 20

const bot = z.looseObject({
  url: z.url(),
  session_start_limit: z.looseObject({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
  }),
})
const hello = z.looseObject({
  op: z.literal(10),
  d: z.looseObject({ heartbeat_interval: z.number() }),
})
const frame = z.looseObject({ op: z.number(), s: z.number().nullish(), t: z.string().nullish() })
const pressed = z.looseObject({
  t: z.literal('INTERACTION_CREATE'),
  d: z.looseObject({
    id: z.string(),
    token: z.string(),
    type: z.literal(3),
    data: z.looseObject({ custom_id: z.string() }),
    member: z.looseObject({
      user: z.looseObject({ id: z.string() }),
      roles: z.array(z.string()).catch([]),
    }),
  }),
})

/** Begins a session; null when there is none to be had. Close what comes back. */
export async function* openSession(
  ask: Ask,
  token: string,
  again = AGAIN,
): Findings<DoctorSession | null> {
  const answer = await ask('GET', Routes.gatewayBot())
  if (!answer.ok) {
    yield ill(`Discord names no gateway. ${answer.sentence}`, mendAsking(answer))
    return null
  }
  const { url, session_start_limit: limit } = bot.parse(answer.data)
  if (limit.remaining < SPARED) {
    yield spent(limit)
    return null
  }
  const address = `${url}/?v=10&encoding=json`
  let session = await begin(address, token)
  if (session === 'too soon') {
    await pause(again, new AbortController().signal)
    session = await begin(address, token)
  }
  if (typeof session !== 'object') {
    yield refusal(session)
    return null
  }
  const { remaining, total } = limit
  yield well(`The gateway connects; ${remaining} of ${total} new sessions are left for today.`)
  return session
}

function spent(limit: { readonly remaining: number; readonly reset_after: number }): Finding {
  const hours = Math.ceil(limit.reset_after / 3_600_000)
  return doubtful(
    `Only ${limit.remaining} new sessions with the gateway are left: the doctor begins none.`,
    `Something connects again and again: see that only one Greenroom runs with this token, and look into its log. Discord counts anew in ${hours} h.`,
  )
}

function refusal(why: 'too soon' | 'token' | 'refused' | 'silent'): Finding {
  switch (why) {
    case 'too soon':
      return unseen('Discord put a new session off twice: look again in a minute.')
    case 'token':
      return ill(
        'The gateway does not take the token.',
        'It was reset just now, most likely: copy the new one into .env as DISCORD_BOT_TOKEN.',
      )
    case 'refused':
      return ill(
        'The gateway refuses the connection.',
        'Look again in a minute; if it stays so, look at status.discord.com.',
      )
    case 'silent':
      return ill(
        'Discord named a gateway, and it did not open within ten seconds.',
        'See whether this machine may open connections to wss://gateway.discord.gg: a firewall or a proxy may stand between.',
      )
  }
}

async function begin(
  address: string,
  token: string,
): Promise<DoctorSession | 'too soon' | 'token' | 'refused' | 'silent'> {
  const socket = new WebSocket(address)
  const waiting = new Map<string, (press: Press) => void>()
  let last: number | null = null
  let beats: NodeJS.Timeout | undefined

  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  function close(): void {
    clearInterval(beats)
    socket.close(1000)
  }

  function hear(data: unknown): void {
    const press = pressed.safeParse(data).data?.d
    const take = waiting.get(press?.data.custom_id ?? '')
    if (!press || !take) return
    take({
      id: press.id,
      token: press.token,
      user: press.member.user.id,
      roles: press.member.roles,
    })
  }

  return new Promise((resolve) => {
    const end = (why: 'too soon' | 'token' | 'refused' | 'silent') => {
      clearTimeout(timer)
      close()
      resolve(why)
    }
    const timer = setTimeout(() => end('silent'), OPENING)
    socket.addEventListener('error', () => end('silent'))
    socket.addEventListener('close', ({ code }) => end(code === 4004 ? 'token' : 'refused'))
    socket.addEventListener('message', ({ data }) => {
      const read = jsonOf(data)
      const welcome = hello.safeParse(read).data
      if (welcome) {
        beats = setInterval(() => send(1, last), welcome.d.heartbeat_interval)
        return send(2, identify(token))
      }
      const { op, s, t } = frame.safeParse(read).data ?? {}
      last = s ?? last
      if (op === 1) return send(1, last)
      if (op === 9) return end('too soon')
      if (t !== 'READY') return hear(read)
      clearTimeout(timer)
      resolve({
        pressOf: (customId) => new Promise((heard) => waiting.set(customId, heard)),
        close,
      })
    })
  })
}

/** Presses and commands come without any intent; so nothing else does. */
function identify(token: string) {
  const properties = { os: process.platform, browser: 'greenroom', device: 'greenroom' }
  return { token, intents: 0, properties }
}

function jsonOf(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
