import { type Kysely, sql } from 'kysely'
import type { Conversation, Status } from '../../conversation/conversation.ts'
import type { Wanted } from '../../conversation/wanted.ts'
import { folded } from './folded.ts'
import { fromJson } from './json.ts'
import type { Tables } from './tables.ts'

const OPEN = ['waiting', 'claimed', 'snoozed'] as const satisfies readonly Status[]

/**
 * Reads lists. Open and closed conversations are apart in the index, each in the order of lists, so
 * that a list of open ones is as fast after years as on the first day; a list of both is two in one.
 */
export function listReader(db: Kysely<Tables>) {
  async function part(wanted: Wanted, closed: boolean, statuses: readonly Status[]) {
    const rows = await listQuery(db, wanted, closed, statuses).execute()
    return rows.map((row): Conversation => fromJson(row.snapshot))
  }

  return {
    async list(wanted: Wanted): Promise<Conversation[]> {
      const statuses = wanted.statuses ?? OPEN
      const open = statuses.filter((status) => status !== 'closed')
      const ofOpen = open.length === 0 ? [] : await part(wanted, false, open)
      if (!statuses.includes('closed')) return ofOpen
      const ofClosed = await part(wanted, true, ['closed'])
      return [...ofOpen, ...ofClosed].toSorted(asListed).slice(0, wanted.limit)
    },
  }
}

function listQuery(
  db: Kysely<Tables>,
  { assignee, search, waiting, limit }: Wanted,
  closed: boolean,
  statuses: readonly Status[],
) {
  let query = db
    .selectFrom('conversations')
    .select('snapshot')
    // As it stands in the index, or the index is not used.
    .where(sql`(status = 'closed')`, '=', sql.lit(closed ? 1 : 0))
    .where('status', 'in', statuses)
  if (waiting) query = query.where(sql`(waiting_since is null)`, '=', sql.lit(0))
  if (assignee === 'nobody') query = query.where('assignee', 'is', null)
  else if (assignee !== undefined) query = query.where('assignee', '=', assignee)
  const sought = folded((search ?? '').trim())
  if (sought !== '') {
    query = query.where((it) =>
      it.or([
        it(sql`instr(number, ${sought.replace(/^#/, '')})`, '=', 1),
        it(sql`instr(visitor_name, ${sought})`, '>', 0),
      ]),
    )
  }
  // Given when all of them wait, it would have them sorted anew.
  if (!waiting) query = query.orderBy(sql`(waiting_since is null)`)
  return query.orderBy('waiting_since').orderBy('number', 'desc').limit(limit)
}

/** The longest wait first, then those that do not wait, the newest number first. */
function asListed(one: Conversation, other: Conversation): number {
  const wait = (one.waitingSince ?? Infinity) - (other.waitingSince ?? Infinity)
  // Two that do not wait differ by no number at all.
  return wait || other.number - one.number
}
