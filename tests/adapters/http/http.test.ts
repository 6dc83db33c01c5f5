import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createHttp, type Mount } from '../../../src/adapters/http.ts'
import { createMetrics } from '../../../src/adapters/metrics.ts'

interface Setup {
  readonly mounts?: readonly Mount[]
  readonly check?: () => Promise<void>
  readonly proxies?: number
  readonly pages?: Readonly<Record<string, string>>
}

async function site({
  mounts = [],
  check = () => Promise.resolve(),
  proxies = 0,
  pages = {},
}: Setup = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-http-'))
  for (const folder of ['widget', 'demo']) mkdirSync(join(dir, folder))
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(dir, name), text)
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const metrics = createMetrics()
  const http = createHttp({ log, metrics, check, mounts, pages: dir, proxies })
  const { port } = await http.listen(0, '127.0.0.1')
  onTestFinished(async () => {
    await http.close(0)
    rmSync(dir, { recursive: true, force: true })
  })
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)
  return { http, port, get, lines, metrics }
}

const asPage = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

describe('health', () => {
  it('says that it lives, and that it is ready', async () => {
    const { get } = await site()
    expect(await (await get('/health')).json()).toEqual({ status: 'alive' })
    expect(await (await get('/ready')).json()).toEqual({ status: 'ready' })
  })

  it('is not ready while the database cannot be used, and keeps the reason to itself', async () => {
    const { get } = await site({
      check: () => Promise.reject(new Error('/srv/secret.db is locked')),
    })
    const response = await get('/ready')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ error: 'The database cannot be used at the moment.' })
    expect((await get('/health')).status).toBe(200)
  })

  it('gives its figures to its own network, and to nobody beyond a proxy', async () => {
    const { get, metrics } = await site({ proxies: 1 })
    metrics.counter('apples_total', 'Apples.').inc(3)
    metrics.gauge('pears', 'Pears.', () => 4)
    await get('/')
    const text = await (await get('/metrics')).text()
    expect(text).toContain('greenroom_apples_total 3')
    expect(text).toContain('greenroom_pears 4')
    expect(text).toContain('process_cpu_user_seconds_total')
    expect(text).toContain(
      'greenroom_http_request_seconds_count{method="GET",route="/",status="200"} 1',
    )
    const outside = await get('/metrics', {
      headers: { 'x-forwarded-for': '10.0.0.1, 203.0.113.9' },
    })
    expect(outside.status).toBe(403)
  })
})

describe('an address', () => {
  it('where nothing is says so, as a page or as JSON', async () => {
    const { get } = await site()
    const json = await get('/nowhere')
    expect([json.status, await json.json()]).toEqual([
      404,
      { error: 'There is nothing at this address.' },
    ])
    const page = await get('/nowhere', asPage)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<p>There is nothing at this address.</p>')
  })

  it.each(['/widget/%', '/files/%E0%A4%A', '/demo/%zz', '/desk/%'])(
    'that is bent, %s, is answered',
    async (path) => {
      const routes = express
        .Router()
        .get('/files/:id', (_request, response) => void response.json({}))
      const { get } = await site({ mounts: [{ routes }] })
      const response = await get(path)
      expect([400, 404]).toContain(response.status)
      expect(await response.text()).not.toMatch(/URIError|at .*\.js|node_modules/)
    },
  )

  it('that fails says so without a word of why, and the why is logged', async () => {
    const routes = express.Router()
    routes.get('/broken', () => {
      throw new Error('password=hunter2')
    })
    routes.get('/later', () => Promise.reject(new Error('token=abc')))
    const { get, lines } = await site({ mounts: [{ routes }] })
    for (const path of ['/broken', '/later']) {
      const response = await get(path)
      expect(response.status).toBe(500)
      expect(await response.json()).toEqual({
        error: 'Something went wrong on our side. Try again in a minute.',
      })
    }
    expect(lines.filter((line) => line.includes('a request failed'))).toHaveLength(2)
  })

  it('carries headers that keep pages to themselves', async () => {
    const { get } = await site()
    const { headers } = await get('/', asPage)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is not written down with its tokens', async () => {
    const routes = express.Router()
    routes.get('/things/:id', (_request, response) => void response.json({ secret: 'in the body' }))
    const { get, lines } = await site({ mounts: [{ routes }] })
    await get('/things/id-of-a-thing?token=very-secret', {
      headers: { authorization: 'Bearer very-secret' },
    })
    await get('/nowhere/very-secret')
    const logged = lines.join('')
    expect(logged).toContain('"route":"/things/:id"')
    expect(logged).not.toMatch(/very-secret|id-of-a-thing|in the body/)
  })
})

describe('the pages', () => {
  const pages = {
    'widget.js': 'loader',
    'widget/app.js': 'export {}',
    'widget/app.DytA7BtM.js': 'app',
    'demo/index.html': '<title>Demo</title>',
  }

  it('give the loader to every site for some minutes, and hashed files for ever', async () => {
    const { get } = await site({ pages })
    const kept = async (path: string) => {
      const { headers } = await get(path)
      return [
        headers.get('cache-control'),
        headers.get('access-control-allow-origin'),
        headers.get('cross-origin-resource-policy'),
      ]
    }
    expect(await kept('/widget.js')).toEqual(['public, max-age=300', '*', 'cross-origin'])
    expect(await kept('/widget/app.DytA7BtM.js')).toEqual([
      'public, max-age=31536000, immutable',
      '*',
      'cross-origin',
    ])
    expect(await kept('/widget/app.js')).toEqual([
      'public, max-age=0, must-revalidate',
      '*',
      'cross-origin',
    ])
    expect((await get('/widget.js')).headers.get('etag')).not.toBeNull()
  })

  it('show the demo, and lead there and to the desk from the front', async () => {
    const { get } = await site({ pages })
    expect(await (await get('/demo/', asPage)).text()).toContain('Demo')
    expect((await get('/demo', { ...asPage, redirect: 'manual' })).status).toBe(301)
    const front = await (await get('/', asPage)).text()
    expect(front).toContain('href="/demo/"')
    expect(front).toContain('href="/desk/"')
  })

  it('say how to build them when they are not there', async () => {
    const { get } = await site()
    for (const path of ['/widget.js', '/demo/']) {
      const response = await get(path)
      expect(response.status).toBe(404)
    }
    expect(await (await get('/widget.js')).json()).toEqual({
      error: 'The pages are not built yet: run “npm run build”.',
    })
  })

  it('give nothing from beside them', async () => {
    const { get } = await site({ pages })
    for (const path of [
      '/widget/../widget.js',
      '/widget/..%2fwidget.js',
      '/demo/..%2f..%2fetc%2fpasswd',
      '/widget/.stamp',
    ]) {
      const response = await get(path)
      expect(await response.text()).not.toMatch(/root:/)
      expect([200, 403, 404]).toContain(response.status)
    }
  })
})

describe('a WebSocket', () => {
  it('goes to the first that takes its address, and nowhere else', async () => {
    const server = new WebSocketServer({ noServer: true })
    const taken: Mount = {
      upgrade(request, socket, head) {
        if (request.url !== '/taken') return false
        server.handleUpgrade(request, socket, head, (opened) => opened.send('hello'))
        return true
      },
    }
    const broken: Mount = {
      upgrade(request) {
        if (request.url === '/broken') throw new Error('oh')
        return false
      },
    }
    const { port } = await site({ mounts: [broken, {}, taken] })
    expect(await said(port, '/taken')).toBe('hello')
    expect(await said(port, '/other')).toBe(404)
    expect(await said(port, '/broken')).toBe(500)
  })
})

describe('the end', () => {
  it('lets who is being served finish, and takes nobody new', async () => {
    const arrived = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const routes = express.Router()
    routes.get('/slow', async (_request, response) => {
      arrived.resolve()
      await finish.promise
      response.send('done')
    })
    const { http, get, port } = await site({ mounts: [{ routes }] })
    const slow = get('/slow')
    await arrived.promise
    const closed = http.close(60_000)
    await expect(get('/health')).rejects.toThrow('fetch failed')
    finish.resolve()
    expect(await (await slow).text()).toBe('done')
    await closed
    expect(await refused(port)).toBe(true)
  })

  it('does not wait longer than it was told, not even for a socket that stays', async () => {
    const server = new WebSocketServer({ noServer: true })
    const mount: Mount = {
      upgrade(request, socket, head) {
        server.handleUpgrade(request, socket, head, (opened) => opened.send('hello'))
        return true
      },
    }
    const routes = express.Router().get('/never', () => undefined)
    const { http, get, port } = await site({ mounts: [mount, { routes }] })
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`)
    await new Promise((resolve) => socket.once('message', resolve))
    const never = get('/never').catch(() => 'cut')
    await http.close(20)
    expect(await never).toBe('cut')
  })

  it('is nothing to wait for when it never listened', async () => {
    const log = pino({ level: 'silent' })
    const check = () => Promise.resolve()
    const http = createHttp({ log, metrics: createMetrics(), check, mounts: [], pages: '.' })
    await expect(http.close(1_000)).resolves.toBeUndefined()
  })
})

/** The first words of a WebSocket, or the status by which it was refused. */
function said(port: number, path: string) {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
    socket.once('message', (data: Buffer) => {
      socket.terminate()
      resolve(data.toString())
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode)
    })
    socket.on('error', () => undefined)
  })
}

function refused(port: number) {
  return new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(true))
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
  })
}
