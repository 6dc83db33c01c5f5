import type { DiscordSecrets, Settings } from '../../config.ts'
import { now, unseen, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { checkApp } from './doctor-app.ts'
import { asking } from './doctor-asking.ts'
import { inviteLink } from './invite.ts'
import { permissionsFor, usesIn } from './permissions.ts'

/** The link by which the bot comes into the server, and what it may do there. Without settings whoever opens it chooses a server. */
export async function* inviteToDiscord(
  secrets: DiscordSecrets,
  settings: Settings | null,
): Findings {
  const app = yield* checkApp(asking(secrets.botToken, secrets.apiUrl))
  if (!app) return yield unseen('Without it nobody can say whose link it would be.')
  const uses = usesIn(settings)
  const guild = settings?.discord?.guild ?? null
  const list = permissionsFor(uses).map(({ named, why }) => `${named}: ${why}`)
  yield well(`The link asks for these permissions, and for no others:\n${list.join('\n')}`)
  yield now(
    `Open this, as somebody who may manage the server:\n${inviteLink({ app: app.id, guild, uses })}`,
  )
}
