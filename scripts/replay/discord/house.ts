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
import { discordKeys } from './protocol.ts'
import type { DiscordPlan } from './protocol.ts'
import { discordSettings } from './settings.ts'

type Asked = Omit<DiscordPlan, 'people' | 'places' | 'hesitant'> & {
  readonly agents: number
  readonly keep?: boolean
  readonly placesEach?: number
  readonly sorting?: Sorting | null
}

const SCRIPT = join(import.meta.dirname, 'serve.ts')

/** A server whose team sits in a Discord of its own, both started. */
export async function openDiscordHouse(
  chats: readonly Chat[],
  { agents, keep = false, placesEach = 8, sorting = null, ...asked }: Asked,
): Promise<ChatHouse> {
  const folder = newFolder()
  const inboxOf = spreadOver(placesEach)
  const inboxes = [...new Set(chats.map(inboxOf))]
  const people = NAMES.slice(0, agents)
  const places = [...inboxes, ...(sorting ? sortedChannels(inboxes) : [])]
  const plan: DiscordPlan = { ...asked, people, places, hesitant: sorting !== null }
  const workspace = await openWorkspace(SCRIPT, plan, discordKeys)
  const { apiUrl, botToken, guildId } = workspace.keys
  const server = await prepareServer({
    folder,
    settings: discordSettings({ guildId, mode: asked.mode, inboxes, people, sorting }),
    taxonomy: sorting && taxonomyText(),
    variables: () => ({
      ...SITES_SECRET,
      DISCORD_API_URL: apiUrl,
      DISCORD_PACE: String(asked.pace),
      DISCORD_BOT_TOKEN: botToken,
    }),
  })
  return openHouse({ chat: 'Discord', folder, server, workspace, inboxOf, keep })
}
