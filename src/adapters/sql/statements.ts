import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

export interface Statement {
  readonly prepared: StatementSync
  readonly returnsRows: boolean
  readonly blanks: number
}

/** Far more than there are queries in the code; a bound for those with lists of changing length. */
const MOST_KEPT = 500

/** Prepares each text once; throws when a text holds more than one statement. */
export function statementCache(database: DatabaseSync): (text: string) => Statement {
  const kept = new Map<string, Statement>()
  return (text) => {
    const found = kept.get(text)
    if (found) return found
    if (kept.size >= MOST_KEPT) kept.clear()
    const made = prepare(database, text)
    kept.set(text, made)
    return made
  }
}

function prepare(database: DatabaseSync, text: string): Statement {
  const bare = text.replaceAll(/'[^']*'|"[^"]*"/g, '')
  // node:sqlite runs the first statement and silently ignores the rest.
  if (bare.trimEnd().replace(/;$/, '').includes(';')) {
    throw new TypeError(`One statement at a time: ${text}`)
  }
  const prepared = database.prepare(text)
  return {
    prepared,
    returnsRows: prepared.columns().length > 0,
    blanks: bare.split('?').length - 1,
  }
}

/**
 * The values as node:sqlite may have them. It would take an object in the first place for named
 * parameters, and store NULL for what is missing or not a number: those throw here.
 */
export function bindable(statement: Statement, values: readonly unknown[]): SQLInputValue[] {
  if (values.length !== statement.blanks) {
    throw new TypeError(`${statement.blanks} values are wanted, ${values.length} given`)
  }
  return values.map(checked)
}

function checked(value: unknown, index: number): SQLInputValue {
  if (typeof value === 'string' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'bigint') return value
  throw new TypeError(`Value ${index + 1} cannot be stored: it is ${describe(value)}`)
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : `of type ${typeof value}`
}
