import { didYouMean } from '../conversation/nearest.ts'

/** A flaw in the settings, at the value under a path. */
export interface Flaw {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What names something that is not among the known ones. */
export function unknown(
  path: readonly PropertyKey[],
  name: string | null,
  what: string,
  known: readonly string[],
  all = `${what}s`,
): Flaw[] {
  if (name === null || known.includes(name)) return []
  return [
    {
      path,
      message: `names the ${what} ${name}, which is not among the ${all}: ${didYouMean(name, known)}`,
    },
  ]
}

/** The items of a list that say the same under a key as one before them. */
export function twice(of: unknown, list: string, key: string): Flaw[] {
  return repeated(items(of, list).map((item) => text(item, key))).map((index) => ({
    path: [list, index, key],
    message: 'is taken already: each wants its own',
  }))
}

/** The indexes of texts that stood in the list before. */
export function repeated(list: readonly unknown[]): number[] {
  return list.flatMap((item, index) =>
    typeof item === 'string' && list.indexOf(item) < index ? [index] : [],
  )
}

/** Puts flaws under a longer path. */
export function under(...start: PropertyKey[]) {
  return ({ path, message }: Flaw): Flaw => ({ path: [...start, ...path], message })
}

/** What the items of a list say under a key, where that is text. */
export function texts(of: unknown, list: string, key: string): string[] {
  return items(of, list).flatMap((item) => text(item, key) ?? [])
}

/** The list under a key; empty where it is none. */
export function items(of: unknown, key: string): readonly unknown[] {
  const list = member(of, key)
  return Array.isArray(list) ? list : []
}

/** The text under a key, or null. */
export function text(of: unknown, key: string): string | null {
  const value = member(of, key)
  return typeof value === 'string' ? value : null
}

/** The value under a key, whatever is wrong with it or round it. */
export function member(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
}
