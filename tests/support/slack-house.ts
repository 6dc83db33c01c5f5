import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { startFakeSlack } from './slack/fake-slack.ts'
import type { FakeSlack, User } from './slack/fake-slack.ts'
import { NO_LIMITS } from './slack/limits.ts'
import { freePort } from './whole.ts'

interface Setup {
  readonly mode?: 'socket' | 'http'
  readonly undo?: string
  readonly slack?: FakeSlack
  /** The folder of a former house, to move in again. */
  readonly data?: string
  readonly retries?: readonly number[]
}

export type SlackHouse = Awaited<ReturnType<typeof slackHouse>>

/** All of Greenroom with a visitor's widget at one end and a Slack that behaves at the other. */
export async function slackHouse({ mode = 'socket', undo = '0s', data, ...setup }: Setup = {}) {
  const dir = data ?? mkdtempSync(join(tmpdir(), 'greenroom-slack-'))
  const slack =
    setup.slack ??
    (await startFakeSlack({
      limits: NO_LIMITS,
      ...(setup.retries ? { retries: setup.retries } : {}),
    }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secrets: Readonly<Record<string, string>> = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
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
      secretNamed: (name) => secrets[name] ?? null,
    },
    settings: houseSettings(mode, undo, slack.user('ben').id),
    clock: { now: Date.now },
    log: pino({ level: process.env['SLACK_HOUSE_LOG'] ?? 'silent' }),
    pages: 'dist/web',
    slack: { settle: 30, rate: () => ({ each: 'method', every: 0, burst: 100, atOnce: 8 }) },
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

  async function visitor(token?: string) {
    const door = { port, api: `${url}/widget/v1/demo`, fresh }
    const who = await session(door, token === undefined ? {} : { token })
    return { ...(await openTab(door, who, { origin: 'https://shop.example' })), token: who.token }
  }

  return { slack, greenroom, visitor, url, dir, stop, thread, says, presses, shows, card, toldTo }
}

export async function claimedBy(house: SlackHouse, who: User['name']): Promise<void> {
  await house.presses(who.toLowerCase(), 'Claim')
  await house.card(`${who} has it`)
}

function houseSettings(mode: string, undo: string, ben: string) {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
slack: {mode: ${mode}}
channels: [{id: support, name: support}]
agents:
  - {id: ana, name: Ana, email: ana@example.com}
  - {id: ben, name: Ben, slack: ${ben}}
  - {id: cleo, name: Cleo, email: cleo@example.com, role: supervisor}
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: slack, channel: support}]
    undo: {reply: ${undo}, first: ${undo}}
    doors:
      - channel: widget
        origins: ['https://shop.example']
        limits: {messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10000}
    canned: [{name: hello, text: Hello there!}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}
