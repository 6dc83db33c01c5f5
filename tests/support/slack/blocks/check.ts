import type { z } from 'zod'
import { isObject, objectsAt, stringAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { Refusal, refuseWith } from '../refusal.ts'
import { messageBlock, viewBlock } from './kinds.ts'

// Not in the reference: what senders of long messages report.
const MOST_TEXT = 13_200

/** The blocks of a message, or Slack's refusal with the place of what is wrong. */
export function checkMessageBlocks(blocks: unknown): JsonObject[] {
  const checked = check(blocks, messageBlock, 50, '/blocks')
  if (lengthOfTexts(checked) > MOST_TEXT) throw new Refusal('msg_blocks_too_long')
  return checked
}

/** The blocks of a modal or a Home tab. */
export function checkViewBlocks(blocks: unknown): JsonObject[] {
  return check(blocks, viewBlock, 100, '/view/blocks')
}

/** Elements of a block that someone can act on, wherever they stand in it. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const single = [block['accessory'], block['element']].filter(isObject)
  return [...objectsAt(block, 'elements'), ...single]
}

function check(blocks: unknown, kind: z.ZodType, most: number, path: string): JsonObject[] {
  if (!Array.isArray(blocks) || !blocks.every(isObject)) throw new Refusal('invalid_blocks_format')
  if (blocks.length > most) {
    throw refuseWith('invalid_blocks', [
      `no more than ${most} items allowed [json-pointer:${path}]`,
    ])
  }
  const problems = [
    ...blocks.flatMap((block, at) => problemsOf(kind, block, `${path}/${at}`)),
    ...repeated(blocks, 'block_id', path),
    ...blocks.flatMap((block, at) =>
      repeated(elementsOf(block), 'action_id', `${path}/${at}/elements`),
    ),
  ]
  if (problems.length > 0) throw refuseWith('invalid_blocks', problems)
  return blocks
}

/** What is wrong with a value, as Slack words it, with pointers to the places. */
export function problemsOf(kind: z.ZodType, value: unknown, path: string): string[] {
  const result = kind.safeParse(value)
  if (result.success) return []
  return result.error.issues.map((issue) => {
    const place = [path, ...issue.path.map(String)].join('/')
    return `${wording(issue)} [json-pointer:${place}]`
  })
}

function wording(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `invalid additional property: ${issue.keys.join(', ')}`
  }
  if (issue.code === 'invalid_union' && issue.discriminator) {
    return `unsupported ${issue.discriminator}`
  }
  return issue.message
}

function repeated(items: readonly JsonObject[], key: string, path: string): string[] {
  const ids = items.flatMap((item) => stringAt(item, key) ?? [])
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  return twice.map((id) => `duplicate ${key} "${id}" [json-pointer:${path}]`)
}

function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOfTexts(one), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (key === 'text' && typeof one === 'string' ? one.length : lengthOfTexts(one)),
    0,
  )
}
