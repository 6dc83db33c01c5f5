import type { AgentId } from './ids.ts'

interface InTeams {
  readonly id: AgentId
  readonly teams: readonly string[]
}

/** Ids of the teams that a member is in: what the settings say of them is so at once. */
export function teamsOfMember(
  settled: readonly InTeams[],
  { id, teams }: InTeams,
): readonly string[] {
  return settled.find((one) => one.id === id)?.teams ?? teams
}
