import type { Kysely } from 'kysely'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Link, Ref } from '../../ports.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Writes which message, or conversation, a platform's ref stands for. The same ref again says it anew. */
export function linkWriter(db: Kysely<Tables>) {
  const put = prepare((row: Link) =>
    db
      .insertInto('links')
      .values(pick(row, ['chat', 'ref', 'conversation', 'message']))
      .onConflict((conflict) =>
        conflict.columns(['chat', 'ref']).doUpdateSet((column) => ({
          conversation: column.ref('excluded.conversation'),
          message: column.ref('excluded.message'),
        })),
      ),
  )
  return { write: (tx: Tx, link: Link) => tx.run(put(link)) }
}

/** Finds by ref, and the newest thread of a conversation or post of a message: an older one may be gone. */
export function linkReader(db: Kysely<Tables>) {
  const byRef = prepare((its: { chat: string; ref: Ref }) =>
    db
      .selectFrom('links')
      .select(['chat', 'ref', 'conversation', 'message'])
      .where('chat', '=', its.chat)
      .where('ref', '=', its.ref),
  )
  const newestThread = prepare((its: { chat: string; conversation: ConversationId }) =>
    db
      .selectFrom('links')
      .select('ref')
      .where('chat', '=', its.chat)
      .where('conversation', '=', its.conversation)
      .where('message', 'is', null)
      .orderBy('id', 'desc')
      .limit(1),
  )
  const newestPost = prepare((its: { chat: string; message: MessageId }) =>
    db
      .selectFrom('links')
      .select('ref')
      .where('chat', '=', its.chat)
      .where('message', '=', its.message)
      .orderBy('id', 'desc')
      .limit(1),
  )
  return {
    async linked(chat: string, ref: Ref): Promise<Link | null> {
      const { rows } = await db.executeQuery(byRef({ chat, ref }))
      return rows[0] ?? null
    },
    async thread(chat: string, conversation: ConversationId): Promise<Ref | null> {
      const { rows } = await db.executeQuery(newestThread({ chat, conversation }))
      return rows[0]?.ref ?? null
    },
    async shown(chat: string, message: MessageId): Promise<Ref | null> {
      const { rows } = await db.executeQuery(newestPost({ chat, message }))
      return rows[0]?.ref ?? null
    },
  }
}
