import { z } from 'zod'
import { anyText, confirmation, option, optionGroup, plainText, richOption, upTo } from './text.ts'

const actionId = { action_id: upTo(255).optional() }
const confirmable = { confirm: confirmation.optional() }
const focusable = { focus_on_load: z.boolean().optional() }
const placeholder = { placeholder: plainText(150).optional() }
const common = { ...actionId, ...confirmable, ...focusable, ...placeholder }
const staticOptions = {
  options: z.array(option).min(1).max(100, 'no more than 100 items allowed').optional(),
  option_groups: z.array(optionGroup).min(1).max(100, 'no more than 100 items allowed').optional(),
}
const many = { max_selected_items: z.int().min(1).optional() }
const dispatch = { dispatch_action_config: z.looseObject({}).optional() }

const button = z.strictObject({
  type: z.literal('button'),
  ...actionId,
  ...confirmable,
  text: plainText(75),
  value: z.string().max(2000, 'must be less than 2001 characters').optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
})

export const image = z.strictObject({
  type: z.literal('image'),
  alt_text: z.string().max(2000),
  image_url: z.string().max(3000).optional(),
  slack_file: z.looseObject({}).optional(),
})

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionId,
  ...confirmable,
  options: z.array(option).min(1).max(5, 'no more than 5 items allowed'),
})

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...actionId,
  ...confirmable,
  ...focusable,
  options: z.array(richOption).min(1).max(10, 'no more than 10 items allowed'),
  initial_options: z.array(richOption).min(1).optional(),
})

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...actionId,
  ...confirmable,
  ...focusable,
  options: z.array(richOption).min(1).max(10, 'no more than 10 items allowed'),
  initial_option: richOption.optional(),
})

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...common,
  ...staticOptions,
  initial_option: option.optional(),
})

const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...common,
  ...many,
  ...staticOptions,
  initial_options: z.array(option).min(1).optional(),
})

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...common,
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
})

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...common,
  initial_user: z.string().optional(),
})

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...common,
  ...many,
  initial_users: z.array(z.string()).optional(),
})

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...common,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
})

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...common,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.looseObject({}).optional(),
})

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...common,
  initial_date: z.iso.date().optional(),
})

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...common,
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timezone: z.string().optional(),
})

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionId,
  ...confirmable,
  ...focusable,
  initial_date_time: z.int().optional(),
})

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...actionId,
  ...focusable,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
})

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...actionId,
  ...focusable,
  ...placeholder,
  ...dispatch,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
})

const selects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  usersSelect,
  multiUsersSelect,
  channelsSelect,
  conversationsSelect,
] as const
const pickers = [datepicker, timepicker, datetimepicker] as const
const choices = [checkboxes, radioButtons] as const

/** What an actions block may hold. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  ...choices,
  ...selects,
  ...pickers,
])

/** What may stand at the right of a section. */
export const accessory = z.discriminatedUnion('type', [
  button,
  image,
  overflow,
  ...choices,
  ...selects,
  datepicker,
  timepicker,
])

/** What an input block of a view may hold. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  ...choices,
  ...selects,
  ...pickers,
])

/** What a context block may hold. */
export const contextElement = z.union([image, anyText(3000)])
