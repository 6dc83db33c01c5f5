import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dispatch } from '../../../src/adapters/discord/connection.ts'
import type { Self } from '../../../src/adapters/discord/heard.ts'

const folder = join(import.meta.dirname, '../../fixtures/discord')

export const us: Self = { userId: '100000000000000001', role: '100000000000000002' }

/** What the gateway told, as it told it. */
export function dispatchOf(name: string): Dispatch {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Dispatch
}

/** The same with some of its message's fields as given. */
export function changed(name: string, fields: Readonly<Record<string, unknown>>): Dispatch {
  const { t, d } = dispatchOf(name)
  return { t, d: { ...(d as Readonly<Record<string, unknown>>), ...fields } }
}
