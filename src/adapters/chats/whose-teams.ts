import type { TeamsBy } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Feed, Member } from '../../ports.ts'
import { givenBy } from './given-members.ts'

/** What says which teams a member is in: the settings, or a group or role of a chat; null where neither does. */
export async function whatSaysTeams(
  settings: Pick<Settings, 'agents' | 'slack' | 'discord'>,
  feed: Pick<Feed, 'get'>,
  member: Member,
): Promise<TeamsBy | null> {
  if (settings.agents.some(({ id }) => id === member.id)) return 'settings'
  const chat = await givenBy(feed, member)
  return chat && settings[chat] ? chat : null
}
