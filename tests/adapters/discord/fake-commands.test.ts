import { describe, expect, it } from 'vitest'
import { call, discordWorld } from './discord-world.ts'

const world = discordWorld()

async function put(commands: readonly object[]) {
  const discord = await world.discord()
  const path = `/applications/${discord.appId}/guilds/${discord.guildId}/commands`
  return { discord, path, answer: await call(discord, `PUT ${path}`, commands) }
}

const option = (name: string, more = {}) => ({ type: 3, name, description: 'x', ...more })

describe('the app’s commands', () => {
  it('are put all at once, and keep their ids', async () => {
    const { discord, path, answer } = await put([
      { name: 'ping', description: 'x' },
      { name: 'Note', type: 3 },
    ])
    expect(answer.json).toMatchObject([
      { name: 'ping', type: 1 },
      { name: 'Note', type: 3 },
    ])
    const again = await call(discord, `PUT ${path}`, [{ name: 'ping', description: 'y' }])
    const idOf = (json: unknown) => /"id":"(\d+)"/.exec(JSON.stringify(json))?.[1]
    expect(idOf(again.json)).toBe(idOf(answer.json))
    expect(discord.commands()).toEqual(['/ping'])
    expect((await call(discord, `POST ${path}`, { name: 'pong', description: 'z' })).status).toBe(
      201,
    )
    expect(discord.commands()).toEqual(['/ping', '/pong'])
  })

  it.each([
    [[{ name: 'Big Name', description: 'x' }], '"0":{"name"'],
    [[{ name: 'ping', description: '' }], '"0":{"description"'],
    [[{ name: 'ping', description: 'x'.repeat(101) }], 'Must be between 1 and 100 in length.'],
    [
      [
        { name: 'ping', description: 'x' },
        { name: 'ping', description: 'y' },
      ],
      'APPLICATION_COMMANDS_DUPLICATE_NAME',
    ],
    [
      [
        {
          name: 'ping',
          description: 'x',
          options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)),
        },
      ],
      'Must be 25 or fewer in length.',
    ],
    [
      [{ name: 'ping', description: 'x', options: [option('a'), option('b', { required: true })] }],
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      [{ name: 'ping', description: 'x', options: [option('A')] }],
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      Array.from({ length: 101 }, (_, at) => ({ name: `c${at}`, description: 'x' })),
      'Must be 100 or fewer in length.',
    ],
    [
      Array.from({ length: 16 }, (_, at) => ({ name: `m${at}`, type: 3 })),
      'Must be 15 or fewer in length.',
    ],
  ])('are refused when something is wrong: %#', async (commands, words) => {
    const { answer, discord } = await put(commands)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.json)).toContain(words)
    expect(discord.commands()).toEqual([])
  })

  it('of the server alone are not offered in direct messages', async () => {
    const { discord } = await put([{ name: 'ping', description: 'x' }])
    const nina = discord.user('nina')
    await call(discord, `PUT /applications/${discord.appId}/commands`, [
      { name: 'help', description: 'x' },
    ])
    expect(nina.offered('lobby')).toEqual(['/ping', '/help'])
    expect(nina.offered('@greenroom')).toEqual(['/help'])
    await expect(nina.runs('/ping', '@greenroom')).rejects.toThrow('only: help')
  })

  it('are hidden from those who lack what they are for', async () => {
    const { discord } = await put([
      { name: 'ping', description: 'x' },
      { name: 'purge', description: 'x', default_member_permissions: '8192' },
    ])
    expect(discord.user('ana').offered('support')).toEqual(['/ping'])
    expect(discord.user('cleo').offered('support')).toEqual(['/ping', '/purge'])
    expect(discord.user('nina').offered('support')).toEqual([])
    await expect(discord.user('ana').runs('/purge', 'support')).rejects.toThrow(
      'does not see /purge',
    )
  })
})
