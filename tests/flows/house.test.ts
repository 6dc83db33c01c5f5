import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { DeskPost } from '../../src/adapters/desk/protocol.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { IDENTITY_SECRET, whole } from '../support/whole.ts'
import type { Whole } from '../support/whole.ts'

type MessagePost = Extract<DeskPost, { kind: 'message' }>

async function visitor(house: Whole) {
  return openTab(house, await session(house), { origin: 'https://shop.example' })
}

/** The one thread that the page holds, open. */
async function openThread(page: DeskPage): Promise<string> {
  await page.holds(() => page.threads.size > 0)
  const [id = ''] = page.threads.keys()
  await page.open(id)
  return id
}

const words = (post: DeskPost): string =>
  post.kind === 'line'
    ? post.text
    : post.blocks
        .flatMap((block) => ('inlines' in block ? block.inlines : []))
        .map((inline) => ('text' in inline ? inline.text : ''))
        .join('')

const posts = (page: DeskPage, thread: string) => page.posts(thread)
const said = (page: DeskPage, thread: string, text: string) =>
  posts(page, thread).find(
    (post): post is MessagePost => post.kind === 'message' && words(post) === text,
  )

async function shows(page: DeskPage, thread: string, text: string): Promise<MessagePost> {
  await page.holds(() => said(page, thread, text) !== undefined)
  const post = said(page, thread, text)
  if (!post) throw new Error(`The thread lost “${text}”.`)
  return post
}

describe('a chat, end to end', () => {
  it('reaches the team, is claimed and answered, and the agent learns that it was seen', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    await nina.say('Hi, when do you play in Lisbon?')
    const thread = await openThread(ben)
    await shows(ben, thread, 'Hi, when do you play in Lisbon?')
    expect(ben.threads.get(thread)).toMatchObject({
      number: 1001,
      status: 'waiting',
      channel: 'support',
      inbox: 'demo',
    })
    expect(ben.threads.get(thread)?.buttons.map(({ command }) => command)).toEqual([
      'claim',
      'snooze',
      'close',
      'label',
    ])

    expect(
      await ben.ask({ type: 'command', id: house.fresh(), thread, name: 'claim', args: {} }),
    ).toMatchObject({ ok: true })
    await nina.until(() => nina.state.agent === 'Ben')
    await ben.holds(() => ben.threads.get(thread)?.status === 'claimed')
    const done = await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'On the 9th of May!',
      files: [],
      showed: 'reply',
    })
    expect(done).toMatchObject({ ok: true, audience: 'reply' })
    await nina.showsIn(['Hi, when do you play in Lisbon?', 'On the 9th of May!'])

    const reply = nina.held().find((message) => !message.mine)
    expect(reply?.from.name).toBe('Ben')
    nina.send({ type: 'delivered', message: reply?.id ?? '' })
    await ben.holds(() => ben.threads.get(thread)?.delivered === 2)
    nina.send({ type: 'seen', message: reply?.id ?? '' })
    await ben.holds(() => ben.threads.get(thread)?.seen === 2)
  })

  it('keeps what is written before joining from the visitor, to be claimed and sent with one press', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    await nina.say('hello')
    const thread = await openThread(ben)
    const kept = await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'not her again',
      files: [],
      showed: 'reply',
    })
    expect(kept).toMatchObject({ ok: true, audience: 'note' })
    const note = await shows(ben, thread, 'not her again')
    expect(note).toMatchObject({ as: 'note', gated: true })
    await ben.ask({
      type: 'command',
      id: house.fresh(),
      thread,
      name: 'send',
      args: { message: note.id },
    })
    await nina.showsIn(['hello', 'not her again'])
  })

  it('holds a reply, and withdraws it with one press before anyone saw it', async () => {
    const house = await whole({ undo: '20s' })
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    await nina.say('hello')
    const thread = await openThread(ben)
    await ben.ask({ type: 'line', id: house.fresh(), thread, text: '/claim' })
    await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'oops',
      files: [],
      showed: 'reply',
    })
    const held = await shows(ben, thread, 'oops')
    expect(held.heldUntil).toBeGreaterThan(Date.now())
    expect(
      await ben.ask({
        type: 'command',
        id: house.fresh(),
        thread,
        name: 'undo',
        args: { message: held.id },
      }),
    ).toMatchObject({ ok: true })
    await ben.holds(() => said(ben, thread, 'oops')?.withdrawnAt !== null)
    expect(nina.shows()).toEqual(['hello'])
  })

  it('brings edits and deletions to the other side, and keeps the earlier text for the team', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    const first = await nina.say('helo')
    const thread = await openThread(ben)
    await ben.ask({ type: 'line', id: house.fresh(), thread, text: '!claim' })
    nina.send({
      type: 'edit',
      id: house.fresh(),
      message: first.type === 'received' ? first.message : '',
      text: 'hello',
    })
    expect((await shows(ben, thread, 'hello')).earlier.map(({ text }) => text)).toEqual(['helo'])

    await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'Hi Nino',
      files: [],
      showed: 'reply',
    })
    const reply = await shows(ben, thread, 'Hi Nino')
    await nina.showsIn(['hello', 'Hi Nino'])
    await ben.ask({ type: 'edit', id: house.fresh(), message: reply.id, text: 'Hi Nina' })
    await nina.showsIn(['hello', 'Hi Nina'])
    expect(
      await ben.ask({ type: 'edit', id: house.fresh(), message: reply.id, text: '// silly name' }),
    ).toMatchObject({ ok: false, error: expect.stringMatching(/cannot become a note/) as unknown })
    await ben.ask({ type: 'remove', id: house.fresh(), message: reply.id })
    await nina.showsIn(['hello', '(removed)'])
  })

  it('keeps everything over a restart, and goes on where it was', async () => {
    const first = await whole()
    const who = await session(first)
    const nina = await openTab(first, who, { origin: 'https://shop.example' })
    await nina.say('are you there?')
    await nina.showsIn(['are you there?'])
    await first.stop()
    const second = await whole({ data: first.dir })
    const ben = await second.sits('Ben')
    const thread = await openThread(ben)
    await shows(ben, thread, 'are you there?')
    await ben.ask({ type: 'line', id: second.fresh(), thread, text: '/claim' })
    await ben.ask({
      type: 'say',
      id: second.fresh(),
      thread,
      text: 'We are.',
      files: [],
      showed: 'reply',
    })
    const again = await openTab(second, who, {
      cursor: nina.state.cursor,
      origin: 'https://shop.example',
    })
    await again.until(() => again.shows().includes('We are.'))
    expect(again.shows()).toEqual(['We are.'])
  })

  it('refuses by name the second of two who claim at once', async () => {
    const house = await whole()
    const nina = await visitor(house)
    const [ben, cleo] = [await house.sits('Ben'), await house.sits('Cleo')]
    await nina.say('hello')
    const thread = await openThread(ben)
    const claim = (page: DeskPage) =>
      page.ask({ type: 'command', id: house.fresh(), thread, name: 'claim', args: {} })
    const answers = await Promise.all([claim(ben), claim(cleo)])
    const refused = answers.filter((answer) => !answer.ok)
    expect(refused).toEqual([
      expect.objectContaining({
        error: expect.stringMatching(/^(Ben|Cleo) has had this one/) as unknown,
      }),
    ])
  })
})

describe('the audience, on every way in that the desk has', () => {
  it('is the team alone until one has joined, and for notes always', async () => {
    const house = await whole()
    const [nina, ben, luna] = [
      await visitor(house),
      await house.sits('Ben'),
      await house.sits('Luna', 'creator'),
    ]
    await nina.say('hello')
    const thread = await openThread(ben)
    const line = (page: DeskPage, text: string) =>
      page.ask({ type: 'line', id: house.fresh(), thread, text })
    const say = (page: DeskPage, text: string, showed: 'reply' | 'note') =>
      page.ask({ type: 'say', id: house.fresh(), thread, text, files: [], showed })

    await say(ben, 'secret 1', 'reply')
    await say(ben, 'secret 2', 'note')
    await line(ben, '/reply secret 3')
    await say(luna, 'secret 4', 'reply')
    await line(luna, '/reply secret 5')
    await line(ben, '/claim')
    await say(ben, '// secret 6', 'reply')
    await say(ben, '//secret 7', 'reply')
    await say(ben, 'secret 8', 'note')
    await line(ben, '/note secret 9')
    await say(ben, '/note secret 10', 'reply')
    await say(ben, '/nonsense secret 11', 'reply')
    await line(ben, '/transfer Ana secret 12')
    await say(ben, 'secret 13', 'reply')
    await say(ben, 'secret 14', 'reply')
    const admin = await house.admin()
    await say(admin, 'Hello Nina', 'reply')
    await line(admin, '/close answered secret 15')
    await say(admin, 'secret 16', 'reply')
    await nina.until(() => nina.state.status === 'closed')
    expect(nina.shows()).toEqual(['hello', 'Hello Nina'])
    expect(JSON.stringify(nina.frames)).not.toContain('secret')
  })

  it('does not hear of typing by someone who has not joined', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    await nina.say('hello')
    const thread = await openThread(ben)
    ben.send({ type: 'typing', thread, on: true })
    await ben.settled()
    await ben.ask({ type: 'line', id: house.fresh(), thread, text: '/claim' })
    await nina.until(() => nina.state.agent === 'Ben')
    expect(nina.frames.filter(({ type }) => type === 'typing')).toEqual([])
    ben.send({ type: 'typing', thread, on: true })
    expect(await nina.frame('typing')).toMatchObject({ name: 'Ben', on: true })
  })
})

describe('who is in', () => {
  it('is changed by an administrator: a new role counts at once, and who is taken out is put out', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    const admin = await house.admin()
    const line = (page: DeskPage, text: string, thread: string | null = null) =>
      page.ask({ type: 'line', id: house.fresh(), thread, text })
    await nina.say('hello')
    const thread = await openThread(ben)
    await line(ben, '/claim', thread)

    expect(await line(ben, '/role Ana agent')).toMatchObject({ ok: false })
    expect(await line(admin, '/role Ana agent')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/another administrator/) as unknown,
    })
    expect(await line(admin, '/role Ben creator')).toMatchObject({
      ok: true,
      text: 'Ben is creator now.',
    })
    const said = await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread,
      text: 'still me',
      files: [],
      showed: 'reply',
    })
    expect(said).toMatchObject({ ok: true, audience: 'note' })
    expect(await line(admin, '/remove Ben')).toMatchObject({ ok: true })
    await ben.closed
    expect(await line(admin, '/members')).toMatchObject({
      text: 'Ana — admin, on duty, in Support and Billing',
    })
    await nina.until(() => nina.state.agent === 'Ben')
    expect(nina.shows()).toEqual(['hello'])
  })
})

describe('who a visitor is', () => {
  it('is believed with the site’s signature, on any device, and not without', async () => {
    const house = await whole()
    const hash = createHmac('sha256', IDENTITY_SECRET).update('member-7').digest('hex')
    const phone = await session(house, { identity: { id: 'member-7', hash, name: 'Nina' } })
    const laptop = await session(house, { identity: { id: 'member-7', hash } })
    expect(laptop.visitor).toMatchObject({ id: phone.visitor.id, verified: true })
    await expect(
      session(house, { identity: { id: 'member-7', hash: hash.replaceAll(/[0-8]/g, '9') } }),
    ).rejects.toThrow(/hash|signature/i)
  })
})

describe('bad requests', () => {
  it.each([
    ['GET', '/nowhere', undefined],
    ['GET', '/widget/v1/nobody/settings', undefined],
    ['GET', '/widget/v1/demo/%E0%A4%A/settings', undefined],
    ['POST', '/widget/v1/demo/session', '{"token": '],
    ['POST', '/widget/v1/demo/session', '[]'],
    ['POST', '/widget/v1/demo/messages', '{"text": 5}'],
    ['POST', '/widget/v1/demo/files', 'x'],
    ['GET', '/files/none?e=1&s=x', undefined],
    ['GET', '/files/../../etc/passwd', undefined],
    ['GET', '/desk/', undefined],
    ['GET', '/desk/faces/none', undefined],
    ['POST', '/desk/files?inbox=demo', 'x'],
    ['POST', '/desk/enter', 'token=forged'],
    ['DELETE', '/widget/v1/demo/session', undefined],
  ])('%s %s gets a 4xx with a sentence, and no stack', async (method, path, body) => {
    const house = await whole()
    const response = await fetch(`${house.url}${path}`, {
      method,
      headers: {
        'content-type': body?.startsWith('token')
          ? 'application/x-www-form-urlencoded'
          : 'application/json',
        origin: house.url,
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(text).toMatch(/[A-Z][^.]{4,}\./)
    expect(text).not.toMatch(/node_modules|\.ts:\d|at .*\(/)
  })
})

describe('hostile text', () => {
  const HOSTILE = [
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    'javascript:alert(1) data:text/html,<b>x',
    '<!channel> @everyone <@U123> [click](https://evil.example)',
    '‮gnitset‬ שלום \u2066x\u2069',
    '👩‍👩‍👧‍👦'.repeat(2_500),
    'x'.repeat(100_000),
    '/close spam',
    '// a note?',
    '{"a":1}',
    "'; DROP TABLE messages; --",
    '${7*7} {{7*7}} %s %n',
  ]

  it('is text on both sides, whole and in order', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    for (const text of HOSTILE) expect(await nina.say(text)).toMatchObject({ type: 'received' })
    const thread = await openThread(ben)
    await ben.holds(() => posts(ben, thread).length >= HOSTILE.length)
    expect(posts(ben, thread).map(words)).toEqual(HOSTILE)
    await nina.showsIn(HOSTILE)
    expect(ben.threads.get(thread)?.status).toBe('waiting')
  })

  it('loses only what no screen could show', async () => {
    const house = await whole()
    const [nina, ben] = [await visitor(house), await house.sits('Ben')]
    await nina.say('a\u0000b\u001b[31mc\ud800d')
    const thread = await openThread(ben)
    await shows(ben, thread, 'ab[31mc\ufffdd')
  })

  it('that is too long is refused in a sentence', async () => {
    const house = await whole()
    const nina = await visitor(house)
    expect(await nina.say('x'.repeat(100_001))).toMatchObject({
      type: 'refused',
      error: expect.stringMatching(/100,000/) as unknown,
    })
  })
})

describe('its health', () => {
  it('is told, and figures are given', async () => {
    const house = await whole()
    expect((await fetch(`${house.url}/health`)).status).toBe(200)
    expect(await (await fetch(`${house.url}/ready`)).json()).toEqual({ status: 'ready' })
    const nina = await visitor(house)
    await nina.say('hello')
    const ben = await house.sits('Ben')
    await openThread(ben)
    const figures = await (await fetch(`${house.url}/metrics`)).text()
    expect(figures).toMatch(/greenroom_delivery_seconds_count\{target="desk"\} [1-9]/)
    expect(figures).toMatch(/greenroom_outbox_waiting 0/)
  })
})
