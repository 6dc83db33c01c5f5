import { isObject } from '../../slack/json.ts'
import { Refusal } from '../refusal.ts'
import { isSnowflake } from '../snowflakes.ts'

type Path = readonly (string | number)[]

/** What is wrong with a body, gathered while it is read. */
export interface Problems {
  add(path: Path, code: string, message: string): void
  readonly any: boolean
}

interface Node {
  [key: string]: Node | { code: string; message: string }[]
}

/** Checks a value, and says what is wrong with it. */
export type Check = (value: unknown, path: Path, problems: Problems) => void

/** Throws Discord's `Invalid Form Body`, nested as Discord does, if the checks find something. */
export function checked(look: (problems: Problems) => void): void {
  const errors: Node = {}
  let any = false
  look({
    add(path, code, message) {
      any = true
      let node = errors
      for (const step of path) {
        const next = (node[String(step)] ??= {})
        if (!Array.isArray(next)) node = next
      }
      const list = (node['_errors'] ??= [])
      if (Array.isArray(list)) list.push({ code, message })
    },
    get any() {
      return any
    },
  })
  if (any) throw new Refusal(400, 50035, 'Invalid Form Body', { errors })
}

/** Throws the same for one field. */
export function invalid(path: Path, code: string, message: string): Refusal {
  try {
    checked((problems) => problems.add(path, code, message))
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error('A problem was added, and yet nothing was refused')
}

export const text =
  (min: number, max: number): Check =>
  (value, path, problems) => {
    if (typeof value !== 'string') {
      return problems.add(path, 'STRING_TYPE_CONVERT', 'Could not interpret the value as string.')
    }
    // Discord counts code points, not UTF-16 units.
    const length = Array.from(value).length
    if (min === 0 && length > max) {
      return problems.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
    }
    if (length < min && value === '') {
      return problems.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    }
    if (length < min || length > max) {
      problems.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
    }
  }

export const flag: Check = (value, path, problems) => {
  if (typeof value === 'boolean') return
  problems.add(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.')
}

export const integer =
  (min: number, max: number): Check =>
  (value, path, problems) => {
    const number = typeof value === 'string' ? Number(value) : value
    if (!Number.isInteger(number)) {
      return problems.add(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`)
    }
    if (Number(number) < min) {
      problems.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)
    }
    if (Number(number) > max) {
      problems.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
    }
  }

export const snowflake: Check = (value, path, problems) => {
  if (isSnowflake(value)) return
  problems.add(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`)
}

export const choice =
  (...values: readonly (string | number)[]): Check =>
  (value, path, problems) => {
    if (values.some((one) => one === value)) return
    const all = `(${values.map((one) => JSON.stringify(one)).join(', ')})`
    problems.add(path, 'BASE_TYPE_CHOICES', `Value must be one of ${all}.`)
  }

export const link: Check = (value, path, problems) => {
  if (typeof value === 'string' && /^(https?|attachment):\/\/\S+$/.test(value)) return
  problems.add(
    path,
    'URL_TYPE_INVALID_SCHEME',
    `Scheme "${String(value).split(':')[0]}" is not supported. Scheme must be one of ('http', 'https').`,
  )
}

export const list =
  (min: number, max: number, of: Check): Check =>
  (value, path, problems) => {
    if (!Array.isArray(value)) {
      return problems.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
    }
    if (min === 0 && value.length > max) {
      problems.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
    } else if (value.length < min || value.length > max) {
      problems.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
    }
    for (const [at, one] of value.entries()) of(one, [...path, at], problems)
  }

/** An object: `needed` fields must be there; null stands for a field left out. */
export const form =
  (fields: Readonly<Record<string, Check>>, needed: readonly string[] = []): Check =>
  (value, path, problems) => {
    if (!isObject(value)) {
      return problems.add(
        path,
        'MODEL_TYPE_CONVERT',
        'Only dictionaries may be used in a ModelType',
      )
    }
    for (const [key, check] of Object.entries(fields)) {
      const there = value[key] !== undefined && value[key] !== null
      if (there) check(value[key], [...path, key], problems)
      else if (needed.includes(key)) {
        problems.add([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required')
      }
    }
  }

export const anything: Check = () => undefined
