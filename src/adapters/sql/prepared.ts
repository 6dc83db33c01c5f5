import type { Compilable, CompiledQuery } from 'kysely'

/** Stands for a value while a query is built. */
class Blank {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * Builds a query once; what it gives back fills in the values. Building one anew for each call costs
 * several times what running it does.
 */
export function prepare<Values extends object, Row>(
  build: (blanks: Values) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  // Blanks pass for the values' own types while building: Kysely only carries them to `parameters`.
  const blanks = new Proxy({}, { get: (_, name) => new Blank(String(name)) }) as Values
  const { query, queryId, sql, parameters } = build(blanks).compile()
  return (values) => ({
    query,
    queryId,
    sql,
    parameters: parameters.map((it) =>
      it instanceof Blank ? values[it.name as keyof Values] : it,
    ),
  })
}

/** These of a row's columns: blanks have no list of their own to spread. */
export function pick<Row, Key extends keyof Row>(row: Row, keys: readonly Key[]): Pick<Row, Key> {
  // `fromEntries` forgets the names that it was given.
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<Row, Key>
}
