import { z } from 'zod'
import type { JsonObject } from '../json.ts'
import { stringAt } from '../json.ts'
import { refuseWith } from '../refusal.ts'
import { checkViewBlocks, problemsOf } from './check.ts'
import { plainText } from './text.ts'

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000, 'must be less than 3001 characters').optional(),
  callback_id: z.string().max(255, 'must be less than 256 characters').optional(),
  external_id: z.string().max(255, 'must be less than 256 characters').optional(),
}

const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})

const home = z.strictObject({ type: z.literal('home'), ...common })

/** A view as it may be opened, or Slack's refusal with the place of what is wrong. */
export function checkView(view: JsonObject): JsonObject {
  const problems = problemsOf(z.discriminatedUnion('type', [modal, home]), view, '/view')
  if (problems.length > 0) throw refuseWith('invalid_arguments', problems)
  const blocks = checkViewBlocks(view['blocks'])
  const asks = blocks.some((block) => stringAt(block, 'type') === 'input')
  if (asks && view['type'] === 'modal' && !view['submit']) {
    throw refuseWith('invalid_arguments', ['missing required field: submit [json-pointer:/view]'])
  }
  if (JSON.stringify(view).length > 250_000) throw refuseWith('view_too_large', [])
  return { ...view, blocks }
}
