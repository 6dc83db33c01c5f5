import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { openFiles } from '../../../src/adapters/files.ts'
import { createHttp } from '../../../src/adapters/http.ts'
import { createLocalCoordination } from '../../../src/adapters/local/index.ts'
import { createMetrics } from '../../../src/adapters/metrics.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { createWidget } from '../../../src/adapters/widget/index.ts'
import type { Limits } from '../../../src/adapters/widget/limits.ts'
import { parseSettings } from '../../../src/config/load.ts'
import type { Settings } from '../../../src/config.ts'
import type { AgentId, ConversationId, InboxId, VisitorId } from '../../../src/conversation/ids.ts'
import { plainText, textContent } from '../../../src/conversation/message.ts'
import type { Arrival, Signal, TeamChat, VisitorInbox } from '../../../src/ports.ts'
import { carry } from '../../../src/routing/carry.ts'
import { createDelivery } from '../../../src/routing/deliver.ts'
import { createRouter } from '../../../src/routing/router.ts'
import { createTeamInbox } from '../../../src/routing/team.ts'
import { knowingWhoWasTold } from '../../../src/routing/told.ts'
import { createVisitorInbox } from '../../../src/routing/visitors.ts'

export const SITE = 'https://shop.example'
export const IDENTITY_SECRET = 'the secret between the shop and us'

const DOOR = `
      - channel: widget
        origins: [${SITE}]
        identity_secret_env: SHOP_SECRET
        limits: {messages_per_minute: 600, burst: 100, files_per_minute: 600, new_conversations_per_hour_per_ip: 10000}`

/** Settings with two inboxes, `demo` and `other`; \`door\` stands in for the demo's doors, \`more\` are lines for it. */
export function settingsWith(door = DOOR, more: readonly string[] = []): Settings {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
channels: [{id: support, name: Support}]
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: desk, channel: support}]
    doors:${door}
${more.map((line) => `    ${line}\n`).join('')}
  - id: other
    name: Other
    places: [{chat: desk, channel: support}]
    doors: [{channel: widget}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

export type House = Awaited<ReturnType<typeof house>>

interface Setup {
  readonly settings?: Settings
  readonly limits?: Partial<Limits>
  /** Stands between the widget and the road. */
  readonly gate?: (road: VisitorInbox) => VisitorInbox
  readonly queuePlace?: () => Promise<number | null>
}

/** A server on a port of its own: the real widget, files, road and store; only the team's chat takes whatever it is given. */
export async function house({
  settings = settingsWith(),
  limits = {},
  gate = (road) => road,
  queuePlace = async () => null,
}: Setup = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-widget-'))
  const clock = { at: Date.UTC(2026, 10, 20, 9), now: () => clock.at }
  const now = { settings }
  const log = pino({ level: 'silent' })
  const database = await openSqlite({ file: ':memory:', clock })
  const { store, people, outbox, library, audit } = database
  const coordination = createLocalCoordination({ clock })
  const secret = 'an installation’s secret of enough length'
  const files = await openFiles({
    dir: join(dir, 'files'),
    records: database.files,
    secret,
    clock,
    log,
  })
  const widget = createWidget({
    settings: () => now.settings,
    baseUrl: 'https://chat.example',
    secretNamed: (name) => (name === 'SHOP_SECRET' ? IDENTITY_SECRET : null),
    database,
    files,
    coordination,
    clock,
    log,
    secret,
    limits,
    queuePlace,
  })

  const router = createRouter({
    store,
    clock,
    log,
    policy: () => ({ hold: { reply: 0, first: 0 } }),
    wake: (lanes) => delivery.wake(lanes),
  })
  const carrier = {
    store,
    people,
    teamChat: () => quietChat,
    channel: () => widget,
    signature: () => ({ brand: 'Juno Vale', face: null }),
    picture: () => null,
  }
  const delivery = createDelivery({
    outbox,
    clock,
    log,
    carry: (row) => carry(carrier, row),
    givenUp: () => Promise.resolve(),
  })
  const road = createVisitorInbox({
    router,
    store,
    clock,
    reopenWithin: () => 7 * 86_400_000,
    route: async () => ({
      route: {
        places: [{ chat: 'desk', channel: 'support' }],
        team: null,
        priority: 'normal',
        tags: [],
      },
      rule: null,
      why: [],
    }),
    teamChat: () => quietChat,
  })
  const team = createTeamInbox(
    {
      told: knowingWhoWasTold({ clock }),
      router,
      store,
      people,
      library,
      audit,
      clock,
      zone: () => 'UTC',
      inboxName: () => 'Shop',
      sure: () => 0.6,
      teams: () => [],
      labels: () => [],
      queueOf: () => null,
      routeAgain: async () => null,
      queuePlace: async () => null,
      staffing: { staff: async () => [], queued: async () => null },
      teamsOf: ({ teams }) => teams,
      teamsBy: async () => null,
      peopleChanged: () => undefined,
      chats: () => ['desk'],
      teamChat: () => undefined,
      placeIn: () => null,
      openAnew: async () => ({ ok: true, ref: '' }),
      typing: () => undefined,
    },
    'desk',
  )
  const heard = { arrivals: [] as Arrival[], signals: [] as Signal[] }
  const recorded: VisitorInbox = {
    arrived: (arrival) => (heard.arrivals.push(arrival), road.arrived(arrival)),
    signalled: (signal) => (heard.signals.push(signal), road.signalled(signal)),
  }
  await people.put({
    id: 'ana' as AgentId,
    name: 'Ana',
    email: null,
    picture: null,
    role: 'admin',
    teams: [],
    active: true,
    onDuty: true,
    createdAt: clock.at,
  })
  await delivery.start()
  await widget.start(gate(recorded))
  const http = createHttp({
    log,
    metrics: createMetrics(),
    check: () => database.check(),
    mounts: [{ routes: files.routes }, widget],
    pages: join(dir, 'pages'),
  })
  const { port } = await http.listen(0, '127.0.0.1')
  onTestFinished(async () => {
    http.drain()
    await widget.stop()
    await http.close(200)
    await delivery.stop()
    await database.close()
    rmSync(dir, { recursive: true, force: true })
  })

  let count = 0
  const fresh = (prefix = 'm') => `${prefix}-${String((count += 1)).padStart(18, '0')}`

  async function conversationOf(visitor: string) {
    const conversation = await store.current(visitor as VisitorId)
    if (!conversation) throw new Error('This visitor has no conversation.')
    return conversation
  }

  return {
    clock,
    database,
    coordination,
    files,
    widget,
    http,
    port,
    heard,
    fresh,
    delivery,
    /** The address of the demo inbox’s API. */
    api: `http://127.0.0.1:${port}/widget/v1/demo`,
    configure(next: Settings) {
      now.settings = next
    },
    conversationOf,
    /** Ana answers: she claims the conversation if need be. */
    async reply(visitor: string, words: string) {
      const { id } = await conversationOf(visitor)
      await team.command({ id: fresh('c'), by: ana, conversation: id, name: 'claim', args: {} })
      const answer = await team.message(said(id, words))
      if (!answer.ok) throw new Error(answer.refusal.sentence)
      await delivery.idle()
      return answer.message
    },
    /** What the visitor’s conversation holds, as text, in its order. */
    async texts(visitor: string): Promise<string[]> {
      const messages = await store.history((await conversationOf(visitor)).id, 1000)
      return messages.map(({ content }) => plainText(content))
    },
  }

  function said(conversation: ConversationId, words: string) {
    const content = textContent(words)
    return { id: fresh('t'), by: ana, conversation, content, intent: 'reply', ref: null } as const
  }
}

const ana = 'ana' as AgentId
export const DEMO = 'demo' as InboxId

const ok = (ref: string) => Promise.resolve({ ok: true, ref } as const)
const quietChat: TeamChat = {
  name: 'desk',
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  openThread: ({ id }) => ok(id),
  post: ok,
  amend: ok,
  refresh: ok,
}
