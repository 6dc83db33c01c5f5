import type { Action, ActionType, Policy, Request } from './actions.ts'
import type { Human } from './actor.ts'
import { mayActAs } from './actor.ts'
import type { Conversation } from './conversation.ts'
import type { Decision, Setting } from './decision.ts'
import { events, refuse } from './decision.ts'
import {
  assign,
  claim,
  give,
  join,
  release,
  takeOver,
  transfer,
  whoHasIt,
} from './deciding-holder.ts'
import { close, prioritise, snooze, tag } from './deciding-life.ts'
import { classify, label, reroute } from './deciding-labels.ts'
import { move } from './deciding-places.ts'
import { reactAsMember } from './deciding-reactions.ts'
import { callOverdue } from './deciding-sla.ts'
import { edit, remove, retry, say, sendNote, withdraw } from './deciding-speech.ts'
import { decideForVisitor } from './deciding-visitor.ts'
import { isHidden, whisper } from './deciding-whisper.ts'
import { mayRead } from './message.ts'

/**
 * What follows from wanting something of a conversation as it is now: events, or a refusal in a
 * sentence. Pure. Whether an agent's words may reach the visitor is decided here and nowhere else.
 * A conversation of null is one that only a visitor's message can open.
 */
export function decide(
  conversation: Conversation | null,
  request: Request,
  now: number,
  policy: Policy,
): Decision {
  const { by, action } = request
  if (by.kind === 'visitor') return decideForVisitor(conversation, action, by, now)
  if (!conversation) return refuse('invalid', 'There is no such conversation.')
  if (by.kind !== 'human') return decideForMachine(conversation, action)
  return decideForHuman(conversation, action, by, { now, policy })
}

function decideForMachine(conversation: Conversation, action: Action): Decision {
  switch (action.type) {
    case 'wake':
      return conversation.status === 'snoozed'
        ? events({ type: 'woke' })
        : refuse('unchanged', 'This conversation is awake.')
    case 'fail':
      return events({ type: 'deliveryFailed', message: action.target.id, reason: action.reason })
    case 'assign':
      return give(conversation, action.to, action.why)
    case 'classify':
      return classify(conversation, action)
    case 'reroute':
      return reroute(conversation, action, null)
    case 'callOverdue':
      return callOverdue(conversation, action)
    case 'tellMood':
      return events({ type: 'moodTurned', ...action.turned })
    case 'tag':
      return tag(conversation, action.tag)
    case 'prioritise':
      return prioritise(conversation, action.priority)
    case 'close':
      return close(conversation, action, null)
    default:
      return refuse('not-allowed', 'Only a person can do that.')
  }
}

/** What a creator, who reads and advises but does not answer, may do. */
const FOR_EVERY_MEMBER: ReadonlySet<ActionType> = new Set<ActionType>([
  'say',
  'edit',
  'remove',
  'react',
  'tag',
  'untag',
])
const FOR_SUPERVISORS: ReadonlySet<ActionType> = new Set<ActionType>(['assign', 'takeOver'])

function decideForHuman(
  conversation: Conversation,
  action: Action,
  by: Human,
  setting: Setting,
): Decision {
  if ('target' in action && !mayRead(action.target, by.id)) return isHidden()
  if (!FOR_EVERY_MEMBER.has(action.type) && !mayActAs(by.role, 'agent')) {
    return refuse(
      'not-allowed',
      'Creators read along and write notes. Ask an agent of the team to do this.',
    )
  }
  if (
    FOR_SUPERVISORS.has(action.type) &&
    !mayActAs(by.role, 'supervisor') &&
    !isForOneself(action, by)
  ) {
    return refuse(
      'not-allowed',
      `Only a supervisor can do that.${whoHasIt(conversation, by, setting.now)}`,
    )
  }
  return decideForMember(conversation, action, by, setting)
}

function isForOneself(action: Action, by: Human): boolean {
  return action.type === 'assign' && action.to.id === by.id
}

function decideForMember(
  conversation: Conversation,
  action: Action,
  by: Human,
  setting: Setting,
): Decision {
  switch (action.type) {
    case 'say':
      return say(conversation, action, by, setting)
    case 'whisper':
      return whisper(action, by)
    case 'sendNote':
      return sendNote(conversation, action, by, setting)
    case 'withdraw':
      return withdraw(action.target, by, setting.now, conversation)
    case 'edit':
      return edit(conversation, action, by)
    case 'remove':
      return remove(action.target, by)
    case 'react':
      return reactAsMember(conversation, action, by)
    case 'retry':
      return retry(conversation, action.target, by)
    case 'claim':
      return claim(conversation, by, setting.now, action.past)
    case 'join':
      return join(conversation, by, action.past)
    case 'release':
      return release(conversation, by)
    case 'assign':
      return action.to.id === by.id && !mayActAs(by.role, 'supervisor')
        ? claim(conversation, by, setting.now, action.past)
        : assign(conversation, action.to)
    case 'transfer':
      return transfer(conversation, action, by)
    case 'takeOver':
      return takeOver(conversation, by)
    case 'snooze':
      return snooze(conversation, action.until, setting.now)
    case 'close':
      return close(conversation, action, by)
    case 'reopen':
      return conversation.status === 'closed'
        ? events({ type: 'reopened' })
        : refuse('unchanged', 'This conversation is open already.')
    case 'tag':
      return tag(conversation, action.tag)
    case 'untag':
      return conversation.tags.includes(action.tag)
        ? events({ type: 'untagged', tag: action.tag })
        : refuse('unchanged', `There is no tag “${action.tag}” on this conversation.`)
    case 'prioritise':
      return prioritise(conversation, action.priority)
    case 'move':
      return move(conversation, action.places)
    case 'label':
      return label(conversation, action)
    case 'reroute':
      return reroute(conversation, action, by)
    default:
      return refuse('not-allowed', 'That is not for the team to do.')
  }
}
