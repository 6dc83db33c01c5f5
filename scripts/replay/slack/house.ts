import { join } from 'node:path'
import type { Chat } from '../chats.ts'
import { newFolder, openHouse, SITES_SECRET, spreadOver } from '../chat/house.ts'
import type { ChatHouse } from '../chat/house.ts'
import { openWorkspace } from '../chat/workspace.ts'
import { prepareServer } from '../server.ts'
import { NAMES } from '../team.ts'
import { taxonomyText } from '../sorted/labels.ts'
import type { Sorting } from '../sorted/settings.ts'
import { sortedChannels } from '../sorted/settings.ts'
import { slackKeys } from './protocol.ts'
import type { SlackPlan } from './protocol.ts'
import { slackSettings } from './settings.ts'

interface Asked {
  readonly mode: 'socket' | 'http'
  readonly weather: boolean
  readonly pace: number
  readonly seed: number
  readonly agents: number
  readonly keep?: boolean
  readonly channelsEach?: number
  readonly sorting?: Sorting | null
}

const SCRIPT = join(import.meta.dirname, 'serve.ts')

/** A server whose team sits in a Slack of its own, both started. */
export async function openSlackHouse(
  chats: readonly Chat[],
  { mode, weather, pace, seed, agents, keep = false, channelsEach = 8, sorting = null }: Asked,
): Promise<ChatHouse> {
  const folder = newFolder()
  const inboxOf = spreadOver(channelsEach)
  const inboxes = [...new Set(chats.map(inboxOf))]
  const people = NAMES.slice(0, agents)
  let variables: Readonly<Record<string, string>> = {}
  const server = await prepareServer({
    folder,
    settings: slackSettings({ mode, inboxes, people, sorting }),
    taxonomy: sorting && taxonomyText(),
    variables: () => variables,
  })
  const requestUrl = mode === 'http' ? `${server.url}/slack/events` : null
  const channels = [...inboxes, ...(sorting ? sortedChannels(inboxes) : [])]
  const hesitant = sorting !== null
  const plan: SlackPlan = { seed, pace, people, channels, weather, requestUrl, hesitant }
  const workspace = await openWorkspace(SCRIPT, plan, slackKeys)
  const { apiUrl, botToken, appToken, signingSecret } = workspace.keys
  variables = {
    ...SITES_SECRET,
    SLACK_API_URL: apiUrl,
    SLACK_PACE: String(pace),
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  }
  return openHouse({ chat: 'Slack', folder, server, workspace, inboxOf, keep })
}
