import { choose } from './choosing.ts'
import type { Suggested } from './choosing.ts'
import { elementsOf } from './blocks/check.ts'
import { objectsAt, stringAt } from './json.ts'
import type { JsonObject } from './json.ts'
import type { StoredView } from './model.ts'
import type { Office } from './office.ts'

/** Fills in a modal: each value under the action_id, block_id or label of its field. */
export function fill(
  office: Office,
  view: StoredView,
  values: Readonly<Record<string, string>>,
  suggested: Suggested,
): void {
  const left = new Set(Object.keys(values))
  for (const block of objectsAt(view.view, 'blocks')) {
    for (const element of elementsOf(block)) {
      const name = namesOf(block, element).find((one) => left.has(one))
      if (name !== undefined) {
        left.delete(name)
        set(view, block, element, choose(office, element, values[name], suggested))
      } else if (block['type'] === 'input') {
        setInitially(view, block, element)
      }
    }
  }
  if (left.size > 0) throw new Error(`The modal has no field ${[...left].join(', ')}`)
}

/** Labels of fields that must be filled in and are not: Slack does not submit before. */
export function missing(view: StoredView): string[] {
  const inputs = objectsAt(view.view, 'blocks').filter((block) => block['type'] === 'input')
  return inputs
    .filter((block) => block['optional'] !== true && isEmpty(valueOf(view, block)))
    .map((block) => stringAt(block['label'], 'text') ?? '')
}

/** Keeps what an element says now. */
export function set(
  view: StoredView,
  block: JsonObject,
  element: JsonObject,
  chosen: JsonObject,
): void {
  const blockId = stringAt(block, 'block_id') ?? ''
  const actions = (view.state[blockId] ??= {})
  actions[stringAt(element, 'action_id') ?? ''] = { type: element['type'], ...chosen }
}

function setInitially(view: StoredView, block: JsonObject, element: JsonObject) {
  if (valueOf(view, block)) return
  const initial = Object.entries(element).find(([key]) => key.startsWith('initial_'))
  const key = initial?.[0]
    .replace('initial_', '')
    .replace(/^(?=user|option|date|time|channel|conversation)/, 'selected_')
  set(view, block, element, initial && key ? { [key]: initial[1] } : emptyOf(element))
}

function emptyOf(element: JsonObject): JsonObject {
  const type = stringAt(element, 'type') ?? ''
  if (type.endsWith('_input')) return { value: null }
  if (type === 'users_select') return { selected_user: null }
  if (type === 'datepicker') return { selected_date: null }
  if (type === 'timepicker') return { selected_time: null }
  if (type === 'checkboxes' || type.startsWith('multi_')) return { selected_options: [] }
  return { selected_option: null }
}

function valueOf(view: StoredView, block: JsonObject): JsonObject | undefined {
  const element = elementsOf(block)[0]
  const actions = view.state[stringAt(block, 'block_id') ?? '']
  return actions?.[stringAt(element, 'action_id') ?? '']
}

function isEmpty(value: JsonObject | undefined): boolean {
  if (!value) return true
  return Object.entries(value).every(
    ([key, one]) => key === 'type' || one === null || (Array.isArray(one) && one.length === 0),
  )
}

function namesOf(block: JsonObject, element: JsonObject): string[] {
  const names = [element['action_id'], block['block_id'], stringAt(block['label'], 'text')]
  return names.filter((one) => typeof one === 'string')
}
