import { isObject, objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { flat } from './forms/components.ts'
import type { OpenModal } from './interaction.ts'

/** A modal as the person before it sees it. */
export interface SeenModal {
  readonly title: string
  readonly customId: string
  /** The words between the fields. */
  readonly texts: readonly string[]
  readonly fields: readonly SeenField[]
}

export interface SeenField {
  readonly label: string
  readonly customId: string
  /** What stands in it from the beginning. */
  readonly value: string
  readonly required: boolean
  /** What a select offers. */
  readonly options: readonly string[]
}

export function seeModal(modal: OpenModal): SeenModal {
  return {
    title: modal.title,
    customId: modal.customId,
    texts: modal.components
      .filter((one) => one['type'] === 10)
      .map((one) => stringAt(one, 'content') ?? ''),
    fields: fieldsOf(modal.components).map(({ label, component }) => ({
      label,
      customId: stringAt(component, 'custom_id') ?? '',
      value: stringAt(component, 'value') ?? '',
      required: component['required'] !== false,
      options: objectsAt(component, 'options').map((one) => stringAt(one, 'label') ?? ''),
    })),
  }
}

export interface Field {
  readonly label: string
  readonly component: JsonObject
}

/** The fields of a modal, with their labels: those of labels, and those of text inputs in rows. */
export function fieldsOf(components: readonly JsonObject[]): Field[] {
  return components.flatMap((one) => {
    const inner = one['component']
    if (isObject(inner)) return [{ label: stringAt(one, 'label') ?? '', component: inner }]
    return flat(one['components']).map((component) => ({
      label: stringAt(component, 'label') ?? '',
      component,
    }))
  })
}
