import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Called } from '../../../src/adapters/discord/gateway.ts'
import { takeFiles } from '../../../src/adapters/discord/taking-files.ts'
import { openFiles } from '../../../src/adapters/files.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { settings as schema } from '../../../src/config/schema.ts'
import type { ConversationId } from '../../../src/conversation/ids.ts'
import { aConversation, aMember } from '../../support/desk.ts'
import { discordWorld } from './discord-world.ts'

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n')
const CLOCK = { now: Date.now }

const world = discordWorld()

/** Greenroom’s side, and a Discord with a file that Ana uploaded. */
async function uploaded(name = 'label.pdf', content: Buffer = PDF) {
  const discord = await world.discord()
  const rest = world.rest(discord)
  const said = await discord.user('ana').uploads('support', { name, content })
  const [url = ''] = said.fileUrls
  const id = /attachments\/\d+\/(\d+)/.exec(url)?.[1] ?? ''
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-discord-files-'))
  const database = await openSqlite({ file: ':memory:', clock: CLOCK })
  const log = pino({ level: 'silent' })
  const files = await openFiles({ dir, records: database.files, secret: 's', clock: CLOCK, log })
  onTestFinished(async () => {
    await database.close()
    await rm(dir, { recursive: true, force: true })
  })
  const settings = schema.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    inboxes: [
      {
        id: 'demo',
        name: 'Demo',
        doors: [{ channel: 'widget' }],
        places: [{ chat: 'desk', channel: 'support' }],
        files: { max_bytes: '1KB', types: ['application/pdf'] },
      },
    ],
  })
  let looks = 0
  const taking = takeFiles({
    settings: () => settings,
    store: { load: async () => ({ ...aConversation('c1'), inbox: 'demo' as never }) },
    files,
    gateway: {
      async call({ route }): Promise<Called> {
        looks += 1
        return { ok: true, data: await rest.get(route) }
      },
    },
    apiUrl: discord.apiUrl,
  })
  const take = (given: { readonly url?: string; readonly size?: number } = {}) => {
    const file = { id, filename: name, url, size: content.length, content_type: null, ...given }
    return taking([{ file, on: said }], aMember('Ben'), 'c1' as ConversationId)
  }
  return { discord, take, url, said, looks: () => looks }
}

describe('a file of an agent’s', () => {
  it('is fetched and kept', async () => {
    const { take, looks } = await uploaded()
    const taken = await take()
    expect(taken).toMatchObject({ files: [{ name: 'label.pdf', size: PDF.length }], sentences: [] })
    expect(JSON.stringify(taken)).not.toContain('http')
    expect(looks()).toBe(0)
  })

  it('is had by its message’s new address when the old one has ended', async () => {
    const { take, url, looks } = await uploaded()
    const ended = url.replace(/ex=\w+/, 'ex=1')
    expect(await take({ url: ended })).toMatchObject({ files: [{ name: 'label.pdf' }] })
    expect(looks()).toBe(1)
  })

  it('is not fetched when it is too large, and left out when it is larger than Discord said', async () => {
    const { take } = await uploaded('label.pdf', Buffer.concat([PDF, Buffer.alloc(5_000)]))
    expect((await take()).sentences[0]).toMatch(/label\.pdf was left out\. .*larger than/)
    expect((await take({ size: 10 })).sentences[0]).toMatch(/larger than/)
  })

  it('is left out when it is of another kind', async () => {
    const { take } = await uploaded('setup.exe', Buffer.from('4d5a90000300', 'hex'))
    expect((await take()).sentences[0]).toMatch(/Taken here: /)
  })

  it.each([
    'https://cdn.discordapp.com.evil.example/attachments/1/2/label.pdf',
    'http://cdn.discordapp.com/attachments/1/2/label.pdf',
    'https://discord.com/attachments/1/2/label.pdf',
    'http://127.0.0.1:9/label.pdf',
    'file:///etc/passwd',
  ])('is not fetched from %s', async (url) => {
    const { take } = await uploaded()
    expect((await take({ url })).sentences).toEqual([
      'label.pdf was left out. Discord does not hand it out.',
    ])
  })

  it('is tried again when it breaks off, and given up in the end', async () => {
    const { take, discord } = await uploaded()
    discord.weather.brings({ route: 'file.download', times: 'always', does: { kind: 'fail' } })
    for (let tries = 1; tries < 6; tries += 1) await expect(take()).rejects.toThrow(Error)
    expect((await take()).sentences).toEqual([
      'label.pdf was left out. Discord did not hand it out. Upload it again.',
    ])
  })
})
