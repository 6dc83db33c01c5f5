import type { Kysely } from 'kysely'
import type { Library } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Tables } from './tables.ts'

export function sqlLibrary(db: Kysely<Tables>, commits: GroupCommit): Library {
  const replies = db.selectFrom('canned').select(['inbox', 'name', 'text'])
  return {
    all: (inbox) => replies.where('inbox', '=', inbox).orderBy('name').execute(),
    seed: (seeds) =>
      commits.write(async ({ db: tx }) => {
        for (const { inbox, name, text } of seeds) {
          const added = tx.insertInto('canned').values({ inbox, name, text, origin: 'settings' })
          await added
            .onConflict((it) =>
              it
                .columns(['inbox', 'name'])
                .doUpdateSet({ text })
                .where('canned.origin', '=', 'settings'),
            )
            .execute()
        }
      }),
  }
}
