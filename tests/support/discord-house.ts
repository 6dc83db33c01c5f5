import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { startFakeDiscord } from './discord/fake-discord.ts'
import type { FakeDiscord } from './discord/fake-discord.ts'
import { NO_LIMITS } from './discord/limits.ts'
import type { FakeDiscordOptions } from './discord/options.ts'
import { seated } from './a-sorter.ts'
import type { SortingSetup } from './a-sorter.ts'
import { freePort } from './free-port.ts'

interface Setup {
  readonly undo?: string
  readonly discord?: FakeDiscord
  /** For the Discord that is started where none is given. */
  readonly fake?: FakeDiscordOptions
  /** The folder of a former house, to move in again. */
  readonly data?: string
  readonly token?: string
  /** The inbox's places, as the settings have them; by default the text channel `support`. */
  readonly places?: string
  /** Roles that make members, as the settings have them. */
  readonly roles?: string
  /** Gets each line of the log, of all levels. */
  readonly logs?: (line: string) => void
  /** By what labels and rules conversations are sorted, and by whom. */
  readonly sorting?: SortingSetup
}

export type DiscordHouse = Awaited<ReturnType<typeof discordHouse>>

const ROLES = '[{role: agents, as: agent}, {role: leads, as: supervisor}]'
/** How many times faster than Discord the fake one goes. */
const PACE = 100

/** All of Greenroom with a visitor's widget at one end and a Discord that behaves at the other. */
export async function discordHouse({ undo = '0s', data, ...setup }: Setup = {}) {
  const dir = data ?? mkdtempSync(join(tmpdir(), 'greenroom-discord-'))
  const discord = setup.discord ?? (await startFakeDiscord({ limits: NO_LIMITS, ...setup.fake }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secrets: Readonly<Record<string, string>> = {
    DISCORD_BOT_TOKEN: setup.token ?? discord.botToken,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_PACE: String(PACE),
  }
  const greenroom = await startGreenroom({
    environment: {
      port,
      host: '127.0.0.1',
      data: dir,
      config: 'none',
      url,
      logLevel: 'silent',
      secret: null,
      proxies: 0,
      openai: null,
      secretNamed: (name) => secrets[name] ?? null,
    },
    settings: houseSettings(discord, undo, setup),
    clock: { now: Date.now },
    log: setup.logs
      ? pino({ level: 'trace' }, { write: setup.logs })
      : pino({ level: process.env['DISCORD_HOUSE_LOG'] ?? 'silent' }),
    pages: 'dist/web',
    classifiers: seated(setup.sorting?.classifiers ?? []),
    discord: { settle: 30 },
  })
  let open = true
  async function stop() {
    if (!open) return
    open = false
    await greenroom.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (!setup.discord) await discord.stop()
    if (!data) rmSync(dir, { recursive: true, force: true })
  })

  let count = 0
  const fresh = (prefix = 'm') => `${prefix}-${randomUUID()}-${(count += 1)}`

  /** The only thread there is, once it is there. */
  async function thread(within = 'support') {
    const channel = discord.channel(within)
    await discord.until(() => channel.threads().length > 0, 'a thread')
    const [first] = channel.threads()
    if (!first) throw new Error('There is no thread.')
    return first
  }

  async function says(who: string, text: string) {
    return discord.user(who).says({ id: (await thread()).id }, text)
  }

  async function shows(text: string) {
    const there = await thread()
    await discord.until(() => there.texts().some((one) => one.includes(text)), `“${text}”`)
  }

  /** The card under which the only thread stands. */
  async function cardNow() {
    const { id } = await thread()
    return discord.channel('support').message(id)
  }

  /** Resolves once the card says so. */
  async function card(text: string) {
    const { id } = await thread()
    const now = () => discord.channel('support').message(id).text
    await discord.until(() => now().includes(text), `a card that says “${text}”, not “${now()}”`)
  }

  async function visitor(token?: string) {
    const door = { port, api: `${url}/widget/v1/demo`, fresh }
    const who = await session(door, token === undefined ? {} : { token })
    return { ...(await openTab(door, who, { origin: 'https://shop.example' })), token: who.token }
  }

  /** Takes settings that give other roles. */
  const apply = (roles: string) =>
    greenroom.apply(houseSettings(discord, undo, { ...setup, roles }))

  const acts = { thread, says, shows, card, cardNow }
  return { discord, greenroom, visitor, url, dir, stop, apply, ...acts }
}

function houseSettings(
  discord: FakeDiscord,
  undo: string,
  { places = '[{chat: discord, channel: support}]', roles = ROLES, sorting }: Setup,
) {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
discord: {guild: "${discord.guildId}", roles: ${roles}}
teams: [{id: billing, name: Billing}]
routes: ${sorting?.routes ?? '[]'}
channels: [{id: support, name: support}]
agents:
  - {id: ben, name: Ben, discord: "${discord.user('ben').id}"}
inboxes:
  - id: demo
    name: Juno Vale
    places: ${places}
    undo: {reply: ${undo}, first: ${undo}}
    doors:
      - channel: widget
        origins: ['https://shop.example']
        limits: {messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10000}
    canned: [{name: hello, text: Hello there!}]
`,
    undefined,
    { file: 'taxonomy.yaml', text: sorting?.taxonomy ?? null },
  )
  if (!read.ok)
    throw new Error(read.problems.map(({ key, message }) => `${key} ${message}`).join('\n'))
  return read.settings
}
