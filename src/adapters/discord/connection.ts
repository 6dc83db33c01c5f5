import { Events } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock, Feed } from '../../ports.ts'
import { pause } from '../chats/pause.ts'
import { discordClient } from './client.ts'
import { identifies } from './identifies.ts'

/** What the gateway told, as Discord sent it. */
export interface Dispatch {
  readonly t: string
  readonly d: unknown
  /** Its number in its session, the same when it is delivered again; left out for what was read back. */
  readonly id?: string
}

/** Why Discord is not heard until a person has mended it. */
export type Stuck = 'token' | 'refused'

export interface Connection {
  /** Resolves when the first try to connect has ended; what fails is tried again, and said in the log. */
  start(): Promise<void>
  /** Nothing is heard any more when it resolves. */
  stop(): Promise<void>
  /** False where the app may not read what people write, as the intent for it is not switched on. */
  readsContent(): boolean
}

export interface ConnectionDeps {
  readonly token: string
  /** For tests alone: another Discord. */
  readonly apiUrl: string | null
  readonly pace: number
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly clock: Clock
  readonly log: Logger
  readonly hear: (dispatch: Dispatch) => void
  /** Discord is heard. `gap`: in a new session, so that what happened before it was not heard. */
  readonly connected: (gap: boolean) => void
  readonly stuck: (why: Stuck) => void
  /** It goes on without what people write. */
  readonly withoutContent: () => void
  /** Ms until the first try to connect again. */
  readonly pause?: number
}

type End = 'stopped' | 'content' | 'token' | 'refused' | 'not now'

const LONGEST_PAUSE = 60_000
/** Ms that a start waits for the first session, and that a goodbye may take. */
const OPENING = 10_000
const GOODBYE = 2_000

const dispatch = z.looseObject({ t: z.string(), d: z.unknown().optional(), s: z.number().catch(0) })
const ready = z.looseObject({ session_id: z.string() })
const failed = z.looseObject({ code: z.string().optional().catch(undefined) })

/** The session with Discord's gateway. discord.js resumes it by itself; where that cannot be, a new one is begun. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { log, pace } = deps
  const budget = identifies(deps)
  const ending = new AbortController()
  let content = true
  let looping: Promise<void> | null = null

  async function loop(first: () => void): Promise<void> {
    for (let failures = 0; !ending.signal.aborted;) {
      const end = await session(() => {
        failures = 0
        first()
      })
      if (end === 'stopped') return
      if (end === 'content') {
        content = false
        log.warn(WITHOUT_CONTENT)
        deps.withoutContent()
        continue
      }
      first()
      if (end !== 'not now') {
        log.error(end === 'token' ? NO_TOKEN : REFUSED)
        return deps.stuck(end)
      }
      failures += 1
      const backoff = ((deps.pause ?? 1_000) * 2 ** Math.min(failures, 10)) / pace
      await pause(Math.min(LONGEST_PAUSE, backoff), ending.signal)
    }
  }

  /** One client from its login to its end. */
  async function session(opened: () => void): Promise<End> {
    const over = new AbortController()
    const client = discordClient({ ...deps, budget, content, over: over.signal })
    const ended = new Promise<End>((resolve) => {
      ending.signal.addEventListener('abort', () => resolve('stopped'), { once: true })
      client.on(Events.ShardDisconnect, ({ code }) => {
        resolve(endBy(code))
        over.abort()
      })
      client.login(deps.token).catch((error: unknown) => resolve(endOf(error, over.signal)))
    })
    let current = ''
    client.on(Events.Raw, (raw: unknown) => {
      const read = dispatch.safeParse(raw).data
      if (!read || over.signal.aborted) return
      current = (read.t === 'READY' && ready.safeParse(read.d).data?.session_id) || current
      // The library changes what it carries.
      deps.hear({ t: read.t, d: structuredClone(read.d), id: `${current}:${read.s}` })
      if (read.t !== 'READY' && read.t !== 'RESUMED') return
      opened()
      deps.connected(read.t === 'READY')
    })
    try {
      return await ended
    } finally {
      over.abort()
      await within(GOODBYE, client.destroy())
    }
  }

  /** A session cannot be resumed, or begun, after this code. */
  function endBy(code: number): End {
    if (code === 4004) return 'token'
    return code === 4014 && content ? 'content' : 'refused'
  }

  function endOf(error: unknown, over: AbortSignal): End {
    const { code } = failed.safeParse(error).data ?? {}
    if (code === 'TokenInvalid') return 'token'
    // The library fails, too, when what happened was told before.
    if (!over.aborted) log.warn({ error: nameOf(error), code }, NOT_YET)
    return 'not now'
  }

  return {
    readsContent: () => content,
    start: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, OPENING)
        const first = () => {
          clearTimeout(timer)
          resolve()
        }
        looping = loop(first).catch((error: unknown) => {
          log.error({ error: String(error) }, 'the connection to Discord stumbled')
          first()
        })
      }),
    async stop() {
      ending.abort()
      await looping
    },
  }
}

const NOT_YET = 'no connection to Discord yet'
const NO_TOKEN =
  'Discord does not take the bot’s token: set DISCORD_BOT_TOKEN anew and start Greenroom again.'
const REFUSED =
  'Discord refuses the connection: look at the app’s intents and start Greenroom again.'
const WITHOUT_CONTENT =
  'Discord keeps what people write from the bot: switch on its Message Content intent, on its page “Bot” in the developer portal, and start Greenroom again. Until then agents answer with commands.'

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController()
  await Promise.race([work.catch(() => undefined), pause(ms, done.signal)])
  done.abort()
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
