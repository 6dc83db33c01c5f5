import type { Kysely } from 'kysely'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Link, Ref } from '../../ports.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/**
 * Writes which message, or conversation, a platform's ref stands for. The same ref again says it anew, and is the
 * newest then: of a conversation's threads, or of a message's posts.
 */
export function linkWriter(db: Kysely<Tables>) {
  const forget = prepare((its: Pick<Link, 'chat' | 'ref'>) =>
    db.deleteFrom('links').where('chat', '=', its.chat).where('ref', '=', its.ref),
  )
  const put = prepare((row: Omit<Link, 'channel'> & { readonly channel: string | null }) =>
    db.insertInto('links').values(pick(row, ['chat', 'ref', 'conversation', 'message', 'channel'])),
  )
  return {
    async write(tx: Tx, link: Link): Promise<void> {
      await tx.run(forget({ chat: link.chat, ref: link.ref }))
      await tx.run(put({ channel: null, ...link }))
    },
  }
}

/** Finds by ref, and the newest thread of a conversation or post of a message: an older one may be gone. */
export function linkReader(db: Kysely<Tables>) {
  const byRef = prepare((its: { chat: string; ref: Ref }) =>
    db
      .selectFrom('links')
      .select(['chat', 'ref', 'conversation', 'message', 'channel'])
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
  const newestThreadIn = prepare(
    (its: { chat: string; conversation: ConversationId; channel: string }) =>
      db
        .selectFrom('links')
        .select('ref')
        .where('chat', '=', its.chat)
        .where('conversation', '=', its.conversation)
        .where('message', 'is', null)
        .where('channel', '=', its.channel)
        .orderBy('id', 'desc')
        .limit(1),
  )
  const postsOf = prepare((its: { chat: string; message: MessageId }) =>
    db
      .selectFrom('links')
      .select('ref')
      .where('chat', '=', its.chat)
      .where('message', '=', its.message)
      .orderBy('id', 'desc'),
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
      if (!rows[0]) return null
      const { channel, ...link } = rows[0]
      return channel === null ? link : { ...link, channel }
    },
    async thread(
      chat: string,
      conversation: ConversationId,
      channel?: string,
    ): Promise<Ref | null> {
      const { rows } = await db.executeQuery(
        channel === undefined
          ? newestThread({ chat, conversation })
          : newestThreadIn({ chat, conversation, channel }),
      )
      return rows[0]?.ref ?? null
    },
    async shown(chat: string, message: MessageId): Promise<Ref | null> {
      const { rows } = await db.executeQuery(newestPost({ chat, message }))
      return rows[0]?.ref ?? null
    },
    async posts(chat: string, message: MessageId): Promise<readonly Ref[]> {
      const { rows } = await db.executeQuery(postsOf({ chat, message }))
      return rows.map(({ ref }) => ref)
    },
  }
}
