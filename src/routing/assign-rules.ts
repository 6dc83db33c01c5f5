import type { AssignWay, Conversation } from '../conversation/conversation.ts'
import type { AgentId } from '../conversation/ids.ts'
import { teamsOfMember } from '../conversation/teams.ts'
import type { Member, Queue, Roster } from '../ports.ts'
import type { Asked, Candidate } from './assign.ts'

/** How a team’s conversations find an agent. */
export interface TeamRules {
  readonly id: string
  readonly name: string
  readonly assign: AssignWay
  /** A visitor who comes back goes to the agent they know. */
  readonly sticky: boolean
  /** Claimed conversations that a member has at most before others go first. */
  readonly capacity: number
  /** Which team gets what nobody took within `after` ms. */
  readonly overflow: { readonly team: string; readonly after: number } | null
}

/** What a member can do, by the settings. */
export interface Abilities {
  readonly id: AgentId
  readonly teams: readonly string[]
  readonly skills: readonly string[]
  readonly languages: readonly string[]
  /** Null: as the team has it. */
  readonly capacity: number | null
}

/** What the settings say of who gets which conversation. */
export interface AssignRules {
  readonly teams: readonly TeamRules[]
  readonly agents: readonly Abilities[]
  /** How sure a machine must be of a visitor’s language, from 0 to 1. */
  readonly confidence: number
}

/** The rules of a conversation’s team, or null where it has none. */
export function teamOf({ teams }: AssignRules, team: string | null): TeamRules | null {
  return teams.find(({ id }) => id === team) ?? null
}

/** How it finds an agent: as a rule says, else as its team does. */
export function wayOf(
  rules: AssignRules,
  { assign, team }: Pick<Conversation, 'assign' | 'team'>,
): AssignWay {
  const its = teamOf(rules, team)
  return its ? (assign ?? its.assign) : 'manual'
}

/** The queue of a team. */
export function queueOf({ id, assign }: TeamRules): Queue {
  return { team: id, automatic: assign !== 'manual' }
}

/** What it asks of who is to answer it; `lastAgent`: who had the visitor’s last conversation. */
export function askedBy(
  rules: AssignRules,
  conversation: Conversation,
  lastAgent: AgentId | null,
): Asked {
  const team = teamOf(rules, conversation.team)
  const formerly = conversation.status === 'waiting' ? (conversation.formerly ?? null) : null
  const stays = formerly !== null && !formerly.released ? formerly.agent.id : lastAgent
  return {
    team,
    way: wayOf(rules, conversation),
    skills: conversation.skills ?? [],
    language: languageOf(rules, conversation),
    visitor: conversation.visitor.name,
    knows: team?.sticky ? stays : null,
    not: formerly?.released ? formerly.agent.id : null,
  }
}

/** That of the words, where a machine or a person surely knows it, else that of the visitor’s browser. */
function languageOf(
  { confidence }: AssignRules,
  { labels, language }: Pick<Conversation, 'labels' | 'language'>,
): string | null {
  const heard = labels?.language
  if (heard && (heard.confidence === null || heard.confidence >= confidence)) return heard.id
  return language ?? null
}

/** The members as they stand for this team now. */
export function candidatesFor(
  { agents }: AssignRules,
  { capacity }: Pick<TeamRules, 'capacity'>,
  members: readonly Member[],
  { loads, last }: Roster,
): Candidate[] {
  return members.map((member) => {
    const { id, name, role, active, onDuty } = member
    const its = agents.find((one) => one.id === id)
    return {
      id,
      name,
      role,
      active,
      onDuty,
      teams: teamsOfMember(agents, member),
      skills: its?.skills ?? [],
      languages: its?.languages ?? [],
      capacity: its?.capacity ?? capacity,
      load: loads.get(id) ?? 0,
      turn: last.get(id) ?? 0,
    }
  })
}
