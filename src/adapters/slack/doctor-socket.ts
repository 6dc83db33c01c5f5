import { z } from 'zod'

/** A socket of Slack's by which the doctor hears presses alone; all else is left to be sent again. */
export interface DoctorSocket {
  /** Connections of this app that Slack has, this one among them. */
  readonly connections: number
  /** The app whose token opened it. */
  readonly app: string | null
  /** The press that brings this mark. Call it before anybody can press. */
  pressOf(mark: string): Promise<{ readonly user: string }>
  close(): void
}

const OPENING = 10_000

const hello = z.looseObject({
  type: z.literal('hello'),
  num_connections: z.number().catch(1),
  connection_info: z
    .looseObject({ app_id: z.string().nullable().catch(null) })
    .catch({ app_id: null }),
})
const goodbye = z.looseObject({ type: z.literal('disconnect'), reason: z.string().catch('') })
const pressed = z.looseObject({
  type: z.literal('interactive'),
  envelope_id: z.string(),
  payload: z.looseObject({
    user: z.looseObject({ id: z.string() }),
    actions: z.array(z.looseObject({ value: z.string().optional() })).min(1),
  }),
})

/** Connects at the address that Slack gave, within ten seconds; or says why not, empty when there was no answer. */
export async function openSocket(
  address: string,
): Promise<DoctorSocket | { readonly refused: string }> {
  const socket = new WebSocket(address)
  const waiting = new Map<string, (press: { readonly user: string }) => void>()

  function hear(frame: unknown): void {
    const press = pressed.safeParse(frame).data
    const take = waiting.get(press?.payload.actions[0]?.value ?? '')
    if (!press || !take) return
    socket.send(JSON.stringify({ envelope_id: press.envelope_id }))
    take({ user: press.payload.user.id })
  }

  return new Promise((resolve) => {
    const refuse = (refused: string) => {
      clearTimeout(timer)
      socket.close()
      resolve({ refused })
    }
    const timer = setTimeout(() => refuse(''), OPENING)
    socket.addEventListener('error', () => refuse(''))
    socket.addEventListener('close', () => refuse(''))
    socket.addEventListener('message', ({ data }) => {
      const frame = jsonOf(data)
      const leave = goodbye.safeParse(frame).data
      if (leave) return refuse(leave.reason)
      const welcome = hello.safeParse(frame).data
      if (!welcome) return hear(frame)
      clearTimeout(timer)
      resolve({
        connections: welcome.num_connections,
        app: welcome.connection_info.app_id,
        pressOf: (mark) => new Promise((heard) => waiting.set(mark, heard)),
        close: () => socket.close(),
      })
    })
  })
}

function jsonOf(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
