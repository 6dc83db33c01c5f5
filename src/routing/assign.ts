import type { AgentRef, Role } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { AssignWay } from '../conversation/conversation.ts'
import type { AgentId } from '../conversation/ids.ts'

/** What a conversation asks of who is to answer it. */
export interface Asked {
  /** Null where no team is to answer it. */
  readonly team: { readonly id: string; readonly name: string } | null
  readonly way: AssignWay
  /** All of which they must know. */
  readonly skills: readonly string[]
  /** The visitor’s, as a language tag; null where nobody knows. */
  readonly language: string | null
  readonly visitor: string
  /** Whom the visitor knows, where such are to have it first. */
  readonly knows: AgentId | null
  /** Who gave it back, and so is not to get it again. */
  readonly not: AgentId | null
}

/** A member, as far as giving them a conversation goes. */
export interface Candidate extends AgentRef {
  readonly role: Role
  readonly active: boolean
  readonly onDuty: boolean
  readonly teams: readonly string[]
  readonly skills: readonly string[]
  /** Languages that they answer in, as tags; none: they did not say. */
  readonly languages: readonly string[]
  /** Claimed conversations that they have, and may have. */
  readonly load: number
  readonly capacity: number
  /** When they were last given one in order: a higher one is more recent, 0 is never. */
  readonly turn: number
}

/** An agent, with why in words that follow their name; or the queue, with why in words that follow “because”. */
export type Choice =
  | { readonly to: Candidate; readonly by: GivenBy; readonly why: string }
  | { readonly to: null; readonly why: string }

export type GivenBy = 'sticky' | Exclude<AssignWay, 'manual'>

/** Who is to have it, by presence, team, skills, acquaintance, language and turn, in this order; pure. */
export function chooseAgent(asked: Asked, candidates: readonly Candidate[]): Choice {
  const { team, way } = asked
  if (!team) return { to: null, why: 'it is no team’s' }
  if (way === 'manual') return { to: null, why: `in ${team.name} everybody takes their own` }
  const present = candidates.filter((one) => isPresent(one, team.id))
  const able = present.filter(({ skills }) => asked.skills.every((skill) => skills.includes(skill)))
  const free = able.filter((one) => one.id !== asked.not && hasRoom(one))
  const known = free.find(({ id }) => id === asked.knows)
  if (known) return { to: known, by: 'sticky', why: `whom ${asked.visitor} knows` }
  const speaking = free.filter((one) => speaks(one, asked.language))
  const among = speaking.length > 0 ? speaking : free
  const [first] = among.toSorted(way === 'least-busy' ? byLoad : byTurn)
  if (!first) return { to: null, why: whyNobody(asked, team.name, present, able) }
  return { to: first, by: way, why: whyThey(asked, way, { present, free, among }) }
}

/** True where they could be given one of this team’s, had they room. */
export function isPresent({ active, onDuty, role, teams }: Candidate, team: string): boolean {
  return active && onDuty && mayActAs(role, 'agent') && teams.includes(team)
}

export function hasRoom({ load, capacity }: Candidate): boolean {
  return load < capacity
}

/** `pt` is `pt-BR`, too. */
function speaks({ languages }: Candidate, language: string | null): boolean {
  return language !== null && languages.some((one) => primary(one) === primary(language))
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-', 1).join('')
}

function byTurn(one: Candidate, other: Candidate): number {
  return one.turn - other.turn || (one.id < other.id ? -1 : 1)
}

function byLoad(one: Candidate, other: Candidate): number {
  return one.load - other.load || byTurn(one, other)
}

interface Narrowing {
  readonly present: readonly Candidate[]
  readonly free: readonly Candidate[]
  readonly among: readonly Candidate[]
}

/** What set them apart from those who were there: a language, a skill, their turn. */
function whyThey(
  { language, skills }: Asked,
  way: Exclude<AssignWay, 'manual'>,
  { present, free, among }: Narrowing,
): string {
  const spoken = among.length < free.length && language !== null
  const known = present.some((one) => !skills.every((skill) => one.skills.includes(skill)))
  const reasons = [
    ...(spoken ? [`who speaks ${languageName(language)}`] : []),
    ...(known ? [`who knows ${listed(skills)}`] : []),
    ...(among.length > 1 || (!spoken && !known) ? [ORDER[way]] : []),
  ]
  return listed(reasons)
}

const ORDER = {
  'round-robin': 'whose turn it was',
  'least-busy': 'who has the fewest',
} as const

function whyNobody(
  { skills, not }: Asked,
  team: string,
  present: readonly Candidate[],
  able: readonly Candidate[],
): string {
  if (present.length === 0) return `nobody of ${team} is on duty`
  if (able.length === 0) return `nobody on duty knows ${listed(skills)}`
  const others = able.filter(({ id }) => id !== not)
  if (others.length === 0) return 'nobody is on duty but who gave it back'
  const who =
    able.length < present.length
      ? `on duty who knows ${listed(skills)}`
      : `of ${team} who is on duty`
  return `everyone ${who} has as many as they take`
}

const names = new Intl.DisplayNames('en', { type: 'language' })

function languageName(tag: string): string {
  return names.of(primary(tag)) ?? tag
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
