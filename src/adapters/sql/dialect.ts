import type { DatabaseSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { bindable, statementCache } from './statements.ts'

/** Kysely on node:sqlite: one connection, which Kysely hands to one at a time. */
export function sqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => sqliteDriver(database, sqliteConnection(database)),
  }
}

function sqliteDriver(database: DatabaseSync, connection: DatabaseConnection): Driver {
  const run = async (text: string) => void (await connection.executeQuery(CompiledQuery.raw(text)))
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    // IMMEDIATE takes the right to write at once, so that no transaction fails half-way for the want of it.
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    // After some failures (a full disk) SQLite has rolled back already.
    rollbackTransaction: () => (database.isTransaction ? run('rollback') : Promise.resolve()),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(database.close()),
  }
}

function sqliteConnection(database: DatabaseSync): DatabaseConnection {
  const statementFor = statementCache(database)
  return {
    // Async, so that what SQLite throws is a rejection.
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const statement = statementFor(sql)
      const values = bindable(statement, parameters)
      // The type of a row is the query's, which Kysely made from the tables.
      if (statement.returnsRows) return { rows: statement.prepared.all(...values) as R[] }
      const { changes } = statement.prepared.run(...values)
      return { rows: [], numAffectedRows: BigInt(changes) }
    },
    async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncGenerator<QueryResult<R>> {
      const statement = statementFor(sql)
      for (const row of statement.prepared.iterate(...bindable(statement, parameters))) {
        yield { rows: [row as R] }
      }
    },
  }
}
