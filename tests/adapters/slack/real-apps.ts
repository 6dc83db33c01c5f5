import { silent } from '../../../src/adapters/slack/silent.ts'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { WebClientOptions } from '@slack/web-api'
import type { FakeSlack } from '../../support/slack/fake-slack.ts'
import { isObject, stringAt } from '../../support/slack/json.ts'
import type { JsonObject } from '../../support/slack/json.ts'

/** A real bolt app that is connected to a fake Slack, and what it heard. */
export interface RealApp {
  readonly app: App
  /** Everything that came, as it came: events, actions, commands. */
  readonly bodies: readonly JsonObject[]
  /** The inner events, of one type if it is named. */
  events(type?: string): JsonObject[]
  /** All but events: presses, shortcuts, commands, submissions. */
  asked(): JsonObject[]
  stop(): Promise<void>
}

/** The real Web API client, without retries of its own. */
export function realClient(
  slack: FakeSlack,
  token = slack.botToken,
  options: WebClientOptions = {},
) {
  return new WebClient(token, { ...clientOptions(slack), ...options })
}

/**
 * A bolt app over Socket Mode. `listen` sets its listeners before it starts. `pingTimeout`, in ms, is also
 * how long the SDK waits before it connects again; too short for a busy machine, it disconnects for nothing.
 */
export async function socketApp(
  slack: FakeSlack,
  listen: (app: App) => void = () => undefined,
  { pingTimeout = 5000 }: { readonly pingTimeout?: number } = {},
) {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    clientPingTimeout: pingTimeout,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  })
  const real = heard(slack, receiver, listen)
  await real.app.start()
  return { ...real, stop: async () => receiver.client.disconnect() }
}

/** A bolt app over HTTP, to which the fake then delivers. */
export async function httpApp(
  slack: FakeSlack,
  listen: (app: App) => void = () => undefined,
  options: { readonly processBeforeResponse?: boolean; readonly signingSecret?: string } = {},
) {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    logger: silent,
    ...options,
    unhandledRequestTimeoutMillis: 300,
  })
  const real = heard(slack, receiver, listen)
  const server = await receiver.start(0)
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/slack/events`
  slack.deliversTo(url)
  const stop = async () => {
    server.closeAllConnections()
    await receiver.stop()
  }
  return { ...real, url, stop }
}

function heard(
  slack: FakeSlack,
  receiver: SocketModeReceiver | HTTPReceiver,
  listen: (app: App) => void,
) {
  const bodies: JsonObject[] = []
  const app = new App({
    token: slack.botToken,
    botId: slack.botId,
    botUserId: slack.botUserId,
    receiver,
    logger: silent,
    ignoreSelf: false,
    clientOptions: clientOptions(slack),
  })
  app.use(async ({ body, next }) => {
    // Listeners of every kind come through here, so its type says little.
    bodies.push(body as unknown as JsonObject)
    await next()
  })
  listen(app)
  const events = (type?: string) =>
    bodies
      .map((body) => body['event'])
      .filter(isObject)
      .filter((event) => type === undefined || stringAt(event, 'type') === type)
  const asked = () => bodies.filter((body) => body['event'] === undefined)
  return { app, bodies, events, asked }
}

function clientOptions(slack: FakeSlack): WebClientOptions {
  return { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent }
}
