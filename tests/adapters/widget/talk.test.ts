import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, MAX_TEXT } from '../../../src/conversation/message.ts'
import { eventually } from './eventually.ts'
import { house, settingsWith } from './house.ts'
import { bearer, openTab, post, session, textOf } from './visitor.ts'

describe('a visitor who writes', () => {
  it('is told that it was received, and sees their words', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    expect(await tab.say('Where is my parcel?')).toMatchObject({ type: 'received' })
    await tab.showsIn(['Where is my parcel?'])
    expect(tab.held()[0]).toMatchObject({ mine: true, removed: false, editedAt: null })
    expect(await home.texts(who.visitor.id)).toEqual(['Where is my parcel?'])
  })

  it('sees the reply, and who is there', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    expect(tab.state.status).toBe('none')
    await tab.say('Hello?')
    await home.reply(who.visitor.id, 'Hi!')
    await tab.showsIn(['Hello?', 'Hi!'])
    await tab.until(() => tab.state.status === 'claimed')
    expect(tab.state.agent).toBe('Ana')
    expect(tab.held()[1]).toMatchObject({ mine: false, from: { name: 'Ana' } })
  })

  it('sees the same in a second tab', async () => {
    const home = await house()
    const who = await session(home)
    const [one, two] = [await openTab(home, who), await openTab(home, who)]
    await one.say('From the first')
    await two.say('From the second')
    await one.showsIn(['From the first', 'From the second'])
    expect(await two.showsIn(['From the first', 'From the second'])).toBe(true)
  })

  it('is heard once, however often and wherever a message is sent again', async () => {
    const home = await house()
    const who = await session(home)
    const tabs = await Promise.all([openTab(home, who), openTab(home, who), openTab(home, who)])
    const id = home.fresh()
    const fates = await Promise.all([
      ...tabs.flatMap((tab) => [tab.say('Only once', id), tab.say('Only once', id)]),
      ...[1, 2].map(async () => {
        const body = { type: 'send', id, text: 'Only once', files: [] }
        return (await post(`${home.api}/messages`, body, bearer(who))).json()
      }),
    ])
    const names = new Set(fates.map((fate) => (fate as { message: string }).message))
    expect(names.size).toBe(1)
    expect(await home.texts(who.visitor.id)).toEqual(['Only once'])
  })

  it('may use an id that another visitor has used', async () => {
    const home = await house()
    const id = home.fresh()
    for (const words of ['Mine', 'And mine']) {
      const who = await session(home)
      const tab = await openTab(home, who)
      await tab.say(words, id)
      expect(await tab.showsIn([words])).toBe(true)
    }
  })

  it('finds what they sent in a row in that order', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const words = Array.from({ length: 80 }, (_, index) => `Line ${index}`)
    await Promise.all(words.map((line) => tab.say(line)))
    expect(await home.texts(who.visitor.id)).toEqual(words)
    await tab.showsIn(words)
  })

  it('gets back every text as it was, however strange', async () => {
    const home = await house()
    const strange = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom(
        '<script>alert(1)</script><img src=x onerror=alert(1)>',
        "'; DROP TABLE feed; --",
        '{"type":"goodbye","again":false}',
        '__proto__ constructor ${1+1} {{7*7}} %s %00 \\u0000',
        'a\u0000b\u0007c \ud800 lone',
        '\u202egnp.exe',
        'https://example.com/?a=<b>&c="d" and javascript:alert(1)',
        '👩‍👩‍👧‍👦🏳️‍🌈é\u0301 نص עברית 漢字',
      ),
    )
    const who = await session(home)
    const tab = await openTab(home, who)
    await fc.assert(
      fc.asyncProperty(strange, async (text) => {
        const fate = await tab.say(text)
        const clean = cleanText(text)
        const { message } = fate as { message?: string }
        const shown =
          message && (await tab.until(() => tab.held().find(({ id }) => id === message)))
        expect(shown ? textOf(shown) : '').toBe(clean)
      }),
      { numRuns: 60 },
    )
    expect(tab.socket.readyState).toBe(tab.socket.OPEN)
  })

  it('never gets a link that is not to a web page', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    await tab.say('javascript:alert(1) data:text/html,x https://example.com/a.')
    await tab.until(() => tab.held().length === 1)
    const links = tab
      .held()
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => ('inlines' in block ? block.inlines : []))
      .filter(({ kind }) => kind === 'link')
    expect(links).toEqual([
      { kind: 'link', url: 'https://example.com/a', text: 'https://example.com/a' },
    ])
  })

  it('is told what is wrong with an empty, a too long and a too fast message', async () => {
    const door = `
      - channel: widget
        limits: {messages_per_minute: 10, burst: 3}`
    const home = await house({ settings: settingsWith(door) })
    const who = await session(home).catch(() => null)
    expect(who).toBeNull()
    const own = await (
      await post(`${home.api}/session`, {}, { origin: `http://127.0.0.1:${home.port}` })
    ).json()
    const tab = await openTab(home, own as { token: string }, {
      origin: `http://127.0.0.1:${home.port}`,
    })
    expect(await tab.say(' \n\u0007 ')).toMatchObject({
      error: 'There is nothing in this message yet.',
    })
    expect(await tab.say('x'.repeat(MAX_TEXT + 1))).toMatchObject({
      error: 'A message takes at most 100,000 characters; this one has 100,001.',
    })
    expect(await tab.say('fits')).toMatchObject({ type: 'received' })
    expect(await tab.say('too fast')).toMatchObject({
      error: 'That was a lot at once. Try again in 6 seconds.',
    })
    home.clock.at += 6_000
    expect(await tab.say('later')).toMatchObject({ type: 'received' })
  })

  it('is told when too many are new in their network, and others are let in later', async () => {
    const door = `
      - channel: widget
        origins: ["*"]
        limits: {new_conversations_per_hour_per_ip: 2}`
    const home = await house({ settings: settingsWith(door) })
    const fates = []
    for (const words of ['One', 'Two', 'Three']) {
      const tab = await openTab(home, await session(home))
      fates.push((await tab.say(words)).type)
    }
    expect(fates).toEqual(['received', 'received', 'refused'])
    home.clock.at += 1_800_000
    const tab = await openTab(home, await session(home))
    expect((await tab.say('Four')).type).toBe('received')
  })

  it('is asked to come back when the store fails, and is heard then, once', async () => {
    let broken = true
    const home = await house({
      gate: (road) => ({
        ...road,
        arrived: async (arrival) => {
          const answer = await road.arrived(arrival)
          if (broken) throw new Error('the disk has gone')
          return answer
        },
      }),
    })
    const who = await session(home)
    const id = home.fresh()
    const tab = await openTab(home, who)
    tab.send({ type: 'send', id, text: 'Do you hear me?', files: [] })
    const goodbye = await tab.frame('goodbye')
    expect(goodbye.again).toBe(true)
    expect(goodbye.error).not.toContain('disk')
    broken = false
    const next = await openTab(home, who)
    expect((await next.say('Do you hear me?', id)).type).toBe('received')
    expect(await home.texts(who.visitor.id)).toEqual(['Do you hear me?'])
  })
})

describe('a visitor who changes their words', () => {
  it('sees the new words in every tab', async () => {
    const home = await house()
    const who = await session(home)
    const [one, two] = [await openTab(home, who), await openTab(home, who)]
    const sent = await one.say('Helo')
    const message = sent.type === 'received' ? sent.message : ''
    const edit = home.fresh()
    one.send({ type: 'edit', id: edit, message, text: 'Hello' })
    expect(await one.fate(edit)).toMatchObject({ type: 'received', message })
    await two.showsIn(['Hello'])
    expect(two.held()[0]?.editedAt).toBe(home.clock.at)
  })

  it('sees a removed message go, and it never comes back', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const sent = await tab.say('My card number is 1234')
    await tab.showsIn(['My card number is 1234'])
    const message = sent.type === 'received' ? sent.message : ''
    const id = home.fresh()
    tab.send({ type: 'remove', id, message })
    expect((await tab.fate(id)).type).toBe('received')
    await tab.showsIn(['(removed)'])
    const later = await openTab(home, who)
    expect(JSON.stringify(later.frames)).not.toContain('1234')
  })

  it('cannot touch what somebody else wrote', async () => {
    const home = await house()
    const [nina, otto] = [await session(home), await session(home)]
    const hers = await openTab(home, nina)
    const sent = await hers.say('Hers')
    const message = sent.type === 'received' ? sent.message : ''
    const reply = await home.reply(nina.visitor.id, 'From Ana')
    const his = await openTab(home, otto)
    await his.say('His')
    for (const target of [message, reply ?? '', 'no-such-message']) {
      const id = home.fresh()
      his.send({ type: 'edit', id, message: target, text: 'Changed' })
      expect(await his.fate(id)).toMatchObject({
        error: 'Only what you wrote yourself can be changed.',
      })
    }
    const id = home.fresh()
    hers.send({ type: 'remove', id, message: reply ?? '' })
    expect((await hers.fate(id)).type).toBe('refused')
    expect(await home.texts(nina.visitor.id)).toEqual(['Hers', 'From Ana'])
  })
})

describe('small news', () => {
  it('tells how far the visitor has received and seen, and never back again', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    const mine = await tab.say('Hello')
    const first = await home.reply(who.visitor.id, 'One')
    const second = await home.reply(who.visitor.id, 'Two')
    await tab.showsIn(['Hello', 'One', 'Two'])
    const news = (type: 'delivered' | 'seen', message: string | null) =>
      tab.send({ type, message: message ?? '-' })
    news('delivered', second)
    await eventually(async () => (await home.conversationOf(who.visitor.id)).delivered === 3)
    news('seen', first)
    await eventually(async () => (await home.conversationOf(who.visitor.id)).seen === 2)
    news('seen', second)
    await eventually(async () => (await home.conversationOf(who.visitor.id)).seen === 3)
    const before = home.heard.signals.length
    for (let round = 0; round < 200; round += 1) {
      news('seen', round % 2 ? first : second)
      news('delivered', mine.type === 'received' ? mine.message : '')
      news('seen', 'never-was')
    }
    await tab.say('After the flood')
    expect(home.heard.signals.length).toBe(before)
  })

  it('tells the visitor who is typing', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    home.widget.typing({ channel: 'widget', address: who.visitor.id }, 'Ana', true)
    expect(await tab.frame('typing')).toEqual({ type: 'typing', name: 'Ana', on: true })
  })

  it('passes the visitor’s typing on, but not a flood of it', async () => {
    const home = await house()
    const who = await session(home)
    const tab = await openTab(home, who)
    await tab.say('Hello')
    for (let round = 0; round < 100; round += 1) tab.send({ type: 'typing', on: round % 2 === 0 })
    await tab.say('Done')
    const typing = home.heard.signals.filter(({ kind }) => kind === 'typing')
    expect(typing).toHaveLength(1)
    home.clock.at += 1_000
    tab.send({ type: 'typing', on: false })
    await tab.say('Really')
    expect(home.heard.signals.at(-1)).toMatchObject({ kind: 'typing', on: false })
  })
})
