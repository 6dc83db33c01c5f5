import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openFiles } from '../../src/adapters/files.ts'
import { createSlack } from '../../src/adapters/slack/index.ts'
import type { Rate } from '../../src/adapters/slack/rates.ts'
import { parseThread } from '../../src/adapters/slack/refs.ts'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { commands } from '../../src/commands/index.ts'
import { settings as schema } from '../../src/config/schema.ts'
import { CHOICES } from './example-labels.ts'
import type { Ref, TeamChat } from '../../src/ports.ts'
import { interpret, parseCommand } from '../../src/routing/interpret.ts'
import { aMember } from './desk.ts'
import { linkedChat } from './linked-chat.ts'
import { recordingInbox } from './recording-inbox.ts'
import { startFakeSlack } from './slack/fake-slack.ts'
import { NO_LIMITS } from './slack/limits.ts'

/** The channel, which has a stranger in it too. */
export const PARTNERS = { chat: 'slack', channel: 'partners' } as const

export type SlackChat = Awaited<ReturnType<typeof openSlackChat>>

/** Slack as a team chat, over the real embedded store and a Slack that behaves; threads and posts are linked. */
export async function openSlackChat({ rate = atOnce }: { readonly rate?: () => Rate } = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-slack-'))
  const clock = { now: Date.now }
  const log = pino({ level: 'silent' })
  const database = await openSqlite({ file: ':memory:', clock })
  const slack = await startFakeSlack({ limits: NO_LIMITS })
  const inbox = recordingInbox()
  const files = await openFiles({ dir, records: database.files, secret: 's', clock, log })
  await database.people.put({ ...aMember('Ben'), email: 'ben@example.com' })
  await database.people.put({ ...aMember('Cleo'), email: 'cleo@example.com', active: false })
  const taxonomy = { labels: [...CHOICES.intents, ...CHOICES.departments] }
  const parsed = schema.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    slack: {},
    inboxes: [{ id: 'demo', name: 'Demo', doors: [{ channel: 'widget' }], places: [PARTNERS] }],
  })
  const settings = { ...parsed, taxonomy }
  const { botToken, appToken, apiUrl } = slack

  async function open(): Promise<TeamChat> {
    const chat = createSlack({
      settings: () => settings,
      database,
      clock,
      log,
      files,
      commands,
      interpret: (line) => interpret(line, []),
      parse: (line) => parseCommand(line, []),
      whereabouts: async () => [{ chat: 'desk', link: 'http://127.0.0.1:3000/desk/#1001' }],
      peopleChanged: () => undefined,
      baseUrl: 'http://127.0.0.1:3000',
      secrets: { mode: 'socket', botToken, appToken, apiUrl, pace: 1 },
      settle: 10,
      patience: 500,
      rate,
    })
    await chat.start(inbox)
    return linkedChat(chat, database)
  }

  let chat = await open()
  return {
    get chat() {
      return chat
    },
    /** Another process in its place. */
    async restart() {
      await chat.stop()
      chat = await open()
    },
    slack,
    inbox,
    database,
    files,
    channel: () => slack.channel(PARTNERS.channel),
    thread(ref: Ref) {
      const { channel: id = '', ts = '' } = parseThread(ref) ?? {}
      const support = slack.channel('support')
      return (support.id === id ? support : slack.channel(PARTNERS.channel)).thread(ts)
    },
    async stop() {
      await chat.stop()
      await slack.stop()
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function atOnce(): Rate {
  return { each: 'method', every: 0, burst: 100, atOnce: 8 }
}
