import { z } from 'zod'
import { flag, json, object, text } from './arguments.ts'
import { checkMessageBlocks } from './blocks/check.ts'
import { isObject } from './json.ts'
import type { JsonObject } from './json.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'

/** The arguments that say what a message is. */
export const contentArgs = {
  text: text.optional(),
  blocks: json.optional(),
  attachments: json.optional(),
  markdown_text: text.optional(),
  link_names: flag.optional(),
  parse: z.enum(['full', 'none', 'client']).optional(),
  as_user: flag.optional(),
}

export interface GivenContent {
  readonly text?: string | undefined
  readonly blocks?: unknown
  readonly attachments?: unknown
  readonly markdown_text?: string | undefined
}

export interface Content {
  readonly text: string
  readonly blocks: readonly JsonObject[]
  readonly attachments: readonly JsonObject[]
}

const LONGEST = 40_000
const LONGEST_MARKDOWN = 12_000

/** The content of a message to be posted, checked as Slack checks it. */
export function checkContent(office: Office, given: GivenContent): Content {
  const blocks = given.blocks === undefined ? [] : checkMessageBlocks(given.blocks)
  const attachments = checkAttachments(given.attachments)
  if (given.markdown_text !== undefined) return markdownContent(given, given.markdown_text)
  const text = given.text ?? ''
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text')
  if (text.length > LONGEST)
    complain(office, `A text of ${text.length} characters was cut at 40,000`)
  return { text: text.slice(0, LONGEST), blocks, attachments }
}

function markdownContent(given: GivenContent, markdown: string): Content {
  const both = given.text !== undefined || given.blocks !== undefined
  if (both) throw new Refusal('markdown_text_conflict')
  if (markdown.length > LONGEST_MARKDOWN) throw new Refusal('msg_too_long')
  return { text: markdown, blocks: [{ type: 'markdown', text: markdown }], attachments: [] }
}

function checkAttachments(given: unknown): JsonObject[] {
  if (given === undefined) return []
  if (!Array.isArray(given) || !given.every(isObject)) throw new Refusal('invalid_attachments')
  if (given.length > 100) throw new Refusal('too_many_attachments')
  return given
}

const flat = z.union([z.string(), z.number(), z.boolean()])
const metadataShape = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(
    z.string(),
    z.union([flat, z.record(z.string(), flat), z.array(z.record(z.string(), flat))]),
  ),
})

// The number is not published.
const LARGEST_METADATA = 8000

export const metadataArg = { metadata: object.optional() }

/** The metadata of a message, checked as Slack checks it; `{}` means none. */
export function checkMetadata(given: JsonObject): JsonObject | null {
  if (Object.keys(given).length === 0) return null
  if (!metadataShape.safeParse(given).success) throw new Refusal('invalid_metadata_schema')
  if (JSON.stringify(given).length > LARGEST_METADATA) throw new Refusal('metadata_too_large')
  return given
}
