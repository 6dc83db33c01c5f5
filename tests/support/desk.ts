import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { pino } from 'pino'
import { createDesk } from '../../src/adapters/desk/index.ts'
import type { Desk, DeskDeps } from '../../src/adapters/desk/index.ts'
import { openFiles } from '../../src/adapters/files.ts'
import { errorAnswers, nothingHere } from '../../src/adapters/http-errors.ts'
import { createLocalCoordination } from '../../src/adapters/local/index.ts'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { commands } from '../../src/commands/index.ts'
import type { Settings } from '../../src/config.ts'
import { settings as settingsSchema } from '../../src/config/schema.ts'
import type { Role } from '../../src/conversation/actor.ts'
import type { Conversation, Place } from '../../src/conversation/conversation.ts'
import type {
  AgentId,
  ConversationId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../src/conversation/ids.ts'
import type { Message } from '../../src/conversation/message.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Coordination, Database, Invite, Member, Post } from '../../src/ports.ts'
import { parseCommand } from '../../src/routing/interpret.ts'
import { openDeskPage } from './desk-page.ts'
import type { DeskPage } from './desk-page.ts'
import { recordingInbox } from './recording-inbox.ts'
import type { RecordingInbox } from './recording-inbox.ts'

export const NOON = Date.UTC(2026, 10, 20, 12)
export const SUPPORT: Place = { chat: 'desk', channel: 'support' }

export interface TestDesk {
  readonly desk: Desk
  readonly database: Database
  readonly coordination: Coordination
  readonly inbox: RecordingInbox
  readonly url: string
  readonly clock: { time: number; now(): number }
  readonly settings: { current: Settings }
  /** A member who is signed in, with their session's cookie. */
  member(name: string, role?: Role): Promise<{ readonly member: Member; readonly cookie: string }>
  /** That member's page, connected and greeted. */
  page(name: string, role?: Role): Promise<DeskPage>
  /** Another page of one who is signed in already. */
  pageOf(cookie: string, cursor?: number | null): Promise<DeskPage>
  /** A second process over the same database and coordination, once this one's desk has stopped. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A desk on a port of its own, over the real embedded store. */
export async function openTestDesk(changes: Partial<DeskDeps> = {}): Promise<TestDesk> {
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-desk-'))
  await layPages(join(dir, 'pages', 'desk'))
  const clock = { time: NOON, now: () => clock.time }
  const database = await openSqlite({ file: ':memory:', clock })
  const coordination = createLocalCoordination({ clock })
  const inbox = recordingInbox()
  const log = pino({ level: 'silent' })
  const settings = { current: exampleSettings() }
  const files = await openFiles({ dir, records: database.files, secret: 'secret', clock, log })

  let app = express()
  const server = createServer((request, response) => void app(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  const deps: DeskDeps = {
    settings: () => settings.current,
    database,
    coordination,
    clock,
    log,
    files,
    commands,
    parse: (text) => parseCommand(text, []),
    whereabouts: async () => [{ chat: 'slack', link: 'https://example.slack.com/archives/C1/p1' }],
    baseUrl: url,
    pages: join(dir, 'pages'),
    ...changes,
  }

  let desk = await launch()
  server.on('upgrade', (request, socket, head) => {
    if (!desk.upgrade(request, socket, head)) socket.destroy()
  })

  async function launch() {
    const made = createDesk(deps)
    app = express()
    app.use(made.routes, files.routes, nothingHere, errorAnswers(log))
    await made.start(inbox)
    return made
  }

  async function member(name: string, role: Role = 'agent') {
    const known = (await database.people.all()).find((one) => one.name === name)
    const one = known ?? aMember(name, role)
    await database.people.put(one)
    const link = await desk.enterLink(inviteFor(one, clock.now()))
    return { member: one, cookie: await enter(url, link) }
  }

  async function pageOf(cookie: string, cursor: number | null = null) {
    const page = await openDeskPage(url, cookie)
    page.send({ type: 'hello', cursor })
    await page.until('online')
    await page.settled()
    return page
  }

  return {
    get desk() {
      return desk
    },
    database,
    coordination,
    inbox,
    url,
    clock,
    settings,
    member,
    pageOf,
    page: async (name, role) => pageOf((await member(name, role)).cookie),
    async restart() {
      await desk.stop()
      desk = await launch()
    },
    async stop() {
      await desk.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export function aMember(name: string, role: Role = 'agent'): Member {
  const id = name.toLowerCase() as AgentId
  const since = { active: true, onDuty: true, createdAt: NOON }
  return { id, name, email: null, picture: null, role, teams: [], ...since }
}

export function inviteFor(member: Member | null, now: number): Invite {
  const role = member?.role ?? 'agent'
  return { role, teams: [], agent: member?.id ?? null, by: null, expiresAt: now + 60_000 }
}

/** What the build leaves behind, in small. */
async function layPages(dir: string) {
  await mkdir(join(dir, 'assets'), { recursive: true })
  await writeFile(join(dir, 'index.html'), '<title>The desk’s page</title>')
  await writeFile(join(dir, 'assets', 'desk-0a1b2c3d.js'), 'export {}')
}

/** Opens a one-time link and presses its button, as a browser does; gives back the cookie. */
export async function enter(url: string, link: string, name = ''): Promise<string> {
  const response = await postForm(url, '/desk/enter', { token: tokenOf(link), name })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`The link did not let in: ${response.status}`)
  return cookie
}

export async function postForm(
  url: string,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(new URL(path, url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: url, accept: 'text/html', ...headers },
    redirect: 'manual',
  })
}

export function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? ''
}

export function aConversation(id: string, changes: Partial<Conversation> = {}): Conversation {
  const conversation: Conversation = {
    id: id as ConversationId,
    number: 1001,
    inbox: 'demo' as InboxId,
    visitor: { id: 'nina' as VisitorId, name: 'Nina' },
    door: { channel: 'widget', address: 'nina' },
    places: [SUPPORT],
    team: null,
    priority: 'normal',
    tags: [],
    openedAt: NOON,
    version: 1,
    events: 1,
    messages: 0,
    replies: 0,
    joined: [],
    waitingSince: NOON,
    answered: null,
    firstReplyAt: null,
    delivered: 0,
    seen: 0,
    status: 'waiting',
  }
  // The changes are a whole of one status, as each test writes them.
  return { ...conversation, ...changes } as Conversation
}

export function aMessage(id: string, text: string, changes: Partial<Message> = {}): Message {
  return {
    id: id as MessageId,
    conversation: 'c1' as ConversationId,
    number: 1,
    kind: 'visitor',
    by: { kind: 'visitor', id: 'nina' as VisitorId, name: 'Nina' },
    at: NOON,
    content: textContent(text),
    version: 1,
    ...changes,
  }
}

export function asPost(message: Message): Post {
  const name = 'name' in message.by ? message.by.name : 'Greenroom'
  return { kind: 'message', message, by: { name, picture: null } }
}

export function aLine(id: string, text: string): Extract<Post, { kind: 'line' }> {
  return { kind: 'line', id, at: NOON, text, tone: 'info', for: [] }
}

function exampleSettings(): Settings {
  return settingsSchema.parse({
    name: 'Example desk',
    channels: [{ id: 'support', name: 'Support', purpose: 'Where visitors land' }],
    teams: [{ id: 'shop', name: 'Shop' }],
    inboxes: [
      {
        id: 'demo',
        name: 'Demo',
        doors: [{ channel: 'widget' }],
        places: [{ chat: 'desk', channel: 'support' }],
      },
    ],
  })
}
