import { z } from 'zod'
import { ill, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask, Unanswered } from './doctor-asking.ts'
import { identity, missingScopes } from './identity.ts'
import type { Identity } from './identity.ts'
import { WHY } from './scopes.ts'

const names = z.looseObject({ user: z.string().catch('?'), team: z.string().catch('?') })

const INSTALL = 'On api.slack.com/apps open your app'

/** Who the app is by its bot token, and whether it may do what it needs to; null when Slack does not let it in. */
export async function* checkToken(ask: Ask): Findings<Identity | null> {
  const answer = await ask('auth.test')
  if (!answer.ok) {
    yield ill(`The bot token does not work. ${answer.sentence}`, mendToken(answer))
    return null
  }
  const app = identity.safeParse(answer.data).data
  if (!app) {
    const mend = `${INSTALL}, Install App, and copy the Bot User OAuth Token, not a user’s.`
    yield ill('The token in SLACK_BOT_TOKEN is not that of an app’s bot.', mend)
    return null
  }
  const { user, team } = names.parse(answer.data)
  const where = app.workspace === null ? '' : ` (${app.workspace})`
  yield well(`The bot token works: @${user} in the workspace “${team}”${where}.`)
  yield* checkScopes(answer.data)
  return app
}

async function* checkScopes(data: unknown): Findings {
  const missing = missingScopes(data)
  if (missing.length === 0) return yield well('The app has every permission that it needs.')
  const lost = missing.map((scope) => `${scope}: ${WHY[scope]}`).join('\n')
  yield ill(
    `The app lacks these permissions:\n${lost}`,
    `${INSTALL}, App Manifest, paste slack/manifest.yaml, save; then Install App, Reinstall to Workspace.`,
  )
}

function mendToken(answer: Unanswered): string {
  if (answer.error === '') return mendAsking(answer)
  return `${INSTALL}, Install App, install it, and copy the Bot User OAuth Token into .env as SLACK_BOT_TOKEN.`
}
