import type { Action } from './actions.ts'
import type { Actor, Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation } from './conversation.ts'
import { hasJoined } from './conversation.ts'
import type { Decision } from './decision.ts'
import { events, refuse } from './decision.ts'
import type { Message } from './message.ts'
import { oneEmoji, reactionOf } from './reactions.ts'

type React = Extract<Action, { type: 'react' }>

/** How many different emoji a message takes. */
const MOST = 20

/** The join gate holds for reactions too: whose words would be a note, their reactions are the team's own. */
export function reactAsMember(conversation: Conversation, action: React, by: Human): Decision {
  const isIn = hasJoined(conversation, by.id) && action.early !== true
  const reaches = action.target.kind !== 'note' && mayActAs(by.role, 'agent') && isIn
  return react(action, by, reaches)
}

/** A visitor may react to what has reached them. */
export function reactAsVisitor(action: React, by: Actor, now: number): Decision {
  const { kind, heldUntil = 0, failed } = action.target
  if (kind === 'visitor') return refuse('not-allowed', 'That is your own message.')
  if (kind === 'note' || heldUntil > now || failed !== undefined)
    return refuse('invalid', 'There is no such message.')
  return react(action, by, true)
}

function react({ target, emoji: raw, on }: React, by: Actor, reaches: boolean): Decision {
  if (target.removedAt !== undefined || target.withdrawnAt !== undefined)
    return refuse('too-late', 'This message was taken back, so there is nothing to react to.')
  const emoji = oneEmoji(raw)
  if (emoji === null) return refuse('invalid', 'A reaction is one emoji.')
  const known = reactionOf(target, emoji, by)
  if (on === (known !== undefined))
    return refuse('unchanged', on ? 'You have set this already.' : 'You have not set this.')
  if (on && isFull(target, emoji))
    return refuse('invalid', `A message takes at most ${MOST} different emoji.`)
  return events({
    type: 'reacted',
    message: target.id,
    emoji,
    on,
    public: known ? known.public : reaches,
  })
}

function isFull({ reactions = [] }: Message, emoji: string): boolean {
  const emojis = new Set(reactions.map((one) => one.emoji))
  return emojis.size >= MOST && !emojis.has(emoji)
}
