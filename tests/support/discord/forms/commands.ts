import { isObject, objectsAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { anything, checked, choice, flag, form, integer, list, text } from './check.ts'
import type { Check, Problems } from './check.ts'

const MOST_OF_A_KIND: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

const slashName: Check = (value, path, problems) => {
  text(1, 32)(value, path, problems)
  if (typeof value !== 'string' || value === '') return
  if (SLASH_NAME.test(value) && value === value.toLowerCase()) return
  problems.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
}

const offered = form({ name: text(1, 100), value: anything }, ['name', 'value'])

const optionFields = {
  type: integer(1, 11),
  name: slashName,
  description: text(1, 100),
  required: flag,
  autocomplete: flag,
  choices: list(0, 25, offered),
  min_length: integer(0, 6000),
  max_length: integer(1, 6000),
}

const option: Check = (value, path, problems) => {
  form(optionFields, ['type', 'name', 'description'])(value, path, problems)
  if (!isObject(value)) return
  options(value, path, problems)
  if (value['autocomplete'] === true && objectsAt(value, 'choices').length > 0) {
    const said = 'Autocomplete cannot be used with choices'
    problems.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      said,
    )
  }
}

function options(value: JsonObject, path: readonly (string | number)[], problems: Problems) {
  const given = value['options']
  if (given === undefined || given === null) return
  const here = [...path, 'options']
  list(0, 25, option)(given, here, problems)
  const all = objectsAt(value, 'options')
  const names = all.map((one) => one['name'])
  if (new Set(names).size < names.length) {
    const said = 'Option names must be unique'
    problems.add(here, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', said)
  }
  const firstOptional = all.findIndex((one) => one['required'] !== true)
  for (const [at, one] of all.entries()) {
    if (one['required'] !== true || firstOptional === -1 || at < firstOptional) continue
    const said = 'Required options must be placed before non-required options'
    problems.add([...here, at], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', said)
  }
}

function command(value: JsonObject, path: readonly (string | number)[], problems: Problems) {
  const slash = (value['type'] ?? 1) === 1
  form(
    {
      name: slash ? slashName : text(1, 32),
      type: choice(1, 2, 3),
      description: text(slash ? 1 : 0, 100),
      default_member_permissions: anything,
      dm_permission: flag,
      nsfw: flag,
    },
    slash ? ['name', 'description'] : ['name'],
  )(value, path, problems)
  options(value, path, problems)
}

/** Checks the commands that an app registers, all of a place together. */
export function checkCommands(all: readonly JsonObject[], path: readonly string[] = []): void {
  checked((problems) => {
    const seen = new Set<string>()
    for (const [at, one] of all.entries()) {
      command(one, [...path, at], problems)
      const key = `${typeOf(one)} ${String(one['name'])}`
      if (seen.has(key)) {
        const said = 'Application command names must be unique'
        problems.add([...path, at, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', said)
      }
      seen.add(key)
    }
    for (const [type, most] of Object.entries(MOST_OF_A_KIND)) {
      const count = all.filter((one) => typeOf(one) === Number(type)).length
      if (count <= most) continue
      problems.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)
    }
  })
}

function typeOf(one: JsonObject): number {
  return typeof one['type'] === 'number' ? one['type'] : 1
}
