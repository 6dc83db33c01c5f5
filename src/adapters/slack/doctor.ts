import type { Settings, SlackSecrets } from '../../config.ts'
import { unseen } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { checkAddress } from './doctor-address.ts'
import { asking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'
import { checkChannels } from './doctor-channels.ts'
import { checkGroups } from './doctor-groups.ts'
import { checkHome } from './doctor-home.ts'
import { openLine } from './doctor-line.ts'
import type { Line } from './doctor-line.ts'
import { checkPeople } from './doctor-people.ts'
import { checkPress } from './doctor-press.ts'
import { checkToken } from './doctor-token.ts'
import type { Identity } from './identity.ts'

export interface SlackDoctorDeps {
  readonly settings: Settings
  readonly secrets: SlackSecrets
  /** Where people, and Slack over HTTP, reach Greenroom. */
  readonly url: string
  /** Where to post, by name or id; null: in the first channel of the settings. */
  readonly channel: string | null
  /** False: nothing is written into Slack. */
  readonly mayPost: boolean
  /** Ms that a person has to press a button. */
  readonly wait: number
  /** For tests alone: ms between two looks at the message. */
  readonly lookEvery?: number
}

/** Looks at everything between Greenroom and Slack, one thing after another. */
export async function* examineSlack(deps: SlackDoctorDeps): Findings {
  const { settings, secrets, mayPost } = deps
  const ask = asking(secrets.botToken, secrets.apiUrl)
  const app = yield* checkToken(ask)
  if (!app) return yield unseen('The rest is looked at when this is mended.')
  const line = yield* checkLine(ask, app, deps)
  try {
    const channels = yield* checkChannels(ask, channelsOf(deps))
    const known = yield* checkPeople(ask, settings, app)
    yield* checkGroups(ask, settings)
    if (!mayPost)
      return yield unseen('The Home tab and a press were not looked at: nothing is posted.')
    yield* checkHome(ask, known)
    const [channel] = channels
    if (channel) yield* checkPress({ ...deps, ask, channel, line, known })
    else yield unseen('A press was not looked at: it wants a channel to post in.')
  } finally {
    if (line?.kind === 'ours') line.socket.close()
  }
}

async function* checkLine(
  ask: Ask,
  app: Identity,
  { secrets, url }: SlackDoctorDeps,
): Findings<Line | null> {
  if (secrets.mode === 'socket')
    return yield* openLine(ask, asking(secrets.appToken, secrets.apiUrl), app)
  yield* checkAddress({ url, signingSecret: secrets.signingSecret })
  return { kind: 'house' }
}

/** Those that the settings name, each once; before them the one that was asked for. */
function channelsOf({ settings, channel }: SlackDoctorDeps): string[] {
  const places = settings.inboxes.flatMap(({ places, moves, routed }) => [
    ...places,
    ...moves,
    ...routed,
  ])
  const named = places
    .filter(({ chat }) => chat === 'slack')
    .flatMap(({ channel, others = [] }) => [channel, ...others])
  return [...new Set(channel === null ? named : [channel, ...named])]
}
