import type { Action, Rerouted } from './actions.ts'
import type { Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation, Route } from './conversation.ts'
import { assigneeOf } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, isClosed, refuse } from './decision.ts'
import type { Event, Rerouting } from './events.ts'
import { samePlaces } from './places.ts'

/** A machine’s labels. Once a person has it, or has said what it is about, they change nothing any more. */
export function classify(
  conversation: Conversation,
  { labels, classifier, anew, to }: Extract<Action, { type: 'classify' }>,
): Decision {
  if (!isUntouched(conversation)) return refuse('too-late', 'A person has this one already.')
  if (labelledByPerson(conversation)) return refuse('too-late', 'A person has labelled this one.')
  const said = { type: 'classified', labels, by: classifier, ...(anew ? { anew } : {}) } as const
  return events(said, ...whereTo(conversation, to))
}

/** A person’s label, which leads elsewhere only as long as nobody has it. */
export function label(
  conversation: Conversation,
  { kind, label: its, to }: Extract<Action, { type: 'label' }>,
): Decision {
  const was = conversation.labels?.[kind] ?? null
  if (was?.id === its.id && was.confidence === null)
    return refuse('unchanged', `It is labelled ${its.name} already.`)
  const elsewhere = isUntouched(conversation) ? whereTo(conversation, to) : []
  return events({ type: 'labelled', kind, label: its, was }, ...elsewhere)
}

/** To another team’s queue: by a machine only while nobody has it, by a person who may give it away. */
export function reroute(
  conversation: Conversation,
  { to, why }: Extract<Action, { type: 'reroute' }>,
  by: Human | null,
): Decision {
  if (conversation.status === 'closed') return isClosed()
  if (!by && !isUntouched(conversation)) return refuse('too-late', 'A person has this one already.')
  if (why === 'words' && labelledByPerson(conversation))
    return refuse('too-late', 'A person has labelled this one.')
  const assignee = assigneeOf(conversation)
  if (by && assignee && assignee.id !== by.id && !mayActAs(by.role, 'supervisor'))
    return refuse(
      'not-yours',
      `${assignee.name} has this one; only they or a supervisor can send it elsewhere.`,
    )
  const rerouted = whereTo(conversation, to, why)
  if (rerouted.length === 0) return refuse('unchanged', 'It is there already.')
  return events(...(assignee ? [{ type: 'released', assignee } as const] : []), ...rerouted)
}

/** Nobody has it, nobody has spoken for it: a machine may still say where it belongs. */
export function isUntouched({ status, joined, firstReplyAt }: Conversation): boolean {
  return status === 'waiting' && joined.length === 0 && firstReplyAt === null
}

/** A person has said what it is about: no machine does from then on. */
export function labelledByPerson({ labels }: Conversation): boolean {
  return [labels?.intent, labels?.department, labels?.sentiment].some(
    (given) => given?.confidence === null,
  )
}

function whereTo(
  conversation: Conversation,
  to: Rerouted | null,
  why: Rerouting = 'labels',
): Event[] {
  if (!to || !leadsElsewhere(conversation, to)) return []
  const { route, ...by } = to
  const tags = [...new Set([...conversation.tags, ...route.tags])]
  const from = conversation.places
  return [{ type: 'rerouted', why, ...by, ...route, tags, from }]
}

function leadsElsewhere(conversation: Conversation, { route, rule }: Rerouted): boolean {
  return (
    rule !== conversation.rule ||
    !samePlaces(route.places, conversation.places) ||
    asked(route) !== asked(conversation)
  )
}

function asked({ team, priority, assign, skills = [], sla }: Omit<Route, 'places'>): string {
  return JSON.stringify([team, priority, assign, skills, sla])
}
