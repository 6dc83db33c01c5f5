import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { house, settingsWith, SITE, type House } from './house.ts'
import { openTab, session } from './visitor.ts'

/** What a browser would make of a page of this origin that asks. */
async function asked(home: House, origin: string | null, inbox = 'demo') {
  const headers: Record<string, string> = origin === null ? {} : { origin }
  const address = `http://127.0.0.1:${home.port}/widget/v1/${inbox}`
  const [plain, preflight, socket] = await Promise.all([
    fetch(`${address}/settings`, { headers }),
    fetch(`${address}/session`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    }),
    socketStatus(`${address.replace('http', 'ws')}/socket`, origin),
  ])
  return {
    plain,
    preflight,
    statuses: [plain.status, preflight.status, socket],
    allowed: plain.headers.get('access-control-allow-origin'),
  }
}

function socketStatus(url: string, origin: string | null) {
  return new Promise<number>((resolve) => {
    const socket = new WebSocket(url, origin === null ? {} : { origin })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })
}

describe('a site', () => {
  it('that the inbox names may show the widget', async () => {
    const home = await house()
    const { statuses, allowed, plain, preflight } = await asked(home, SITE)
    expect(statuses).toEqual([200, 204, 101])
    expect(allowed).toBe(SITE)
    expect(plain.headers.get('vary')).toContain('Origin')
    expect(plain.headers.get('access-control-allow-credentials')).toBeNull()
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  })

  it.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'http://shop.example',
    'https://shop.example:8443',
    'https://sub.shop.example',
    'https://SHOP.example',
    'null',
  ])('that it does not name, such as %s, may not', async (origin) => {
    const home = await house()
    const { statuses, allowed, plain } = await asked(home, origin)
    expect(statuses).toEqual([403, 403, 403])
    expect(allowed).toBeNull()
    expect(plain.headers.get('vary')).toContain('Origin')
    expect(await plain.text()).toContain('may not show this widget')
  })

  it('is one of ours at the address of this server, under each name of the loopback', async () => {
    const home = await house()
    const own = ['https://chat.example', `http://127.0.0.1:${home.port}`]
    for (const origin of own) {
      expect((await asked(home, origin)).statuses).toEqual([200, 204, 101])
    }
    const other = `http://127.0.0.1:${home.port + 1}`
    expect((await asked(home, other)).statuses).toEqual([403, 403, 403])
    const byName = await fetch(`http://localhost:${home.port}/widget/v1/demo/settings`, {
      headers: { origin: `http://localhost:${home.port}` },
    })
    expect(byName.status).toBe(200)
  })

  it('may not, when a strange name was made to lead here', async () => {
    const home = await house()
    const tab = socketStatusWithHost(home, 'rebound.example')
    expect(await tab).toBe(403)
  })

  it('may be any where the inbox says so', async () => {
    const home = await house({
      settings: settingsWith('\n      - {channel: widget, origins: ["*"]}'),
    })
    expect((await asked(home, 'https://anywhere.example')).statuses).toEqual([200, 204, 101])
  })

  it('that another inbox names may not show this one', async () => {
    const home = await house()
    expect((await asked(home, SITE, 'other')).statuses).toEqual([403, 403, 403])
  })

  it('is told when there is no such inbox', async () => {
    const home = await house()
    const { statuses, plain } = await asked(home, SITE, 'nowhere')
    expect(statuses).toEqual([404, 404, 404])
    expect(await plain.json()).toEqual({ error: 'There is no inbox of this name.' })
  })

  it('that is no browser’s page asks without an origin', async () => {
    const home = await house()
    expect((await asked(home, null)).statuses).toEqual([200, 204, 101])
  })
})

describe('an inbox that is closed while a chat is open', () => {
  it('takes nothing more, and says so', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const settings = settingsWith()
    home.configure({
      ...settings,
      inboxes: settings.inboxes.filter(({ id }) => id !== 'demo'),
    })
    expect(await tab.say('Hello?')).toMatchObject({ error: 'This chat is not open any more.' })
  })
})

function socketStatusWithHost(home: House, host: string) {
  return new Promise<number>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${home.port}/widget/v1/demo/socket`, {
      origin: `http://${host}`,
      headers: { host },
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('open', () => resolve(101))
    socket.on('error', () => undefined)
  })
}
