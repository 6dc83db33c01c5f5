import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { definitions } from '../../../src/adapters/discord/definitions.ts'
import type { Wanted } from '../../../src/adapters/discord/gateway.ts'
import { registering } from '../../../src/adapters/discord/registering.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { commands } from '../../../src/commands/index.ts'
import { call, discordWorld } from './discord-world.ts'

const { discord: openDiscord } = discordWorld()
const all = definitions(commands, ['desk', 'discord'])

async function registrar() {
  const discord = await openDiscord()
  const { feed, close } = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
  onTestFinished(close)
  const gateway = {
    async call({ method, route, body }: Wanted) {
      const { status, json } = await call(discord, `${method} ${route}`, body)
      if (status < 400) return { ok: true as const, data: json }
      const { code } = json as { readonly code?: number }
      return { ok: false as const, failure: { status, ...(code ? { code } : {}) } }
    },
  }
  const log = pino({ level: 'silent' })
  const { run } = registering({ gateway, feed, log, pause: 1 })
  return {
    discord,
    run: (more = all) => run(discord.appId, discord.guildId, more),
    everywhere: (more = all) => run(discord.appId, null, more),
    puts: () => discord.calls('command.put').length,
  }
}

describe('registering', () => {
  it('happens once, and again when the definitions change', async () => {
    const { discord, run, puts } = await registrar()
    await run()
    await run()
    expect(puts()).toBe(1)
    await run(all.slice(1))
    expect(puts()).toBe(2)
    expect(discord.commands()).toHaveLength(all.length - 1)
  })

  it('happens again when the app was put out of the server, and its commands with it', async () => {
    const { discord, run } = await registrar()
    await run()
    const path = `/applications/${discord.appId}/guilds/${discord.guildId}/commands`
    await call(discord, `PUT ${path}`, [])
    await run()
    expect(discord.commands()).toHaveLength(all.length)
  })

  it('is tried again after a storm, and not when the app was not given leave', async () => {
    const { discord, run, puts } = await registrar()
    discord.weather.brings({ route: 'command.put', does: { kind: 'fail', status: 503 }, times: 2 })
    await run()
    expect(discord.commands()).toHaveLength(all.length)
    const does = { kind: 'refuse', code: 50_001, status: 403 } as const
    discord.weather.brings({ route: 'command.put', does, times: 'always' })
    const before = puts()
    await run(all.slice(1))
    expect(puts()).toBe(before + 1)
  })

  it('ends after some tries', async () => {
    const { discord, run, puts } = await registrar()
    const does = { kind: 'fail', status: 500 } as const
    discord.weather.brings({ route: 'command.put', does, times: 'always' })
    await run()
    expect(puts()).toBe(6)
    expect(discord.commands()).toEqual([])
  })

  it('is apart for direct messages', async () => {
    const { discord, run, everywhere } = await registrar()
    await run()
    await everywhere(all.slice(0, 1))
    await run()
    expect(discord.user('nina').offered('@greenroom')).toEqual(['/claim'])
  })
})
