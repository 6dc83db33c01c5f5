import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chat } from '../chats.ts'
import { prepareServer } from '../server.ts'
import type { Server } from '../server.ts'
import { NAMES } from '../team.ts'
import { SITE, slackSettings } from './settings.ts'
import { openWorkspace } from './workspace.ts'
import type { OpenWorkspace } from './workspace.ts'

interface Asked {
  readonly mode: 'socket' | 'http'
  readonly weather: boolean
  readonly pace: number
  readonly seed: number
  readonly agents: number
  readonly keep?: boolean
  /** Slack takes a message a second and channel: each domain's visitors are spread over so many. */
  readonly channelsEach?: number
}

export interface SlackHouse {
  readonly url: string
  /** Where the server's data and log are. */
  readonly folder: string
  readonly server: Server
  readonly workspace: OpenWorkspace
  readonly inboxOf: (chat: Chat, index: number) => string
  close(): Promise<void>
}

/** A server whose team sits in a Slack of its own, both started. */
export async function openSlackHouse(
  chats: readonly Chat[],
  { mode, weather, pace, seed, agents, keep = false, channelsEach = 8 }: Asked,
): Promise<SlackHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-replay-'))
  const inboxOf = ({ domain }: Chat, index: number) => `${domain}-${index % channelsEach}`
  const inboxes = [...new Set(chats.map(inboxOf))]
  const people = NAMES.slice(0, agents)
  let variables: Readonly<Record<string, string>> = {}
  const server = await prepareServer({
    folder,
    settings: slackSettings({ mode, inboxes, people }),
    variables: () => variables,
  })
  const requestUrl = mode === 'http' ? `${server.url}/slack/events` : null
  const plan = { seed, pace, people, channels: inboxes, weather, requestUrl }
  const workspace = await openWorkspace(plan)
  variables = {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_PACE: String(pace),
    [SITE.variable]: SITE.secret,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
  }
  await server.start()

  return {
    url: server.url,
    folder,
    server,
    workspace,
    inboxOf,
    async close() {
      await server.stop()
      await workspace.close()
      if (!keep) rmSync(folder, { recursive: true })
    },
  }
}
