// The kinds of value that the settings are made of. Each knows in words what it wants.
import { z } from 'zod'
import { LANGUAGES } from '../conversation/labels.ts'
import { isLanguage, parseDuration, parseSize } from './values.ts'

type Issue = { readonly input?: unknown }

/** A zod message: what is wanted, and what was found instead. */
export function wants(what: string) {
  return ({ input }: Issue) =>
    input === undefined
      ? `is missing: it wants ${what}`
      : `wants ${what}; here it is ${shown(input)}`
}

function shown(input: unknown): string {
  if (input === null) return 'empty'
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'object') return 'a group of keys'
  const text = JSON.stringify(input)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** A group of keys that takes no others. */
export function keys<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: wants(`a group of keys: ${Object.keys(shape).join(', ')}`),
  })
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: wants('a list') })
}

export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  const last = names.at(-1)
  const rest = names.slice(0, -1)
  const what = rest.length === 0 ? last : `${rest.join(', ')} or ${last}`
  return z.enum(names, { error: wants(String(what)) })
}

/** What others refer to a thing by. */
export function id(of: string) {
  return pattern(
    /^[a-z0-9][a-z0-9_-]{0,39}$/,
    `a ${of}’s id: small letters, digits, - and _, at most 40`,
  )
}

export function pattern(form: RegExp, what: string) {
  return z.string({ error: wants(what) }).regex(form, { error: wants(what), abort: true })
}

/** One line of text for people. */
export function line(what: string) {
  return pattern(/^(?=.*\S)[^\n]{1,200}$/, `${what}: one line of at most 200 characters`)
}

/** Text for people, of one line or many. */
export function prose(what: string, longest: number) {
  const error = wants(`${what}: text of at most ${longest} characters`)
  return z
    .string({ error })
    .max(longest, { error })
    .transform((text) => text.trim())
}

export function count(what: string, from: number, to: number) {
  const error = wants(`a whole number of ${what}, from ${from} to ${to}`)
  return z.int({ error }).min(from, { error }).max(to, { error })
}

/** A part of one, from 0 to 1. */
export function share(what: string) {
  const error = wants(`${what}: a number from 0 to 1`)
  return z.number({ error }).min(0, { error }).max(1, { error })
}

export const language = z
  .string({ error: wants('a language tag, such as en or pt-BR') })
  .refine(isLanguage, { error: wants('a language tag, such as en or pt-BR') })

/** A language that classifiers know. */
export const spokenLanguage = z.enum(LANGUAGES, {
  error: wants('a language as two small letters, such as en or de, that the classifier knows'),
})

/** A duration from 0 to `longest`, which is read as milliseconds. */
export function duration(longest: string) {
  const most = parseDuration(longest) ?? 0
  const error = wants(`a duration such as 3s, 5m, 12h or 7d, at most ${longest}`)
  return z
    .string({ error })
    .regex(/^\d{1,6}(ms|s|m|h|d)$/, { error })
    .transform((text) => parseDuration(text) ?? 0)
    .refine((ms) => ms <= most, { error: `wants at most ${longest}` })
}

/** A size from 1 byte to `largest`, which is read as bytes. */
export function size(largest: string) {
  const most = parseSize(largest) ?? 0
  const error = wants(`a size such as 512KB or 10MB, at most ${largest}`)
  return z
    .string({ error })
    .regex(/^\d{1,6}(B|KB|MB)$/, { error })
    .transform((text) => parseSize(text) ?? 0)
    .refine((bytes) => bytes > 0 && bytes <= most, {
      error: `wants at least 1B and at most ${largest}`,
    })
}
