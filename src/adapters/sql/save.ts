import type { Kysely } from 'kysely'
import type { Change, Clock, Saved } from '../../ports.ts'
import { conversationWriter } from './save-conversation.ts'
import { effectWriter } from './save-effects.ts'
import { recordWriter } from './save-records.ts'
import { sourceWriter } from './sources.ts'
import type { Tables } from './tables.ts'
import type { Job, Tx } from './transaction.ts'
import { turnTaker } from './turns.ts'

/**
 * Makes the job that saves a change. All that can end it without a win is asked before the first
 * write, so a change that is `lost` or `seen` leaves nothing behind.
 */
export function changeSaver(db: Kysely<Tables>, clock: Clock): (change: Change) => Job<Saved> {
  const sources = sourceWriter(db)
  const conversations = conversationWriter(db)
  const records = recordWriter(db)
  const effects = effectWriter(db)
  const turns = turnTaker(db)

  async function save(change: Change, tx: Tx): Promise<Saved> {
    const { source, turn } = change
    const taken = source && (await sources.find(tx, source))
    if (taken) return { outcome: 'seen', ...taken }
    if (turn && !(await turns.isFree(tx, turn))) return { outcome: 'lost' }
    const now = clock.now()
    const conversation = await conversations.write(tx, change, now)
    if (!conversation) return { outcome: 'lost' }
    if (turn) await turns.take(tx, turn)
    if (source) await sources.take(tx, source, conversation.id, now)
    await records.write(tx, change)
    const lanes = await effects.write(tx, change, now)
    return { outcome: 'won', conversation, lanes }
  }

  return (change) => {
    refuseBroken(change)
    return (tx) => save(change, tx)
  }
}

/** A change that does not follow from `before` would break every later one. */
function refuseBroken({ before, after, events }: Change) {
  if (before && after.version !== before.version + 1) {
    throw new Error(`A save of ${after.id} goes from version ${before.version} to ${after.version}`)
  }
  const already = before?.events ?? 0
  const gap = events.some((it, index) => it.seq !== already + index + 1)
  if (gap || after.events !== already + events.length) {
    throw new Error(`The events of ${after.id} do not follow the ${already} that it has`)
  }
}
