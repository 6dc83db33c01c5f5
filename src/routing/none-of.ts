/** Null where nothing is wanted, or one of it fits; else that `what` is none of it. */
export function unless(
  wanted: readonly string[] | undefined,
  fits: (one: string) => boolean,
  what: string,
): string | null {
  if (!wanted || wanted.some(fits)) return null
  return wanted.length === 1
    ? `${what} is not ${wanted[0]}`
    : `${what} is none of ${inShort(wanted)}`
}

const SHOWN = 6

/** The first of a list, and how many more there are. */
export function inShort(list: readonly string[]): string {
  const more = list.length > SHOWN ? ` and ${list.length - SHOWN} more` : ''
  return `${list.slice(0, SHOWN).join(', ')}${more}`
}
