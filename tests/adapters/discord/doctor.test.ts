import { once } from 'node:events'
import { PermissionFlagsBits, Routes } from 'discord.js'
import { WebSocketServer } from 'ws'
import { describe, expect, it, onTestFinished } from 'vitest'
import { examine } from '../../../src/adapters/chats/doctor.ts'
import type { Findings } from '../../../src/adapters/chats/doctor.ts'
import { checkApp } from '../../../src/adapters/discord/doctor-app.ts'
import { asking } from '../../../src/adapters/discord/doctor-asking.ts'
import type { Ask } from '../../../src/adapters/discord/doctor-asking.ts'
import { checkRoom, checkServer } from '../../../src/adapters/discord/doctor-server.ts'
import { openSession } from '../../../src/adapters/discord/doctor-session.ts'
import { inviteLink } from '../../../src/adapters/discord/invite.ts'
import {
  bitsOf,
  PERMISSIONS,
  permissionsFor,
  usesIn,
} from '../../../src/adapters/discord/permissions.ts'
import type { Use } from '../../../src/adapters/discord/permissions.ts'
import { startFakeDiscord } from '../../support/discord/fake-discord.ts'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../../support/discord/limits.ts'
import type { FakeDiscordOptions } from '../../support/discord/options.ts'
import { consult, pressesButton, secretsFor, settingsFor } from '../../support/discord-doctor.ts'
import { discordHouse } from '../../support/discord-house.ts'

async function openDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const discord = await startFakeDiscord({ limits: NO_LIMITS, ...options })
  onTestFinished(() => discord.stop())
  return discord
}

async function linesOf(findings: Findings<unknown>) {
  const lines: string[] = []
  await examine(findings, (line) => lines.push(line))
  return lines.join('\n')
}

describe('the doctor of Discord', () => {
  it('finds all well when a member presses the button, and says so in its message', async () => {
    const discord = await openDiscord()
    const visit = consult(discord, { roles: '[{role: leads, as: supervisor}]' })
    expect(await pressesButton(discord, 'ana')).toMatchObject({ acknowledged: true })
    const { isWell, text } = await visit
    expect(text).not.toMatch(/^[✗!]/m)
    expect(text).toMatch(/^✓ The press of Ana came back after \d+\.\d s\.$/m)
    expect(text).toMatch(/^✓ Who has the role @leads is a member, as supervisor\.$/m)
    expect(text).toMatch(/^– The server has no commands of the app yet/m)
    expect(text).toMatch(/\nAll is well\.$/)
    expect(isWell).toBe(true)
    expect(discord.channel('support').texts()).toEqual([
      expect.stringMatching(/doctor was here.* The press came back after .* All is well/),
    ])
    expect(discord.complaints()).toEqual([])
    await discord.until(() => discord.gateway.count === 0, 'no session')
  })

  it('presses in a forum, and takes its post away again', async () => {
    const discord = await openDiscord()
    discord.channel('inbox').requiresTag(true)
    const visit = consult(discord, { places: '[{chat: discord, channel: inbox}]' })
    await pressesButton(discord, 'ben', 'greenroom-doctor')
    const { isWell, text } = await visit
    expect(text).toMatch(/^✓ #inbox has the tags open, claimed, waiting, resolved/m)
    expect(text).toMatch(/^→ Press the button in the post “greenroom-doctor” in #inbox now/m)
    expect(text).toMatch(/^✓ The press of Ben came back/m)
    expect(isWell).toBe(true)
    expect(discord.channel('inbox').threads()).toEqual([])
    expect(discord.complaints()).toEqual([])
  })

  it('presses in a channel of its own where a place is a category, and takes it away again', async () => {
    const discord = await openDiscord()
    const visit = consult(discord, { places: '[{chat: discord, channel: Desk}]' })
    await pressesButton(discord, 'ben', 'greenroom-doctor')
    const { isWell, text } = await visit
    expect(text).toMatch(/^✓ “Desk” is a category: each conversation is a channel of its own/m)
    expect(text).toMatch(/^✓ The bot posted in #greenroom-doctor in “Desk”\.$/m)
    expect(isWell).toBe(true)
    expect(() => discord.channel('greenroom-doctor')).toThrow('no channel')
    expect(discord.complaints()).toEqual([])
  })

  it('tells who pressed and is no member their own id', async () => {
    const discord = await openDiscord()
    const visit = consult(discord)
    await pressesButton(discord, 'cleo')
    const { id } = discord.user('cleo')
    const { isWell, text } = await visit
    expect(text).toContain(`Who pressed, ${id}, is no member by the settings`)
    expect(text).toContain(`with discord: '${id}'.`)
    expect(isWell).toBe(true)
  })

  it('knows who presses by their role', async () => {
    const discord = await openDiscord()
    const visit = consult(discord, { agents: '[]', roles: '[{role: leads, as: supervisor}]' })
    await pressesButton(discord, 'cleo')
    const { text } = await visit
    expect(text).toMatch(/^✓ The press came back after [^]*All is well\.$/m)
  })

  it('writes nothing into Discord when it may not', async () => {
    const discord = await openDiscord()
    const { isWell, text } = await consult(discord, { mayPost: false })
    expect(text).toMatch(/^✓ The gateway connects; \d+ of 1000 new sessions are left/m)
    expect(text).toMatch(/^– A press was not looked at: nothing is posted\./m)
    expect(isWell).toBe(true)
    expect(discord.channel('support').holds).toEqual([])
  })

  it('posts where it is asked to, and looks at that channel first', async () => {
    const discord = await openDiscord()
    const visit = consult(discord, { channel: 'lobby' })
    await pressesButton(discord, 'ben', 'lobby')
    const { text } = await visit
    expect(text.indexOf('#lobby')).toBeLessThan(text.indexOf('#support'))
    expect(discord.channel('support').holds).toEqual([])
  })

  it('waits as long as Discord asks it to, and asks once more', async () => {
    const discord = await openDiscord()
    discord.weather.brings({ route: 'me', does: { kind: 'ratelimit', seconds: 0.01 } })
    const { text } = await consult(discord, { mayPost: false })
    expect(text).toMatch(/^✓ The token works/m)
  })
})

interface Trouble {
  readonly what: string
  readonly shows: RegExp
  readonly options?: FakeDiscordOptions
  readonly brings?: (discord: FakeDiscord) => Parameters<typeof consult>[1] | void
}

const inPlace = (place: string) => () => ({ places: `[{chat: discord, ${place}}]` })

const TROUBLES: readonly Trouble[] = [
  {
    what: 'a token that Discord does not know',
    brings: (discord) => ({ secrets: { ...secretsFor(discord), botToken: 'abcd.wrong-token' } }),
    shows: /^✗ The token does not work: [^]*Reset Token[^]*^– The rest is looked at/m,
  },
  {
    what: 'a token that was reset',
    brings: (discord) => {
      const secrets = secretsFor(discord)
      discord.resetsToken()
      return { secrets }
    },
    shows: /^✗ The token does not work/m,
  },
  {
    what: 'no way to Discord',
    brings: (discord) => discord.weather.brings({ route: 'me', does: { kind: 'reset' } }),
    shows:
      /^✗ The token could not be tried\. Discord did not answer\.\n {2}See whether this machine/m,
  },
  {
    what: 'a Discord that is out of order',
    brings: (discord) => discord.weather.brings({ route: 'app', does: { kind: 'fail' } }),
    shows: /^✗ The token could not be tried\. Discord did not answer\./m,
  },
  {
    what: 'Message Content that is off',
    options: { privileged: [] },
    shows: /^! Message Content is switched off: .*\/reply.*\n {2}On discord\.com.*Message Content/m,
  },
  {
    what: 'a bot that is in another server',
    brings: () => ({ guild: '111111111111111111' }),
    shows:
      /^✗ The bot is not in a server with the id 1{18}\.\n {2}It is in “Lantern House”, \d+: if one of them is meant/m,
  },
  {
    what: 'a bot that is in no server',
    brings: (discord) => discord.kicksApp(),
    shows:
      /^✗ The bot is not in a server [^]*Invite it, .*: https:\/\/discord\.com\/oauth2\/authorize\?client_id=123456789012345678&/m,
  },
  {
    what: 'a server that cannot be looked at',
    brings: (discord) =>
      discord.weather.brings({ route: 'guild', does: { kind: 'fail', status: 503 } }),
    shows: /^✗ The server could not be looked at\. Discord did not answer\./m,
  },
  {
    what: 'a place that is not there',
    brings: inPlace('channel: nowhere'),
    shows: /^✗ The server has no channel “nowhere”[^]*^– A press was not looked at: it wants/m,
  },
  {
    what: 'a place’s id that is not there',
    brings: inPlace("channel: '111111111111111111'"),
    shows: /^✗ The server has no channel “1{18}”/m,
  },
  {
    what: 'a channel that the bot does not see',
    brings: inPlace('channel: backstage'),
    shows:
      /^✗ The bot lacks these permissions in #backstage:\n {2}View Channels: sees .*\n {2}In Discord: #backstage, Edit/m,
  },
  {
    what: 'permissions that are missing in a text channel',
    brings: (discord) =>
      discord.channel('support').forbids(['CREATE_PUBLIC_THREADS', 'EMBED_LINKS']),
    shows:
      /^✗ The bot lacks these permissions in #support:\n {2}Create Public Threads: .*\n {2}Embed Links: draws cards\n {2}In Discord/m,
  },
  {
    what: 'a role that may too little in the whole server',
    brings: (discord) => discord.roleMay('Greenroom', ['VIEW_CHANNEL']),
    shows: /^✗ The bot lacks these permissions in #support:\n {2}Manage Threads and Posts: /m,
  },
  {
    what: 'a category without the permission to make channels',
    brings: (discord) => {
      discord.channel('Desk').forbids('MANAGE_CHANNELS')
      return { places: '[{chat: discord, channel: Desk}]' }
    },
    shows: /^✗ The bot lacks these permissions in “Desk”:\n {2}Manage Channels: makes a channel/m,
  },
  {
    what: 'webhooks without the permission for them',
    brings: (discord) => {
      discord.channel('support').forbids('MANAGE_WEBHOOKS')
      return { places: '[{chat: discord, channel: support, webhooks: true}]' }
    },
    shows: /^✗ The bot lacks these permissions in #support:\n {2}Manage Webhooks: shows visitors’/m,
  },
  {
    what: 'a place of another kind than the settings say',
    brings: inPlace('channel: inbox, as: thread'),
    shows: /^! The settings say as: thread for #inbox, which is a forum: each conversation is/m,
  },
  {
    what: 'two channels of one name',
    brings: (discord) => {
      discord.addChannel('inbox')
      return { places: '[{chat: discord, channel: inbox}]' }
    },
    shows: /^! The server has 2 channels of the name “inbox”; [^]*^✓ #inbox is a forum/m,
  },
  {
    what: 'a text channel beside which conversations have their own, in its category',
    brings: inPlace('channel: support, as: channel'),
    shows: /^✓ “Desk” is a category: each conversation is a channel of its own; the bot may/m,
  },
  {
    what: 'a text channel in no category, whose conversations can only be threads',
    brings: inPlace('channel: lobby, as: channel'),
    shows: /^! The settings say as: channel for #lobby, which is a text channel: each conv/m,
  },
  {
    what: 'a place that everybody in the server reads',
    brings: inPlace('channel: lobby'),
    shows: /^! Everybody in the server can read #lobby, and so all that visitors write\./m,
  },
  {
    what: 'a forum without its tags, which are made',
    brings: (discord) => {
      discord.channel('inbox').retags(['billing'])
      return { places: '[{chat: discord, channel: inbox}]' }
    },
    shows: /^✓ #inbox has no tags open, claimed, waiting, resolved yet: Greenroom makes them\./m,
  },
  {
    what: 'a forum without its tags, which cannot be made',
    brings: (discord) => {
      discord.channel('inbox').retags(['open', 'claimed'])
      discord.channel('inbox').forbids('MANAGE_CHANNELS')
      return { places: '[{chat: discord, channel: inbox}]' }
    },
    shows:
      /^! #inbox has no tags waiting, resolved, by which[^]*Make them in the forum’s settings/m,
  },
  {
    what: 'a forum with no room for its tags',
    brings: (discord) => {
      discord.channel('inbox').retags(Array.from({ length: 18 }, (_, index) => `t${index}`))
      return { places: '[{chat: discord, channel: inbox}]' }
    },
    shows: /^! #inbox has no tags open, .*\n {2}A forum has at most 20 tags/m,
  },
  {
    what: 'a forum that wants tags and has none',
    brings: (discord) => {
      const forum = discord.channel('inbox')
      forum.retags([])
      forum.requiresTag(true)
      forum.forbids('MANAGE_CHANNELS')
      return { places: '[{chat: discord, channel: inbox}]' }
    },
    shows: /^✗ #inbox wants a tag on each post, and has none\./m,
  },
  {
    what: 'a role that is not there',
    brings: () => ({ roles: '[{role: pilots, as: agent}]' }),
    shows: /^✗ The server has no role “pilots”\./m,
  },
  {
    what: 'the role of everybody',
    brings: (discord) => ({ roles: `[{role: '${discord.guildId}', as: agent}]` }),
    shows: /^✗ The role \d+ is that of everybody: all in the server would be members, as agent/m,
  },
  {
    what: 'two roles of one name',
    brings: (discord) => {
      discord.addRole('agents')
      return { roles: '[{role: agents, as: agent}]' }
    },
    shows: /^! The server has 2 roles of the name “agents”; Greenroom takes the one with the id/m,
  },
  {
    what: 'a member’s id that nobody has',
    brings: () => ({ agents: "[{id: ana, name: Ana, discord: '111111111111111111'}]" }),
    shows: /^✗ Discord knows nobody by the id 1{18}, by which the settings name Ana\./m,
  },
  {
    what: 'a member who is not in the server',
    brings: (discord) => ({
      agents: `[{id: dan, name: Dan, discord: '${discord.user('dan').id}'}]`,
    }),
    shows: /^✗ Dan is not in the server “Lantern House”\./m,
  },
  {
    what: 'an app in place of a member',
    brings: (discord) => ({
      agents: `[{id: zap, name: Zap, discord: '${discord.user('zapbot').id}'}]`,
    }),
    shows: /^✗ Zap would be an app/m,
  },
  {
    what: 'a member who cannot be looked up',
    brings: (discord) =>
      discord.weather.brings({ route: 'member', does: { kind: 'fail' }, times: 'always' }),
    shows: /^✗ The server could not be looked at/m,
  },
  {
    what: 'a member who does not see the place',
    brings: (discord) => ({
      agents: `[{id: nina, name: Nina, discord: '${discord.user('nina').id}'}]`,
    }),
    shows: /^! Nina is @nina in the server, and does not see #support\./m,
  },
  {
    what: 'a member whom Discord cannot know',
    brings: () => ({ agents: '[{id: dora, name: Dora}]' }),
    shows: /^! Dora has no discord in the settings, and cannot answer from Discord\./m,
  },
  {
    what: 'no members and no roles',
    brings: () => ({ agents: '[]' }),
    shows: /^! The settings name no members and no roles, so nobody can answer from Discord\./m,
  },
  {
    what: 'no right to slash commands',
    brings: (discord) =>
      discord.weather.brings({ route: 'command.list', does: { kind: 'refuse', code: 50001 } }),
    shows: /^✗ The app may have no slash commands[^]*scope applications\.commands: https/m,
  },
  {
    what: 'commands that Discord does not tell of',
    brings: (discord) =>
      discord.weather.brings({ route: 'command.list', does: { kind: 'fail', status: 502 } }),
    shows: /^✗ Discord does not say which commands the app has\. Discord did not answer\./m,
  },
  {
    what: 'hardly any sessions that are left',
    options: { limits: { ...NO_LIMITS, starts: { limit: 7, per: 86_400_000 } } },
    shows:
      /^! Only 7 new sessions with the gateway are left: the doctor begins none\.[^]*^✓ The bot posted in #support\.\n\n/m,
  },
  {
    what: 'no gateway',
    brings: (discord) => discord.weather.brings({ route: 'gateway.bot', does: { kind: 'fail' } }),
    shows: /^✗ Discord names no gateway\. Discord did not answer\./m,
  },
  {
    what: 'a rule against posting',
    brings: (discord) =>
      discord.weather.brings({ route: 'message.create', does: { kind: 'refuse', code: 200000 } }),
    shows: /^✗ The bot cannot post in #support\. AutoMod of the Discord server blocked/m,
  },
  {
    what: 'nobody who presses',
    shows:
      /^→ Press the button in #support now: there are 1 seconds\.\n✗ No press came back\.\n {2}Look again/m,
  },
]

describe('the doctor of Discord finds', () => {
  it.each(TROUBLES)('$what', async ({ options, brings, shows }) => {
    const discord = await openDiscord(options)
    const changes = brings?.(discord) ?? {}
    const { text, isWell } = await consult(discord, { wait: 50, ...changes })
    expect(text).toMatch(shows)
    expect(isWell).toBe(!/^✗/m.test(text))
    expect(text).not.toContain(discord.botToken)
    expect(text).not.toContain('wrong-token')
    expect(discord.complaints()).toEqual([])
  })

  /** A way to ask in which some answers have something more. */
  function patched(discord: FakeDiscord, route: string, more: object): Ask {
    const ask = asking(discord.botToken, discord.apiUrl)
    return async (...given) => {
      const answer = await ask(...given)
      return answer.ok && given[1] === route
        ? { ok: true, data: { ...(answer.data as object), ...more } }
        : answer
    }
  }

  it('an interactions endpoint, which takes the presses away', async () => {
    const discord = await openDiscord()
    const more = { interactions_endpoint_url: 'https://other.example/hook' }
    const text = await linesOf(checkApp(patched(discord, Routes.currentApplication(), more)))
    expect(text).toMatch(/^✗ The app has an interactions endpoint: [^]*General Information/m)
  })

  it('a bot that was put in a time-out', async () => {
    const discord = await openDiscord()
    const { guildId, botUserId: user, appId } = discord
    const route = Routes.guildMember(guildId, user)
    const ask = patched(discord, route, { communication_disabled_until: '2999-01-01T00:00:00Z' })
    const wanted = { id: guildId, invite: 'https://discord.com' }
    const text = await linesOf(checkServer(ask, wanted, { id: appId, name: 'Greenroom', user }))
    expect(text).toMatch(/^✗ Somebody put the bot in a time-out/m)
  })
})

describe('the room in a server', () => {
  const channel = {
    id: '1',
    name: 'a',
    type: 0,
    flags: 0,
    permission_overwrites: [],
    available_tags: [],
  }
  const room = (channels: number, data: unknown) => {
    const me = { id: '2', roles: [] }
    const server = { id: '3', name: 'Lantern House', ownerId: '4', roles: [], me }
    const all = Array.from({ length: channels }, () => channel)
    const ask: Ask = async () =>
      data ? { ok: true, data } : { ok: false, failure: {}, sentence: 'No.' }
    return linesOf(checkRoom(ask, { ...server, channels: all }))
  }
  const threads = (length: number) => ({ threads: Array.from({ length }, () => ({})) })

  it('is said while there is enough', async () => {
    expect(await room(44, threads(120))).toMatch(
      /^✓ The server has 44 of 500 channels and 120 of 1,000 open threads\.\n\nAll is well/,
    )
  })

  it('is a worry when it is nearly full of channels, or of threads', async () => {
    expect(await room(470, threads(120))).toMatch(/^! The server has 470 of 500 channels: Discord/)
    expect(await room(470, threads(950))).toMatch(/^! The server has 950 of 1,000 open threads/m)
  })

  it('is unknown where Discord does not say', async () => {
    expect(await room(3, null)).toMatch(/^– Discord did not say how many threads are open/)
  })
})

describe('a session of the doctor’s', () => {
  /** A gateway that says hello, and then answers what it hears with this. */
  async function gateway(
    answer: (socket: { close(code: number): void; send(t: string): void }) => void,
  ) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => {
      server.close()
    })
    await once(server, 'listening')
    server.on('connection', (socket) => {
      socket.on('message', () => answer(socket))
      socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } }))
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('It does not listen.')
    return `ws://127.0.0.1:${address.port}`
  }

  async function open(url: string) {
    const session_start_limit = { total: 1000, remaining: 900, reset_after: 1 }
    const ask = async () => ({ ok: true, data: { url, session_start_limit } }) as const
    return linesOf(openSession(ask, 'token', 1))
  }

  it('says that the token was reset when the gateway does not take it', async () => {
    expect(await open(await gateway((socket) => socket.close(4004)))).toMatch(
      /^✗ The gateway does not take the token\./,
    )
  })

  it('tries twice where another session has just begun', async () => {
    let tries = 0
    const url = await gateway((socket) => {
      tries += 1
      socket.send(JSON.stringify({ op: 9, d: false }))
    })
    expect(await open(url)).toMatch(/^– Discord put a new session off twice/)
    expect(tries).toBe(2)
  })

  it('says that the gateway refuses it', async () => {
    expect(await open(await gateway((socket) => socket.close(4010)))).toMatch(
      /^✗ The gateway refuses the connection\./,
    )
  })

  it('says that nothing answers where Discord said', async () => {
    expect(await open('ws://127.0.0.1:1')).toMatch(/^✗ Discord named a gateway, and it did not/)
  })
})

describe('the doctor of Discord, while Greenroom runs', () => {
  it('lets it answer the press, and says what it said', async () => {
    const house = await discordHouse()
    const { discord } = house
    await discord.until(() => discord.commands().length > 0, 'commands')
    const visit = consult(discord, { courtesy: 700 })
    await pressesButton(discord, 'ben')
    const { isWell, text } = await visit
    expect(text).toMatch(/^✓ The server has the app’s commands: \d+, with those of menus\.$/m)
    expect(text).toMatch(
      /^✓ The press came back after .*“The running Greenroom heard the press, by Ben\.”$/m,
    )
    expect(isWell).toBe(true)
    expect(discord.user('ben').ephemerals('support')).toEqual([])
    // What follows goes its usual way.
    await (await house.visitor()).say('Hello?')
    await house.shows('Hello?')
    expect(discord.complaints()).toEqual([])
  })

  it('is told that who pressed is a stranger', async () => {
    const { discord } = await discordHouse()
    const visit = consult(discord, { channel: 'lobby', courtesy: 700 })
    await pressesButton(discord, 'mallory', 'lobby')
    expect((await visit).text).toMatch(/heard the press, by somebody who is not a member/)
  })

  it('finds that the server lacks some of its commands', async () => {
    const { discord } = await discordHouse()
    await discord.until(() => discord.commands().length > 0, 'commands')
    const { appId, guildId, apiUrl, botToken } = discord
    const ask = asking(botToken, apiUrl)
    const route = Routes.applicationGuildCommands(appId, guildId)
    const listed = await ask('GET', route)
    const [first] = listed.ok ? (listed.data as { id: string; name: string }[]) : []
    await ask('DELETE', `${route}/${first?.id ?? ''}`)
    const { text } = await consult(discord, { mayPost: false })
    expect(text).toContain(`! The server lacks commands that this Greenroom has: ${first?.name}.`)
  })
})

describe('the invite link', () => {
  it.each([
    [['post'], 'Manage Threads and Posts', 'Create Public Threads'],
    [['thread'], 'Create Public Threads', 'Manage Channels'],
    [['channel'], 'Pin Messages', 'Manage Threads and Posts'],
    [['thread', 'webhooks'], 'Manage Webhooks', 'Pin Messages'],
  ] as const satisfies readonly (readonly [readonly Use[], string, string])[])(
    'for %s asks for what that needs, and no more',
    (uses, some, none) => {
      const names = permissionsFor(uses).map(({ named }) => named)
      expect(names).toContain(some)
      expect(names).not.toContain(none)
    },
  )

  it('carries exactly the permissions, the scopes and the server', () => {
    const url = new URL(inviteLink({ app: '12', guild: '34', uses: ['thread'] }))
    const query = Object.fromEntries(url.searchParams)
    expect(query).toMatchObject({ client_id: '12', guild_id: '34' })
    expect(query['scope']).toBe('bot applications.commands')
    const bits = BigInt(query['permissions'] ?? 0)
    expect(bits).toBe(bitsOf(permissionsFor(['thread'])))
    expect(bits & PermissionFlagsBits.Administrator).toBe(0n)
    expect(bits & PermissionFlagsBits.MentionEveryone).toBe(0n)
  })

  it('is enough for Greenroom in each way of showing conversations', async () => {
    const cases: readonly (readonly [Use, string])[] = [
      ['thread', 'support'],
      ['post', 'inbox'],
      ['channel', 'Desk'],
    ]
    for (const [use, channel] of cases) {
      const discord = await openDiscord()
      discord.roleMay('everyone', [])
      const names = permissionsFor([use]).map(({ flag }) =>
        flag.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      )
      discord.roleMay('Greenroom', names as Parameters<FakeDiscord['roleMay']>[1])
      const places = `[{chat: discord, channel: ${channel}, as: ${use}}]`
      const { text } = await consult(discord, { places, wait: 50 })
      expect(text).toMatch(/^✓ The bot posted in/m)
      expect(text.match(/^✗ .*/gm)).toEqual(['✗ No press came back.'])
    }
  })

  it('knows by the settings what there is to be done', async () => {
    const discord = await openDiscord()
    const uses = (places: string) => usesIn(settingsFor(discord, { places }))
    expect(uses('[{chat: discord, channel: support}]')).toEqual(['post', 'thread'])
    expect(uses('[{chat: discord, channel: Desk, as: channel, webhooks: true}]')).toEqual([
      'channel',
      'webhooks',
    ])
    expect(usesIn(null)).toEqual(['post', 'thread'])
    expect(new Set(PERMISSIONS.map(({ named }) => named)).size).toBe(PERMISSIONS.length)
  })
})
