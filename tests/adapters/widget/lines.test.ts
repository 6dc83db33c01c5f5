import { describe, expect, it } from 'vitest'
import type { ConversationId, MessageId } from '../../../src/conversation/ids.ts'
import { eventually } from './eventually.ts'
import { house } from './house.ts'
import { bearer, openTab, post, session } from './visitor.ts'

describe('what a socket sends', () => {
  it.each([
    ['not JSON', '{"type":"send"', 'The frame is not valid JSON.', ''],
    ['no object', '7', 'type is none that is known here.', ''],
    ['an unknown type', '{"type":"fly"}', 'type is none that is known here.', ''],
    ['a send without an id', '{"type":"send","text":"x"}', /^id is missing/, ''],
    ['a send with a short id', '{"type":"send","id":"a","text":"x"}', /^id wants 16 to 64/, ''],
    [
      'a send without text',
      '{"type":"send","id":"abcdefghijklmnop"}',
      /^text is missing/,
      'abcdefghijklmnop',
    ],
    [
      'text that is none',
      '{"type":"send","id":"abcdefghijklmnop","text":{"a":1}}',
      /^text is missing/,
      'abcdefghijklmnop',
    ],
    [
      'files that are none',
      '{"type":"send","id":"abcdefghijklmnop","text":"","files":"x"}',
      'files wants a list.',
      'abcdefghijklmnop',
    ],
    ['a typing without on', '{"type":"typing"}', 'on wants true or false.', ''],
    [
      'an older without a place',
      '{"type":"older","before":-1}',
      'cursor and before want whole numbers.',
      '',
    ],
    ['a second hello', '{"type":"hello","token":"x","cursor":null}', 'Hello was said before.', ''],
  ])('is refused with a sentence when it is %s', async (_what, data, sentence, id) => {
    const home = await house()
    const tab = await openTab(home, await session(home))
    tab.raw(data)
    const refused = await tab.frame('refused')
    expect(refused.error).toMatch(sentence)
    expect(refused.id).toBe(id)
    expect((await tab.say('Still here')).type).toBe('received')
  })

  it('ends it when it is a flood of nonsense', async () => {
    const home = await house()
    const tab = await openTab(home, await session(home))
    for (let count = 0; count < 30; count += 1) tab.raw('nonsense')
    expect(await tab.frame('goodbye')).toMatchObject({ again: false })
    expect(await tab.closed).toBe(1008)
  })

  it('ends it when a frame is too large', async () => {
    const home = await house()
    const tab = await openTab(home, await session(home))
    tab.raw(`{"type":"send","text":"${'x'.repeat(600_000)}"}`)
    expect(await tab.closed).toBe(1009)
  })

  it('ends it when it is not text', async () => {
    const home = await house()
    const [one, two] = [
      await openTab(home, await session(home)),
      await openTab(home, await session(home)),
    ]
    one.raw(Buffer.from([1, 2, 3]))
    expect(await one.frame('goodbye')).toMatchObject({ error: 'Frames are text.' })
    two.socket.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false })
    expect(await two.closed).toBe(1007)
  })

  it('must begin with a hello', async () => {
    const home = await house()
    const tab = await openTab(home, await session(home), { silent: true })
    tab.send({ type: 'seen', message: 'x' })
    expect(await tab.frame('goodbye')).toMatchObject({ error: 'Say hello first.' })
  })

  it('may be a ping, which is answered', async () => {
    const home = await house()
    const tab = await openTab(home, await session(home))
    tab.send({ type: 'ping' })
    expect(await tab.frame('pong')).toEqual({ type: 'pong' })
  })

  it('is done in order and without loss when it comes faster than it can be done', async () => {
    const home = await house({ limits: { waiting: 4 } })
    const who = await session(home)
    const tab = await openTab(home, who)
    const words = Array.from({ length: 60 }, (_, index) => `Line ${index}`)
    await Promise.all(words.map((line) => tab.say(line)))
    expect(await home.texts(who.visitor.id)).toEqual(words)
  })
})

describe('a socket', () => {
  it('that says nothing is closed', async () => {
    const home = await house({ limits: { heartbeat: 20, hello: 1 } })
    const tab = await openTab(home, await session(home), { silent: true })
    home.clock.at += 1
    expect(await tab.closed).toBe(1006)
    await eventually(() => home.widget.count() === 0)
  })

  it('whose reader has fallen asleep is closed, and loses nothing by it', async () => {
    const home = await house({ limits: { heartbeat: 30 } })
    const who = await session(home)
    const tab = await openTab(home, who)
    await tab.say('Hello')
    await tab.showsIn(['Hello'])
    const { cursor } = tab.state
    tab.socket.pause()
    await home.reply(who.visitor.id, 'While you slept')
    await eventually(() => home.widget.count() === 0)
    tab.socket.terminate()
    const next = await openTab(home, who, { cursor })
    expect(await next.showsIn(['While you slept'])).toBe(true)
  })

  it('whose reader leaves too much lying is closed', async () => {
    const home = await house({ limits: { behind: 100_000 } })
    const who = await session(home)
    const tab = await openTab(home, who)
    await tab.say('Hello')
    tab.socket.pause()
    const ping = JSON.stringify({ type: 'older', before: 99_999 })
    const long = 'x'.repeat(90_000)
    for (let number = 1; number <= 5; number += 1) {
      await home.widget.send({ channel: 'widget', address: who.visitor.id }, message(number, long))
    }
    // Whatever the network’s own buffers hold, enough answers fill them.
    const pump = () => {
      if (home.widget.count() === 0) return
      tab.socket.send(ping)
      setImmediate(pump)
    }
    pump()
    await eventually(() => home.widget.count() === 0)
    tab.socket.resume()
    expect(await tab.closed).toBe(1006)
  })

  it('that is alive stays', async () => {
    const home = await house({ limits: { heartbeat: 10 } })
    const tab = await openTab(home, await session(home))
    let pings = 0
    await new Promise<void>((resolve) => {
      tab.socket.on('ping', () => {
        pings += 1
        if (pings === 5) resolve()
      })
    })
    expect((await tab.say('Still here')).type).toBe('received')
  })

  it('is one of a bounded number for each visitor', async () => {
    const home = await house({ limits: { sockets: 2 } })
    const who = await session(home)
    const [one] = [await openTab(home, who), await openTab(home, who)]
    const third = await openTab(home, who)
    expect(third.frames[0]).toMatchObject({ type: 'goodbye', again: true })
    await one?.close()
    await eventually(() => home.widget.count() === 1)
    expect((await openTab(home, who)).frames[0]?.type).toBe('welcome')
  })

  it('is told when the server restarts, after what was just written is safe', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const id = home.fresh()
    tab.send({ type: 'send', id, text: 'Last words', files: [] })
    await eventually(() => home.heard.arrivals.length > 0)
    await home.widget.stop()
    expect(await tab.frame('goodbye')).toMatchObject({ again: true })
    expect(await tab.closed).toBe(1012)
    expect(await home.texts(who.visitor.id)).toEqual(['Last words'])
  })
})

describe('without a WebSocket', () => {
  it('a visitor is heard and answered all the same', async () => {
    const home = await house()
    const who = await session(home)
    const id = home.fresh()
    const sent = await post(
      `${home.api}/messages`,
      { type: 'send', id, text: 'Hi', files: [] },
      bearer(who),
    )
    expect(await sent.json()).toMatchObject({ type: 'received', id })
    await home.reply(who.visitor.id, 'Hello!')
    const looked = await fetch(`${home.api}/changes`, { headers: bearer(who) })
    const tab = await openTab(home, who)
    const found = (await looked.json()) as { messages: unknown[]; status: string }
    expect(found.messages).toEqual(tab.held())
    expect(found.status).toBe('claimed')
    expect(looked.headers.get('cache-control')).toBe('no-store')
  })

  it('they read the same refusals', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const frames = [
      { type: 'send', id: home.fresh(), text: ' ', files: [] },
      { type: 'send', id: home.fresh(), text: 'x'.repeat(100_001), files: [] },
      { type: 'send', id: home.fresh(), text: 'x', files: ['none'] },
      { type: 'send', id: home.fresh(), text: 'x', files: Array(11).fill('none') },
      { type: 'send', id: home.fresh(), text: 7 },
    ]
    for (const frame of frames) {
      tab.raw(JSON.stringify(frame))
      const { error } = (await tab.fate(frame.id)) as { error: string }
      const response = await post(`${home.api}/messages`, frame, bearer(who))
      expect(response.ok).toBe(false)
      expect(await response.json()).toMatchObject({ error })
    }
  })

  it('they are told what is wrong with a request', async () => {
    const home = await house()
    const who = await session(home)
    const get = (path: string) => fetch(`${home.api}${path}`, { headers: bearer(who) })
    const wrong = [
      await get('/changes?since=soon'),
      await post(`${home.api}/messages`, '{"id":', bearer(who)),
      await post(`${home.api}/messages`, `{"text":"${'x'.repeat(600_000)}"}`, bearer(who)),
      await post(`${home.api}/messages`, 'id=1', { ...bearer(who), 'content-type': 'text/plain' }),
      await get('/nothing'),
      await fetch(`http://127.0.0.1:${home.port}/widget/v1/%E0%A4%A/settings`),
    ]
    expect(wrong.map(({ status }) => status)).toEqual([400, 400, 413, 400, 404, 400])
    for (const response of wrong) {
      const { error } = (await response.json()) as { error: string }
      expect(error).toMatch(/^[^\n]{10,120}\.$/)
      expect(error).not.toMatch(/Error|at \//)
    }
  })

  it('they are slowed down when they ask too often', async () => {
    const home = await house()
    const who = await session(home)
    const answers = await Promise.all(
      Array.from({ length: 61 }, () => fetch(`${home.api}/changes`, { headers: bearer(who) })),
    )
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  })
})

function message(number: number, text: string) {
  return {
    id: `message-${number}` as MessageId,
    conversation: 'c1' as ConversationId,
    number,
    from: { kind: 'human', name: 'Ana', picture: null },
    content: { blocks: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }], files: [] },
    at: 0,
    editedAt: null,
  } as const
}
