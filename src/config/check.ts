import { percent } from '../conversation/about.ts'
import { describeHours } from '../conversation/hours.ts'
import { LABEL_KINDS } from '../conversation/labels.ts'
import type { LabelKind } from '../conversation/labels.ts'
import { BadEnvironment, parseEnvironment, secretsIn } from './environment.ts'
import type { Variables } from './environment.ts'
import { loadSettings } from './load.ts'
import { formatProblems } from './problems.ts'
import type { Problem } from './problems.ts'
import type { InboxSettings, Settings } from './schema.ts'

/** Everything that is wrong with the environment and the settings, or in short what they set up. */
export function checkSettings(
  file: string,
  variables: Variables,
): { readonly ok: boolean; readonly text: string } {
  const result = loadSettings(file, secretsIn(variables))
  const problems = [...environmentProblems(variables), ...(result.ok ? [] : result.problems)]
  if (result.ok && problems.length === 0) return { ok: true, text: summary(file, result.settings) }
  return { ok: false, text: `${formatProblems(problems)}\n\n${howMany(problems.length)}` }
}

function environmentProblems(variables: Variables): readonly Problem[] {
  try {
    parseEnvironment(variables)
    return []
  } catch (error) {
    if (error instanceof BadEnvironment) return error.problems
    throw error
  }
}

function howMany(count: number): string {
  return count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`
}

function summary(file: string, settings: Settings): string {
  const { name, teams, channels, agents, inboxes, routes, taxonomy } = settings
  const lines = [
    `${file} is all right.`,
    `${name}: ${amount(inboxes.length, 'inbox', 'inboxes')}`,
    ...inboxes.map(inboxSummary),
    `Desk channels: ${channels.map(({ id }) => `#${id}`).join(', ')}`,
    `Teams: ${teams.map(({ id }) => id).join(', ') || 'none'}`,
  ]
  if (taxonomy.labels.length > 0) lines.push(`Labels: ${labelsSummary(settings)}`)
  if (routes.length > 0)
    lines.push(`Rules, in their order: ${routes.map((rule) => rule.name).join(', ')}`)
  if (agents.length > 0)
    lines.push(`Members to begin with: ${agents.map((agent) => agent.name).join(', ')}`)
  return lines.join('\n')
}

function labelsSummary({ taxonomy, classify }: Settings): string {
  const count = (wanted: LabelKind) => taxonomy.labels.filter(({ kind }) => kind === wanted).length
  const counts = LABEL_KINDS.map((kind) => amount(count(kind), kind, `${kind}s`)).join(', ')
  if (!classify) return `${counts}; given by people alone`
  return `${counts}; routed by from ${percent(classify.confidence)} on`
}

function inboxSummary({ id, name, hours, places, team, doors, canned }: InboxSettings): string {
  const parts = [
    describeHours(hours),
    `to ${places.map(({ chat, channel }) => `${chat} #${channel}`).join(', ')}`,
    team === null ? 'no team' : `team ${team}`,
    `widget on ${sites(doors)}`,
    amount(canned.length, 'canned reply', 'canned replies'),
  ]
  return `  ${id} “${name}”: ${parts.join('; ')}`
}

function sites(doors: InboxSettings['doors']): string {
  const origins = doors.flatMap((door) => door.origins)
  if (origins.includes('*')) return 'every site'
  return origins.length === 0 ? 'Greenroom’s own pages' : origins.join(', ')
}

function amount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
