import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFiles, type Received, type Upload } from '../../../src/adapters/files.ts'
import { createHttp } from '../../../src/adapters/http.ts'
import { createMetrics } from '../../../src/adapters/metrics.ts'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { FileId, InboxId, VisitorId } from '../../../src/conversation/ids.ts'
import { GIF_AND_HTML, HTML, PDF, PNG, SVG } from './bytes.ts'

const HOUR = 3_600_000

async function shelf() {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-files-'))
  const clock = { at: Date.UTC(2026, 10, 20, 9), now: () => clock.at }
  const log = pino({ level: 'silent' })
  const database = await openSqlite({ file: ':memory:', clock })
  const files = await openFiles({
    dir,
    records: database.files,
    secret: 's'.repeat(32),
    clock,
    log,
  })
  const http = createHttp({
    log,
    metrics: createMetrics(),
    check: () => database.check(),
    mounts: [{ routes: files.routes }],
    pages: dir,
  })
  const { port } = await http.listen(0, '127.0.0.1')
  onTestFinished(async () => {
    await http.close(100)
    await database.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return {
    dir,
    clock,
    files,
    database,
    address: `http://127.0.0.1:${port}`,
    receive: (bytes: Buffer, given: Partial<Upload> = {}) =>
      files.receive(Readable.from([bytes]), upload(given)),
    get: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init),
    left: () => readdirSync(join(dir, 'incoming')),
  }
}

function upload(given: Partial<Upload>): Upload {
  return {
    name: 'photo.png',
    inbox: 'demo' as InboxId,
    by: { kind: 'visitor', id: 'nina' as VisitorId, name: 'Nina' },
    limits: { maxBytes: 1_000_000, types: ['image/*', 'application/pdf', 'text/plain'] },
    ...given,
  }
}

function kept(received: Received) {
  if (!received.ok) throw new Error(received.sentence)
  return received.file
}

describe('a file that comes in', () => {
  it('is kept byte for byte, with what it is', async () => {
    const { receive, files, get, database, left } = await shelf()
    const file = kept(await receive(PNG))
    expect(file).toMatchObject({
      name: 'photo.png',
      type: 'image/png',
      size: PNG.length,
      width: 1,
      height: 1,
      sha256: createHash('sha256').update(PNG).digest('hex'),
    })
    expect(await database.files.get(file.id)).toEqual(file)
    const served = await get(files.url(file, HOUR))
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true)
    expect(left()).toEqual([])
  })

  it.each([
    [
      'a page that calls itself a picture',
      HTML,
      ['image/*'],
      'This file is, by its content, text/plain. Taken here: pictures.',
    ],
    [
      'a drawing with scripts in it',
      SVG,
      ['image/*'],
      /^This file is, by its content, (text\/plain|application\/xml|image\/svg\+xml)\. Taken here: pictures\.$/,
    ],
    [
      'a program',
      Buffer.from('MZ'.padEnd(400, '\0')),
      ['image/*', 'application/pdf'],
      /Taken here: pictures, PDF\.$/,
    ],
    [
      'noise',
      Buffer.from([0, 1, 2, 3, 255, 254]),
      ['text/plain'],
      'This file is, by its content, of a kind that is not known. Taken here: plain text.',
    ],
    ['text in no known encoding', Buffer.from([0x41, 0xff, 0x42]), ['text/plain'], /not known/],
    ['anything, where nothing is', PNG, [], 'Files are not taken here.'],
  ])('is refused when it is %s', async (_what, bytes, types, sentence) => {
    const { receive, left } = await shelf()
    const received = await receive(bytes, { limits: { maxBytes: 1_000_000, types } })
    expect(received).toMatchObject({ ok: false, status: 415 })
    expect(!received.ok && received.sentence).toMatch(sentence)
    expect(left()).toEqual([])
  })

  it('is cut off as soon as it is too large, and leaves nothing behind', async () => {
    const { files, left } = await shelf()
    let given = 0
    async function* endless() {
      for (;;) {
        given += 1
        yield Buffer.alloc(64 * 1024)
        await Promise.resolve()
      }
    }
    const stream = Readable.from(endless())
    const received = await files.receive(
      stream,
      upload({ limits: { maxBytes: 1024 * 1024, types: ['image/*'] } }),
    )
    expect(received).toEqual({
      ok: false,
      status: 413,
      sentence: 'The file is larger than 1 MB, the most that is taken here.',
    })
    expect(given).toBeLessThan(40)
    expect(left()).toEqual([])
  })

  it('is refused when it is empty, or breaks off', async () => {
    const { receive, files, left } = await shelf()
    expect(await receive(Buffer.alloc(0))).toMatchObject({
      status: 400,
      sentence: 'The file is empty.',
    })
    const broken = new Readable({ read: () => undefined })
    const receiving = files.receive(broken, upload({}))
    broken.push(PNG)
    broken.destroy(new Error('gone'))
    expect(await receiving).toMatchObject({
      status: 400,
      sentence: 'The upload was cut off before its end. Send the file again.',
    })
    expect(left()).toEqual([])
  })

  it('is refused for now when the disk does not take it', async () => {
    const { receive, dir } = await shelf()
    rmSync(join(dir, 'incoming'), { recursive: true })
    writeFileSync(join(dir, 'incoming'), 'in the way')
    expect(await receive(PNG)).toMatchObject({
      status: 503,
      sentence: 'Files cannot be stored at the moment. Try again in a few minutes.',
    })
  })

  it('may be text, under a name that no system would run', async () => {
    const { receive } = await shelf()
    const text = Buffer.from('@echo off\nこんにちは')
    expect(kept(await receive(text, { name: 'run.bat' }))).toMatchObject({
      type: 'text/plain',
      name: 'run.bat.txt',
    })
    expect(kept(await receive(text, { name: 'table.csv' })).name).toBe('table.csv')
    expect(kept(await receive(HTML, { name: 'page.html' })).name).toBe('page.html.txt')
  })

  it('can only be found by who may use it', async () => {
    const { receive, files } = await shelf()
    const file = kept(await receive(PNG))
    expect(await files.find([file.id, file.id], () => true)).toEqual([
      { id: file.id, name: 'photo.png', type: 'image/png', size: PNG.length, width: 1, height: 1 },
    ])
    expect(await files.find([file.id], () => false)).toBeNull()
    expect(await files.find([file.id, 'no-such-file'], () => true)).toBeNull()
  })
})

describe('a file that goes out', () => {
  it('is shown in place when it is a picture, and downloaded when it is anything else', async () => {
    const { receive, files, get } = await shelf()
    const dispositionOf = async (bytes: Buffer, name: string) => {
      const response = await get(files.url(kept(await receive(bytes, { name })), HOUR))
      await response.arrayBuffer()
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'cross-origin',
      })
      return [
        response.headers.get('content-type'),
        response.headers.get('content-disposition')?.split(';')[0],
      ]
    }
    expect(await dispositionOf(PNG, 'a.png')).toEqual(['image/png', 'inline'])
    expect(await dispositionOf(GIF_AND_HTML, 'a.html')).toEqual(['image/gif', 'inline'])
    expect(await dispositionOf(PDF, 'a.pdf')).toEqual(['application/pdf', 'attachment'])
    expect(await dispositionOf(HTML, 'a.png')).toEqual(['text/plain; charset=utf-8', 'attachment'])
  })

  it('comes in parts to who asks for parts', async () => {
    const { receive, files, get } = await shelf()
    const url = files.url(kept(await receive(PNG)), HOUR)
    const part = await get(url, { headers: { range: 'bytes=1-3' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-3/${PNG.length}`,
      'PNG',
    ])
    const beyond = await get(url, { headers: { range: 'bytes=9999-' } })
    expect(beyond.status).toBe(416)
  })

  it('may be kept by the reader’s own cache while its address is good, and has one address for an hour', async () => {
    const { receive, files, get, clock } = await shelf()
    const file = kept(await receive(PNG))
    const url = files.url(file, 2 * HOUR)
    clock.at += 1_000
    const response = await get(url)
    expect(response.headers.get('cache-control')).toBe('private, max-age=7199, immutable')
    const next = files.url(file, 2 * HOUR)
    expect(files.url(file, 2 * HOUR + HOUR / 2)).toBe(next)
  })

  it('has an address that expires', async () => {
    const { receive, files, get, clock } = await shelf()
    const url = files.url(kept(await receive(PNG)), HOUR)
    clock.at += HOUR - 1
    expect((await get(url)).status).toBe(200)
    clock.at += HOUR + 1
    const late = await get(url)
    expect(late.status).toBe(410)
    expect(await late.json()).toEqual({
      error: 'This link to the file has expired. Open the chat again for a new one.',
    })
    const page = await get(url, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<p>This link to the file has expired.')
  })

  it('has an address that nobody can make up or change', async () => {
    const { receive, files, get } = await shelf()
    const [mine, theirs] = [kept(await receive(PNG)), kept(await receive(PNG))]
    const url = new URL(files.url(mine, HOUR), 'http://x')
    const [e, s] = [url.searchParams.get('e') ?? '', url.searchParams.get('s') ?? '']
    const bent = [
      `/files/${theirs.id}?e=${e}&s=${s}`,
      `/files/${mine.id}?e=${Number(e) + 3600}&s=${s}`,
      `/files/${mine.id}?e=${e}&s=${s.slice(1)}`,
      `/files/${mine.id}?e=${e}&s=`,
      `/files/${mine.id}`,
      `/files/${mine.id}?e=${e}&e=${e}&s=${s}`,
      `/files/..%2f..%2fetc%2fpasswd?e=${e}&s=${s}`,
    ]
    for (const path of bent) expect((await get(path)).status).toBe(403)
    expect((await get(`/files/%E0%A4%A?e=${e}&s=${s}`)).status).toBe(400)
  })

  it('says so when it is not kept any more', async () => {
    const { receive, files, get, dir } = await shelf()
    const file = kept(await receive(PNG))
    rmSync(join(dir, file.id.slice(0, 2), file.id))
    const response = await get(files.url(file, HOUR))
    expect([response.status, response.headers.get('content-disposition')]).toEqual([404, null])
    expect(await response.json()).toEqual({ error: 'This file is not kept any more.' })
    const never = { ...file, id: '00000000-0000-4000-8000-000000000000' as FileId }
    expect((await get(files.url(never, HOUR))).status).toBe(404)
  })

  it('stops going out, without harm, when its reader leaves', async () => {
    const { receive, files, address, get } = await shelf()
    const big = Buffer.concat([PNG, Buffer.alloc(900_000, 7)])
    const url = files.url(kept(await receive(big)), HOUR)
    await new Promise<void>((resolve) => {
      const asking = request(address + url, (response) => {
        response.once('data', () => {
          response.destroy()
          resolve()
        })
      })
      asking.end()
    })
    expect((await get(url)).status).toBe(200)
  })
})

describe('the folder of files', () => {
  it('is swept of what an earlier run left half-way, but not of what may still be growing', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'greenroom-files-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    mkdirSync(join(dir, 'incoming'))
    for (const name of ['old', 'new']) writeFileSync(join(dir, 'incoming', name), 'half')
    const mtimeMs = Math.floor(statSync(join(dir, 'incoming', 'new')).mtimeMs)
    utimesSync(
      join(dir, 'incoming', 'old'),
      new Date(mtimeMs - 25 * HOUR),
      new Date(mtimeMs - 25 * HOUR),
    )
    const clock = { now: () => mtimeMs }
    const database = await openSqlite({ file: ':memory:', clock })
    onTestFinished(() => database.close())
    const log = pino({ level: 'silent' })
    await openFiles({ dir, records: database.files, secret: 's', clock, log })
    expect(readdirSync(join(dir, 'incoming'))).toEqual(['new'])
  })
})
