import { z } from 'zod'
import { commandNamed } from '../../commands/index.ts'
import type { PlatformEvent } from '../../ports.ts'
import { wantsForm } from './commands.ts'
import { hear } from './events.ts'
import type { Self } from './heard.ts'
import { commandOf, MORE, readPress } from './presses.ts'
import { threadRef } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { editId, messageId, removalId } from './source-ids.ts'

/** What an arrival wants: to be kept and then handled, to be answered at once, or nothing. */
export type Arriving =
  | {
      readonly do: 'keep'
      readonly event: Omit<PlatformEvent, 'platform'>
      /** Of a message: where it stands. */
      readonly place?: SlackThread
    }
  | { readonly do: 'form'; readonly body: Press | Shortcut }
  | { readonly do: 'submit'; readonly body: Submission }
  | { readonly do: 'suggest'; readonly body: Suggestion }
  | { readonly do: 'event'; readonly type: string }
  | { readonly do: 'nothing' }

const who = z.looseObject({ id: z.string() })
const place = z.looseObject({ id: z.string() })

export const press = z.looseObject({
  type: z.literal('block_actions'),
  user: who,
  trigger_id: z.string(),
  channel: place.optional(),
  container: z
    .looseObject({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      channel_id: z.string().optional(),
    })
    .catch({}),
  message: z.looseObject({ thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        action_ts: z.string().default(''),
        value: z.string().optional(),
        selected_option: z.looseObject({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})
export type Press = z.infer<typeof press>

export const shortcut = z.looseObject({
  type: z.literal('message_action'),
  user: who,
  trigger_id: z.string(),
  callback_id: z.string(),
  action_ts: z.string().default(''),
  channel: place,
  message_ts: z.string().optional(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }),
})
export type Shortcut = z.infer<typeof shortcut>

const view = z.looseObject({
  id: z.string(),
  callback_id: z.string(),
  private_metadata: z.string().default(''),
  state: z.looseObject({ values: z.unknown() }).optional(),
})

const submission = z.looseObject({ type: z.literal('view_submission'), user: who, view })
export type Submission = z.infer<typeof submission>

const suggestion = z.looseObject({
  type: z.literal('block_suggestion'),
  user: who,
  action_id: z.string(),
  value: z.string().default(''),
  view: view.optional(),
})
export type Suggestion = z.infer<typeof suggestion>

export const slash = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
})
export type Slash = z.infer<typeof slash>

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
  if (typed) {
    const lane = `slash/${typed.user_id}`
    return { do: 'keep', event: { id: `slash:${typed.trigger_id}`, lane, body: typed } }
  }
  return NOTHING
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
    default:
      return event.type === 'message' ? NOTHING : { do: 'event', type: event.type }
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
  const value = action.selected_option?.value ?? action.value ?? ''
  const name =
    action.action_id === MORE ? readPress(MORE, value)?.command : commandOf(action.action_id)
  const command = name ? commandNamed(name) : undefined
  if (command && wantsForm(command)) return { do: 'form', body }
  if (commandOf(action.action_id) === null) return NOTHING
  const { channel, ts } = pressedIn(body)
  const id = `press:${body.user.id}:${action.action_ts}`
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
