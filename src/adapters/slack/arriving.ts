import { z } from 'zod'
import { commandNamed } from '../../commands/index.ts'
import type { PlatformEvent } from '../../ports.ts'
import { wantsForm } from '../chats/offered.ts'
import { isDoctors } from './doctor-button.ts'
import { hear } from './events.ts'
import type { Heard, InThread, Self } from './heard.ts'
import { dutyPressed } from './home.ts'
import { press, shortcut, slash, submission, suggestion } from './interactions.ts'
import type { Press, Shortcut, Slash, Submission, Suggestion } from './interactions.ts'
import { PICK_CONVERSATION } from './picking.ts'
import { commandOf, MORE, readPress } from '../chats/presses.ts'
import { reactionOf } from './reactions.ts'
import { threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { cardId, editId, mentionId, messageId, reactionId, removalId } from './source-ids.ts'
import { formFor, readSlash } from './typed.ts'

/** What an arrival wants: to be kept and then handled, to be answered at once, or nothing. */
export type Arriving =
  | {
      readonly do: 'keep'
      readonly event: Omit<PlatformEvent, 'platform'>
      /** Of a message: where it stands. */
      readonly place?: SlackThread
      /** Of what does not say its thread: the post that it is about, in whose thread's lane it belongs. */
      readonly about?: SlackThread
    }
  | { readonly do: 'form'; readonly body: Press | Shortcut | Slash }
  | { readonly do: 'picked'; readonly body: Press }
  | { readonly do: 'home'; readonly user: string }
  /** The test button of `greenroom doctor`. */
  | { readonly do: 'doctor'; readonly body: Press }
  | { readonly do: 'submit'; readonly body: Submission }
  | { readonly do: 'suggest'; readonly body: Suggestion }
  /** What we uploaded stands in a thread now. */
  | { readonly do: 'uploaded'; readonly files: readonly string[]; readonly place: InThread }
  | { readonly do: 'event'; readonly type: string; readonly event: unknown }
  | { readonly do: 'nothing' }

const eventCallback = z.looseObject({
  type: z.literal('event_callback'),
  event: z.looseObject({ type: z.string() }),
})

const NOTHING: Arriving = { do: 'nothing' }

/** What something that came from Slack wants, from its payload alone. */
export function arriving(body: unknown, self: Self): Arriving {
  const called = eventCallback.safeParse(body).data
  if (called) return eventArriving(called.event, self)
  const pressed = press.safeParse(body).data
  if (pressed) return pressArriving(pressed)
  const chosen = shortcut.safeParse(body).data
  if (chosen) return shortcutArriving(chosen)
  const submitted = submission.safeParse(body).data
  if (submitted) return { do: 'submit', body: submitted }
  const asked = suggestion.safeParse(body).data
  if (asked) return { do: 'suggest', body: asked }
  const typed = slash.safeParse(body).data
  return typed ? slashArriving(typed) : NOTHING
}

function slashArriving(body: Slash): Arriving {
  if (formFor(readSlash(body))) return { do: 'form', body }
  return {
    do: 'keep',
    event: { id: `slash:${body.trigger_id}`, lane: `slash/${body.user_id}`, body },
  }
}

/** An event, or a message that was read back from the history as one. */
export function eventArriving(event: { readonly type: string }, self: Self): Arriving {
  const heard = hear(event, self)
  switch (heard.kind) {
    case 'message':
      return kept(messageId(heard), heard, event)
    case 'edited':
      return kept(editId(heard, heard.editedAt), heard, event)
    case 'removed':
      return kept(removalId(heard), heard, event)
    case 'our files': {
      const { channel, ts, thread, files } = heard
      return { do: 'uploaded', files: files.map(({ id }) => id), place: { channel, ts, thread } }
    }
    case 'card removed':
      return kept(cardId(heard), { ...heard, thread: heard.ts }, event)
    case 'mention':
      return { do: 'keep', event: mentionToKeep(heard, event) }
    case 'reacted':
      return reactionArriving(heard, event)
    case 'home opened':
      return { do: 'home', user: heard.user }
    default:
      return event.type === 'message' ? NOTHING : { do: 'event', type: event.type, event }
  }
}

function mentionToKeep(heard: Extract<Heard, { kind: 'mention' }>, event: unknown) {
  const { channel, ts, thread } = heard
  const lane = threadRef({ channel, ts: thread ?? ts })
  return { id: mentionId(heard), lane, body: { type: 'event', event } }
}

function reactionArriving(heard: Extract<Heard, { kind: 'reacted' }>, event: unknown): Arriving {
  if (reactionOf(heard.emoji) === null) return NOTHING
  const lane = `reactions/${threadRef(heard)}`
  const { channel, ts } = heard
  return {
    do: 'keep',
    event: { id: reactionId(heard), lane, body: { type: 'event', event } },
    about: { channel, ts },
  }
}

function kept(
  id: string,
  { channel, ts, thread }: SlackThread & { readonly thread: string },
  event: unknown,
): Arriving {
  const lane = threadRef({ channel, ts: thread })
  return {
    do: 'keep',
    event: { id, lane, body: { type: 'event', event } },
    place: { channel, ts },
  }
}

function pressArriving(body: Press): Arriving {
  const [action] = body.actions
  if (!action) return NOTHING
  if (isDoctors(action.action_id)) return { do: 'doctor', body }
  const id = `press:${body.user.id}:${action.action_ts}`
  if (action.action_id === PICK_CONVERSATION) return { do: 'picked', body }
  if (dutyPressed(action.action_id))
    return { do: 'keep', event: { id, lane: `home/${body.user.id}`, body } }
  const value = action.selected_option?.value ?? action.value ?? ''
  const name =
    action.action_id === MORE ? readPress(MORE, value)?.command : commandOf(action.action_id)
  const command = name ? commandNamed(name) : undefined
  if (command && wantsForm(command)) return { do: 'form', body }
  if (commandOf(action.action_id) === null) return NOTHING
  const { channel, ts } = pressedIn(body)
  return { do: 'keep', event: { id, lane: threadRef({ channel, ts }), body } }
}

/** The thread that something was pressed in. */
export function pressedIn(body: Press): { readonly channel: string; readonly ts: string } {
  const { container, message } = body
  const ts = container.thread_ts ?? message?.thread_ts ?? container.message_ts ?? ''
  return { channel: body.channel?.id ?? container.channel_id ?? '', ts }
}

function shortcutArriving(body: Shortcut): Arriving {
  const command = commandNamed(commandOf(body.callback_id) ?? '')
  if (!command) return NOTHING
  if (wantsForm(command)) return { do: 'form', body }
  const lane = threadRef(shortcutIn(body))
  const id = `shortcut:${body.user.id}:${body.action_ts || body.trigger_id}`
  return { do: 'keep', event: { id, lane, body } }
}

export function shortcutIn({ channel, message }: Shortcut) {
  return { channel: channel.id, ts: message.thread_ts ?? message.ts }
}
