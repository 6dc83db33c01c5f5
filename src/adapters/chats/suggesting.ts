import { mayActAs } from '../../conversation/actor.ts'
import type { InboxId } from '../../conversation/ids.ts'
import type { Database, Member } from '../../ports.ts'

/** Members who may answer visitors. */
export async function speakers({ people }: Pick<Database, 'people'>): Promise<Member[]> {
  const members = await people.all()
  return members.filter(({ active, role }) => active && mayActAs(role, 'agent'))
}

/** Names of the canned replies of these inboxes, each once. */
export async function cannedIn(
  { library }: Pick<Database, 'library'>,
  inboxes: readonly InboxId[],
): Promise<string[]> {
  const all = await Promise.all(inboxes.map((id) => library.all(id)))
  return [...new Set(all.flat().map(({ name }) => name))]
}

/** Those of the names in which what was typed is found, first those that begin with it. */
export function namesLike(names: readonly string[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  const found = names.filter((name) => name.toLowerCase().includes(wanted))
  const starts = (name: string) => (name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return found.toSorted((a, b) => starts(a) - starts(b))
}

type Teams = readonly { readonly id: string; readonly name: string }[]

/** Teams that can be named next where some may stand already, with those before them; and `none`, which stands alone. */
export function teamsAfter(teams: Teams, typed: string): { name: string; value: string }[] {
  const parts = typed.split(',').map((part) => part.trim())
  const last = parts.at(-1) ?? ''
  const before = parts.slice(0, -1).filter((part) => part !== '')
  const taken = new Set(before.map((part) => part.toLowerCase()))
  const left = teams.filter(({ id, name }) => !taken.has(id) && !taken.has(name.toLowerCase()))
  const names = [...left.map(({ name }) => name), ...(before.length === 0 ? ['none'] : [])]
  return namesLike(names, last).map((name) => {
    const id = left.find((one) => one.name === name)?.id ?? name
    return { name: [...before, name].join(', '), value: [...before, id].join(', ') }
  })
}
