import { type Kysely, sql } from 'kysely'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Clock, Store } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson } from './json.ts'
import { listReader } from './lists.ts'
import { linkReader, linkWriter } from './links.ts'
import { historyReader } from './history.ts'
import { prepare } from './prepared.ts'
import { queueReader } from './queues.ts'
import { changeSaver } from './save.ts'
import { sourceReader } from './sources.ts'
import type { Tables } from './tables.ts'
import { timerEnder, timerReader } from './timers.ts'
import { rosterReader } from './turns.ts'

export function sqlStore(db: Kysely<Tables>, commits: GroupCommit, clock: Clock): Store {
  const jobFor = changeSaver(db, clock)
  const links = linkWriter(db)
  return {
    ...conversationReader(db),
    ...listReader(db),
    ...historyReader(db),
    ...timerReader(db),
    ...timerEnder(db, commits),
    ...rosterReader(db),
    ...queueReader(db),
    ...linkReader(db),
    ...sourceReader(db),
    save: async (change) => commits.write(jobFor(change)),
    link: (link) => commits.write(async (tx) => links.write(tx, link)),
  }
}

function conversationReader(db: Kysely<Tables>) {
  const snapshots = db.selectFrom('conversations').select('snapshot')
  const byId = prepare((its: { id: Conversation['id'] }) => snapshots.where('id', '=', its.id))
  const byNumber = prepare((its: { number: number }) => snapshots.where('number', '=', its.number))
  const current = prepare((its: { visitor: Conversation['visitor']['id'] }) =>
    snapshots.where('visitor', '=', its.visitor).where('is_current', '=', sql.lit(1)),
  )

  const previous = prepare((its: { visitor: Conversation['visitor']['id']; number: number }) =>
    snapshots
      .where('visitor', '=', its.visitor)
      .where('number', '<', its.number)
      .orderBy('number', 'desc')
      .limit(1),
  )

  async function read(query: ReturnType<typeof byId>): Promise<Conversation | null> {
    const { rows } = await db.executeQuery(query)
    return rows[0] ? fromJson(rows[0].snapshot) : null
  }

  return {
    load: (id: Conversation['id']) => read(byId({ id })),
    byNumber: (number: number) => read(byNumber({ number })),
    current: (visitor: Conversation['visitor']['id']) => read(current({ visitor })),
    previous: ({ visitor, number }: Conversation) =>
      read(previous({ visitor: visitor.id, number })),
  }
}
