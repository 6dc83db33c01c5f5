import type { Kysely } from 'kysely'
import type { Clock, Intake, KeptEvent } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson, toJson } from './json.ts'
import type { Tables } from './tables.ts'

export function sqlIntake(db: Kysely<Tables>, commits: GroupCommit, clock: Clock): Intake {
  return {
    keep: (event) =>
      commits.write(async ({ db: tx }) => {
        const { platform, id, lane, body } = event
        const kept = await tx
          .insertInto('intake')
          .values({ platform, id, lane, body: toJson(body), at: clock.now() })
          .onConflict((conflict) => conflict.columns(['platform', 'id']).doNothing())
          .returning('seq')
          .executeTakeFirst()
        return kept ? { ...event, seq: kept.seq } : null
      }),

    async waiting(platform, limit, after = 0, lanes) {
      const all = db
        .selectFrom('intake')
        .select(['seq', 'platform', 'id', 'lane', 'body'])
        .where('platform', '=', platform)
        .where('seq', '>', after)
        .where('body', 'is not', null)
        .orderBy('seq')
        .limit(limit)
      const rows = await (lanes ? all.where('lane', 'in', [...lanes]) : all).execute()
      return rows.map(({ body, ...row }): KeptEvent => ({ ...row, body: body && fromJson(body) }))
    },

    // The words of others are not kept for longer than they are needed; the id is.
    handled: (seqs) =>
      commits.writeSoon(async ({ db: tx }) => {
        await tx
          .updateTable('intake')
          .set({ body: null })
          .where('seq', 'in', [...seqs])
          .execute()
      }),

    forget: (before, limit) =>
      commits.write(async ({ db: tx }) => {
        const old = tx
          .selectFrom('intake')
          .select('seq')
          .where('body', 'is', null)
          .where('at', '<', before)
          .limit(limit)
        const gone = await tx.deleteFrom('intake').where('seq', 'in', old).executeTakeFirst()
        return Number(gone.numDeletedRows)
      }),
  }
}
