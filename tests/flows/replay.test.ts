import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Chat } from '../../scripts/replay/chats.ts'
import { compare } from '../../scripts/replay/compare.ts'
import { newSaid } from '../../scripts/replay/ledger.ts'
import { replay } from '../../scripts/replay/replay.ts'
import { prepareServer } from '../../scripts/replay/server.ts'
import type { Server } from '../../scripts/replay/server.ts'
import { ownSettings } from '../../scripts/replay/settings.ts'

const ODD = [
  'ok',
  '?',
  '   spaces round it   ',
  'two\nlines, and a\ttab',
  '/close done',
  '// not a note of mine',
  '!claim',
  '<script>alert(1)</script> & <b>bold</b>',
  '{"type":"send","text":"json"}',
  "'; DROP TABLE messages; --",
  'https://example.com/a?b=c&d=%20e, and https://example.com/(f).',
  '*not bold* _not italic_ `not code` ~~not struck~~',
  '@everyone <!channel> <@U012AB3CD>',
  'مرحبا، أين طلبي؟ שלום',
  '今日は。注文はどこですか',
  '👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 \u202eturned round\u202c',
  'half a pair: \ud83d',
  'a bell\u0007 and a zero\u0000',
  'x'.repeat(4_000),
]

/** Of different lengths, so that some are over while others begin; each odd text is in some of them. */
const chats: Chat[] = Array.from({ length: 40 }, (_, index) => ({
  conversation: `chat-${index}`,
  domain: index % 2 === 0 ? 'airline' : 'software',
  turns: Array.from({ length: 2 + (index % 5) }, (__, turn) => ({
    text: ODD[(index * 3 + turn) % ODD.length] ?? '',
  })),
}))
const EMPTY: Chat = {
  conversation: 'chat-empty',
  domain: 'airline',
  turns: [{ text: 'Hello' }, { text: '' }, { text: ' \n ' }, { text: 'Bye' }],
}

describe('a replay of many visitors while the server is ended twice without warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-replay-test-'))
  let server: Server

  beforeAll(async () => {
    server = await prepareServer({ folder, settings: ownSettings(['airline', 'software']) })
    await server.start()
  }, 30_000)

  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  it('brings every word to the desk and every reply back, once and in order', async () => {
    const all = [...chats, EMPTY]
    const verdict = await replay(all, {
      url: server.url,
      link: server.link() ?? '',
      atOnce: all.length,
      agents: 4,
      patience: 15_000,
      inboxOf: ({ domain }) => domain,
      kill: { server, times: 2, seed: 11 },
    })

    const words = all.flatMap(({ turns }) => turns).length
    const flawless = { refused: 0, lost: 0, doubled: 0, outOfOrder: 0, changed: 0 }
    expect(verdict.faults).toEqual([])
    expect(verdict.kills).toHaveLength(2)
    expect(verdict.toDesk).toMatchObject({ ...flawless, sent: words, empty: 2, arrived: words - 2 })
    expect(verdict.toVisitor).toMatchObject({ ...flawless, sent: words - 2, arrived: words - 2 })
    expect(verdict.isSound).toBe(true)
  }, 25_000)
})

describe('a comparison of what was said with what is held', () => {
  const said = ['one', 'two', 'three'].map((text, index) => ({
    ...newSaid(text),
    message: `m${index}`,
  }))
  const held = [
    { id: 'm0', text: 'one' },
    { id: 'm1', text: 'two' },
    { id: 'm2', text: 'three' },
  ]
  const [one, two, three] = held as [Held, Held, Held]
  type Held = (typeof held)[number]

  it('finds nothing when all is there, once and in order', () => {
    expect(compare(said, held)).toEqual({ lost: [], doubled: [], outOfOrder: [], changed: [] })
  })

  it('finds what is missing', () => {
    expect(compare(said, [one, three]).lost).toEqual(['m1'])
  })

  it('finds what nobody acknowledged', () => {
    expect(compare([...said, newSaid('four')], held).lost).toEqual(['#3'])
  })

  it('finds what is there twice, under its own name or another', () => {
    const twice = [one, two, two, three, { id: 'm9', text: 'three' }]
    expect(compare(said, twice).doubled).toEqual(['m1', 'm9'])
  })

  it('finds what came too late', () => {
    expect(compare(said, [one, three, two]).outOfOrder).toEqual(['m1'])
  })

  it('finds other words', () => {
    expect(compare(said, [one, { ...two, text: 'tow' }, three]).changed).toEqual(['m1'])
  })
})
