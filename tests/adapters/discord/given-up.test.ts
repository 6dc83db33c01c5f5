import { expect, it } from 'vitest'
import { discordGivenUp } from '../../../src/adapters/discord/given-up.ts'
import { fanGivenUp } from '../../../src/adapters/discord/fans/given-up.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { KeptEvent } from '../../../src/ports.ts'
import { dispatchOf, us } from './payload.ts'

async function house(thread: string | null) {
  const clock = { now: () => 1 }
  const database = await openSqlite({ file: ':memory:', clock })
  const told: string[] = []
  const deps = { database, clock, self: () => us, notTaken: (text: string) => void told.push(text) }
  const team = discordGivenUp({
    ...deps,
    notices: {
      tell: async (user, spot, text) => void told.push(`${user} ${spot.message}: ${text}`),
    },
    whose: { conversationIn: async (channel) => (channel === thread ? ('c1' as never) : null) },
  })
  const fan = fanGivenUp({
    database,
    clock,
    self: () => us,
    tell: async (_, about, text) => void told.push(`${about}: ${text}`),
  })
  const trail = async () =>
    (await database.audit.newest(10)).map(({ what, detail }) => `${what} ${detail}`)
  return { team, fan, told, trail }
}

function written(): KeptEvent & { body: { d: { channel_id: string } } } {
  const body = dispatchOf('message') as { t: string; d: { id: string; channel_id: string } }
  return { seq: 1, platform: 'discord', id: `message:${body.d.id}`, lane: body.d.channel_id, body }
}

it('who wrote what could not be taken is told so, and it is in the audit trail', async () => {
  const event = written()
  const { team, told, trail } = await house(event.lane)
  await team(event)
  expect(told[0]).toMatch(/Not everything that was done in Discord could be taken/)
  expect(told[1]).toMatch(/could not take this/)
  expect(await trail()).toEqual([`gave up: what came from discord ${event.id}`])
})

it('so is a visitor', async () => {
  const event = written()
  const { fan, told, trail } = await house(null)
  await fan(event)
  expect(told).toEqual([expect.stringMatching(/nobody has read it/)])
  expect(await trail()).toHaveLength(1)
})
