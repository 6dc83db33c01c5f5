import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { manifest } from '../../src/adapters/slack/manifest.ts'
import { ratesAt } from '../../src/adapters/slack/rates.ts'
import type { Rate } from '../../src/adapters/slack/rates.ts'
import { parseSettings } from '../../src/config/load.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import type { SessionRequest } from '../../src/adapters/widget/protocol.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import type { FakeDiscord } from './discord/fake-discord.ts'
import { startFakeSlack } from './slack/fake-slack.ts'
import type { FakeSlack, User } from './slack/fake-slack.ts'
import { limitsAt, NO_LIMITS } from './slack/limits.ts'
import { seated } from './a-sorter.ts'
import type { SortingSetup } from './a-sorter.ts'
import { freePort } from './free-port.ts'

interface Setup {
  readonly mode?: 'socket' | 'http'
  readonly undo?: string
  readonly slack?: FakeSlack
  /** The folder of a former house, to move in again. */
  readonly data?: string
  readonly retries?: readonly number[]
  /** The channels that threads are spread over; `support` alone if left out. */
  readonly channels?: readonly string[]
  /** Slack's own limits, so many times faster; none if left out. */
  readonly pace?: number
  readonly botToken?: string
  /** The inbox has a place on the desk, too. */
  readonly desk?: boolean
  /** Rules by which conversations find their places, as the settings have them. */
  readonly routes?: string
  /** The inbox's places, and where its conversations can be moved, as the settings have them. */
  readonly places?: string
  /** Part of the team sits in this Discord: Ben and Cleo are known there, too. */
  readonly discord?: FakeDiscord
  /** User groups and the roles that they give, as the settings have them: `[{group: agents, role: agent}]`. */
  readonly groups?: string
  /** Is handed each line of the log, down to the smallest. */
  readonly logs?: (line: string) => void
  /** By what labels and rules conversations are sorted, and by whom. */
  readonly sorting?: SortingSetup
  /** The workspace has a paid plan. */
  readonly paid?: boolean
}

export type SlackHouse = Awaited<ReturnType<typeof slackHouse>>

/** All of Greenroom with a visitor's widget at one end and a Slack that behaves at the other. */
export async function slackHouse({ mode = 'socket', undo = '0s', data, ...setup }: Setup = {}) {
  const dir = data ?? mkdtempSync(join(tmpdir(), 'greenroom-slack-'))
  const { features } = manifest()
  const slack =
    setup.slack ??
    (await startFakeSlack({
      limits: setup.pace === undefined ? NO_LIMITS : limitsAt(setup.pace),
      commands: features.slash_commands.map(({ command }) => command),
      homeTab: features.app_home.home_tab_enabled,
      ...(setup.paid === undefined ? {} : { paid: setup.paid }),
      ...(setup.retries ? { retries: setup.retries } : {}),
    }))
  const { channels = ['support'] } = setup
  for (const name of channels) {
    const isThere = name === 'support' || setup.slack
    if (!isThere) slack.addChannel(name, { members: ['ana', 'ben', 'cleo'] })
  }
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secrets: Readonly<Record<string, string>> = {
    SLACK_BOT_TOKEN: setup.botToken ?? slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...(setup.discord
      ? {
          DISCORD_BOT_TOKEN: setup.discord.botToken,
          DISCORD_API_URL: setup.discord.apiUrl,
          DISCORD_PACE: '100',
        }
      : {}),
  }
  if (mode === 'http') slack.deliversTo(`${url}/slack/events`)
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
    settings: houseSettings(mode, undo, slack.user('ben').id, setup),
    clock: { now: Date.now },
    log: setup.logs
      ? pino({ level: 'trace' }, { write: setup.logs })
      : pino({ level: process.env['SLACK_HOUSE_LOG'] ?? 'silent' }),
    pages: 'dist/web',
    classifiers: seated(setup.sorting?.classifiers ?? []),
    discord: { settle: 30 },
    slack: {
      settle: 30,
      patience: 500,
      rate: setup.pace === undefined ? atOnce : ratesAt(setup.pace),
    },
  })
  let open = true
  async function stop() {
    if (!open) return
    open = false
    await greenroom.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (!setup.slack) await slack.stop()
    if (!data) rmSync(dir, { recursive: true, force: true })
  })

  let count = 0
  const fresh = (prefix = 'm') => `${prefix}-${randomUUID()}-${(count += 1)}`

  /** The only thread there is. */
  async function thread() {
    const channel = slack.channel('support')
    await slack.until(() => channel.threads().length > 0, 'a thread')
    const [first] = channel.threads()
    if (!first) throw new Error('There is no thread.')
    return first
  }

  async function says(who: string, text: string) {
    return slack.user(who).says('support', text, { thread: (await thread()).root })
  }

  async function presses(who: string, action: string, value?: string) {
    return slack.user(who).presses((await thread()).root, action, value)
  }

  async function shows(text: string) {
    const there = await thread()
    await slack.until(() => there.texts().some((one) => one.includes(text)), `“${text}”`)
  }

  /** Resolves once the card says so. */
  async function card(text: string) {
    const { root } = await thread()
    const now = () => slack.channel('support').thread(root).root.text
    await slack.until(() => now().includes(text), `a card that says “${text}”, not “${now()}”`)
  }

  async function toldTo(who: string, text: string) {
    const all = () => slack.user(who).ephemerals('support')
    await slack.until(
      () => all().some((one) => one.text.includes(text)),
      `${who} is told “${text}”`,
    )
    const found = all().findLast((one) => one.text.includes(text))
    if (!found) throw new Error('Nobody was told.')
    return found
  }

  async function visitor(token?: string, known: Pick<SessionRequest, 'identity' | 'page'> = {}) {
    const door = { port, api: `${url}/widget/v1/demo`, fresh }
    const who = await session(door, { ...known, ...(token === undefined ? {} : { token }) })
    return { ...(await openTab(door, who, { origin: 'https://shop.example' })), token: who.token }
  }

  /** Takes settings that give other roles to user groups. */
  const apply = (groups: string) =>
    greenroom.apply(houseSettings(mode, undo, slack.user('ben').id, { ...setup, groups }))

  /** Takes settings by which the inbox is in these channels. */
  const goesTo = (...names: readonly string[]) =>
    greenroom.apply(houseSettings(mode, undo, slack.user('ben').id, { ...setup, channels: names }))

  /** Takes settings with these rules. */
  const follows = (routes: string) =>
    greenroom.apply(houseSettings(mode, undo, slack.user('ben').id, { ...setup, routes }))

  /** Takes settings by which conversations are sorted so. */
  const sorts = (sorting: SortingSetup) =>
    greenroom.apply(houseSettings(mode, undo, slack.user('ben').id, { ...setup, sorting }))

  const acts = { goesTo, follows, sorts, thread, says, presses, shows, card, toldTo }
  return { slack, greenroom, visitor, url, dir, stop, apply, ...acts }
}

export async function claimedBy(house: SlackHouse, who: User['name']): Promise<void> {
  await house.presses(who.toLowerCase(), 'Claim')
  await house.card(`${who} has it`)
}

function atOnce(): Rate {
  return { each: 'method', every: 0, burst: 100, atOnce: 8 }
}

function houseSettings(
  mode: string,
  undo: string,
  ben: string,
  { channels = ['support'], desk = false, groups = '[]', discord, ...setup }: Setup,
) {
  const inDiscord = (who: string) => (discord ? `, discord: "${discord.user(who).id}"` : '')
  const own = `places: [{chat: slack, channels: [${channels.join(', ')}]}${desk ? ', {chat: desk, channel: support}' : ''}]`
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
slack: {mode: ${mode}, groups: ${groups}}
${discord ? `discord: {guild: "${discord.guildId}", roles: []}` : ''}
teams: [{id: vip, name: VIP}, {id: billing, name: Billing}]
channels: [{id: support, name: support}, {id: vip, name: vip}]
routes: ${setup.routes ?? setup.sorting?.routes ?? '[]'}
agents:
  - {id: ana, name: Ana, email: ana@example.com}
  - {id: ben, name: Ben, slack: ${ben}${inDiscord('ben')}}
  - {id: cleo, name: Cleo, email: cleo@example.com, role: supervisor${inDiscord('cleo')}}
  - {id: dora, name: Dora, email: dora@example.com}
inboxes:
  - id: demo
    name: Juno Vale
    ${setup.places ?? own}
    undo: {reply: ${undo}, first: ${undo}}
    doors:
      - channel: widget
        origins: ['https://shop.example']
        limits: {messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10000}
    canned: [{name: hello, text: Hello there!}]
`,
    undefined,
    { file: 'taxonomy.yaml', text: setup.sorting?.taxonomy ?? null },
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}
