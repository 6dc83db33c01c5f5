import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { AgentId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import type { Change, Effect, TeamJob, VisitorJob } from '../ports.ts'
import { lineFor } from './lines.ts'
import { whenMoved } from './moving.ts'

export type Reaction = Pick<Change, 'effects' | 'cancel' | 'timers'>

/** What a decision was about. */
export interface Happening {
  readonly before: Conversation | null
  readonly after: Conversation
  readonly events: readonly RecordedEvent[]
  /** The messages that it made or changed. */
  readonly messages: readonly Message[]
  /** Team chats that show the new message or reaction already, since it was made there. */
  readonly shownOn: readonly string[]
}

/**
 * Who must hear of what happened: the product's behaviour as one table. Pure. A note has no row here
 * that leads to the visitor.
 */
export function react(happening: Happening): Reaction {
  const effects: Effect[] = []
  const cancel: MessageId[] = []
  for (const recorded of happening.events) follow(recorded, happening, effects, cancel)
  if (showsOnCard(happening)) effects.push(...toTeam(happening, { do: 'refresh' }))
  if (changesWhoAnswers(happening)) effects.push({ lane: 'visitor', job: { do: 'state' } })
  return { effects, cancel, timers: timers(happening) }
}

function follow(
  recorded: RecordedEvent,
  happening: Happening,
  effects: Effect[],
  cancel: MessageId[],
): void {
  const { event } = recorded
  const team = (job: TeamJob): void => void effects.push(...toTeam(happening, job))
  const visitor = (job: VisitorJob, notBefore?: number): void =>
    void effects.push({ lane: 'visitor', job, ...(notBefore === undefined ? {} : { notBefore }) })
  const echo = (job: VisitorJob): void => void effects.push({ lane: 'echo', job })
  const line = lineFor(recorded, happening.after)

  switch (event.type) {
    case 'opened':
      team({ do: 'open' })
      break
    case 'visitorWrote':
      team({ do: 'post', message: event.message })
      echo({ do: 'send', message: event.message })
      break
    case 'visitorEdited':
      team({ do: 'amend', message: event.message })
      echo({ do: 'edit', message: event.message })
      break
    case 'visitorRemoved':
      team({ do: 'amend', message: event.message })
      echo({ do: 'remove', message: event.message })
      break
    case 'noted':
      effects.push(...posted(happening, event.message))
      break
    case 'replied':
      effects.push(...posted(happening, event.message))
      if (event.fromNote) team({ do: 'amend', message: event.fromNote })
      visitor({ do: 'send', message: event.message }, event.heldUntil)
      break
    case 'replyWithdrawn':
      cancel.push(event.message)
      team({ do: 'amend', message: event.message })
      // It may be on its way at this very moment; of what never came a door makes nothing.
      visitor({ do: 'remove', message: event.message })
      break
    case 'agentEdited':
      team({ do: 'amend', message: event.message })
      if (mayBeOut(happening, event.message, recorded.at))
        visitor({ do: 'edit', message: event.message })
      break
    case 'agentRemoved':
      team({ do: 'amend', message: event.message })
      if (isReply(happening, event.message)) {
        cancel.push(event.message)
        visitor({ do: 'remove', message: event.message })
      }
      break
    case 'deliveryFailed':
      team({ do: 'amend', message: event.message })
      break
    case 'deliveryRetried':
      team({ do: 'amend', message: event.message })
      for (const job of missing(happening, event.message)) visitor(job)
      if (hasPublicReactions(happening, event.message))
        visitor({ do: 'react', message: event.message })
      break
    case 'reacted':
      effects.push(...reactedTo(happening, event.message))
      if (event.public) effects.push(reactionFor(happening, event.message))
      break
    case 'moved':
    case 'rerouted':
      if (happening.before) effects.push(...whenMoved(happening.before, happening.after, line))
      break
    default:
  }
  if (line) team(line)
}

function toTeam(happening: Happening, job: TeamJob): Effect[] {
  return happening.after.places.map((place) => ({ lane: 'team', chat: place.chat, job }))
}

/** A new message of the team's, on every chat but the one where it was written. */
function posted(happening: Happening, message: MessageId): Effect[] {
  return happening.after.places.map((place) => ({
    lane: 'team',
    chat: place.chat,
    job: { do: happening.shownOn.includes(place.chat) ? 'amend' : 'post', message },
  }))
}

/** A team chat's own reactions stand there already. */
function reactedTo(happening: Happening, message: MessageId): Effect[] {
  return toTeam(happening, { do: 'amend', message }).filter(
    (effect) => effect.lane !== 'team' || !happening.shownOn.includes(effect.chat),
  )
}

/** In the lane by which the message itself went out, so that it is there before what is set on it. */
function reactionFor(happening: Happening, message: MessageId): Effect {
  const lane = isReply(happening, message) ? 'visitor' : 'echo'
  return { lane, job: { do: 'react', message } }
}

function hasPublicReactions({ messages }: Happening, id: MessageId): boolean {
  return messages.some(
    (message) => message.id === id && message.reactions?.some((one) => one.public),
  )
}

function isReply(happening: Happening, id: MessageId): boolean {
  return happening.messages.some((message) => message.id === id && message.kind === 'reply')
}

/** Ms between a decision and the moment when it is saved, at most: a reply may go out between the two. */
const LAST_MOMENT = 2_000

function mayBeOut(happening: Happening, id: MessageId, at: number): boolean {
  return happening.messages.some(
    ({ id: its, kind, heldUntil = 0 }) =>
      its === id && kind === 'reply' && heldUntil <= at + LAST_MOMENT,
  )
}

/** What brings the visitor up to date with a reply of which something did not reach them: a door takes none twice. */
function missing({ messages }: Happening, id: MessageId): VisitorJob[] {
  const reply = messages.find((message) => message.id === id)
  if ((reply?.removedAt ?? reply?.withdrawnAt) !== undefined) return [{ do: 'remove', message: id }]
  const send: VisitorJob = { do: 'send', message: id }
  return reply && reply.version > 1 ? [send, { do: 'edit', message: id }] : [send]
}

/** A new thread is drawn when it opens; later its card is drawn anew only when something on it changed. */
function showsOnCard({ before, after }: Happening): boolean {
  return before !== null && onCard(before) !== onCard(after)
}

function onCard(conversation: Conversation): string {
  const { status, joined, team, priority, tags, waitingSince, delivered, seen } = conversation
  const { labels, rule, sla, overdue } = conversation
  const until = conversation.status === 'snoozed' ? conversation.until : null
  const holder = answering(conversation)
  return JSON.stringify([
    status,
    holder,
    until,
    joined,
    team,
    priority,
    tags,
    waitingSince,
    delivered,
    seen,
    labels,
    rule,
    sla,
    overdue,
  ])
}

function changesWhoAnswers({ before, after }: Happening): boolean {
  return (
    before !== null && (before.status !== after.status || answering(before) !== answering(after))
  )
}

function answering(conversation: Conversation): AgentId | null {
  return assigneeOf(conversation)?.id ?? null
}

function timers({ before, after }: Happening): Change['timers'] {
  if (after.status === 'snoozed') return [{ conversation: after.id, kind: 'wake', at: after.until }]
  if (before?.status === 'snoozed') return [{ conversation: after.id, kind: 'wake', at: null }]
  return []
}
