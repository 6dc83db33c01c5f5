import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDeskPage } from '../../support/desk-page.ts'
import { aMember, enter, inviteFor, openTestDesk, postForm, tokenOf } from '../../support/desk.ts'
import type { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await openTestDesk()
})
afterEach(async () => test.stop())

const html = { accept: 'text/html' }

async function get(path: string, headers: Readonly<Record<string, string>> = html) {
  return fetch(new URL(path, test.url), { headers, redirect: 'manual' })
}

async function post(path: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(new URL(path, test.url), { method: 'POST', headers, redirect: 'manual', body: 'x' })
}

async function invitation(): Promise<string> {
  return test.desk.enterLink(inviteFor(null, test.clock.time))
}

async function join(link: string, name: string) {
  return postForm(test.url, '/desk/enter', { token: tokenOf(link), name })
}

describe('without a session', () => {
  const INSIDE = [
    '/desk',
    '/desk/',
    '/desk/index.html',
    '/desk/socket',
    '/desk/files',
    '/desk/faces/ana',
    '/desk/anything',
    '/desk//',
    '/DESK/',
    '/desk/%2e%2e/desk/',
    '/desk/assets/%2e%2e/index.html',
  ]

  it.each(INSIDE)('%s is not served', async (path) => {
    const response = await get(path)
    expect([401, 403, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('desk’s page')
  })

  it('every route but the entrance, the scripts and the public faces answers 401', async () => {
    await test.member('Ana')
    for (const path of routesOf(test).filter((route) => !isPublic(route))) {
      const url = path.replace(':agent', 'ana')
      expect((await get(url, { accept: 'application/json' })).status, `GET ${url}`).toBe(401)
      const posted = await post(url, { origin: test.url })
      expect(posted.status, `POST ${url}`).toBe(401)
    }
  })

  it('the page says how to get in', async () => {
    const response = await get('/desk/')
    expect(response.status).toBe(401)
    expect(await response.text()).toMatch(/Ask a supervisor for an invitation/)
  })

  it.each(['', 'greenroom_desk=forged', `greenroom_desk=${'x'.repeat(43)}`])(
    'the socket is not opened with the cookie “%s”',
    async (cookie) => {
      await expect(openDeskPage(test.url, cookie)).rejects.toThrow(/401/)
    },
  )
})

describe('a one-time link', () => {
  it('signs its member in, with a cookie that scripts and other sites do not get', async () => {
    await test.database.people.put(aMember('Ana'))
    const link = await test.desk.enterLink(inviteFor(aMember('Ana'), test.clock.time))
    const response = await postForm(test.url, '/desk/enter', { token: tokenOf(link) })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/desk/')
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; Path=\/desk; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const page = await test.pageOf(cookie.split(';')[0] ?? '')
    expect((await page.until('world')).me.name).toBe('Ana')
  })

  it('gives a cookie for encrypted lines alone when the desk is on one', async () => {
    const secure = await openTestDesk({ baseUrl: 'https://desk.example' })
    const link = await secure.desk.enterLink(inviteFor(null, secure.clock.time))
    const response = await postForm(
      secure.url,
      '/desk/enter',
      { token: tokenOf(link), name: 'Ana' },
      { origin: 'https://desk.example' },
    )
    expect(link).toMatch(/^https:\/\/desk\.example\/desk\/enter\?token=[\w-]{43}$/)
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/)
    await secure.stop()
  })

  it('is not used up by looking at it', async () => {
    await test.database.people.put(aMember('Ana'))
    const link = await test.desk.enterLink(inviteFor(aMember('Ana'), test.clock.time))
    for (const method of ['GET', 'HEAD', 'GET']) {
      const seen = await fetch(link, { method })
      expect(seen.status).toBe(200)
      expect(seen.headers.get('cache-control')).toBe('no-store')
      expect(seen.headers.get('set-cookie')).toBeNull()
    }
    expect(await enter(test.url, link)).toMatch(/^greenroom_desk=/)
  })

  it('posts itself from a page on which nothing else can run', async () => {
    await test.database.people.put(aMember('Ana'))
    const link = await test.desk.enterLink(inviteFor(aMember('Ana'), test.clock.time))
    const seen = await fetch(link)
    const policy = seen.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).not.toMatch(/unsafe/)
    // Its address, with the token, goes to nobody: of a referrer only the origin is left.
    expect(seen.headers.get('referrer-policy')).toBe('strict-origin')
    expect(await seen.text()).toMatch(/<form method="post" action="\/desk\/enter">/)
  })

  it('lets in once: of two who use it at the same time one gets in', async () => {
    const link = await invitation()
    const both = await Promise.all([join(link, 'Ana'), join(link, 'Ben')])
    expect(both.map(({ status }) => status)).toEqual(expect.arrayContaining([303, 410]))
    const later = await join(link, 'Cleo')
    expect(later.status).toBe(410)
    expect(await later.text()).toMatch(/used already/)
    expect((await fetch(link)).status).toBe(410)
    expect(await test.database.people.all()).toHaveLength(1)
  })

  it('lets nobody in when its time has run out', async () => {
    const link = await invitation()
    test.clock.time += 60_000
    expect((await fetch(link)).status).toBe(410)
    expect((await join(link, 'Ana')).status).toBe(410)
  })

  it.each(['', 'short', 'x'.repeat(43), '../../etc', "' OR 1=1 --", '<script>'])(
    'lets nobody in who made it up: “%s”',
    async (token) => {
      const response = await postForm(test.url, '/desk/enter', { token, name: 'Ana' })
      expect(response.status).toBe(410)
      const seen = await get(`/desk/enter?token=${encodeURIComponent(token)}`)
      expect(seen.status).toBe(410)
      expect(await seen.text()).not.toContain('<script>')
      expect(await test.database.people.all()).toEqual([])
    },
  )

  it('does not let in a member who is not active any more', async () => {
    const gone = { ...aMember('Ana'), active: false }
    await test.database.people.put(gone)
    const link = await test.desk.enterLink(inviteFor(gone, test.clock.time))
    expect((await join(link, '')).status).toBe(410)
  })

  it.each([undefined, 'https://evil.example', 'null'])(
    'is refused when the form came from %s',
    async (origin) => {
      const link = await invitation()
      const body = new URLSearchParams({ token: tokenOf(link), name: 'Ana' })
      const headers = origin === undefined ? html : { ...html, origin }
      const response = await fetch(`${test.url}/desk/enter`, { method: 'POST', body, headers })
      expect(response.status).toBe(403)
      expect((await join(link, 'Ana')).status).toBe(303)
    },
  )

  it('may be opened at either name of this machine', async () => {
    const origin = test.url.replace('127.0.0.1', 'localhost')
    const fields = { token: tokenOf(await invitation()), name: 'Ana' }
    const response = await postForm(test.url, '/desk/enter', fields, { origin })
    expect(response.status).toBe(303)
  })

  it('is in the audit when it was used', async () => {
    await join(await invitation(), 'Ana')
    expect(await test.database.audit.newest(1)).toMatchObject([
      { what: 'joined', result: 'done', by: { kind: 'human', name: 'Ana', role: 'agent' } },
    ])
  })
})

describe('an invitation', () => {
  it('asks for the name, and makes the member', async () => {
    const link = await invitation()
    expect(await (await fetch(link)).text()).toMatch(/<input name="name"/)
    expect((await join(link, '  Ana   Maria ')).status).toBe(303)
    expect(await test.database.people.all()).toMatchObject([
      { name: 'Ana Maria', role: 'agent', active: true },
    ])
  })

  it.each([
    ['A', /2 to 40/],
    ['x'.repeat(41), /2 to 40/],
    ['12345', /letter/],
    ['Greenroom', /looks like Greenroom/],
    ['ben', /is taken/],
  ])('says what is wrong with the name “%s”, and can be used still', async (name, sentence) => {
    await test.database.people.put(aMember('Ben'))
    const link = await invitation()
    const refused = await join(link, name)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toMatch(sentence)
    expect((await join(link, 'Cleo')).status).toBe(303)
  })

  it('shows a name that was refused as text', async () => {
    const response = await join(await invitation(), '"><script>alert(1)</script> Greenroom')
    expect(await response.text()).not.toContain('<script>alert')
  })

  it('gives two who come at once with the same name only one of it', async () => {
    const links = await Promise.all([invitation(), invitation()])
    const both = await Promise.all(links.map(async (link) => join(link, 'Ana')))
    expect(both.map(({ status }) => status)).toEqual(expect.arrayContaining([303, 400]))
  })
})

describe('a session', () => {
  it('serves the page with a policy that runs nothing inline', async () => {
    const { cookie } = await test.member('Ana')
    const response = await get('/desk/', { ...html, cookie })
    expect(await response.text()).toContain('The desk’s page')
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe/)
    expect((await get('/desk', { ...html, cookie })).headers.get('location')).toBe('/desk/')
  })

  it('is not asked for by the scripts, which hold no data', async () => {
    const response = await get('/desk/assets/desk-0a1b2c3d.js')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toMatch(/immutable/)
  })

  it('ends when its member leaves, and the open page is told', async () => {
    const { cookie } = await test.member('Ana')
    const page = await test.pageOf(cookie)
    const response = await postForm(test.url, '/desk/leave', {}, { cookie })
    expect(response.status).toBe(303)
    expect(response.headers.get('set-cookie')).toMatch(/^greenroom_desk=; .*Max-Age=0/)
    expect(await page.until('goodbye')).toMatchObject({ again: false })
    expect((await page.closed).code).toBe(4401)
    expect((await get('/desk/', { ...html, cookie })).status).toBe(401)
  })

  it('is not ended by another site', async () => {
    const { cookie } = await test.member('Ana')
    const response = await postForm(
      test.url,
      '/desk/leave',
      {},
      { cookie, origin: 'https://evil.example' },
    )
    expect(response.status).toBe(403)
    expect((await get('/desk/', { ...html, cookie })).status).toBe(200)
  })

  it('ends after thirty days', async () => {
    const { cookie } = await test.member('Ana')
    test.clock.time += 30 * 24 * 3_600_000
    expect((await get('/desk/', { ...html, cookie })).status).toBe(401)
  })

  it('ends for who sat at this browser before', async () => {
    const ana = await test.member('Ana')
    const link = await invitation()
    await postForm(
      test.url,
      '/desk/enter',
      { token: tokenOf(link), name: 'Ben' },
      { cookie: ana.cookie },
    )
    expect((await get('/desk/', { ...html, cookie: ana.cookie })).status).toBe(401)
  })

  it.each([undefined, 'https://evil.example', 'null'])(
    'opens no socket for a page from %s',
    async (origin) => {
      const { cookie } = await test.member('Ana')
      await expect(openDeskPage(test.url, cookie, { origin: origin ?? '' })).rejects.toThrow(/403/)
    },
  )
})

/** The paths of all routes that the desk offers. */
function routesOf({ desk }: TestDesk): string[] {
  const found: string[] = []
  const walk = (stack: readonly Layer[]) => {
    for (const layer of stack) {
      if (layer.route) found.push(layer.route.path)
      if (layer.handle?.stack) walk(layer.handle.stack)
    }
  }
  walk((desk.routes as unknown as { stack: Layer[] }).stack)
  return found
}

interface Layer {
  readonly route?: { readonly path: string }
  readonly handle?: { readonly stack?: readonly Layer[] }
}

const PUBLIC = ['/faces/:file', '/desk/enter', '/desk/leave']

function isPublic(path: string): boolean {
  return PUBLIC.includes(path)
}
