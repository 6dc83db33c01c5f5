import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmbedded, type Embedded } from '../../../src/adapters/embedded/index.ts'
import { CHOICES, label } from '../../support/example-labels.ts'

const log = pino({ level: 'silent' })
const lesson = { labels: [...CHOICES.intents, ...CHOICES.departments], corrections: [] }
const FRAIL = new URL('../../support/embedded/frail-worker.ts', import.meta.url)
const SILENT = new URL('../../support/embedded/silent-worker.ts', import.meta.url)

const opened: Embedded[] = []
function open(more: Partial<Parameters<typeof createEmbedded>[0]> = {}): Embedded {
  const embedded = createEmbedded({ log, ...more })
  opened.push(embedded)
  return embedded
}
afterEach(async () => {
  for (const embedded of opened.splice(0)) await embedded.stop()
})

describe('the embedded classifier', { timeout: 60_000 }, () => {
  it('says nothing until it has learnt, then what a text is about', async () => {
    const embedded = open({ limit: 30_000 })
    expect(await embedded.classify('where is my parcel?', CHOICES)).toBeNull()
    await embedded.learn(lesson)
    const answer = await embedded.classify('my parcel has not arrived', CHOICES)
    expect(answer?.intent?.label).toBe('shipping')
    expect(answer?.intent?.confidence).toBeGreaterThan(0.5)
    expect(answer?.language?.label).toBe('en')
  })

  it('tells other languages by their words', async () => {
    const embedded = open({ limit: 30_000 })
    await embedded.learn(lesson)
    const answer = await embedded.classify('wann kommt denn nun mein Paket an?', CHOICES)
    expect(answer?.intent?.label).toBe('shipping')
    expect(answer?.language?.label).toBe('de')
  })

  it('learns anew from what people corrected, and answers meanwhile', async () => {
    const embedded = open({ limit: 30_000 })
    await embedded.learn(lesson)
    const text = 'the glockenspiel is dented'
    const before = await embedded.classify(text, CHOICES)
    const corrections = [text, 'a dented glockenspiel', 'my glockenspiel came dented'].map(
      (one) => ({ text: one, kind: 'intent' as const, label: 'refund' }),
    )
    const learning = embedded.learn({ ...lesson, corrections })
    const meanwhile = await embedded.classify(text, CHOICES)
    await learning
    const after = await embedded.classify(text, CHOICES)
    expect(meanwhile).not.toBeNull()
    expect(after?.intent?.label).toBe('refund')
    expect(after?.intent?.confidence).toBeGreaterThan(before?.intent?.confidence ?? 0)
  })

  it('of two lessons at once keeps the second, and both learners come back', async () => {
    const embedded = open({ limit: 30_000 })
    const other = label('intent', 'other', { examples: ['zither zither', 'a zither'] })
    await Promise.all([
      embedded.learn(lesson),
      embedded.learn({ labels: [other], corrections: [] }),
    ])
    const choices = { ...CHOICES, intents: [...CHOICES.intents, other] }
    expect((await embedded.classify('a zither', choices))?.intent?.label).toBe('other')
    expect((await embedded.classify('where is my parcel?', choices))?.intent).toBeNull()
  })
})

describe('the thread of the embedded classifier', () => {
  it('is started anew when it dies, and is taught again', async () => {
    const embedded = open({ entry: FRAIL })
    await embedded.learn(lesson)
    expect(await embedded.classify('die', CHOICES)).toBeNull()
    await expect
      .poll(async () => (await embedded.classify('hello', CHOICES))?.intent)
      .toEqual({ label: 'refund', confidence: 0.1 })
  })

  it('stays off once it died too often', async () => {
    const embedded = open({ entry: FRAIL })
    await embedded.learn(lesson)
    for (let deaths = 0; deaths < 5; deaths += 1) await embedded.classify('die', CHOICES)
    expect(await embedded.classify('hello', CHOICES)).toBeNull()
    await embedded.learn(lesson)
    expect(await embedded.classify('hello', CHOICES)).toBeNull()
  })

  it('cannot name a label that was not asked about', async () => {
    const embedded = open({ entry: FRAIL })
    await embedded.learn(lesson)
    expect((await embedded.classify('odd', CHOICES))?.intent).toBeNull()
  })

  it('is not waited for longer than the limit', async () => {
    const embedded = open({ entry: SILENT, limit: 20 })
    expect(await embedded.classify('hello', CHOICES)).toBeNull()
  })

  it('is replaced when it has been silent for too long', async () => {
    const embedded = open({ entry: SILENT, limit: 20, silence: 0 })
    const learning = embedded.learn(lesson)
    for (let asked = 0; asked < 5; asked += 1) {
      expect(await embedded.classify('hello', CHOICES)).toBeNull()
    }
    await embedded.stop()
    await expect(learning).resolves.toBeUndefined()
  })

  it('is asked no more than it can answer soon', async () => {
    const embedded = open({ entry: SILENT, limit: 60_000, atOnce: 2 })
    const waiting = [embedded.classify('one', CHOICES), embedded.classify('two', CHOICES)]
    expect(await embedded.classify('three', CHOICES)).toBeNull()
    await embedded.stop()
    expect(await Promise.all(waiting)).toEqual([null, null])
  })

  it('does not keep the process from ending', { timeout: 30_000 }, async () => {
    const index = new URL('../../../src/adapters/embedded/index.ts', import.meta.url)
    const script = `
      import { createEmbedded } from ${JSON.stringify(index.href)}
      const log = { info() {}, warn() {}, error() {} }
      const embedded = createEmbedded({ log, entry: new URL(${JSON.stringify(FRAIL.href)}) })
      await embedded.learn({ labels: [], corrections: [] })
      console.log('learnt')
    `
    const args = ['--input-type=module', '--eval', script]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 25_000 })
    expect(stdout).toBe('learnt\n')
  })
})
