import { expect, it } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Wanted } from '../../src/conversation/wanted.ts'
import type { Database } from '../../src/ports.ts'
import { NOON, closing, following, opening, win } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

const ANA = { id: 'ana' as AgentId, name: 'Ana' }
const BEN = { id: 'ben' as AgentId, name: 'Ben' }

/** What Store.list promises. */
export function lists(open: OpenEmpty) {
  const its = freshDatabase(open)

  async function numbers(wanted: Omit<Wanted, 'limit'>, limit = 50) {
    const found = await its.database.store.list({ ...wanted, limit })
    return found.map((it) => it.number)
  }

  it('has the longest wait first, then those that do not wait, the newest number first', async () => {
    const { database } = its
    await comes(database)
    await comes(database, { waitingSince: NOON + 5 })
    await comes(database)
    await comes(database, { waitingSince: NOON + 1 })
    await comes(database, { waitingSince: NOON + 5 })
    expect(await numbers({})).toEqual([1004, 1005, 1002, 1003, 1001])
    expect(await numbers({}, 2)).toEqual([1004, 1005])
    expect(await numbers({ waiting: true })).toEqual([1004, 1005, 1002])
  })

  it('has whole conversations, as they were saved last', async () => {
    const { database } = its
    const one = await comes(database, { waitingSince: NOON })
    const claimed = await taken(database, one, BEN)
    expect(await database.store.list({ limit: 5 })).toEqual([claimed])
  })

  it('is empty before anyone came', async () => {
    expect(await numbers({})).toEqual([])
    expect(await numbers({ statuses: [] })).toEqual([])
  })

  it('leaves out those that are closed, unless they are asked for', async () => {
    const { database } = its
    const first = await comes(database)
    await win(database, closing(first))
    await comes(database, { waitingSince: NOON })
    const third = await comes(database)
    await win(database, closing(await taken(database, third, ANA)))
    expect(await numbers({})).toEqual([1002])
    expect(await numbers({ statuses: ['closed'] })).toEqual([1003, 1001])
    expect(await numbers({ statuses: ['waiting', 'closed'] })).toEqual([1002, 1003, 1001])
    expect(await numbers({ statuses: ['waiting', 'closed'] }, 2)).toEqual([1002, 1003])
    expect(await numbers({ statuses: ['closed'], assignee: ANA.id })).toEqual([1003])
  })

  it('is of one member, or of nobody', async () => {
    const { database } = its
    const first = await taken(database, await comes(database), ANA)
    await taken(database, await comes(database), BEN)
    await comes(database)
    await win(database, following(first, {}, { type: 'snoozed', until: NOON + 60_000 }))
    expect(await numbers({ assignee: ANA.id })).toEqual([1001])
    expect(await numbers({ assignee: BEN.id })).toEqual([1002])
    expect(await numbers({ assignee: 'nobody' })).toEqual([1003])
    expect(await numbers({ assignee: ANA.id, statuses: ['claimed'] })).toEqual([])
  })

  it('no longer has under a member what they gave back', async () => {
    const { database } = its
    const claimed = await taken(database, await comes(database), ANA)
    await win(database, following(claimed, {}, { type: 'released', assignee: ANA }))
    expect(await numbers({ assignee: ANA.id })).toEqual([])
    expect(await numbers({ assignee: 'nobody' })).toEqual([1001])
  })

  it('is searched by how a number begins, and by what is in a name, case aside', async () => {
    const { database } = its
    await comes(database, { name: 'Mia Ödegård' })
    await comes(database, { name: '50% off_' })
    for (let count = 0; count < 8; count += 1) await comes(database, { name: 'Tom' })
    expect(await numbers({ search: 'ödegÅRD' })).toEqual([1001])
    expect(await numbers({ search: ' mia ' })).toEqual([1001])
    expect(await numbers({ search: '0% OFF_' })).toEqual([1002])
    expect(await numbers({ search: '%' })).toEqual([1002])
    expect(await numbers({ search: '101' })).toEqual([1010])
    expect(await numbers({ search: '#1003' })).toEqual([1003])
    expect(await numbers({ search: '01' })).toEqual([])
    expect(await numbers({ search: '  ' })).toHaveLength(10)
  })
}

interface Coming {
  readonly name?: string
  readonly waitingSince?: number | null
}

async function comes(
  database: Database,
  { name = 'Mia', waitingSince = null }: Coming = {},
): Promise<Conversation> {
  const { after, ...change } = opening()
  const visitor = { ...after.visitor, name }
  return win(database, { ...change, after: { ...after, visitor, waitingSince } })
}

const taken = (database: Database, before: Conversation, assignee: typeof ANA) =>
  win(database, following(before, {}, { type: 'claimed', assignee }))
