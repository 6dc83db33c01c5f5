import { z } from 'zod'
import { accessory, actionElement, contextElement, image, inputElement } from './elements.ts'
import { richTextElement } from './rich-text.ts'
import { anyText, plainText, upTo } from './text.ts'

const id = { block_id: upTo(255).optional() }

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10, 'no more than 10 items allowed').optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text ?? block.fields, 'missing required field: text')

const actions = z.strictObject({
  type: z.literal('actions'),
  ...id,
  elements: z.array(actionElement).min(1).max(25, 'no more than 25 items allowed'),
})

const context = z.strictObject({
  type: z.literal('context'),
  ...id,
  elements: z.array(contextElement).min(1).max(10, 'no more than 10 items allowed'),
})

const header = z.strictObject({
  type: z.literal('header'),
  ...id,
  text: plainText(150),
  level: z.int().optional(),
})

const divider = z.strictObject({ type: z.literal('divider'), ...id })

const imageBlock = image.extend({ ...id, title: plainText(2000).optional() })

const input = z.strictObject({
  type: z.literal('input'),
  ...id,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
})

const markdown = z.strictObject({ type: z.literal('markdown'), ...id, text: upTo(12_000) })

const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...id,
  elements: z.array(richTextElement),
})

// Known to Slack, not looked into here.
const others = z.looseObject({
  type: z.enum(['alert', 'card', 'carousel', 'context_actions', 'data_table', 'table', 'video']),
})

const everywhere = [section, actions, context, header, divider, imageBlock, richText] as const

export const messageBlock = z.discriminatedUnion('type', [...everywhere, input, markdown, others])
export const viewBlock = z.discriminatedUnion('type', [...everywhere, input])
