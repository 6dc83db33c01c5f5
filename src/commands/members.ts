import type { Role } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import { arg, command } from './command.ts'
import type { Fellow, Input, Outcome } from './command.ts'
import { fellowNamed, noSuchFellow } from './fellows.ts'
import { teamNames } from './team-names.ts'

const ROLES = ['creator', 'agent', 'supervisor', 'lead', 'admin'] as const satisfies readonly Role[]

export const members = command({
  name: 'members',
  summary: 'List who is in, as what, in which teams, and who is on duty',
  for: 'agent',
  inThread: false,
  run: ({ fellows, teams }) => ({
    text: fellows()
      .map((fellow) => `${fellow.name} — ${standing(fellow, teams)}`)
      .join('\n'),
  }),
})

/** A creator answers nobody, so duty and teams say nothing of them. */
function standing({ role: rank, onDuty, teams: theirs }: Fellow, teams: Input['teams']): string {
  if (!mayActAs(rank, 'agent')) return rank
  const duty = `${rank}, ${onDuty ? 'on duty' : 'off duty'}`
  return teams.length === 0 ? duty : `${duty}, in ${teamNames(teams, theirs)}`
}

export const role = command({
  name: 'role',
  summary: 'Change what a member may do',
  for: 'admin',
  inThread: false,
  args: [
    arg('member', 'agent', 'Whose', { placeholder: '@name' }),
    arg('role', 'word', 'Role', { choices: ROLES, placeholder: ROLES.join(', ') }),
  ],
  run: (input) => {
    const wanted = ROLES.find((one) => one === (input.args['role'] ?? '').trim().toLowerCase())
    if (!wanted) return { wrong: `Say which role: ${ROLES.join(', ')}.` }
    return aboutAnother(input, (fellow) =>
      fellow.role === wanted
        ? { wrong: `${fellow.name} is ${wanted} already.` }
        : {
            member: { id: fellow.id, role: wanted },
            text: `${fellow.name} is ${wanted} now.`,
          },
    )
  },
})

export const remove = command({
  name: 'remove',
  summary: 'Take a member out: they are signed out and cannot come back by themselves',
  for: 'admin',
  inThread: false,
  args: [arg('member', 'agent', 'Whom', { placeholder: '@name' })],
  run: (input) =>
    aboutAnother(input, (fellow) => ({
      member: { id: fellow.id, active: false },
      text: `${fellow.name} is out. What they have stays theirs until a supervisor assigns it.`,
    })),
})

/** Nobody changes their own standing, so that the last administrator cannot lock the house. */
function aboutAnother({ args, by, fellows }: Input, outcome: (fellow: Fellow) => Outcome): Outcome {
  const name = args['member'] ?? ''
  const fellow = fellowNamed(fellows(), name)
  if (!fellow) return noSuchFellow(name)
  if (fellow.id === by.id)
    return { wrong: 'Ask another administrator to change your own standing.' }
  return outcome(fellow)
}
