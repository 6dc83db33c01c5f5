import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import { enter } from './desk.ts'
import { openDeskPage } from './desk-page.ts'
import type { DeskPage } from './desk-page.ts'
import { startFakeDiscord } from './discord/fake-discord.ts'
import type { FakeDiscord, User } from './discord/fake-discord.ts'
import { NO_LIMITS } from './discord/limits.ts'
import { startFakeSlack } from './slack/fake-slack.ts'
import type { FakeSlack } from './slack/fake-slack.ts'
import { NO_LIMITS as NO_SLACK_LIMITS } from './slack/limits.ts'
import { freePort } from './free-port.ts'

interface Setup {
  readonly discord?: FakeDiscord
  /** The folder of a former house, to move in again. */
  readonly data?: string
  /** The team sits in Slack, too. */
  readonly slack?: true
  /** There is a second inbox, Luna. */
  readonly luna?: true
  /** Where the button for visitors stands, as the settings have it. */
  readonly contact?: string
  /** Limits of the door, as the settings have them. */
  readonly limits?: string
  /** More of the inbox’s settings, a line. */
  readonly demo?: string
}

/** All of Greenroom with a Discord as its visitors’ door, and its team at the desk. */
export async function fansHouse(setup: Setup = {}) {
  const dir = setup.data ?? mkdtempSync(join(tmpdir(), 'greenroom-fans-'))
  const discord = setup.discord ?? (await startFakeDiscord({ limits: NO_LIMITS }))
  const slack = setup.slack ? await startFakeSlack({ limits: NO_SLACK_LIMITS }) : null
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secrets: Readonly<Record<string, string>> = {
    DISCORD_BOT_TOKEN: discord.botToken,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_PACE: '100',
    ...(slack
      ? {
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_APP_TOKEN: slack.appToken,
          SLACK_API_URL: slack.apiUrl,
        }
      : {}),
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
    settings: settingsOf(discord, slack, setup),
    clock: { now: Date.now },
    log: pino({ level: process.env['FANS_HOUSE_LOG'] ?? 'silent' }),
    pages: 'dist/web',
    discord: { settle: 30 },
    slack: { settle: 30, patience: 500, rate: () => AT_ONCE },
  })
  let open = true
  async function stop() {
    if (!open) return
    open = false
    await greenroom.stop()
  }
  onTestFinished(async () => {
    await stop()
    await slack?.stop()
    if (!setup.discord) await discord.stop()
    if (!setup.data) rmSync(dir, { recursive: true, force: true })
  })

  let page: DeskPage | null = null
  const fresh = () => `eve-${randomUUID()}`

  /** Eve’s page at the desk, an administrator’s. */
  async function desk(): Promise<DeskPage> {
    if (page) return page
    const link = new URL(await greenroom.signInLink(), url).href
    const made = await openDeskPage(url, await enter(url, link, 'Eve'))
    made.send({ type: 'hello', cursor: null })
    await made.until('world')
    await made.settled()
    page = made
    return made
  }

  /** The conversation with a visitor of this name, once the desk has it, and what can be done with it. */
  async function conversation(name: string, inbox = 'demo') {
    const eve = await desk()
    const found = () =>
      [...eve.threads.values()].find((one) => one.visitor.name === name && one.inbox === inbox)
    await eve.holds(() => found() !== undefined)
    const thread = found()?.id ?? ''
    await eve.open(thread)
    const texts = () => eve.posts(thread).map(textOf)
    async function does(text: string): Promise<string> {
      const id = fresh()
      const done = await eve.ask({ type: 'say', id, thread, text, files: [], showed: 'reply' })
      return done.ok ? '' : done.error
    }
    const post = (text: string) => eve.posts(thread).find((one) => textOf(one).includes(text))
    return {
      thread,
      eve,
      texts,
      does,
      post,
      shows: (text: string) => eve.holds(() => texts().some((one) => one.includes(text))),
      async claims() {
        const id = fresh()
        await eve.ask({ type: 'command', id, thread, name: 'claim', args: {} })
      },
      async edits(text: string, now: string) {
        const id = fresh()
        return eve.ask({ type: 'edit', id, message: post(text)?.id ?? '', text: now })
      },
      async removes(text: string) {
        const id = fresh()
        return eve.ask({ type: 'remove', id, message: post(text)?.id ?? '' })
      },
      async reacts(text: string, emoji: string) {
        const id = fresh()
        return eve.ask({ type: 'react', id, message: post(text)?.id ?? '', emoji, on: true })
      },
      async commands(name: string, args: Readonly<Record<string, string>>) {
        const id = fresh()
        return eve.ask({ type: 'command', id, thread, name, args })
      },
    }
  }

  /** Resolves once somebody’s direct messages show this text, with the message. */
  async function reads(who: User, text: string) {
    const found = () => who.messages().find((one) => one.app && one.text.includes(text))
    await discord.until(() => found() !== undefined, `${who.name} reads “${text}”`)
    const message = found()
    if (!message) throw new Error('It is gone again.')
    return message
  }

  const apply = (other: Setup) =>
    greenroom.apply(settingsOf(discord, slack, { ...setup, ...other }))

  const nina = discord.user('nina')
  return { discord, slack, greenroom, nina, url, dir, stop, desk, conversation, reads, apply }
}

const AT_ONCE = { each: 'method', every: 0, burst: 100, atOnce: 8 } as const

function textOf(post: ReturnType<DeskPage['posts']>[number]): string {
  if (post.kind === 'line') return post.text
  const words = post.blocks.flatMap((block) => {
    if (block.kind === 'code') return [block.text]
    const lines = block.kind === 'list' ? block.items : [block.inlines]
    return lines.map((line) => line.map((inline) => ('text' in inline ? inline.text : '')).join(''))
  })
  return [...words, ...post.files.map(({ name }) => name)].join('\n')
}

function settingsOf(
  discord: FakeDiscord,
  slack: FakeSlack | null,
  { luna, contact, limits = '{}', demo = '' }: Setup,
) {
  const places = (channel: string) =>
    `[{chat: desk, channel: ${channel}}${slack ? ', {chat: slack, channel: support}' : ''}]`
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
discord:
  guild: "${discord.guildId}"
  roles: [{role: agents, as: agent}]
  ${contact === undefined ? '' : `contact: ${contact}`}
${slack ? 'slack: {}' : ''}
channels: [{id: support, name: support}, {id: luna, name: luna}]
agents:
  - {id: ben, name: Ben, email: ben@example.com}
inboxes:
  - id: demo
    name: Juno Vale
    places: ${places('support')}
    undo: {reply: 0s, first: 0s}
    doors:
      - channel: discord
        limits: ${limits}
    ${demo}
${
  luna
    ? `  - id: luna
    name: Luna
    places: [{chat: desk, channel: luna}]
    undo: {reply: 0s, first: 0s}
    doors: [{channel: discord}]`
    : ''
}
`,
  )
  if (!read.ok)
    throw new Error(read.problems.map(({ key, message }) => `${key} ${message}`).join('\n'))
  return read.settings
}
