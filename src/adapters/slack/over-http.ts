import { HTTPReceiver } from '@slack/bolt'
import type { App, ReceiverEvent } from '@slack/bolt'
import express from 'express'
import type { Logger } from 'pino'
import type { Connection, Hear } from './connection.ts'
import { silent } from './silent.ts'

interface Deps {
  readonly signingSecret: string
  readonly log: Logger
  readonly hear: Hear
  readonly opening: () => void
  readonly connected: () => void
}

const SLACK_PATH = '/slack/events'

/** Slack's requests at `/slack/events`: their signature is checked against the body as it came. */
export function overHttp({ signingSecret, log, hear, opening, connected }: Deps): Connection {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: SLACK_PATH,
    logger: silent,
    unhandledRequestTimeoutMillis: 10_000,
    processEventErrorHandler: async ({ error, response }) => {
      log.warn({ error: error.name }, 'not acknowledged to Slack')
      if (!response.headersSent) response.writeHead(503).end()
      return false
    },
  })
  // All that a receiver asks of its app is to process what it verified.
  receiver.init({ processEvent } as unknown as App)

  let isStarted = false
  let isHeard = false

  async function processEvent({ body, ack }: ReceiverEvent): Promise<void> {
    if (isStarted && !isHeard) {
      // What was read at the start was read before Slack could reach us.
      isHeard = true
      opening()
      connected()
    }
    const said = await hear(body)
    await (said === null ? ack() : ack(said))
  }

  const routes = express.Router()
  routes.post(SLACK_PATH, (request, response) => receiver.requestListener(request, response))

  return {
    routes,
    async start() {
      isStarted = true
      opening()
      connected()
    },
    stop: async () => undefined,
  }
}
