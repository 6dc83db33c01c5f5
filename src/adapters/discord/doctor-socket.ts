import { z } from 'zod'

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

/** Why there is none: `too soon`: another one has just begun. */
export type Refused = 'too soon' | 'token' | 'refused' | 'silent'

const OPENING = 10_000

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

/** Begins a session at the gateway’s address, within ten seconds; or says why not. */
export async function begin(address: string, token: string): Promise<DoctorSession | Refused> {
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
    const end = (why: Refused) => {
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
