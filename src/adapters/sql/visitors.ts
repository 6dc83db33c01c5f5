import type { Kysely, Selectable } from 'kysely'
import type { InboxId, VisitorId } from '../../conversation/ids.ts'
import type { Visitor, Visitors } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson, toJson } from './json.ts'
import type { Tables } from './tables.ts'

export function sqlVisitors(db: Kysely<Tables>, commits: GroupCommit): Visitors {
  return {
    ...visitorReader(db),
    put: (visitor) => commits.write(({ db: tx }) => put(tx, visitor)),
  }
}

/** Reads who visitors are. */
export function visitorReader(db: Kysely<Tables>): Pick<Visitors, 'get' | 'byVerified'> {
  const visitors = db.selectFrom('visitors').selectAll()
  return {
    async get(id: VisitorId) {
      const row = await visitors.where('id', '=', id).executeTakeFirst()
      return row ? toVisitor(row) : null
    },
    async byVerified(inbox: InboxId, verifiedAs: string) {
      const verified = visitors.where('inbox', '=', inbox).where('verified_as', '=', verifiedAs)
      const row = await verified.executeTakeFirst()
      return row ? toVisitor(row) : null
    },
  }
}

async function put(db: Kysely<Tables>, visitor: Visitor): Promise<void> {
  const { id, ...rest } = visitorRow(visitor)
  if (rest.verified_as !== null) {
    // Two browsers may prove to be one person at the same time: the later one is who they are.
    await db
      .updateTable('visitors')
      .set({ verified_as: null })
      .where('inbox', '=', rest.inbox)
      .where('verified_as', '=', rest.verified_as)
      .where('id', '<>', id)
      .execute()
  }
  const added = db.insertInto('visitors').values({ id, ...rest })
  await added.onConflict((it) => it.column('id').doUpdateSet(rest)).execute()
}

function visitorRow(visitor: Visitor): Tables['visitors'] {
  const { id, inbox, name, email, verifiedAs, attributes, createdAt, seenAt } = visitor
  return {
    id,
    inbox,
    name,
    email,
    verified_as: verifiedAs,
    attributes: toJson(attributes),
    created_at: createdAt,
    seen_at: seenAt,
  }
}

function toVisitor(row: Selectable<Tables['visitors']>): Visitor {
  const { id, inbox, name, email, verified_as: verifiedAs } = row
  const { attributes, created_at: createdAt, seen_at: seenAt } = row
  return { id, inbox, name, email, verifiedAs, attributes: fromJson(attributes), createdAt, seenAt }
}
