import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { VisitorId } from '../../../src/conversation/ids.ts'
import type { Session, SessionRequest } from '../../../src/adapters/widget/protocol.ts'
import { house, IDENTITY_SECRET, settingsWith, type House } from './house.ts'
import { bearer, openTab, post, session } from './visitor.ts'

const DAY = 86_400_000
const sign = (id: string, secret = IDENTITY_SECRET) =>
  createHmac('sha256', secret).update(id).digest('hex')
const maria = { id: 'member-7', hash: sign('member-7'), name: 'Maria', email: 'maria@shop.example' }

function stored(home: House, id: string) {
  return home.database.visitors.get(id as VisitorId)
}

async function refusal(home: House, request: unknown) {
  const response = await post(`${home.api}/session`, request)
  const { error } = (await response.json()) as { error: string }
  return { status: response.status, error }
}

describe('an anonymous visitor', () => {
  it('gets a friendly name, and nothing is written for merely looking at a page', async () => {
    const home = await house()
    const { visitor } = await session(home, { page: pageAt('https://shop.example/') })
    expect(visitor.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    expect(visitor.verified).toBe(false)
    expect(await stored(home, visitor.id)).toBeNull()
  })

  it('is the same one with the token of an earlier visit', async () => {
    const home = await house()
    const first = await session(home)
    home.clock.at += 30 * DAY
    const second = await session(home, { token: first.token })
    expect(second.visitor).toEqual(first.visitor)
    expect(second.token).not.toBe(first.token)
  })

  it('is somebody new when the last visit was too long ago', async () => {
    const home = await house()
    const first = await session(home)
    home.clock.at += 181 * DAY
    const second = await session(home, { token: first.token })
    expect(second.visitor.id).not.toBe(first.visitor.id)
  })

  it('is known to the team with the page they write from, without what follows the #', async () => {
    const home = await house()
    const url = `https://shop.example/cart?item=${'7'.repeat(600)}#secret`
    const who = await session(home, {
      page: { url, title: '  Your\n cart \u202e', referrer: 'javascript:alert(1)' },
    })
    const tab = await openTab(home, who)
    await tab.say('Hello')
    const visitor = await stored(home, who.visitor.id)
    expect(visitor?.name).toBe(who.visitor.name)
    expect(visitor?.attributes['page']).toBe(url.slice(0, 500))
    expect(visitor?.attributes['pageTitle']).toContain('Your cart')
    expect(visitor?.attributes).not.toHaveProperty('referrer')

    await session(home, { token: who.token, page: pageAt('https://shop.example/help#top') })
    await tab.say('Still there?')
    expect((await stored(home, who.visitor.id))?.attributes['page']).toBe(
      'https://shop.example/help',
    )
  })

  it('is known to the team by what the site says of them, within bounds, and what they read', async () => {
    const home = await house()
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`a${index}`, index]))
    const who = await session(home, {
      identity: {
        attributes: { tier: 'gold', value: 240, member: true, page: 'mine', 'a b': 'x' },
      },
      page: { ...pageAt('https://shop.example/'), language: 'de-AT' },
    })
    const tab = await openTab(home, who)
    await tab.say('Hello')
    const known = { tier: 'gold', value: '240', member: 'true', language: 'de-AT' }
    const said = (await stored(home, who.visitor.id))?.attributes
    expect(said).toMatchObject({ ...known, page: 'https://shop.example/' })
    expect(said).not.toHaveProperty('a b')

    for (const from of [0, 20, 40, 60]) {
      const some = Object.fromEntries(Object.entries(many).slice(from, from + 30))
      await session(home, { token: who.token, identity: { attributes: some } })
      await tab.say(`And ${from}`)
    }
    const kept = Object.keys((await stored(home, who.visitor.id))?.attributes ?? {})
    expect(kept).toHaveLength(60)
    expect(kept).toContain('a79')
    expect(kept).not.toContain('a89')
    expect(kept).not.toContain('tier')
  })

  it('is not known by a language that is none', async () => {
    const home = await house()
    const page = { ...pageAt('https://shop.example/'), language: '<b>' }
    const who = await session(home, { page })
    await (await openTab(home, who)).say('Hello')
    expect((await stored(home, who.visitor.id))?.attributes).not.toHaveProperty('language')
  })

  it('is told what attributes want to be', async () => {
    const home = await house()
    const wrong = await post(`${home.api}/session`, { identity: { attributes: { tier: {} } } })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain(
      'identity.attributes wants names with texts, numbers, true or false.',
    )
  })

  it('may be named by the site, which proves nothing', async () => {
    const home = await house()
    const who = await session(home, { identity: { name: 'Maria', email: 'maria@shop.example' } })
    expect(who.visitor).toMatchObject({ name: 'Maria', verified: false })
    await (await openTab(home, who)).say('Hello')
    expect(await stored(home, who.visitor.id)).toMatchObject({
      name: 'Maria',
      email: 'maria@shop.example',
      verifiedAs: null,
    })
  })

  it('is believed no id where the inbox has no secret to prove it by', async () => {
    const home = await house({
      settings: settingsWith('\n      - {channel: widget, origins: ["*"]}'),
    })
    const { visitor } = await session(home, { identity: maria })
    expect(visitor).toMatchObject({ name: 'Maria', verified: false })
  })
})

describe('a visitor whom the site proves', () => {
  it('is the same one on every device', async () => {
    const home = await house()
    const phone = await session(home, { identity: maria })
    const laptop = await session(home, { identity: { ...maria, hash: maria.hash.toUpperCase() } })
    expect(phone.visitor).toMatchObject({ name: 'Maria', verified: true })
    expect(laptop.visitor).toEqual(phone.visitor)
  })

  it('is one visitor when two devices come for the first time at once', async () => {
    const home = await house()
    const sessions = await Promise.all([1, 2, 3, 4].map(() => session(home, { identity: maria })))
    expect(new Set(sessions.map(({ visitor }) => visitor.id)).size).toBe(1)
  })

  it('keeps what they wrote before they signed in', async () => {
    const home = await house()
    const before = await session(home)
    await (await openTab(home, before)).say('A question before I sign in')
    const after = await session(home, { token: before.token, identity: maria })
    expect(after.visitor).toMatchObject({ id: before.visitor.id, name: 'Maria', verified: true })
    const tab = await openTab(home, after)
    expect(tab.shows()).toEqual(['A question before I sign in'])
  })

  it('does not become somebody else who signs in on the same device', async () => {
    const home = await house()
    const first = await session(home, { identity: maria })
    const otto = { id: 'member-8', hash: sign('member-8'), name: 'Otto' }
    const second = await session(home, { token: first.token, identity: otto })
    expect(second.visitor.id).not.toBe(first.visitor.id)
    expect(await stored(home, first.visitor.id)).toMatchObject({
      verifiedAs: 'member-7',
      name: 'Maria',
    })
  })

  it('is not renamed by a mere claim', async () => {
    const home = await house()
    const first = await session(home, { identity: maria })
    const second = await session(home, { token: first.token, identity: { name: 'Mallory' } })
    expect(second.visitor.name).toBe('Maria')
    await (await openTab(home, second)).say('Hello')
    expect((await stored(home, first.visitor.id))?.name).toBe('Maria')
  })

  it.each([
    [
      'a wrong hash',
      { id: 'member-7', hash: sign('member-8'), name: 'Maria' },
      /identity\.hash is wrong/,
    ],
    [
      'another secret’s hash',
      { id: 'member-7', hash: sign('member-7', 'guess'), name: 'Maria' },
      /wrong/,
    ],
    ['no hash', { id: 'member-7', name: 'Maria' }, /identity\.hash is missing/],
    ['an empty hash', { id: 'member-7', hash: '', name: 'Maria' }, /identity\.hash is missing/],
  ])('is refused with %s, and nothing of it is believed', async (_what, identity, sentence) => {
    const home = await house()
    const { status, error } = await refusal(home, { identity } satisfies SessionRequest)
    expect(status).toBe(403)
    expect(error).toMatch(sentence)
    expect(error).not.toContain(sign('member-7'))
  })
})

describe('a token', () => {
  it('that is forged, bent or of another inbox opens nothing', async () => {
    const home = await house()
    const [mine, theirs] = [await session(home), await session(home)]
    const [version, , inbox, at, mark] = mine.token.split('.')
    const bent = [
      '',
      'nonsense',
      `${version}.${theirs.visitor.id}.${inbox}.${at}.${mark}`,
      `${version}.${mine.visitor.id}.other.${at}.${mark}`,
      `${version}.${mine.visitor.id}.${inbox}.${Number(at) + 1}.${mark}`,
      `v2.${mine.visitor.id}.${inbox}.${at}.${mark}`,
      mine.token.slice(0, -1),
      `${mine.token}A`,
      `${mine.token.slice(0, -1)}${mine.token.endsWith('A') ? 'B' : 'A'}`,
    ]
    for (const token of bent) {
      const tab = await openTab(home, { token })
      expect(tab.frames[0]).toMatchObject({ type: 'goodbye', again: true })
      await tab.closed
      const looked = await fetch(`${home.api}/changes`, { headers: bearer({ token }) })
      expect(looked.status).toBe(401)
      const again = await session(home, { token })
      expect([mine.visitor.id, theirs.visitor.id]).not.toContain(again.visitor.id)
    }
    const elsewhere = await fetch(`http://127.0.0.1:${home.port}/widget/v1/other/changes`, {
      headers: { authorization: `Bearer ${mine.token}` },
    })
    expect(elsewhere.status).toBe(401)
  })

  it('is needed for everything but the settings and a new session', async () => {
    const home = await house()
    const asked = await Promise.all([
      post(`${home.api}/messages`, { id: home.fresh(), text: 'Hi' }),
      post(`${home.api}/files`, 'bytes'),
      fetch(`${home.api}/changes`),
    ])
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(await asked[0]?.json()).toEqual({
      error: 'The session is not known here: ask for a new one.',
    })
  })

  it('comes with no cookie', async () => {
    const home = await house()
    const response = await post(`${home.api}/session`, {})
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(((await response.json()) as Session).token).toMatch(/^v1\./)
  })
})

describe('a session request', () => {
  it.each([
    ['{"token":', 'The body is not valid JSON.'],
    ['[]', 'The body wants to be a JSON object.'],
    ['{"identity":{"id":7}}', 'identity.id wants text.'],
    [`{"identity":{"id":"${'x'.repeat(201)}"}}`, 'identity.id wants at most 200 characters.'],
  ])('that is %.30s is answered with what it wants', async (body, error) => {
    const home = await house()
    expect(await refusal(home, body)).toEqual({ status: 400, error })
  })

  it('is slowed down when one network asks for too many', async () => {
    const door = '\n      - {channel: widget, origins: ["*"]}'
    const home = await house({ settings: settingsWith(door) })
    const answers = await Promise.all(
      Array.from({ length: 61 }, () => post(`${home.api}/session`, {})),
    )
    const last = answers.find(({ status }) => status === 429)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60)
    expect(last?.headers.get('retry-after')).toBe('1')
    expect(await last?.json()).toEqual({
      error: 'That was a lot at once. Try again in 1 second.',
    })
  })
})

describe('the settings', () => {
  it('say all that the widget draws itself from, and may be kept for a minute', async () => {
    const home = await house({
      settings: settingsWith(undefined, [
        'greeting: Hi there',
        'hours: {timezone: Europe/Berlin, weekly: {mon: ["09:00-17:00"]}}',
      ]),
    })
    const response = await fetch(`${home.api}/settings`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    const settings = (await response.json()) as object
    expect(settings).toMatchObject({
      inbox: 'demo',
      name: 'Juno Vale',
      greeting: 'Hi there',
      open: false,
      opensAt: Date.UTC(2026, 10, 23, 8),
      faces: [{ name: 'Ana', picture: null }],
      maxText: 100_000,
    })
    expect(JSON.stringify(settings)).not.toContain('SHOP_SECRET')
  })

  it('follow a change of the configuration at once', async () => {
    const home = await house()
    home.configure(settingsWith(undefined, ['greeting: A new greeting']))
    const response = await fetch(`${home.api}/settings`)
    expect(await response.json()).toMatchObject({ greeting: 'A new greeting' })
  })
})

function pageAt(url: string) {
  return { url, title: 'A page', referrer: '' }
}
