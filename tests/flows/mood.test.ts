import { describe, expect, it } from 'vitest'
import type { Sentiment } from '../../src/conversation/labels.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Classifier } from '../../src/ports.ts'
import { world } from '../support/world.ts'

const MINUTE = 60_000
const RULES = { messages: 6, conversations: 3, within: 60 * MINUTE }
const VISITORS = ['nina', 'mia', 'tom']

type Setup = Parameters<typeof world>[0]

/** A house whose supervisors hear how visitors sound, and three visitors who have said hello. */
async function house(setup: Setup = {}) {
  const its = await world({ mood: RULES, ...setup })
  await its.member('Ana', 'supervisor')
  const ben = await its.member('Ben')
  for (const visitor of VISITORS) await its.write('Hello, my order', visitor)

  /** Each visitor in turn writes one of these. */
  async function write(...all: string[]): Promise<void> {
    for (const [index, words] of all.entries())
      await its.write(words, VISITORS[index % VISITORS.length])
    await its.settled()
  }

  /** All alarms, wherever they stand. */
  const alarms = () =>
    [...its.chat.threads.keys()]
      .flatMap((thread) => its.chat.lines(thread).map((line) => ({ ...line, thread })))
      .filter(({ text }) => text.startsWith('Is something wrong?'))
  return { ...its, ben, write, alarms }
}

const BAD = ['still broken', 'nothing', 'again?', 'wtf', 'not working', 'useless']

/** A judge to whom everything sounds like this. */
function hears(label: Sentiment, confidence = 0.9) {
  const texts: string[] = []
  const judge: Classifier = {
    name: 'embedded',
    async classify(text, choices) {
      expect(choices).toMatchObject({ intents: [], departments: [] })
      texts.push(text)
      const nothing = { intent: null, department: null, priority: null, language: null }
      return { ...nothing, sentiment: { label, confidence }, abuse: 0, spam: 0 }
    },
    stop: async () => undefined,
  }
  return { judge, texts }
}

describe('many clipped replies within an hour', () => {
  it('alert the supervisors where the last one stands, with numbers and no words', async () => {
    const { write, alarms, current, door } = await house()
    await write(...BAD.slice(0, 5))
    expect(alarms()).toEqual([])
    await write('useless')
    const { id } = await current('nina')
    expect(alarms()).toMatchObject([
      {
        thread: id,
        tone: 'alert',
        for: ['ana'],
        text: 'Is something wrong? Within one hour 6 of 9 messages to this inbox were clipped or negative, in #1001, #1002 and #1003.',
      },
    ])
    expect(door.sees('nina').join()).not.toContain('wrong')
  })

  it('do so once an hour', async () => {
    const { write, alarms, clock } = await house()
    await write(...BAD, ...BAD)
    expect(alarms()).toHaveLength(1)
    clock.at += 60 * MINUTE - 1
    await write(...BAD)
    expect(alarms()).toHaveLength(1)
    clock.at += 1
    await write(...BAD)
    expect(alarms()).toHaveLength(2)
  })

  it('are none where they come over many hours, or where it is switched off', async () => {
    const { write, alarms, clock } = await house()
    for (const words of [...BAD, ...BAD]) {
      clock.at += 20 * MINUTE
      await write(words, 'All is fine here, I am only asking')
    }
    expect(alarms()).toEqual([])
    const other = await world()
    await other.member('Ana', 'supervisor')
    for (const words of ['hi', ...BAD, ...BAD]) await other.write(words)
    await other.settled()
    expect(other.chat.lines((await other.current()).id)).toEqual([])
  })

  it('are none where they answer the team', async () => {
    const { write, alarms, say, command, current, ben, settled } = await house()
    for (const visitor of VISITORS) await command(ben, (await current(visitor)).id, 'claim')
    for (const words of ['the blue shirt', 'Nina Ray', 'in Berlin', 'last week']) {
      for (const visitor of VISITORS)
        await say(ben, (await current(visitor)).id, 'And which, please?')
      await settled()
      await write(words, words, words)
    }
    expect(alarms()).toEqual([])
  })

  it('are those of the newest messages alone, however many there were', async () => {
    const { write, alarms } = await house({ mood: { ...RULES, messages: 200, within: 9e9 } })
    const fine = Array.from({ length: 60 }, () => 'All is fine here, I am only asking')
    for (let round = 0; round < 10; round += 1) await write(...fine)
    const bad = Array.from({ length: 249 }, () => 'still broken')
    await write(...bad)
    expect(alarms()).toEqual([])
    await write('still broken')
    expect(alarms()[0]?.text).toContain('250 of 500 messages')
  })

  it('are counted by inbox, openings among all, but never as clipped', async () => {
    const { alarms, settled, ...its } = await house()
    for (let index = 0; index < 9; index += 1) await its.write('Still broken', `visitor-${index}`)
    await settled()
    expect(alarms()).toEqual([])
  })
})

describe('words that a machine hears as negative', () => {
  const LONG = 'I really do not know what is going on with this order of mine'

  it('count like clipped ones, if it is sure', async () => {
    const sure = hears('negative')
    const { write, alarms } = await house({ judge: sure.judge })
    await write(LONG, LONG, LONG, LONG, 'nothing')
    expect(alarms()).toEqual([])
    await write(LONG)
    expect(alarms()).toHaveLength(1)
    // First words are sorted, and what is clipped needs no judge.
    expect(sure.texts).toEqual([LONG, LONG, LONG, LONG, LONG])

    for (const { judge } of [hears('negative', 0.5), hears('positive'), hears('neutral')]) {
      const other = await house({ judge })
      await other.write(LONG, LONG, LONG, LONG, LONG, LONG, LONG)
      expect(other.alarms()).toEqual([])
    }
  })

  it('count of first words, too, as they were sorted', async () => {
    const { judge } = hears('negative')
    const sorter: Classifier = {
      ...judge,
      classify: async (text) =>
        judge.classify(text, { intents: [], departments: [], languages: [] }),
    }
    const { write, alarms, sorting, settled } = await house({ classifiers: [sorter] })
    await sorting.idle()
    await settled()
    await write('nothing', 'again?')
    expect(alarms()).toEqual([])
    await write('wtf')
    expect(alarms()).toHaveLength(1)
  })

  it('are no matter where the machine is slow, breaks or is asked too much: no visitor waits for it', async () => {
    let asked = 0
    const free = Promise.withResolvers<null>()
    const slow: Classifier = {
      name: 'embedded',
      async classify() {
        asked += 1
        return free.promise
      },
      stop: async () => undefined,
    }
    const its = await house({ judge: slow })
    for (let index = 0; index < 40; index += 1)
      expect(
        (
          await its.visitors.arrived({
            kind: 'message',
            id: `x${index}`,
            from: its.sender('nina'),
            content: textContent(LONG),
          })
        ).ok,
      ).toBe(true)
    expect(asked).toBe(16)
    free.resolve(null)
    await its.settled()
    await its.write(...BAD)
    expect(its.alarms()).toEqual([])

    const broken: Classifier = {
      ...slow,
      classify: () => Promise.reject(new Error('It broke.')),
    }
    const other = await house({ judge: broken })
    await other.write(LONG, ...BAD)
    expect(other.alarms()).toHaveLength(1)
  })
})
