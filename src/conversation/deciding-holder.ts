import type { Action } from './actions.ts'
import type { AgentRef, Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation } from './conversation.ts'
import { assigneeOf, hasJoined } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, isClosed, refOf, refuse } from './decision.ts'
import type { Event } from './events.ts'
import { noteOf } from './deciding-life.ts'
import { mayBeGiven } from './queue.ts'
import { duration } from './words.ts'

export function claim(conversation: Conversation, by: Human, now: number, past?: number): Decision {
  if (conversation.status === 'closed') {
    return isClosed()
  }
  const assignee = assigneeOf(conversation)
  if (assignee?.id === by.id) {
    return conversation.status === 'snoozed'
      ? events({ type: 'woke' })
      : refuse('unchanged', 'You have this one already.')
  }
  if (assignee) return refuse('taken', whoHasIt(conversation, by, now).trim())
  return events(claimedBy(by, past))
}

function claimedBy(by: Human, past = 0): Event {
  return { type: 'claimed', assignee: refOf(by), ...(past > 0 ? { past } : {}) }
}

/** A second voice beside the assignee's, who stays responsible. */
export function join(conversation: Conversation, by: Human, past?: number): Decision {
  if (conversation.status === 'closed') {
    return isClosed()
  }
  if (hasJoined(conversation, by.id)) return refuse('unchanged', 'You have joined already.')
  if (!assigneeOf(conversation)) return events(claimedBy(by, past))
  return events({ type: 'joined', agent: refOf(by) })
}

export function whoHasIt(conversation: Conversation, by: Human, now: number): string {
  const assignee = assigneeOf(conversation)
  if (!assignee || assignee.id === by.id) return ''
  const since =
    conversation.status === 'claimed' ? ` for ${duration(now - conversation.claimedAt)}` : ''
  const way = mayActAs(by.role, 'supervisor')
    ? '`/takeover` if you must.'
    : `\`/join\` to answer beside them, or ask ${assignee.name} to \`/transfer\` it.`
  return ` ${assignee.name} has had this one${since}. ${way}`
}

export function release(conversation: Conversation, by: Human): Decision {
  const assignee = assigneeOf(conversation)
  if (!assignee) return refuse('unchanged', 'Nobody has this one.')
  if (assignee.id !== by.id && !mayActAs(by.role, 'supervisor')) {
    return refuse(
      'not-yours',
      `${assignee.name} has this one; only they or a supervisor can release it.`,
    )
  }
  return events({ type: 'released', assignee })
}

export function assign(conversation: Conversation, to: AgentRef): Decision {
  if (conversation.status === 'closed') {
    return isClosed()
  }
  const from = assigneeOf(conversation)
  if (from?.id === to.id) return refuse('unchanged', `${to.name} has this one already.`)
  return events({ type: 'assigned', assignee: to, from })
}

/** A machine gives away only what is nobody’s: whoever took it meanwhile keeps it. */
export function give(conversation: Conversation, to: AgentRef, why?: string): Decision {
  if (conversation.status === 'closed') {
    return isClosed()
  }
  if (!mayBeGiven(conversation)) return refuse('too-late', 'A person has this one already.')
  return events({
    type: 'assigned',
    assignee: to,
    from: null,
    ...(why === undefined ? {} : { why }),
  })
}

export function transfer(
  conversation: Conversation,
  action: Extract<Action, { type: 'transfer' }>,
  by: Human,
): Decision {
  const from = assigneeOf(conversation)
  if (!from) return refuse('unchanged', 'Nobody has this one. `/claim` it, or `/assign` it.')
  if (from.id !== by.id && !mayActAs(by.role, 'supervisor')) {
    return refuse(
      'not-yours',
      `${from.name} has this one; only they or a supervisor can transfer it.`,
    )
  }
  if (from.id === action.to.id) return refuse('unchanged', `${from.name} has this one already.`)
  return events(...noteOf(action), {
    type: 'transferred',
    assignee: action.to,
    from,
    note: action.note,
  })
}

export function takeOver(conversation: Conversation, by: Human): Decision {
  if (conversation.status === 'closed') {
    return isClosed()
  }
  const from = assigneeOf(conversation)
  if (from?.id === by.id) return refuse('unchanged', 'You have this one already.')
  return events({ type: 'takenOver', assignee: refOf(by), from })
}
