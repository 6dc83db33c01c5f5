import { describe, expect, it } from 'vitest'
import { discordSecrets } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import { SMALLEST } from './text.ts'

const GUILD = '123456789012345678'
const WITH_DISCORD = `${SMALLEST}\ndiscord: { guild: "${GUILD}" }\n`
const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.the-rest-of-the-token'
const GIVEN = { DISCORD_BOT_TOKEN: TOKEN }

function read(text: string, variables: Readonly<Record<string, string>> = GIVEN) {
  return parseSettings('greenroom.yaml', text, (name) => variables[name] ?? null)
}

function messages(...given: Parameters<typeof read>): string[] {
  const result = read(...given)
  return result.ok ? [] : result.problems.map(({ key, message }) => `${key} ${message}`)
}

function at(place: string): string {
  return WITH_DISCORD.replace('- chat: desk\n        channel: support', `- ${place}`)
}

describe('Discord in the settings', () => {
  it('wants its token in the environment, and never shows a wrong one', () => {
    expect(messages(WITH_DISCORD)).toEqual([])
    const wanted = 'the bot’s token, from the page “Bot” of its app, without the word Bot before it'
    expect(messages(WITH_DISCORD, {})).toEqual([
      `discord wants ${wanted}, in the environment as DISCORD_BOT_TOKEN`,
    ])
    expect(messages(WITH_DISCORD, { DISCORD_BOT_TOKEN: `Bot ${TOKEN}` })).toEqual([
      `discord wants ${wanted}; DISCORD_BOT_TOKEN is something else`,
    ])
  })

  it('wants the server’s id in quotes, for a number would lose its end', () => {
    const bare = WITH_DISCORD.replace(`"${GUILD}"`, GUILD)
    expect(messages(bare)).toEqual([
      expect.stringMatching(
        /^discord\.guild wants the Discord server’s id: 17 to 20 digits, in quotes/,
      ),
    ])
    expect(messages(`${SMALLEST}\ndiscord: {}\n`)).toEqual([
      expect.stringMatching(/^discord\.guild is missing/),
    ])
  })

  it('gives roles to the server’s roles, each once, in teams that there are', () => {
    const roles = (list: string) => WITH_DISCORD.replace(' }', `, roles: ${list} }`)
    const both = `[{role: Front Desk, as: agent}, {role: "${GUILD}", as: lead}]`
    expect(messages(roles(both))).toEqual([])
    expect(messages(roles('[{role: "@agents", as: boss}]'))).toEqual([
      'discord.roles[0].role wants a Discord role: its name without the @, or its id in quotes; here it is "@agents"',
      'discord.roles[0].as wants creator, agent, supervisor, lead or admin; here it is "boss"',
    ])
    expect(messages(roles('[{role: a, as: agent}, {role: a, as: lead, teams: [vip]}]'))).toEqual([
      expect.stringMatching(/^discord\.roles\[1\]\.role is taken already/),
      expect.stringMatching(/^discord\.roles\[1\]\.teams\[0\] names the team vip/),
    ])
  })

  it('knows members by their ids, each one’s own', () => {
    const agents = (ids: readonly string[]) =>
      `${WITH_DISCORD}agents:\n${ids.map((id, index) => `  - {id: m${index}, name: M${index}, discord: ${id}}\n`).join('')}`
    expect(messages(agents([`"${GUILD}"`]))).toEqual([])
    expect(messages(agents([`"${GUILD}"`, `"${GUILD}"`]))).toEqual([
      expect.stringMatching(/^agents\[1\]\.discord is taken already/),
    ])
    expect(messages(agents(['ana#1234']))).toEqual([
      expect.stringMatching(/^agents\[0\]\.discord wants a Discord user’s id/),
    ])
  })

  it('takes a channel by any name that Discord has, or by its id, and how it is shown there', () => {
    for (const [place, kept] of [
      ['{chat: discord, channel: Front Desk}', { channel: 'Front Desk' }],
      [`{chat: discord, channel: "${GUILD}"}`, { channel: GUILD }],
      ['{chat: discord, channel: 🌙-night, as: post}', { channel: '🌙-night', as: 'post' }],
      ['{chat: discord, channel: a, webhooks: true}', { channel: 'a', webhooks: true }],
      ['{chat: discord, channel: a, webhooks: false}', { channel: 'a' }],
    ] as const) {
      const result = read(at(place))
      expect(result.ok && result.settings.inboxes[0]?.places).toEqual([
        { chat: 'discord', ...kept },
      ])
    }
  })

  it('says what is wrong with a place', () => {
    const WRONG = 'inboxes[0].places[0]'
    for (const [place, problem] of [
      ['{chat: discord}', `${WRONG}.channel is missing`],
      ['{chat: discord, channel: "#help"}', `${WRONG}.channel wants a channel`],
      ['{chat: discord, channel: a, as: forum}', `${WRONG}.as wants post, thread or channel`],
      [
        '{chat: discord, channel: a, webhooks: yes please}',
        `${WRONG}.webhooks wants true or false`,
      ],
      ['{chat: discord, channels: [a, b]}', `${WRONG}.channels is for slack: in Discord an inbox`],
      ['{chat: desk, channel: support, as: post}', `${WRONG}.as is for discord`],
      ['{chat: desk, channel: Front Desk}', `${WRONG}.channel wants a channel`],
    ] as const) {
      const all = messages(at(place))
      expect(all.some((one) => one.startsWith(problem))).toBe(true)
    }
  })

  it('is wanted before a place can be in it', () => {
    const without = at('{chat: discord, channel: a}').replace(/\ndiscord: .*\n/, '\n')
    expect(messages(without)).toEqual([
      'inboxes[0].places[0].chat names discord, which is not set up: add `discord: { guild: "…" }` at the top level',
    ])
  })

  it('gives the secrets, or a sentence', () => {
    expect(() => discordSecrets(() => null)).toThrow('DISCORD_BOT_TOKEN')
    const all: Readonly<Record<string, string>> = { ...GIVEN, DISCORD_PACE: '50' }
    expect(discordSecrets((name) => all[name] ?? null)).toEqual({
      botToken: TOKEN,
      apiUrl: null,
      pace: 1,
    })
    const other = { ...all, DISCORD_API_URL: 'http://127.0.0.1:4020/api' }
    expect(discordSecrets((name) => other[name as keyof typeof other] ?? null).pace).toBe(50)
  })
})
