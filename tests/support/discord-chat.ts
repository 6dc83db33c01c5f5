import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createDiscord } from '../../src/adapters/discord/index.ts'
import { createLocalCoordination } from '../../src/adapters/local/index.ts'
import type { DiscordDeps } from '../../src/adapters/discord/index.ts'
import { parseThread } from '../../src/adapters/discord/refs.ts'
import { openFiles } from '../../src/adapters/files.ts'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { commands } from '../../src/commands/index.ts'
import { settings as schema } from '../../src/config/schema.ts'
import { CHOICES } from './example-labels.ts'
import type { Ref, TeamChat } from '../../src/ports.ts'
import { interpret, parseCommand } from '../../src/routing/interpret.ts'
import { aMember } from './desk.ts'
import { startFakeDiscord } from './discord/fake-discord.ts'
import { NO_LIMITS } from './discord/limits.ts'
import type { FakeDiscordOptions } from './discord/options.ts'
import { linkedChat } from './linked-chat.ts'
import { recordingInbox } from './recording-inbox.ts'

export type DiscordChat = Awaited<ReturnType<typeof openDiscordChat>>

interface Setup {
  /** Which channel of the fake's small server: the forum `inbox`, the text channel `support`, the category `Desk`. */
  readonly channel?: string
  readonly webhooks?: boolean
  readonly fake?: FakeDiscordOptions
  readonly trouble?: NonNullable<DiscordDeps['trouble']>
}

/** Discord as a team chat, over the real embedded store and a Discord that behaves; threads and posts are linked. */
export async function openDiscordChat({ channel = 'inbox', webhooks, ...setup }: Setup = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-discord-'))
  const clock = { now: Date.now }
  const log = pino({ level: 'silent' })
  const database = await openSqlite({ file: ':memory:', clock })
  const discord = await startFakeDiscord({ limits: NO_LIMITS, ...setup.fake })
  const inbox = recordingInbox()
  const files = await openFiles({ dir, records: database.files, secret: 's', clock, log })
  await database.people.put(aMember('Ben'))
  await database.people.put({ ...aMember('Cleo', 'supervisor'), active: false })
  const place = { chat: 'discord', channel }
  const taxonomy = { labels: [...CHOICES.intents, ...CHOICES.departments] }
  const parsed = schema.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    discord: { guild: discord.guildId, roles: [] },
    agents: ['ben', 'cleo'].map((id) => ({
      id,
      name: id === 'ben' ? 'Ben' : 'Cleo',
      discord: discord.user(id).id,
    })),
    inboxes: [
      {
        id: 'demo',
        name: 'Demo',
        doors: [{ channel: 'widget' }],
        places: [{ ...place, ...(webhooks ? { webhooks } : {}) }],
      },
    ],
  })
  const settings = { ...parsed, taxonomy }

  async function open(): Promise<TeamChat> {
    const chat = createDiscord({
      settings: () => settings,
      database,
      coordination: createLocalCoordination({ clock }),
      clock,
      log,
      files,
      commands,
      interpret: (line) => interpret(line, []),
      parse: (line) => parseCommand(line, []),
      whereabouts: async () => [{ chat: 'desk', link: 'https://desk.example.com/desk/#1001' }],
      peopleChanged: () => undefined,
      baseUrl: 'http://127.0.0.1:3000',
      secrets: { botToken: discord.botToken, apiUrl: discord.apiUrl, pace: 100 },
      settle: 10,
      ...(setup.trouble ? { trouble: setup.trouble } : {}),
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
    discord,
    inbox,
    database,
    files,
    place,
    channel: () => discord.channel(channel),
    /** The post, thread or channel that messages go to. */
    thread: (ref: Ref) => discord.channel({ id: parseThread(ref)?.channel ?? '' }),
    card(ref: Ref) {
      const { cardIn = '', card = '' } = parseThread(ref) ?? {}
      return discord.channel({ id: cardIn }).message(card)
    },
    /** What stands in it but for the card and what Discord writes itself. */
    posts(ref: Ref) {
      const { channel: id = '', card = '' } = parseThread(ref) ?? {}
      const { holds } = discord.channel({ id })
      return holds.filter((one) => one.id !== card && [0, 19].includes(one.type))
    },
    async stop() {
      await chat.stop()
      await discord.stop()
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
