import { describe, expect, it } from 'vitest'
import { whoOf } from '../../../src/adapters/discord/interaction.ts'

const member = { user: { id: '7', username: 'ana', global_name: null }, roles: ['70'], nick: 'Ana' }

describe('who did something', () => {
  it('has the roles that they have in the team’s server', () => {
    const who = whoOf({ guild_id: '1', member }, '1')
    expect(who).toEqual({ id: '7', names: ['Ana', 'ana'], roles: ['70'] })
  })

  it('has no roles by another server’s word', () => {
    expect(whoOf({ guild_id: '2', member }, '1')).toEqual({ id: '7', names: ['Ana', 'ana'] })
    expect(whoOf({ guild_id: '2', member }, null)).not.toHaveProperty('roles')
  })
})
