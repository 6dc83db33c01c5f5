import { ill, well } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { examineSlack } from '../adapters/slack/doctor.ts'
import { missingSlackSecrets, slackSecrets } from '../config.ts'
import type { Environment, Settings, Variables } from '../config.ts'
import type { Options } from './doctor.ts'
import { inboxesIn, readSettings, readVariables } from './reading.ts'

/** All that the doctor finds about Slack, the settings and the environment first. */
export async function* doctorSlack(options: Options, variables: Variables): Findings {
  const environment = yield* readVariables(variables)
  if (!environment) return
  const settings = yield* withSlack(environment)
  if (!settings?.slack) return
  const { mode } = settings.slack
  const { secretNamed, url } = environment
  const missing = missingSlackSecrets(mode, secretNamed)
  for (const sentence of missing)
    yield ill(`Slack ${sentence}.`, 'Write it into .env: docs/slack.md says where it is found.')
  if (missing.length > 0) return
  yield well(`The secrets for mode ${mode} are there, and look right.`)
  yield* examineSlack({ ...options, settings, secrets: slackSecrets(mode, secretNamed), url })
}

async function* withSlack(environment: Environment): Findings<Settings | null> {
  const { config } = environment
  const settings = yield* readSettings(environment)
  if (!settings) return null
  if (!settings.slack) {
    yield ill(
      `${config} does not say that there is a Slack.`,
      'Write the line `slack: {}` into it.',
    )
    return null
  }
  const inboxes = inboxesIn('slack', settings)
  if (inboxes.length === 0) {
    yield ill(
      `No inbox in ${config} has a place in Slack.`,
      'Add one to an inbox, under places: {chat: slack, channel: support}.',
    )
    return null
  }
  yield well(`${config} is all right, with a place in Slack for: ${inboxes.join(', ')}.`)
  return settings
}
