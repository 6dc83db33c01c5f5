import { isObject, objectsAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { anything, flag, form, integer, link, list, snowflake, text } from './check.ts'
import type { Check, Problems } from './check.ts'

type Path = readonly (string | number)[]

const customId = text(1, 100)

const emoji = form({ id: snowflake, name: text(1, 100), animated: flag })

const option = form(
  { label: text(1, 100), value: text(1, 100), description: text(1, 100), emoji, default: flag },
  ['label', 'value'],
)

const range = { min_values: integer(0, 25), max_values: integer(1, 25), required: flag }

const select = {
  custom_id: customId,
  placeholder: text(0, 150),
  disabled: flag,
  default_values: anything,
  ...range,
}

const linkButton = form({ url: link, label: text(1, 80), emoji, disabled: flag }, ['url'])

const button: Check = (value, path, problems) => {
  if (isObject(value) && value['style'] === 5) return linkButton(value, path, problems)
  form({ custom_id: customId, label: text(1, 80), style: integer(1, 6), emoji, disabled: flag }, [
    'custom_id',
    'style',
  ])(value, path, problems)
  if (isObject(value) && !value['label'] && !value['emoji']) {
    problems.add([...path, 'label'], 'BASE_TYPE_REQUIRED', 'A button must have a label or an emoji')
  }
}

const stringSelect = form({ ...select, options: list(1, 25, option) }, ['custom_id', 'options'])

const textInput = form(
  {
    custom_id: customId,
    style: integer(1, 2),
    label: text(1, 45),
    min_length: integer(0, 4000),
    max_length: integer(1, 4000),
    required: flag,
    value: text(0, 4000),
    placeholder: text(0, 100),
  },
  ['custom_id', 'style'],
)

const KINDS: Readonly<Record<number, Check>> = {
  2: button,
  3: stringSelect,
  4: textInput,
  5: form(select, ['custom_id']),
  6: form(select, ['custom_id']),
  7: form(select, ['custom_id']),
  8: form(select, ['custom_id']),
  9: anything,
  10: form({ content: text(1, 4000) }, ['content']),
  11: anything,
  12: anything,
  13: anything,
  14: anything,
  19: form({ custom_id: customId, ...range }, ['custom_id']),
}

const row: Check = (value, path, problems) => {
  const inner = objectsAt(value, 'components')
  list(1, 5, anything)(
    isObject(value) ? value['components'] : undefined,
    [...path, 'components'],
    problems,
  )
  let width = 0
  for (const [at, one] of inner.entries()) {
    const here = [...path, 'components', at]
    width += one['type'] === 2 ? 1 : 5
    if (width > 5) {
      const said = 'The specified component exceeds the maximum width'
      problems.add(here, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', said)
    }
    leaf(one, here, problems)
  }
}

function leaf(one: JsonObject, path: Path, problems: Problems) {
  const check = KINDS[Number(one['type'])]
  if (check) return check(one, path, problems)
  problems.add(
    [...path, 'type'],
    'UNION_TYPE_CHOICES',
    'Value of field "type" must be one of those known.',
  )
}

/** Rows of buttons and selects, as messages of the classic kind have them. */
export const rows: Check = (value, path, problems) => {
  list(0, 5, (one, at, all) => {
    if (isObject(one) && one['type'] === 1) return row(one, at, all)
    all.add([...at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).')
  })(value, path, problems)
  unique(value, path, problems)
}

/** What a message of components alone may have. */
export const layout: Check = (value, path, problems) => {
  list(0, 40, anything)(value, path, problems)
  const all = flat(value)
  if (all.length > 40) {
    problems.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 40 or fewer in length.')
  }
  unique(value, path, problems)
}

/** The fields of a modal: labelled components, or rows of one text input. */
export const fields: Check = (value, path, problems) => {
  list(1, 5, (one, at, all) => {
    if (isObject(one) && one['type'] === 1) return row(one, at, all)
    if (isObject(one) && one['type'] === 10) return leaf(one, at, all)
    form({ label: text(1, 45), description: text(0, 100), component: anything }, [
      'label',
      'component',
    ])(one, at, all)
    const inner = isObject(one) ? one['component'] : undefined
    if (isObject(inner)) leaf(inner, [...at, 'component'], all)
  })(value, path, problems)
  unique(value, path, problems)
}

/** A component and all that is within. */
export function flat(value: unknown): JsonObject[] {
  const all = Array.isArray(value) ? value.filter(isObject) : []
  return all.flatMap((one) => {
    const inner = [one['component'], one['accessory']].filter(isObject)
    return [one, ...flat(one['components']), ...flat(inner)]
  })
}

function unique(value: unknown, path: Path, problems: Problems) {
  const ids = flat(value).flatMap((one) => one['custom_id'] ?? [])
  if (new Set(ids).size === ids.length) return
  problems.add(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
}
