import { objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { thePerson } from './lookup.ts'
import type { Office } from './office.ts'

/** Options that a select got from the app, by its action_id, as the person sees them. */
export type Suggested = ReadonlyMap<string, readonly JsonObject[]>

/** What an element says once `value` is chosen or written in it; a person names an option by text or value. */
export function choose(
  office: Office,
  element: JsonObject,
  value: string | undefined,
  suggested: Suggested,
): JsonObject {
  const type = stringAt(element, 'type') ?? ''
  if (type === 'button') return {}
  if (value === undefined)
    throw new Error(`Say what is chosen in ${stringAt(element, 'action_id')}`)
  if (type === 'plain_text_input' || type === 'number_input') return written(element, value)
  if (type === 'users_select') return { selected_user: thePerson(office, value).id }
  if (type === 'channels_select') return { selected_channel: value }
  if (type === 'conversations_select') return { selected_conversation: value }
  if (type === 'datepicker') return { selected_date: value }
  if (type === 'timepicker') return { selected_time: value }
  if (type === 'datetimepicker') return { selected_date_time: Number(value) }
  const offered = type === 'external_select' ? suggestedFor(element, suggested) : offers(element)
  const one = optionNamed(offered, value)
  return type.startsWith('multi_') || type === 'checkboxes'
    ? { selected_options: [one] }
    : { selected_option: one }
}

/** The options of an element, those of its groups too. */
export function offers(element: JsonObject): JsonObject[] {
  const grouped = objectsAt(element, 'option_groups').flatMap((group) =>
    objectsAt(group, 'options'),
  )
  return [...objectsAt(element, 'options'), ...grouped]
}

export function optionText(option: JsonObject): string {
  return stringAt(option['text'], 'text') ?? ''
}

function suggestedFor(element: JsonObject, suggested: Suggested): readonly JsonObject[] {
  const id = stringAt(element, 'action_id') ?? ''
  const found = suggested.get(id)
  if (!found) throw new Error(`Search in “${id}” first: its options come from the app`)
  return found
}

function optionNamed(offered: readonly JsonObject[], named: string): JsonObject {
  const found = offered.find((one) => optionText(one) === named || one['value'] === named)
  if (found) return found
  throw new Error(`There is no choice “${named}”, only: ${offered.map(optionText).join(', ')}`)
}

function written(element: JsonObject, value: string): JsonObject {
  const most = Number(element['max_length'] ?? 3000)
  if (value.length > most) throw new Error(`Slack takes no more than ${most} characters here`)
  return { value: value === '' ? null : value }
}
