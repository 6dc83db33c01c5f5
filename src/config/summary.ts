import { percent } from '../conversation/about.ts'
import { describeHours } from '../conversation/hours.ts'
import { LABEL_KINDS } from '../conversation/labels.ts'
import type { LabelKind } from '../conversation/labels.ts'
import { preciseDuration } from '../conversation/words.ts'
import type { Environment } from './environment.ts'
import { remarks } from './remarks.ts'
import type { InboxSettings, Settings } from './schema.ts'

/** What right settings set up, in short and at most 80 columns wide, with what in them is worth a look. */
export function summary(file: string, settings: Settings, openai: Environment['openai']): string {
  const { name, teams, channels, agents, inboxes, routes, taxonomy, sla } = settings
  const lines = [
    `${file} is all right.`,
    `${name}: ${amount(inboxes.length, 'inbox', 'inboxes')}`,
    ...inboxes.map(inboxSummary),
    `Desk channels: ${channels.map(({ id }) => `#${id}`).join(', ')}`,
    `Teams: ${teams.map(teamSummary).join(', ') || 'none'}`,
  ]
  if (sla.length > 0) lines.push(`Policies: ${sla.map((policy) => policy.name).join(', ')}`)
  if (taxonomy.labels.length > 0) lines.push(`Labels: ${labelsSummary(settings)}`)
  lines.push(labelledBy(settings, openai))
  if (routes.length > 0)
    lines.push(`Rules, in their order: ${routes.map((rule) => rule.name).join(', ')}`)
  if (agents.length > 0)
    lines.push(`Members to begin with: ${agents.map((agent) => agent.name).join(', ')}`)
  const notes = remarks(settings)
  if (notes.length > 0) lines.push('', 'Worth a look:', ...notes.map((note) => `• ${note}`))
  return lines.map(wrapped).join('\n')
}

function labelsSummary({ taxonomy, classify }: Settings): string {
  const count = (wanted: LabelKind) => taxonomy.labels.filter(({ kind }) => kind === wanted).length
  const counts = LABEL_KINDS.map((kind) => amount(count(kind), kind, `${kind}s`)).join(', ')
  if (!classify) return counts
  return `${counts}; routed by from ${percent(classify.confidence)} on`
}

/** Who gives labels, and above all whether what visitors write leaves this machine for it. */
function labelledBy({ classify }: Settings, openai: Environment['openai']): string {
  const machines = [
    ...(classify?.embedded ? ['Greenroom on this machine'] : []),
    ...(classify?.openai && openai
      ? [
          `${openai.baseUrl ?? 'OpenAI'} (${classify.openai.model}), to which visitors’ first messages are sent, without the personal data that Greenroom recognizes`,
        ]
      : []),
  ]
  return `Labelled by: ${machines.join('; ') || 'people alone'}`
}

const GIVEN = { manual: [], 'round-robin': ['each in turn'], 'least-busy': ['to the least busy'] }

function teamSummary({ id, assign, overflow }: Settings['teams'][number]): string {
  const helped = overflow ? [`after ${preciseDuration(overflow.after)} to ${overflow.team}`] : []
  const how = [...GIVEN[assign], ...helped].join('; ')
  return how === '' ? id : `${id} (${how})`
}

const WIDTH = 80

/** A line broken between words, the rest of it indented under its beginning. */
function wrapped(line: string): string {
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `
  let width = 0
  return line
    .split(/(?<=\S) (?=\S)/)
    .map((word, index) => {
      const fits = index === 0 || width + 1 + word.length <= WIDTH
      width = fits ? width + word.length + (index === 0 ? 0 : 1) : indent.length + word.length
      return fits ? `${index === 0 ? '' : ' '}${word}` : `\n${indent}${word}`
    })
    .join('')
}

function inboxSummary(inbox: InboxSettings): string {
  const { id, name, hours, places, team, doors, canned, departments, prechat, sla } = inbox
  const parts = [
    describeHours(hours),
    `to ${places.map(({ chat, channel }) => `${chat} #${channel}`).join(', ')}`,
    team === null ? 'no team' : `team ${team}`,
    `widget on ${sites(doors)}`,
    amount(canned.length, 'canned reply', 'canned replies'),
    ...(departments.length > 0 ? [amount(departments.length, 'department', 'departments')] : []),
    ...(prechat.length > 0 ? [amount(prechat.length, 'question', 'questions')] : []),
    ...(sla === null ? [] : [`policy ${sla}`]),
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
