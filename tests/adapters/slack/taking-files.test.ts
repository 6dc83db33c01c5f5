import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openFiles } from '../../../src/adapters/files.ts'
import type { Called, Gateway } from '../../../src/adapters/slack/gateway.ts'
import type { SlackFile } from '../../../src/adapters/slack/payloads.ts'
import { takeFiles } from '../../../src/adapters/slack/taking-files.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import { settings as schema } from '../../../src/config/schema.ts'
import type { ConversationId } from '../../../src/conversation/ids.ts'
import { aConversation, aMember } from '../../support/desk.ts'

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n')
const PAGE = '<!DOCTYPE html><html><body>Sign in</body></html>'
const CLOCK = { now: Date.now }

interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body?: string | Buffer
  readonly to?: string
  readonly cut?: boolean
}

/** Greenroom's side, and a server that hands out files as it is told. */
let answers: Answer[]
let asked: { readonly path: string; readonly token: string | undefined }[]
let infos: Called[]
let take: (file: Partial<SlackFile>) => ReturnType<ReturnType<typeof takeFiles>>
let apiUrl: string

beforeEach(async () => {
  answers = []
  asked = []
  infos = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', token: request.headers.authorization })
    const { status = 200, type = 'application/pdf', body = PDF, to, cut } = answers.shift() ?? {}
    const length = Buffer.byteLength(body) + (cut ? 10 : 0)
    const headers = { 'content-type': type, 'content-length': length }
    response.writeHead(status, to === undefined ? headers : { ...headers, location: to })
    if (!cut) return response.end(body)
    response.write(body)
    setImmediate(() => response.destroy())
    return response
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  apiUrl = `http://127.0.0.1:${port}/api/`
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-slack-files-'))
  const database = await openSqlite({ file: ':memory:', clock: CLOCK })
  const log = pino({ level: 'silent' })
  const files = await openFiles({ dir, records: database.files, secret: 's', clock: CLOCK, log })
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await database.close()
    await rm(dir, { recursive: true, force: true })
  })
  const settings = schema.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    slack: {},
    inboxes: [
      {
        id: 'demo',
        name: 'Demo',
        doors: [{ channel: 'widget' }],
        places: [{ chat: 'slack', channel: 'support' }],
        files: { max_bytes: '1KB', types: ['application/pdf'] },
      },
    ],
  })
  const gateway: Pick<Gateway, 'call'> = {
    call: async () => infos.shift() ?? { ok: false, failure: { error: 'file_not_found' } },
  }
  const taking = takeFiles({
    settings: () => settings,
    store: { load: async () => ({ ...aConversation('c1'), inbox: 'demo' as never }) },
    files,
    gateway,
    token: 'xoxb-secret',
    apiUrl,
  })
  take = (file) => taking([{ ...label(), ...file }], aMember('Ben'), 'c1' as ConversationId)
})

function label() {
  return {
    id: 'F1',
    name: 'label.pdf',
    mimetype: 'application/pdf',
    size: PDF.length,
    mode: 'hosted',
    url_private: new URL('/label.pdf', apiUrl).href,
  }
}

async function sentence(file: Partial<SlackFile>): Promise<string | undefined> {
  const taken = await take(file)
  expect(taken.files).toEqual([])
  return taken.sentences[0]
}

describe('a file of an agent’s', () => {
  it('is fetched with the token and kept', async () => {
    const taken = await take({})
    expect(taken).toMatchObject({ files: [{ name: 'label.pdf', size: PDF.length }], sentences: [] })
    expect(asked).toEqual([{ path: '/label.pdf', token: 'Bearer xoxb-secret' }])
  })

  it('is kept once, though its message is taken up again', async () => {
    const [first, second] = [await take({}), await take({})]
    expect(second.files).toEqual(first.files)
    expect(asked).toHaveLength(1)
  })

  it('is asked for by its id where it comes from another workspace', async () => {
    infos = [{ ok: true, data: { file: label() } }]
    const { name: _, mimetype: __, size: ___, url_private: ____, ...bare } = label()
    const taken = await take({ ...bare, mode: 'file_access', file_access: 'check_file_info' })
    expect(taken.files).toMatchObject([{ name: 'label.pdf' }])
  })

  it('is not fetched when it is too large', async () => {
    expect(await sentence({ size: 5_000_000 })).toMatch(/label\.pdf was left out\. .*larger than/)
    expect(asked).toEqual([])
  })

  it('is left out when it is larger than Slack said, or of another kind', async () => {
    answers = [{ body: Buffer.concat([PDF, Buffer.alloc(5_000)]) }]
    expect(await sentence({})).toMatch(/larger than/)
    answers = [{ body: Buffer.from('4d5a90000300', 'hex') }]
    expect(await sentence({})).toMatch(/Taken here: /)
  })

  it.each([
    ['was deleted', { mode: 'tombstone' }, 'It was deleted.'],
    ['is kept elsewhere', { mode: 'external' }, 'send a link'],
    [
      'lies at an address that is not Slack’s',
      { url_private: 'https://slack.com.evil.example/f' },
      'not hand it out',
    ],
    [
      'lies at an address without a lock',
      { url_private: 'http://files.slack.com/f' },
      'not hand it out',
    ],
  ])('is left out when it %s, and nobody is shown the token', async (_, file, why) => {
    expect(await sentence(file)).toContain(why)
    expect(asked).toEqual([])
  })
})

describe('a file that cannot be had yet', () => {
  it.each<[string, Answer]>([
    ['is answered with the page to sign in at', { type: 'text/html; charset=utf-8', body: PAGE }],
    ['leads somewhere else', { status: 302, to: 'https://elsewhere.example/f' }],
    ['is not found', { status: 404 }],
    ['breaks off', { cut: true }],
  ])('is tried again when it %s', async (_, answer) => {
    answers = [answer]
    await expect(take({})).rejects.toThrow(Error)
    expect((await take({})).files).toMatchObject([{ name: 'label.pdf' }])
  })

  it('is not taken for a page that was uploaded', async () => {
    answers = [{ type: 'text/html', body: PAGE }]
    await expect(take({ mimetype: 'text/html', size: 99 })).rejects.toThrow('did not hand out')
  })

  it('is given up after some tries, so that its words go out without it', async () => {
    answers = Array.from({ length: 9 }, () => ({ type: 'text/html', body: PAGE }))
    for (let tries = 1; tries < 6; tries += 1) await expect(take({})).rejects.toThrow(Error)
    expect(await sentence({})).toBe(
      'label.pdf was left out. Slack did not hand it out. Upload it again.',
    )
  })
})
