import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEmbedded } from '../../src/adapters/embedded/index.ts'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { classify } from '../../src/cli/classify.ts'
import type { Pupil } from '../../src/cli/pupils.ts'
import { taxonomy } from '../../src/cli/taxonomy.ts'
import { parseSettings } from '../../src/config/load.ts'
import { choicesFor } from '../../src/config.ts'
import type { Settings } from '../../src/config.ts'
import type { Label } from '../../src/conversation/labels.ts'
import { learning } from '../../src/learners.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { folderWith, SMALLEST } from '../config/text.ts'
import { NOON } from '../contracts/changes.ts'
import { aSorter } from '../support/a-sorter.ts'
import { given, labelledSo } from '../support/labelled.ts'
import { greenroom } from '../support/running-cli.ts'
import { whole } from '../support/whole.ts'

const log = pino({ level: 'silent' })
const SHOP = SMALLEST.replace('id: demo', 'id: shop')

const TAXONOMY = `intents:
  - id: refund
    name: Refund
    was: [return]
    examples: [I want my money back, please refund my order, pay me back, can I return the shirt]
  - id: order
    name: Order status
    examples: [where is my parcel, my order has not arrived, when do you ship, the tracking is stuck]
issues:
  - {id: broken, name: Broken}
  - {id: never, name: Never}
`

function settingsWith(labels: string): Settings {
  const read = parseSettings('test.yaml', SHOP, undefined, { file: 'taxonomy.yaml', text: labels })
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

const TEXT = 'the glockenspiel is dented'
const DENTED = [TEXT, 'a dented glockenspiel', 'my glockenspiel came dented']

describe('what people correct', { timeout: 60_000 }, () => {
  it('is what the classifier says next time, of like words too, until the label is gone', async () => {
    const settings = settingsWith(TAXONOMY)
    const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
    const embedded = createEmbedded({ log, limit: 30_000 })
    const learned = learning({ learners: () => [embedded], labelling: database.labelling, log })
    onTestFinished(async () => {
      await learned.stop()
      await embedded.stop()
      await database.close()
    })
    const choices = choicesFor(settings, 'shop')
    if (!choices) throw new Error('Machines are asked here.')
    const said = async (text: string) => (await embedded.classify(text, choices))?.intent?.label
    learned.taught(settings)
    await expect.poll(() => said('pay me back'), { timeout: 30_000 }).toBe('refund')
    expect(await said(TEXT)).not.toBe('refund')

    for (const text of DENTED)
      await labelledSo(database, { says: [text], told: [['intent', 'return']] })
    learned.taught(settings)
    await expect.poll(() => said('its glockenspiel is dented'), { timeout: 30_000 }).toBe('refund')

    learned.taught(settingsWith('intents: [{id: order, name: Order, examples: [where is it]}]'))
    await expect.poll(() => said('pay me back'), { timeout: 30_000 }).not.toBe('refund')
  })

  it('is taught by the house that runs, with the visitor’s words', async () => {
    const lessons: unknown[] = []
    const learner: Pupil = {
      ...aSorter({ money: ['refund', 0.9] }),
      async learn({ corrections }) {
        lessons.push(corrections)
      },
    }
    const sorting = { taxonomy: TAXONOMY, routes: '[]', classifiers: [learner] }
    const house = await whole({ sorting })
    const ben = await house.sits('Ben')
    const nina = await openTab(house, await session(house), { origin: 'https://shop.example' })
    await nina.say('money for my parcel')
    await ben.holds(() => ben.threads.size > 0)
    const [id = ''] = ben.threads.keys()
    const done = await ben.ask({
      type: 'line',
      id: house.fresh(),
      thread: id,
      text: '/label order',
    })
    expect(done).toMatchObject({ ok: true })
    const lesson = [{ text: 'money for my parcel', kind: 'intent', label: 'order' }]
    await expect.poll(() => lessons.at(-1)).toEqual(lesson)
    expect(lessons[0]).toEqual([])
  })

  it('that cannot be read takes nothing away from what was learned', async () => {
    let isBroken = false
    const lessons: { labels: readonly Label[]; corrections: readonly unknown[] }[] = []
    const learner: Pupil = {
      ...aSorter({}),
      async learn(lesson) {
        lessons.push(lesson)
      },
    }
    const database = await openSqlite({ file: ':memory:', clock: { now: Date.now } })
    onTestFinished(() => database.close())
    await labelledSo(database, { says: [TEXT], told: [['intent', 'refund']] })
    const learned = learning({
      learners: () => [learner],
      log,
      labelling: {
        async corrections(limit) {
          if (isBroken) throw new Error('The disk is gone.')
          return database.labelling.corrections(limit)
        },
      },
    })
    learned.taught(settingsWith(TAXONOMY))
    await expect.poll(() => lessons.length).toBe(1)
    isBroken = true
    learned.taught(settingsWith(`${TAXONOMY}  - {id: more, name: More}\n`))
    await expect.poll(() => lessons.length).toBe(2)
    expect(lessons[1]?.corrections).toEqual(lessons[0]?.corrections)
    expect(lessons[1]?.corrections).toHaveLength(1)
    await learned.stop()
  })
})

/** Knows the words that it was taught, and their first word wherever it comes. */
function byHeart(): Pupil {
  const known = new Map<string, string>()
  const key = (text: string) => text.toLowerCase().split(' ')[0] ?? ''
  return {
    name: 'embedded',
    async learn({ labels, corrections }) {
      known.clear()
      for (const { id, examples } of labels) for (const text of examples) known.set(key(text), id)
      for (const { text, label } of corrections) known.set(key(text), label)
    },
    async classify(text, { intents }) {
      const label = intents.find(({ id }) => id === known.get(key(text)))?.id
      if (!label) return null
      const intent = { label, confidence: 0.9 }
      const rest = { department: null, priority: null, sentiment: null, language: null }
      return { intent, ...rest, abuse: 0, spam: 0 }
    },
    stop: async () => undefined,
  }
}

/** A folder with settings and a database that a Greenroom has open. */
async function seeded(labels = TAXONOMY) {
  const dir = folderWith({ 'greenroom.yaml': SHOP, 'taxonomy.yaml': labels })
  const file = join(dir, 'greenroom.sqlite')
  const database = await openSqlite({ file, clock: { now: () => NOON } })
  onTestFinished(() => database.close())
  const variables = { GREENROOM_CONFIG: join(dir, 'greenroom.yaml'), GREENROOM_DATA: dir }
  const printed: string[] = []
  const announced: string[] = []
  const print = (text: string) => void printed.push(text)
  const tools = {
    openPupil: async () => byHeart(),
    openOpenAi: async () => ({ ...byHeart(), name: 'openai' }),
    progress: () => undefined,
    announce: (text: string) => void announced.push(text),
  }
  return {
    database,
    variables,
    announced,
    async evaluates(...args: string[]) {
      const code = await classify(['eval', ...args], variables, { print, tools })
      return { code, said: printed.at(-1) ?? '' }
    },
    async lists(...args: string[]) {
      const code = await taxonomy(args, variables, { ...tools, print, now: () => NOON })
      return { code, said: printed.at(-1) ?? '' }
    },
  }
}

const guessed = (id: string, confidence: number) =>
  [['embedded', { intent: given(id, confidence) }]] as const

/** Ten that were right, of which four by the old name; six that were wrong, and one whose label is gone. */
async function aSeason(on: Awaited<ReturnType<typeof seeded>>) {
  for (let count = 0; count < 10; count += 1)
    await labelledSo(on.database, {
      says: [`give money ${count}`],
      guesses: guessed(count < 4 ? 'return' : 'refund', 0.9),
      told: [['intent', 'refund']],
      tags: ['broken', 'scratched'],
      closed: true,
    })
  for (let count = 0; count < 6; count += 1)
    await labelledSo(on.database, {
      says: [`lost parcel ${count}`],
      guesses: guessed('refund', count < 3 ? 0.8 : 0.4),
      told: [['intent', 'order']],
    })
  await labelledSo(on.database, { says: ['hm'], told: [['intent', 'gossip']] })
}

describe('the weekly line', () => {
  it('is said where the settings name a place, to supervisors at the desk', async () => {
    const dir = folderWith({})
    const began = Date.now()
    // A Tuesday, whatever day it is here.
    const now = () => Date.UTC(2026, 11, 1, 12) + Date.now() - began
    const file = join(dir, 'greenroom.sqlite')
    const database = await openSqlite({ file, clock: { now } })
    const at = Date.UTC(2026, 10, 25)
    await labelledSo(database, { guesses: guessed('refund', 0.9), told: [['intent', 'order']], at })
    await database.close()

    const house = await whole({ data: dir, now })
    const [cleo, ben] = [await house.sits('Cleo', 'supervisor'), await house.sits('Ben')]
    const said = SHOP.concat('classify: {report: {chat: desk, channel: support}}\n')
    const read = parseSettings('test.yaml', said, undefined, { file: 'x', text: TAXONOMY })
    if (!read.ok) throw new Error('The settings are right.')
    await house.greenroom.apply(read.settings)
    const { notice } = await cleo.until('world', (world) => Boolean(world.notice))
    expect(notice?.text).toMatch(
      /^Last week 1 conversation was sorted; people corrected 1 of the 1/,
    )
    expect(notice?.text).toContain('Most confused: Order status ↔ Refund.')
    await ben.settled()
    const told = ben.frames.filter((frame) => frame.type === 'world' && frame.notice)
    expect(told).toEqual([])
  })
})

describe('greenroom classify eval', () => {
  it('says how right labels were, and would be now of what was not learned, while a Greenroom runs', async () => {
    const on = await seeded()
    await aSeason(on)
    const { code, said } = await on.evaluates()
    expect(code).toBe(0)
    expect(said.split('\n')).toEqual([
      '17 labels by people in 17 conversations; 1 retired: their labels have left the taxonomy.',
      'These are few: under 20, each of them moves the figures by more than it should.',
      'People speak up when a label is wrong, and mostly say nothing when it is right: all in all it is better than this.',
      '',
      'What Greenroom said at the time',
      '  intents: 16 asked, 62 % right · 81 % at least 60 % sure, of these 76 % right · calibration error 0.29',
      '    Refund (10): 10 right',
      '    Order status (6): 6 Refund',
      '',
      'What Greenroom would say now of what it was not taught',
      '  intents: 16 asked, 100 % right · 100 % at least 60 % sure, of these 100 % right · calibration error 0.10',
      '    Refund (10): 10 right',
      '    Order status (6): 6 right',
    ])
    expect(on.announced).toEqual([])
  })

  it('asks OpenAI where it is told to, says how often, and wants a key for it', async () => {
    const on = await seeded()
    await aSeason(on)
    await labelledSo(on.database, { says: ['lost parcel 1'], told: [['intent', 'order']] })
    await expect(on.evaluates('--openai')).rejects.toThrow(
      '--openai wants the variable OPENAI_API_KEY',
    )
    Object.assign(on.variables, { OPENAI_API_KEY: 'sk-a-key-of-the-tests' })
    const { said } = await on.evaluates('--openai', '--json')
    expect(on.announced).toEqual(['Asking OpenAI 16 times, with personal data taken out.'])
    expect(JSON.parse(said)).toMatchObject({
      corrections: 18,
      retired: 1,
      openai: [{ kind: 'intent', figures: { count: 17, accuracy: 0 } }],
    })
    expect(said).not.toContain('parcel')
  })

  it('goes by the newest where it is told how many, and says what it wants', async () => {
    const on = await seeded()
    await aSeason(on)
    const { said } = await on.evaluates('--last', '7', '--json')
    expect(JSON.parse(said)).toMatchObject({ corrections: 7, retired: 1 })
    await expect(on.evaluates('--last', 'x')).rejects.toThrow('--last wants a number from 1')
    await expect(classify(['evil'], on.variables)).rejects.toThrow('It wants `classify eval`.')
  })

  it('says so where nobody has corrected anything, and where all labels are gone', async () => {
    const on = await seeded('intents: []')
    expect((await on.evaluates()).said).toMatch(/^Nobody has said what a conversation is about/)
    await aSeason(on)
    const { said } = await on.evaluates()
    expect(said).toContain('17 retired')
    expect((await on.lists()).code).toBe(0)
  })

  it('runs as a command, with the classifier of this machine', { timeout: 60_000 }, async () => {
    const on = await seeded()
    await aSeason(on)
    const { code, said } = await greenroom(
      ['classify', 'eval'],
      { GREENROOM_DATA: on.variables.GREENROOM_DATA },
      SHOP,
    )
    expect(said).toMatch(/^17 labels by people in 17 conversations; 17 retired/)
    expect(code).toBe(0)
  })
})

describe('greenroom taxonomy', () => {
  it('lists what there is with its use, and what could be done about it', async () => {
    const on = await seeded(`${TAXONOMY}  - {id: brokken, name: Brokken}\n`)
    await aSeason(on)
    const { code, said } = await on.lists()
    expect(code).toBe(0)
    const lines = said.split('\n').map((line) => line.replaceAll(/(\S) {2,}/g, '$1  '))
    for (const line of [
      '  Refund (refund)  16 by machines, 10 by people',
      '  Order status (order)  6 by people',
      '  Broken (broken)  10 by people',
      '  answered  10 by people',
      '  widget  17',
      '• order and refund: 6 of 6 corrections go between them: make one of them, and name the other under `was`.',
      '• broken and brokken are issues with nearly the same name: keep one, and name the other under `was`.',
      '• the issue broken and the issue scratched nearly always stand together, on 10 of 10 conversations: one of them would say it.',
      '• Tags in use that are no issues of the taxonomy: scratched (10). List them, or name each under the `was` of the one that means the same.',
      '• issues that nobody used in 90 days: never, brokken. Take them out, if they are not new.',
    ])
      expect(lines).toContain(line)
  })

  it('finds intents whose examples are taken for each other’s', async () => {
    const on = await seeded(`intents:
  - {id: one, name: One, examples: [a b, c d, e f, g h, x y]}
  - {id: two, name: Two, examples: [c x, g y, b d, b z, e y]}
`)
    const { said } = await on.lists('--json')
    expect(JSON.parse(said)).toMatchObject({ mistaken: [{ one: 'one', other: 'two' }] })
    const without = await on.lists('--json', '--no-classify')
    expect(JSON.parse(without.said)).toMatchObject({ mistaken: [] })
  })

  it('looks at as many days as it is told', async () => {
    const on = await seeded()
    await labelledSo(on.database, { told: [['intent', 'order']], at: NOON - 10 * 86_400_000 })
    const used = async (days: string) => {
      const { said } = await on.lists('--days', days, '--json', '--no-classify')
      return said
    }
    expect(await used('11')).toMatch(
      /"id": "order",\s+"name": "Order status",\s+"machines": 0,\s+"people": 1/,
    )
    expect(await used('9')).not.toContain('"people": 1')
    await expect(on.lists('--days', '0')).rejects.toThrow('--days wants a number from 1')
  })
})
