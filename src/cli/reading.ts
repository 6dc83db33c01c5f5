import { ill } from '../adapters/chats/doctor.ts'
import type { Findings } from '../adapters/chats/doctor.ts'
import { BadEnvironment, formatProblems, loadSettings, readEnvironment } from '../config.ts'
import type { Environment, Settings, Variables } from '../config.ts'

/** What the environment says, or null when it is wrong. */
export async function* readVariables(variables: Variables): Findings<Environment | null> {
  try {
    return readEnvironment(variables)
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error
    yield ill(error.message, 'Mend it in .env, or where else the variable is set.')
    return null
  }
}

/** What the settings say, or null when they are wrong. */
export async function* readSettings({ config }: Environment): Findings<Settings | null> {
  const read = loadSettings(config)
  if (read.ok) return read.settings
  yield ill(
    `The settings are wrong.\n${formatProblems(read.problems)}`,
    'Mend them, and look again.',
  )
  return null
}

/** The inboxes that have a place in this chat, can be moved to one, or are sent to one by a rule. */
export function inboxesIn(chat: string, { inboxes }: Settings): string[] {
  return inboxes
    .filter(({ places, moves, routed }) =>
      [...places, ...moves, ...routed].some((place) => place.chat === chat),
    )
    .map(({ id }) => id)
}
