import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { pastOpenings } from '../../src/adapters/sql/past-openings.ts'
import { openClassifiers } from '../../src/classifiers.ts'
import type { Settings } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import { startGreenroom } from '../../src/greenroom.ts'
import { CHOICES } from '../support/example-labels.ts'

const log = pino({ level: 'silent' })
const clock = { now: Date.now }
const KEY = { openai: { apiKey: 'none', baseUrl: 'http://127.0.0.1:9' } }

const TAXONOMY = `
intents:
  - {id: refund, name: Refund, examples: [I want my money back, please refund my order, return what I paid, refund]}
  - {id: shipping, name: Shipping, examples: [where is my parcel, my order has not arrived, track my package, delivery]}
`

function settings(classify: string): Settings {
  const text = `name: House
channels: [{id: support, name: support}]
inboxes: [{id: demo, name: Demo, places: [{chat: desk, channel: support}], doors: [{channel: widget, origins: ['*']}]}]
classify: ${classify}
`
  const read = parseSettings('test.yaml', text, undefined, {
    file: 'taxonomy.yaml',
    text: TAXONOMY,
  })
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

async function opened(classify: string) {
  const classifiers = await openClassifiers(settings(classify), KEY, { clock, log })
  onTestFinished(async () => classifiers.stop())
  return { ...classifiers, names: () => classifiers.now().map(({ name }) => name) }
}

describe('who sorts', () => {
  it('follows the settings while the house runs', async () => {
    const { names, now, apply } = await opened('off')
    expect(names()).toEqual([])
    await apply(settings('{openai: false}'))
    expect(names()).toEqual(['embedded'])
    const [embedded] = now()
    await apply(settings('{openai: {model: small}}'))
    expect(names()).toEqual(['embedded', 'openai'])
    const [, small] = now()
    await apply(settings('{confidence: 0.7, openai: {model: small}}'))
    expect(now()).toEqual([embedded, small])
    await apply(settings('{openai: {model: large}}'))
    expect(names()).toEqual(['embedded', 'openai'])
    expect(now()[0]).toBe(embedded)
    expect(now()[1]).not.toBe(small)
    await apply(settings('{embedded: false, openai: false}'))
    expect(names()).toEqual([])
  })

  it('is as the last edit says where several come at once', async () => {
    const { names, apply } = await opened('off')
    await Promise.all([
      apply(settings('{}')),
      apply(settings('off')),
      apply(settings('{openai: false}')),
    ])
    expect(names()).toEqual(['embedded'])
  })

  it('answers what it was asked before it goes', async () => {
    const { now, apply } = await opened('{openai: false}')
    const [embedded] = now()
    await embedded?.learn?.({
      labels: [...CHOICES.intents, ...CHOICES.departments],
      corrections: [],
    })
    const answers = Array.from({ length: 5 }, async () =>
      embedded?.classify('refund my order', CHOICES),
    )
    await apply(settings('off'))
    for (const answer of await Promise.all(answers)) expect(answer?.intent?.label).toBe('refund')
    await expect.poll(async () => embedded?.classify('refund my order', CHOICES)).toBeNull()
  })
})

describe('a house that is told to sort while it runs', () => {
  it('learns, and sorts what was opened a moment ago', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'greenroom-classifiers-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const off = settings('off')
    const greenroom = await startGreenroom({
      environment: {
        port: 0,
        host: '127.0.0.1',
        data: folder,
        config: 'none',
        url: 'http://127.0.0.1:0',
        logLevel: 'silent',
        secret: null,
        proxies: 0,
        openai: null,
        secretNamed: () => null,
      },
      settings: off,
      classifiers: await openClassifiers(off, { openai: null }, { clock, log }),
      clock,
      log,
      pages: 'dist/web',
    })
    onTestFinished(async () => greenroom.stop())
    const { port } = greenroom
    let count = 0
    const fresh = () => `a-message-${String((count += 1)).padStart(9, '0')}`
    const house = { port, api: `http://127.0.0.1:${port}/widget/v1/demo`, fresh }
    const tab = await openTab(house, await session(house))
    await tab.say('please refund my order')
    const labels = async () => {
      const [newest] = await pastOpenings(join(folder, 'greenroom.sqlite'), 1)
      return newest?.conversation.labels
    }
    expect(await labels()).toBeUndefined()
    await greenroom.apply(settings('{openai: false}'))
    await expect.poll(labels, { timeout: 20_000 }).toMatchObject({ intent: { id: 'refund' } })
    await greenroom.apply(settings('off'))
  })
})
