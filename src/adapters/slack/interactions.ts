// What people do with buttons, menus, forms and slash commands, as Slack tells of it.
import { z } from 'zod'

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
  view: z
    .looseObject({ id: z.string(), callback_id: z.string(), private_metadata: z.string() })
    .optional()
    .catch(undefined),
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

export const submission = z.looseObject({ type: z.literal('view_submission'), user: who, view })
export type Submission = z.infer<typeof submission>

export const suggestion = z.looseObject({
  type: z.literal('block_suggestion'),
  user: who,
  action_id: z.string(),
  value: z.string().default(''),
  view: view.optional(),
})
export type Suggestion = z.infer<typeof suggestion>

export const slash = z.looseObject({
  type: z.undefined().optional(),
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
})
export type Slash = z.infer<typeof slash>
