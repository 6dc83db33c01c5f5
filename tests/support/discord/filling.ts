import { isObject, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { choose } from './choosing.ts'
import type { OpenModal } from './interaction.ts'
import { fieldsOf } from './modal-view.ts'
import type { Field } from './modal-view.ts'
import type { Office } from './office.ts'

type Values = Readonly<Record<string, string | readonly string[]>>

/** Fills in a modal: each value under the label or the custom_id of its field. Throws what Discord would not submit. */
export function fill(
  office: Office,
  modal: OpenModal,
  values: Values,
): { readonly components: readonly JsonObject[]; readonly resolved: JsonObject } {
  const fields = fieldsOf(modal.components)
  const strange = Object.keys(values).find((name) => !fields.some((one) => isNamed(one, name)))
  if (strange !== undefined) throw new Error(`The modal has no field “${strange}”`)
  const resolved: Record<string, unknown> = {}
  const filled = new Map<unknown, JsonObject>()
  for (const field of fields) {
    const { said, found } = sayIn(office, field, valueFor(field, values))
    filled.set(field.component, said)
    Object.assign(resolved, found)
  }
  const components = modal.components.map((one) => {
    const inner = one['component']
    if (isObject(inner)) return { type: 18, id: one['id'] ?? 1, component: filled.get(inner) }
    if (one['type'] !== 1) return { type: one['type'], id: one['id'] ?? 1 }
    const row = Array.isArray(one['components']) ? one['components'] : []
    return {
      type: one['type'],
      id: one['id'] ?? 1,
      components: row.map((part) => filled.get(part)),
    }
  })
  return { components, resolved }
}

function isNamed({ label, component }: Field, name: string): boolean {
  return label === name || component['custom_id'] === name
}

function valueFor(field: Field, values: Values): string | readonly string[] {
  const name = Object.keys(values).find((one) => isNamed(field, one))
  return (name === undefined ? stringAt(field.component, 'value') : values[name]) ?? ''
}

function sayIn(office: Office, { label, component }: Field, value: string | readonly string[]) {
  const common = {
    type: component['type'],
    custom_id: component['custom_id'],
    id: component['id'] ?? 1,
  }
  const required = component['required'] !== false
  if (component['type'] === 4) {
    const words = [value].flat().join('\n')
    if (required && words.trim() === '') throw new Error(`Discord asks to fill in “${label}”`)
    const most = Number(component['max_length'] ?? 4000)
    const least = words === '' ? 0 : Number(component['min_length'] ?? 0)
    if (words.length > most || words.length < least) {
      throw new Error(`“${label}” takes ${least} to ${most} characters`)
    }
    return { said: { ...common, value: words }, found: {} }
  }
  const chosen = [value].flat().filter((one) => one !== '')
  if (chosen.length === 0) {
    if (required) throw new Error(`Discord asks to choose in “${label}”`)
    return { said: { ...common, values: [] }, found: {} }
  }
  const { values, resolved = {} } = choose(office, component, chosen)
  return { said: { ...common, values }, found: resolved }
}
