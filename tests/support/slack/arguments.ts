import { z } from 'zod'
import { isObject, parseJson } from './json.ts'
import { isTimestamp } from './timestamps.ts'

// Arguments come as form fields, so that numbers, flags and objects are text; or as JSON, with their types.

export const text = z.string()

export const flag = z.union([
  z.boolean(),
  z.enum(['true', '1']).transform(() => true),
  z.enum(['false', '0']).transform(() => false),
])

export const count = z.union([
  z.int(),
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number),
])

/** A message's id. One with fewer digits went through a float on its way. */
export const ts = z.string().refine(isTimestamp, 'must be a timestamp such as 1712345678.000200')

/** Where a range of messages begins or ends: a timestamp, or seconds. */
export const time = z.string().regex(/^\d+(?:\.\d{1,6})?$/, 'must be a time in seconds')

/** Objects and arrays travel as JSON texts in form fields. */
export const json = z
  .unknown()
  .transform((value) => (typeof value === 'string' ? (parseJson(value) ?? value) : value))

export const object = json.pipe(
  z.custom<Readonly<Record<string, unknown>>>(isObject, 'must be an object'),
)

export const page = { limit: count.optional(), cursor: text.optional() }
