import { bitsOf, permissionsFor } from './permissions.ts'
import type { Use } from './permissions.ts'

interface Wanted {
  /** The app's id. */
  readonly app: string
  /** The server that it is for; null: whoever opens the link chooses. */
  readonly guild: string | null
  readonly uses: readonly Use[]
}

/** The address at which somebody who may manage a server invites the bot, with these permissions and no others. */
export function inviteLink({ app, guild, uses }: Wanted): string {
  const query = new URLSearchParams({
    client_id: app,
    scope: 'bot applications.commands',
    permissions: String(bitsOf(permissionsFor(uses))),
    ...(guild === null ? {} : { guild_id: guild, disable_guild_select: 'true' }),
  })
  return `https://discord.com/oauth2/authorize?${query.toString()}`
}
