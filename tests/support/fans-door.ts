import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createDiscord } from '../../src/adapters/discord/index.ts'
import { openFiles } from '../../src/adapters/files.ts'
import { createLocalCoordination } from '../../src/adapters/local/index.ts'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { settings as schema } from '../../src/config/schema.ts'
import type { InboxId } from '../../src/conversation/ids.ts'
import { createRouter } from '../../src/routing/router.ts'
import { createVisitorInbox } from '../../src/routing/visitors.ts'
import { startFakeDiscord } from './discord/fake-discord.ts'
import { NO_LIMITS } from './discord/limits.ts'
import { recordingInbox } from './recording-inbox.ts'

/** Discord’s door by itself, over the real road and store; nothing goes out but by its own methods. */
export async function fansDoor() {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-fans-door-'))
  const clock = { now: Date.now }
  const log = pino({ level: 'silent' })
  const database = await openSqlite({ file: ':memory:', clock })
  const discord = await startFakeDiscord({ limits: NO_LIMITS })
  const { store } = database
  const settings = schema.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    discord: { guild: discord.guildId },
    inboxes: [
      {
        id: 'demo',
        name: 'Juno Vale',
        doors: [{ channel: 'discord' }],
        places: [{ chat: 'desk', channel: 'support' }],
      },
    ],
  })
  const chat = createDiscord({
    settings: () => settings,
    database,
    coordination: createLocalCoordination({ clock }),
    clock,
    log,
    files: await openFiles({ dir, records: database.files, secret: 's', clock, log }),
    commands: [],
    interpret: (text) => ({ kind: 'text', text }),
    parse: () => ({ ok: false, sentence: '' }),
    whereabouts: async () => [],
    peopleChanged: () => undefined,
    baseUrl: 'http://127.0.0.1:3000',
    secrets: { botToken: discord.botToken, apiUrl: discord.apiUrl, pace: 100 },
  })
  const router = createRouter({
    store,
    clock,
    log,
    policy: () => ({ hold: { reply: 0, first: 0 } }),
    wake: () => undefined,
  })
  const road = createVisitorInbox({
    router,
    store,
    clock,
    reopenWithin: () => 0,
    route: async () => ({
      route: { places: [], team: null, priority: 'normal', tags: [] },
      rule: null,
      why: [],
    }),
    teamChat: () => undefined,
  })
  await chat.door.start(road)
  await chat.start(recordingInbox())
  onTestFinished(async () => {
    await chat.stop()
    await discord.stop()
    await database.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const demo = 'demo' as InboxId
  return { discord, database, door: chat.door, demo, nina: discord.user('nina') }
}
