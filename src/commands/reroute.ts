import { arg, command } from './command.ts'
import type { Input, Outcome } from './command.ts'
import { noSuch } from './no-such.ts'

export const reroute = command({
  name: 'reroute',
  summary: 'Send this to a team’s queue, or to where the rules say as things are now',
  args: [
    arg('team', 'team', 'Team', {
      required: false,
      placeholder: 'a team; left out: where the rules say',
    }),
  ],
  run: async (input) => {
    const named = (input.args['team'] ?? '').trim()
    return named === '' ? whereRulesSay(input) : toTeam(input, named)
  },
})

async function whereRulesSay({ rerouted }: Input): Promise<Outcome> {
  const to = await rerouted({})
  if (!to) return { wrong: 'The rules leave it where it is.' }
  return { do: { type: 'reroute', to, why: 'person' } }
}

function toTeam({ teams, queueOf }: Input, named: string): Outcome {
  const wanted = named.toLowerCase()
  const team =
    teams.find(({ id }) => id === wanted) ?? teams.find(({ name }) => name.toLowerCase() === wanted)
  if (team) return { do: { type: 'reroute', to: queueOf(team.id), why: 'person' } }
  return noSuch(
    'team',
    named,
    teams.map(({ name }) => name),
  )
}
