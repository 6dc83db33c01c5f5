import { mayActAs } from '../conversation/actor.ts'
import { arg, command } from './command.ts'
import type { Fellow, Input, Outcome, Seat, TeamsBy } from './command.ts'
import { fellowNamed, noSuchFellow } from './fellows.ts'
import { teamNames, teamsNamed } from './team-names.ts'

/** Lines of one team. */
const SHOWN = 20

export const team = command({
  name: 'team',
  aliases: ['teams'],
  summary: 'Tell who is in which team, or say so',
  inThread: false,
  args: [
    arg('member', 'agent', 'Whose', { required: false, placeholder: '@name' }),
    arg('teams', 'teams', 'Teams', {
      required: false,
      placeholder: 'all that they are to be in, for supervisors; or none',
    }),
  ],
  run: async (input) => {
    const { member, teams } = read(input)
    if (member === '') return teams === '' ? allTeams(input) : someTeams(input, teams)
    const fellow = fellowNamed(input.fellows(), member)
    if (!fellow) return noSuchFellow(member)
    return teams === '' ? tell(input, fellow) : put(input, fellow, teams)
  },
})

/** A name typed without its `@` is a member’s where no team has it. */
function read({ args, fellows, teams: all }: Input): { member: string; teams: string } {
  const member = (args['member'] ?? '').trim()
  const teams = (args['teams'] ?? '').trim()
  if (member !== '' || teams === '' || 'teams' in teamsNamed(all, teams)) return { member, teams }
  const typed = `${teams.toLowerCase()} `
  const named = fellows()
    .map(({ name }) => name)
    .filter((name) => typed.startsWith(`${name.toLowerCase()} `))
    .toSorted((one, other) => other.length - one.length)
  const [name] = named
  return name === undefined
    ? { member, teams }
    : { member: name, teams: teams.slice(name.length).trim() }
}

async function tell({ teams, teamsBy }: Input, { id, name, teams: theirs }: Fellow) {
  const by = await teamsBy(id)
  const as = by === null ? '' : `, as ${SAYS[by]}`
  return { text: `${name} is in ${teamNames(teams, theirs)}${as}.` }
}

async function put(input: Input, fellow: Fellow, named: string): Promise<Outcome> {
  const { by, teams: all } = input
  const { id, name } = fellow
  if (!mayActAs(by.role, 'supervisor'))
    return { denied: `Only a supervisor may say which teams ${name} is in.` }
  const wanted = teamsNamed(all, named)
  if ('wrong' in wanted) return wanted
  const decided = await input.teamsBy(id)
  if (decided !== null) return { wrong: notHere(decided, fellow) }
  const { teams } = wanted
  if (teams.length > 0 && !mayActAs(fellow.role, 'agent'))
    return { wrong: `${name} does not answer visitors, so no team can count on them.` }
  const isSo =
    teams.length === fellow.teams.length && teams.every((one) => fellow.teams.includes(one))
  if (isSo) return { text: `${name} is in ${teamNames(all, teams)} already.` }
  return { member: { id, teams }, text: `${name} is in ${teamNames(all, teams)} now.` }
}

const SAYS: Readonly<Record<TeamsBy, string>> = {
  settings: 'the settings say',
  slack: 'a Slack user group says',
  discord: 'a Discord role says',
}

/** There is one place that says it: what a command said would be undone from there. */
function notHere(by: TeamsBy, { id, name }: Fellow): string {
  switch (by) {
    case 'settings':
      return `The settings say which teams ${name} is in: change \`teams\` of \`${id}\` under \`agents\` there.`
    case 'slack':
      return `A Slack user group says which teams ${name} is in: change who is in it, or its \`teams\` under \`slack\` in the settings.`
    case 'discord':
      return `A Discord role says which teams ${name} is in: change who has it, or its \`teams\` under \`discord\` in the settings.`
  }
}

async function allTeams(input: Input): Promise<Outcome> {
  const { teams, fellows } = input
  if (teams.length === 0) return { text: 'There are no teams: the settings name none.' }
  const lines = await Promise.all(teams.map(async (one) => staffOf(input, one)))
  const left = fellows()
    .filter(({ role }) => mayActAs(role, 'agent'))
    .filter((fellow) => !teams.some(({ id }) => fellow.teams.includes(id)))
    .map(({ name }) => name)
  return { text: [...lines, ...(left.length > 0 ? [inNone(left)] : [])].join('\n') }
}

async function someTeams(input: Input, named: string): Promise<Outcome> {
  const wanted = teamsNamed(input.teams, named)
  if ('wrong' in wanted) return wanted
  if (wanted.teams.length === 0) return { wrong: 'Say whose: `/team @name none`.' }
  const those = input.teams.filter(({ id }) => wanted.teams.includes(id))
  return { text: (await Promise.all(those.map(async (one) => staffOf(input, one)))).join('\n') }
}

async function staffOf({ staff }: Input, { id, name }: Input['teams'][number]): Promise<string> {
  const all = await staff(id)
  if (all.length === 0) return `${name}: nobody`
  const shown = all.slice(0, SHOWN).map((one) => `• ${seat(one)}`)
  const more = all.length - shown.length
  return [`${name}:`, ...shown, ...(more > 0 ? [`• and ${more} more`] : [])].join('\n')
}

/** “Ben 3 of 5, on duty” */
function seat({ name, load, capacity, onDuty }: Seat): string {
  return `${name} ${load} of ${capacity}, ${onDuty ? 'on duty' : 'off duty'}`
}

function inNone(names: readonly string[]): string {
  const more = names.length > SHOWN ? [`${names.length - SHOWN} more`] : []
  return `In no team, so given nothing: ${[...names.slice(0, SHOWN), ...more].join(', ')}`
}
