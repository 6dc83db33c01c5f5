import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Member, Store } from '../../ports.ts'
import { conversationsFor, titleOf } from '../chats/picking.ts'
import { plain } from './blocks.ts'
import { shortPlain } from './fields.ts'
import { LIMITS } from './limits.ts'
import { visitorName } from './persona.ts'

/** The action id of the list by which a form asks which conversation is meant. */
export const PICK_CONVERSATION = 'pick:conversation'

/** The id of its block. */
export const PICKED = 'conversation'

/**
 * The field that asks which conversation. Slack says at once what was picked where other fields depend on it,
 * for in asking for their options it does not say what stands in this one.
 */
export function pickInput({ args }: Command): types.InputBlock {
  const others = args.some(({ kind }) => kind === 'canned' || kind === 'tag' || kind === 'label')
  return {
    type: 'input',
    block_id: PICKED,
    label: plain('Conversation'),
    hint: plain('Search by its number or by the visitor’s name.'),
    element: { type: 'external_select', action_id: PICK_CONVERSATION, min_query_length: 0 },
    dispatch_action: others,
  }
}

const state = z.looseObject({
  [PICKED]: z.looseObject({
    [PICK_CONVERSATION]: z.looseObject({ selected_option: z.looseObject({ value: z.string() }) }),
  }),
})

/** The conversation that was picked in a form with such a field, by its values; null where there is none. */
export function pickedIn(values: unknown): ConversationId | null {
  const read = state.safeParse(values).data
  // The brand has no runtime form; whether there is such a conversation the store says.
  return (read?.[PICKED][PICK_CONVERSATION].selected_option.value as ConversationId) ?? null
}

/** Options for that field: what this member could give the command for, by number or visitor's name. */
export async function conversationOptions(
  store: Pick<Store, 'list'>,
  command: Command,
  by: Member,
  search: string,
  now: number,
): Promise<types.PlainTextOption[]> {
  const found = await conversationsFor(store, command, by, search)
  return found.slice(0, LIMITS.options).map((conversation) => {
    const title = titleOf(conversation, visitorName(conversation.visitor.name, []), now)
    return { text: shortPlain(title, LIMITS.optionText), value: conversation.id }
  })
}
