import { expect, it } from 'vitest'
import { teamsAfter } from '../../../src/adapters/chats/suggesting.ts'

const TEAMS = [
  { id: 'support', name: 'Support' },
  { id: 'vip', name: 'VIP support' },
  { id: 'sales', name: 'Sales' },
]
const values = (typed: string) => teamsAfter(TEAMS, typed).map(({ value }) => value)

it('teams are offered one after another, each once, and none where none is named yet', () => {
  expect(values('')).toEqual(['support', 'vip', 'sales', 'none'])
  expect(values('sup')).toEqual(['support', 'vip'])
  expect(values('no')).toEqual(['none'])
  expect(values('Support, ')).toEqual(['Support, vip', 'Support, sales'])
  expect(values('support,vip , sa')).toEqual(['support, vip, sales'])
  expect(teamsAfter(TEAMS, 'sales, v')).toEqual([
    { name: 'sales, VIP support', value: 'sales, vip' },
  ])
})
