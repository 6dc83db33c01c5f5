import type { Action } from './actions.ts'
import type { Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation } from './conversation.ts'
import { hasJoined } from './conversation.ts'
import type { Decision, Setting } from './decision.ts'
import { events, refOf, refuse } from './decision.ts'
import { claim } from './deciding-holder.ts'
import type { Event } from './events.ts'
import type { Content, Message } from './message.ts'
import { isEmpty, sameContent } from './message.ts'

/** The join gate: only from someone who has joined do words reach the visitor. All else is kept, as a note. */
export function say(
  conversation: Conversation,
  action: Extract<Action, { type: 'say' }>,
  by: Human,
  setting: Setting,
): Decision {
  if (isEmpty(action.content)) return refuse('empty', 'There is nothing in this message yet.')
  const { message, content, intent } = action
  if ((intent === 'auto' || intent === 'reply') && maySpeak(conversation, by)) {
    return events(reply(conversation, message, content, null, setting))
  }
  const gated = intent !== 'note' && mayActAs(by.role, 'agent')
  return events({ type: 'noted', message, content, gated })
}

function maySpeak(conversation: Conversation, by: Human): boolean {
  return (
    mayActAs(by.role, 'agent') && hasJoined(conversation, by.id) && conversation.status !== 'closed'
  )
}

function reply(
  conversation: Conversation,
  message: Message['id'],
  content: Content,
  fromNote: Message['id'] | null,
  { now, policy }: Setting,
): Event {
  const hold = conversation.replies === 0 ? policy.hold.first : policy.hold.reply
  return { type: 'replied', message, content, heldUntil: now + hold, fromNote }
}

/** Claims and sends, in one press, what the join gate kept private. Deliberate notes never become public. */
export function sendNote(
  conversation: Conversation,
  action: Extract<Action, { type: 'sendNote' }>,
  by: Human,
  setting: Setting,
): Decision {
  const note = action.target
  if (note.kind !== 'note' || !note.gated) {
    return refuse('boundary', 'A note stays a note. Write a reply to say it to the visitor.')
  }
  if (note.by.kind !== 'human' || note.by.id !== by.id) {
    return refuse(
      'not-yours',
      `Only ${note.by.kind === 'human' ? note.by.name : 'its author'} can send this.`,
    )
  }
  if (note.removedAt !== undefined) return refuse('too-late', 'This note was deleted.')
  if (note.sentAs) return refuse('unchanged', 'This was sent already.')
  const joining = joinToSpeak(conversation, by, setting.now, action.past)
  if (!joining.ok) return joining
  return events(
    ...joining.events,
    reply(conversation, action.message, note.content, note.id, setting),
  )
}

function joinToSpeak(conversation: Conversation, by: Human, now: number, past?: number): Decision {
  if (maySpeak(conversation, by)) return events()
  if (conversation.status === 'closed') {
    return events({ type: 'reopened' }, { type: 'claimed', assignee: refOf(by) })
  }
  return claim(conversation, by, now, past)
}

export function withdraw(
  target: Message,
  by: Human,
  now: number,
  conversation: Conversation,
): Decision {
  if (target.kind !== 'reply' || target.heldUntil === undefined) {
    return refuse('invalid', 'Only a reply that is still held can be undone.')
  }
  if (!isAuthor(target, by) && !mayActAs(by.role, 'supervisor')) {
    return refuse('not-yours', `Only ${authorOf(target)} or a supervisor can undo this.`)
  }
  if (target.withdrawnAt !== undefined)
    return refuse('unchanged', 'This reply was withdrawn already.')
  if (now >= target.heldUntil) {
    return refuse(
      'too-late',
      'It has gone out already. Delete it to take it off the visitor’s screen.',
    )
  }
  return events({
    type: 'replyWithdrawn',
    message: target.id,
    waitingSince: waitingWithout(conversation),
  })
}

function waitingWithout(conversation: Conversation): number | null {
  const { answered, waitingSince } = conversation
  return answered?.live === 1 ? answered.since : waitingSince
}

/** An edit changes what a message says, never who reads it. */
export function edit(
  conversation: Conversation,
  action: Extract<Action, { type: 'edit' }>,
  by: Human,
): Decision {
  const { target, content, intent } = action
  if (!isAuthor(target, by)) return refuse('not-yours', `Only ${authorOf(target)} can edit this.`)
  if (target.removedAt !== undefined || target.withdrawnAt !== undefined) {
    return refuse('too-late', 'This message was taken back, so there is nothing to edit.')
  }
  if (isEmpty(content))
    return refuse('empty', 'An edited message needs some text. Delete it instead.')
  if (target.kind === 'reply' && (intent === 'note' || intent === 'gated')) {
    return refuse(
      'boundary',
      'A reply cannot become a note: the visitor still sees the earlier text. Delete it to take it back.',
    )
  }
  if (target.kind === 'note' && target.sentAs) {
    return refuse('too-late', 'This was sent as a reply. Edit the reply instead.')
  }
  if (target.kind === 'reply' && !maySpeak(conversation, by)) {
    return refuse(
      'not-joined',
      'You have left this conversation. Claim it to edit what the visitor sees.',
    )
  }
  if (target.gated && intent === 'note')
    return events({ type: 'agentEdited', message: target.id, content, meant: 'note' })
  if (sameContent(target.content, content)) return refuse('unchanged', 'Nothing was changed.')
  return events({ type: 'agentEdited', message: target.id, content })
}

export function remove(target: Message, by: Human): Decision {
  if (target.kind === 'visitor')
    return refuse('not-yours', 'A visitor’s message can only be deleted by them.')
  if (!isAuthor(target, by) && !mayActAs(by.role, 'supervisor')) {
    return refuse('not-yours', `Only ${authorOf(target)} or a supervisor can delete this.`)
  }
  if (target.removedAt !== undefined || target.withdrawnAt !== undefined) {
    return refuse('unchanged', 'This message is already gone.')
  }
  return events({ type: 'agentRemoved', message: target.id })
}

export function retry(conversation: Conversation, target: Message, by: Human): Decision {
  if (target.failed === undefined) return refuse('unchanged', 'This message did not fail.')
  if (!hasJoined(conversation, by.id) && !mayActAs(by.role, 'supervisor')) {
    return refuse('not-joined', 'Claim this conversation to send it again.')
  }
  return events({ type: 'deliveryRetried', message: target.id })
}

function isAuthor(target: Message, by: Human): boolean {
  return target.by.kind === 'human' && target.by.id === by.id
}

function authorOf(target: Message): string {
  return target.by.kind === 'human' || target.by.kind === 'visitor' ? target.by.name : 'Greenroom'
}
