import type { Kysely, Selectable } from 'kysely'
import type { Audit, AuditEntry, FileRecord, FileRecords, Keepsakes } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson, toJson } from './json.ts'
import type { Tables } from './tables.ts'

export function sqlFiles(db: Kysely<Tables>, commits: GroupCommit): FileRecords {
  return {
    add: (file) =>
      commits.write(async ({ db: tx }) => {
        await tx.insertInto('files').values(fileRow(file)).execute()
      }),
    async get(id) {
      const found = db.selectFrom('files').selectAll().where('id', '=', id)
      const row = await found.executeTakeFirst()
      return row ? toFile(row) : null
    },
  }
}

export function sqlAudit(db: Kysely<Tables>, commits: GroupCommit): Audit {
  return {
    note: (entry) =>
      commits.write(async ({ db: tx }) => {
        const row = { ...entry, by: toJson(entry.by) }
        await tx.insertInto('audit').values(row).execute()
      }),
    async newest(limit) {
      const columns = ['at', 'by', 'what', 'conversation', 'result', 'detail'] as const
      const rows = db.selectFrom('audit').select(columns).orderBy('id', 'desc').limit(limit)
      return (await rows.execute()).map((row): AuditEntry => ({ ...row, by: fromJson(row.by) }))
    },
  }
}

export function sqlKeepsakes(commits: GroupCommit): Keepsakes {
  return {
    keep: (key, make) =>
      commits.write(async ({ db: tx }) => {
        const kept = tx.selectFrom('keepsakes').select('value').where('key', '=', key)
        const found = await kept.executeTakeFirst()
        if (found) return found.value
        const made = tx.insertInto('keepsakes').values({ key, value: make() })
        await made.onConflict((it) => it.doNothing()).execute()
        return (await kept.executeTakeFirstOrThrow()).value
      }),
  }
}

function fileRow(file: FileRecord): Tables['files'] {
  const { id, inbox, name, type, size, width, height, sha256, by, at } = file
  const pixels = { width: width ?? null, height: height ?? null }
  return { id, inbox, name, type, size, ...pixels, sha256, by: toJson(by), at }
}

function toFile({ width, height, by, ...row }: Selectable<Tables['files']>): FileRecord {
  return {
    ...row,
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    by: fromJson(by),
  }
}
