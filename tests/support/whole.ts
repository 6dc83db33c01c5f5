import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config.ts'
import type { Role } from '../../src/conversation/actor.ts'
import type { AgentId } from '../../src/conversation/ids.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import { enter } from './desk.ts'
import { openDeskPage } from './desk-page.ts'
import { seated } from './a-sorter.ts'
import type { SortingSetup } from './a-sorter.ts'
import { freePort } from './free-port.ts'
import type { DeskPage } from './desk-page.ts'

interface Setup {
  /** How long replies are held. */
  readonly undo?: string
  /** The folder of a former house, to move in again. */
  readonly data?: string
  /** The folder of the built pages, for tests that look at them. */
  readonly pages?: string
  /** One more line of the demo inbox’s settings. */
  readonly demo?: string
  /** By what labels and rules conversations are sorted, and by whom. */
  readonly sorting?: SortingSetup
  /** Its clock; the machine’s if left out. */
  readonly now?: () => number
}

export type Whole = Awaited<ReturnType<typeof whole>>

/** All of Greenroom, as it runs, on a port of its own, with a clock that runs. */
export async function whole({
  undo = '0s',
  data,
  pages = 'dist/web',
  demo = '',
  sorting,
  now = Date.now,
}: Setup = {}) {
  const dir = data ?? mkdtempSync(join(tmpdir(), 'greenroom-whole-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
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
      secretNamed: (name) => (name === 'DEMO_SECRET' ? IDENTITY_SECRET : null),
    },
    settings: wholeSettings(undo, demo, sorting),
    classifiers: seated(sorting?.classifiers ?? []),
    learnAfter: 50,
    clock: { now },
    log: pino({ level: 'silent' }),
    pages,
  })
  let open = true
  async function stop() {
    if (!open) return
    open = false
    await greenroom.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (!data) rmSync(dir, { recursive: true, force: true })
  })

  let count = 0
  const fresh = (prefix = 'm') => `${prefix}-${String((count += 1)).padStart(18, '0')}`
  let owner: DeskPage | null = null

  /** The first administrator's page. */
  async function admin(): Promise<DeskPage> {
    owner ??= await greeted(
      url,
      await enter(url, new URL(await greenroom.signInLink(), url).href, 'Ana'),
    )
    return owner
  }

  /** A page of the desk for a new member of this role. */
  async function sits(
    name: string,
    role: Role = 'agent',
  ): Promise<DeskPage & { readonly me: AgentId }> {
    const inviter = await admin()
    const done = await inviter.ask({ type: 'invite', id: fresh('i'), role })
    if (!done.ok || !done.link) throw new Error('No invitation was made.')
    const page = await greeted(url, await enter(url, new URL(done.link, url).href, name))
    const world = await page.until('world')
    return { ...page, me: world.me.id as AgentId }
  }

  return { greenroom, port, url, dir, api: `${url}/widget/v1/demo`, fresh, admin, sits, stop }
}

async function greeted(url: string, cookie: string): Promise<DeskPage> {
  const page = await openDeskPage(url, cookie)
  page.send({ type: 'hello', cursor: null })
  await page.until('world')
  await page.settled()
  return page
}

export const IDENTITY_SECRET = 'a secret between the site and us'

/** A demo inbox and another, replies held for `undo`. */
function wholeSettings(undo: string, demo: string, sorting?: SortingSetup): Settings {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
teams: [{id: support, name: Support}, {id: billing, name: Billing}]
routes: ${sorting?.routes ?? '[]'}
channels: [{id: support, name: support}, {id: shop, name: shop}]
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: desk, channel: support}]
    team: support
    undo: {reply: ${undo}, first: ${undo}}
    doors:
      - channel: widget
        origins: ['https://shop.example']
        identity_secret_env: DEMO_SECRET
        limits: {messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10000}
    canned: [{name: hello, text: Hello there!}]
    ${demo}
  - id: other
    name: Other
    places: [{chat: desk, channel: shop}]
    doors: [{channel: widget}]
`,
    undefined,
    { file: 'taxonomy.yaml', text: sorting?.taxonomy ?? null },
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}
