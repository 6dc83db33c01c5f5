import { type Kysely, sql } from 'kysely'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Change, Effect, Job, Timer } from '../../ports.ts'
import { toJson } from './json.ts'
import { pick, prepare } from './prepared.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './transaction.ts'

/** Writes what follows from a change: outbox rows and timers. Gives back the lanes that have new rows. */
export function effectWriter(db: Kysely<Tables>) {
  const queries = effectQueries(db)

  async function enqueue(tx: Tx, conversation: ConversationId, effect: Effect, now: number) {
    const row = outboxRow(conversation, effect, now)
    if (showsLatest(effect.job))
      await tx.run(queries.replaceWaiting({ lane: row.lane, job: row.job }))
    await tx.run(queries.insert(row))
    return row.lane
  }

  return {
    async write(tx: Tx, change: Change, now: number): Promise<string[]> {
      const { id } = change.after
      for (const message of change.cancel) {
        await tx.run(queries.cancel({ lane: visitorLane(id), message }))
      }
      const lanes = new Set<string>()
      for (const effect of change.effects) lanes.add(await enqueue(tx, id, effect, now))
      for (const { conversation, kind, at } of change.timers) {
        await tx.run(
          at === null
            ? queries.clear({ conversation, kind })
            : queries.set({ conversation, kind, at }),
        )
      }
      return [...lanes]
    },
  }
}

function effectQueries(db: Kysely<Tables>) {
  return {
    insert: prepare((row: NewRow) =>
      db.insertInto('outbox').values({ ...pick(row, COLUMNS), attempts: 0, state: 'waiting' }),
    ),
    replaceWaiting: prepare((its: Pick<NewRow, 'lane' | 'job'>) =>
      db
        .deleteFrom('outbox')
        .where('lane', '=', its.lane)
        .where('state', '=', sql.lit('waiting'))
        .where('job', '=', its.job),
    ),
    cancel: prepare((its: { lane: string; message: MessageId }) =>
      db
        .deleteFrom('outbox')
        .where('lane', '=', its.lane)
        .where('state', '=', sql.lit('waiting'))
        .where('message', '=', its.message),
    ),
    clear: prepare((its: Pick<Timer, 'conversation' | 'kind'>) =>
      db
        .deleteFrom('timers')
        .where('conversation', '=', its.conversation)
        .where('kind', '=', its.kind),
    ),
    set: prepare((timer: Tables['timers']) =>
      db
        .insertInto('timers')
        .values(pick(timer, ['conversation', 'kind', 'at']))
        .onConflict((conflict) =>
          conflict
            .columns(['conversation', 'kind'])
            .doUpdateSet((column) => ({ at: column.ref('excluded.at') })),
        ),
    ),
  }
}

const COLUMNS = [
  'lane',
  'conversation',
  'target',
  'job',
  'message',
  'not_before',
  'created_at',
] as const

type NewRow = Pick<Tables['outbox'], (typeof COLUMNS)[number]>

function outboxRow(conversation: ConversationId, effect: Effect, now: number): NewRow {
  const { job } = effect
  return {
    lane: laneOf(conversation, effect),
    conversation,
    target: effect.lane === 'team' ? effect.chat : 'visitor',
    job: toJson(job),
    message: 'message' in job ? job.message : null,
    not_before: effect.lane === 'team' ? 0 : (effect.notBefore ?? 0),
    created_at: now,
  }
}

function laneOf(conversation: ConversationId, effect: Effect): string {
  if (effect.lane === 'team') return `${conversation}|${effect.chat}`
  return effect.lane === 'visitor' ? visitorLane(conversation) : `${conversation}|echo`
}

function visitorLane(conversation: ConversationId): string {
  return `${conversation}|visitor`
}

/**
 * True for jobs that show how things stand when they go out: a newer one makes an older one idle.
 * The newer takes its place rather than give way, since the older may be on its way right now, with
 * what was so before this change.
 */
function showsLatest(job: Job): boolean {
  return job.do === 'refresh' || job.do === 'state'
}
