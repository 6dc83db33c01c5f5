import type { Input } from './command.ts'
import { noSuch } from './no-such.ts'

type Teams = Input['teams']

/**
 * The ids of the teams that are named by name or id, with commas or spaces between them; `none` alone is no team.
 * Or what is wrong with them, in a sentence.
 */
export function teamsNamed(
  teams: Teams,
  raw: string,
): { readonly teams: readonly string[] } | { readonly wrong: string } {
  const parts = raw.split(/[,;\n]/).map((part) => part.replaceAll('"', '').trim())
  const found = new Set<string>()
  for (const part of parts.filter((one) => one !== '')) {
    const read = namedIn(teams, part)
    if ('left' in read) {
      if (read.left.toLowerCase() !== 'none')
        return noSuch(
          'team',
          read.left,
          teams.map(({ name }) => name),
        )
      if (parts.length > 1 || read.left !== part)
        return { wrong: 'Say `none` alone, or the teams.' }
      return { teams: [] }
    }
    for (const id of read.ids) found.add(id)
  }
  return { teams: teams.flatMap(({ id }) => (found.has(id) ? [id] : [])) }
}

/** Teams one after another, of whose names the longest counts; or what is left where none begins. */
function namedIn(
  teams: Teams,
  part: string,
): { readonly ids: readonly string[] } | { readonly left: string } {
  const words = part.split(/\s+/)
  const ids: string[] = []
  for (let at = 0; at < words.length;) {
    const [end, id] = longestAt(teams, words, at)
    if (id !== null) ids.push(id)
    else if (at === 0 || words[at]?.toLowerCase() !== 'and')
      return { left: words.slice(at).join(' ') }
    at = end
  }
  return { ids }
}

function longestAt(teams: Teams, words: readonly string[], at: number): [number, string | null] {
  for (let end = words.length; end > at; end -= 1) {
    const name = words.slice(at, end).join(' ').toLowerCase()
    const team =
      teams.find(({ id }) => id === name) ?? teams.find((one) => one.name.toLowerCase() === name)
    if (team) return [end, team.id]
  }
  return [at + 1, null]
}

/** “Support, Billing and VIP”, or “no team”. */
export function teamNames(teams: Teams, ids: readonly string[]): string {
  const names = teams.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  const last = names.at(-1)
  if (last === undefined) return 'no team'
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
