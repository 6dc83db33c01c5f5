import { SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Connection, Hear } from './connection.ts'
import { readFailure, receiptFor, wantsAPerson } from './failures.ts'
import { pause } from '../chats/pause.ts'
import { silent } from './silent.ts'

interface Deps {
  readonly appToken: string
  readonly apiUrl: string | null
  readonly log: Logger
  readonly hear: Hear
  /** Told before each try to open the socket: nothing was heard since the one before. */
  readonly opening: () => void
  /** Told each time that the socket is open, also after a gap. */
  readonly connected: () => void
  /** Ms until the first try to connect again. */
  readonly pause?: number
}

const envelope = z.looseObject({
  body: z.unknown(),
  ack: z.custom<(answer?: Record<string, unknown>) => Promise<void>>(
    (one) => typeof one === 'function',
  ),
})

const LONGEST_PAUSE = 30_000
/** Ms that a socket may take to open, and to close at the end. */
const OPENING = 20_000
const GOODBYE = 2_000

/**
 * Socket Mode. Greenroom connects again by itself: the SDK waits five seconds with no socket, and a failure
 * while it reconnects would end the process.
 */
export function overSocket(deps: Deps): Connection {
  const { client } = new SocketModeReceiver({
    appToken: deps.appToken,
    logger: silent,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        ...(deps.apiUrl === null ? {} : { slackApiUrl: deps.apiUrl }),
        retryConfig: { retries: 0 },
        timeout: 10_000,
      },
    },
  })
  const ending = new AbortController()
  let looping: Promise<void> | null = null
  let told: string | undefined

  client.on('slack_event', (given: unknown) => {
    const read = envelope.safeParse(given).data
    if (read) void answer(read.body, read.ack)
  })

  async function answer(body: unknown, ack: (answer?: Record<string, unknown>) => Promise<void>) {
    try {
      const said = await deps.hear(body)
      await (said === null ? ack() : ack(said))
    } catch (error) {
      // Slack sends it again, and what was kept is known by its id.
      deps.log.warn({ error: nameOf(error) }, 'not acknowledged to Slack')
    }
  }

  async function loop(first: () => void): Promise<void> {
    for (let failures = 0; !ending.signal.aborted;) {
      const opened = await open()
      const closed = new Promise<void>((resolve) => {
        if (opened === 'open') client.once('disconnected', () => resolve())
        else resolve()
      })
      first()
      if (opened === 'ended') return
      failures = opened === 'open' ? 0 : failures + 1
      await closed
      const backoff = Math.min(LONGEST_PAUSE, (deps.pause ?? 500) * 2 ** Math.min(failures, 10))
      const wait = opened === 'a person' ? LONGEST_PAUSE : backoff
      if (!ending.signal.aborted) await pause(wait, ending.signal)
    }
  }

  async function open(): Promise<'open' | 'not now' | 'a person' | 'ended'> {
    try {
      deps.opening()
      await withinTime(client.start())
      deps.log.info('connected to Slack')
      deps.connected()
      return 'open'
    } catch (error) {
      if (ending.signal.aborted) return 'ended'
      return why(error)
    }
  }

  function why(error: unknown): 'not now' | 'a person' {
    const failure = readFailure(error)
    if (failure && wantsAPerson(failure)) {
      const receipt = receiptFor(failure, 'place')
      const reason = receipt.ok ? '' : receipt.reason.replace('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN')
      if (told !== failure.error)
        deps.log.error(
          { error: failure.error },
          `Slack is not heard until this is mended: ${reason}`,
        )
      told = failure.error
      return 'a person'
    }
    deps.log.warn({ error: failure?.error ?? nameOf(error) }, 'no connection to Slack yet')
    return 'not now'
  }

  return {
    start: () =>
      new Promise((resolve) => {
        looping = loop(resolve).catch((error: unknown) => {
          deps.log.error({ error: nameOf(error) }, 'the connection to Slack stumbled')
          resolve()
        })
      }),
    async stop() {
      ending.abort()
      if (!looping) return
      await Promise.race([client.disconnect(), pause(GOODBYE, new AbortController().signal)])
      await looping
    },
  }
}

async function withinTime(opening: Promise<unknown>): Promise<void> {
  const done = new AbortController()
  try {
    const tooLate = pause(OPENING, done.signal).then(() => false)
    const isOpen = await Promise.race([opening.then(() => true), tooLate])
    if (!isOpen) throw new Error('The socket did not open in time.')
  } finally {
    done.abort()
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
