import { didYouMean } from '../conversation/nearest.ts'

const LISTED = 20
const LONGEST = 40

/** What is answered where nothing has the name that was typed: the nearest that there is, or some of them. */
export function noSuch(what: string, raw: string, names: readonly string[]) {
  const typed = raw.trim().replaceAll(/\s+/g, ' ')
  const shown = typed.length > LONGEST ? `${typed.slice(0, LONGEST - 1).toWellFormed()}…` : typed
  const near = didYouMean(typed, names)
  const isListed = !near.endsWith('?')
  const left = names.length - LISTED
  const those = isListed && left > 0 ? `there are ${some(names)} and ${left} more` : near
  return { wrong: `There is no ${what} “${shown}” here: ${those}${isListed ? '.' : ''}` }
}

function some(names: readonly string[]): string {
  return names.slice(0, LISTED).join(', ')
}
