import { parseArgs } from 'node:util'
import { examine, ill, well } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { examineSlack } from '../adapters/slack/doctor.ts'
import {
  BadEnvironment,
  formatProblems,
  loadSettings,
  missingSlackSecrets,
  ownVariables,
  readEnvironment,
  slackSecrets,
} from '../config.ts'
import type { Environment, Settings, Variables } from '../config.ts'

interface Options {
  readonly channel: string | null
  readonly mayPost: boolean
  /** Ms. */
  readonly wait: number
}

type Slack = NonNullable<Settings['slack']>

const LONGEST_WAIT = 600

/** `greenroom doctor slack`: 0 when nothing is broken. Throws a sentence for arguments that it does not know. */
export async function doctor(
  args: readonly string[],
  variables: Variables = ownVariables(),
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const isWell = await examine(slack(optionsIn(args), variables), print)
  return isWell ? 0 : 1
}

function optionsIn(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      channel: { type: 'string' },
      wait: { type: 'string', default: '60' },
      'no-post': { type: 'boolean', default: false },
    },
  })
  if (positionals.join(' ') !== 'slack') throw new Error('The doctor wants to know of what: slack.')
  const wait = Number(values.wait)
  if (!Number.isInteger(wait) || wait < 1 || wait > LONGEST_WAIT)
    throw new Error(`--wait wants whole seconds, from 1 to ${LONGEST_WAIT}.`)
  return {
    channel: values.channel?.replace(/^#/, '') ?? null,
    mayPost: !values['no-post'],
    wait: wait * 1_000,
  }
}

async function* slack(options: Options, variables: Variables): Findings {
  const environment = yield* readVariables(variables)
  if (!environment) return
  const settings = yield* readSettings(environment)
  if (!settings) return
  const { secretNamed, url } = environment
  const missing = missingSlackSecrets(settings.slack.mode, secretNamed)
  for (const sentence of missing)
    yield ill(`Slack ${sentence}.`, 'Write it into .env: docs/slack.md says where it is found.')
  if (missing.length > 0) return
  yield well(`The secrets for mode ${settings.slack.mode} are there, and look right.`)
  yield* examineSlack({
    ...options,
    settings,
    secrets: slackSecrets(settings.slack.mode, secretNamed),
    url,
  })
}

async function* readVariables(variables: Variables): Findings<Environment | null> {
  try {
    return readEnvironment(variables)
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error
    yield ill(error.message, 'Mend it in .env, or where else the variable is set.')
    return null
  }
}

async function* readSettings({
  config,
}: Environment): Findings<(Settings & { slack: Slack }) | null> {
  const read = loadSettings(config)
  if (!read.ok) {
    yield ill(
      `The settings are wrong.\n${formatProblems(read.problems)}`,
      'Mend them, and look again.',
    )
    return null
  }
  const { settings } = read
  if (!settings.slack) {
    yield ill(
      `${config} does not say that there is a Slack.`,
      'Write the line `slack: {}` into it.',
    )
    return null
  }
  const inboxes = settings.inboxes.filter(({ places, moves }) =>
    [...places, ...moves].some(({ chat }) => chat === 'slack'),
  )
  if (inboxes.length === 0) {
    yield ill(
      `No inbox in ${config} has a place in Slack.`,
      'Add one to an inbox, under places: {chat: slack, channel: support}.',
    )
    return null
  }
  const names = inboxes.map(({ id }) => id).join(', ')
  yield well(`${config} is all right, with a place in Slack for: ${names}.`)
  return { ...settings, slack: settings.slack }
}
