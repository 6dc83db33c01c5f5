import { commands } from '../../commands/index.ts'
import type { DiscordSecrets, Settings } from '../../config.ts'
import { unseen } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { teamChats } from '../team-chats.ts'
import { definitions } from './definitions.ts'
import { checkApp } from './doctor-app.ts'
import { asking } from './doctor-asking.ts'
import { checkCommands } from './doctor-commands.ts'
import { checkPeople } from './doctor-people.ts'
import { checkPlaces, placesIn } from './doctor-places.ts'
import { checkPress } from './doctor-press.ts'
import { checkRoom, checkServer } from './doctor-server.ts'
import { openSession } from './doctor-session.ts'
import { inviteLink } from './invite.ts'
import { usesIn } from './permissions.ts'
import type { Use } from './permissions.ts'

export interface DiscordDoctorDeps {
  readonly settings: Settings & { readonly discord: NonNullable<Settings['discord']> }
  readonly secrets: DiscordSecrets
  /** Where to post, by name or id; null: in the first place of the settings. */
  readonly channel: string | null
  /** False: nothing is written into Discord. */
  readonly mayPost: boolean
  /** Ms that a person has to press a button. */
  readonly wait: number
  /** For tests alone: ms that a running house has to answer first. */
  readonly courtesy?: number
  /** For tests alone: ms until the second try to connect. */
  readonly again?: number
}

/** Looks at everything between Greenroom and Discord, one thing after another. */
export async function* examineDiscord(deps: DiscordDoctorDeps): Findings {
  const { settings, secrets, channel, mayPost } = deps
  const ask = asking(secrets.botToken, secrets.apiUrl)
  const app = yield* checkApp(ask)
  if (!app) return yield unseen('The rest is looked at when this is mended.')
  const { guild } = settings.discord
  const invite = (uses: readonly Use[]) => inviteLink({ app: app.id, guild, uses })
  const uses = usesIn(settings)
  const server = yield* checkServer(ask, { id: guild, invite: invite(uses) }, app)
  if (!server) return yield unseen('The rest is looked at when this is mended.')
  yield* checkRoom(ask, server)
  const named = placesIn(settings)
  const all = channel === null ? named : [{ channel }, ...named]
  const places = yield* checkPlaces(server, all, invite)
  const known = yield* checkPeople(ask, settings, server, places)
  const wanted = definitions(commands, teamChats(settings))
  yield* checkCommands(ask, app, server, wanted, invite(uses))
  const session = yield* openSession(ask, secrets.botToken, deps.again)
  try {
    const [place] = places
    if (!mayPost) yield unseen('A press was not looked at: nothing is posted.')
    else if (place) yield* checkPress({ ...deps, ask, server, place, session, known })
    else yield unseen('A press was not looked at: it wants a place to post in.')
  } finally {
    session?.close()
  }
}
