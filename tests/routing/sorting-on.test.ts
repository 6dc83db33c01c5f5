import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/conversation/conversation.ts'
import type { AgentId, ConversationId, VisitorId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Classifier } from '../../src/ports.ts'
import { createSorting } from '../../src/routing/sorting.ts'
import { aSorter } from '../support/a-sorter.ts'
import { CHOICES } from '../support/example-labels.ts'
import { heldSorter, uselessSorter } from '../support/held-sorter.ts'
import { world } from '../support/world.ts'
import { rule, wanted } from './subjects.ts'

const SLACK: Place = { chat: 'slack', channel: 'support' }
const VIP: Place = { chat: 'slack', channel: 'vip' }
const SHOP: Place = { chat: 'slack', channel: 'shop' }
const MONEY = 'I want my money back'

const REFUNDS = rule('Refunds', { intent: [wanted('refund')] }, { team: 'vip', places: [VIP] })
const BROKEN = rule('Broken', { words: ['broken'] }, { team: 'shop', places: [SHOP] })
const GOLD = rule('Gold', { words: ['gold'] }, { team: 'vip', places: [VIP] })

/** What machines are asked, one after another. */
function listening(its: Classifier) {
  const asked: string[] = []
  const classifier: Classifier = {
    ...its,
    async classify(text, choices) {
      asked.push(text)
      return its.classify(text, choices)
    },
  }
  return { classifier, asked: asked as readonly string[] }
}

const sure = aSorter({ money: ['refund', 0.86] })
const unsure = aSorter({ money: ['refund', 0.45], hi: ['praise', 0.3] })

/** A machine that answers nothing any more from one question on. */
function silentFrom(question: number): Classifier {
  let asked = 0
  return {
    ...uselessSorter('silent'),
    async classify(...given) {
      asked += 1
      return uselessSorter(asked < question ? 'null' : 'silent').classify(...given)
    },
  }
}

async function house(more: Parameters<typeof world>[0] = {}) {
  const labels = [...CHOICES.intents, ...CHOICES.departments]
  const on = await world({ places: [SLACK], labels, rules: [REFUNDS], wait: 2_000, ...more })
  async function sorted() {
    await on.sorting.idle()
    await on.settled()
  }
  return {
    ...on,
    sorted,
    /** Writes them one after another, each after what came before it was sorted. */
    async writes(...texts: readonly string[]) {
      for (const text of texts) {
        await on.write(text)
        await sorted()
      }
    },
    threads: async () => {
      const { id } = await on.current()
      return [id, `${id}@vip`, `${id}@shop`].map((one) => on.slack.shows(one))
    },
    arrives: async (kind: 'edit' | 'remove', number: number, words = '') => {
      const { id } = await on.current()
      const message = (await on.database.store.history(id, 50))[number - 1]
      if (!message) throw new Error(`There is no message ${number}.`)
      const news = {
        id: `${kind}-${words}-${number}-x`,
        from: on.sender('nina'),
        message: message.id,
      }
      await on.visitors.arrived(
        kind === 'edit' ? { ...news, kind, content: textContent(words) } : { ...news, kind },
      )
      await sorted()
    },
  }
}

describe('a conversation that begins with a greeting', () => {
  it('goes where its second message leads, in sight of all', async () => {
    const { classifier, asked } = listening(sure)
    const on = await house({ classifiers: [classifier] })
    await on.writes('hi', MONEY)
    expect(asked).toEqual(['hi', `hi\n${MONEY}`])
    const said = ['visitor: hi', `visitor: ${MONEY}`]
    const line = 'Sorted as Refund (86 %) by rule “Refunds”: now with VIP, in #vip.'
    expect(await on.threads()).toEqual([[...said, line], [...said, line], []])
    expect(await on.current()).toMatchObject({ team: 'vip', rule: 'Refunds' })
  })

  it('is sorted by the words of a rule in a later message, where no machine is', async () => {
    const on = await house({ rules: [BROKEN] })
    const ana = await on.member('Ana')
    await on.writes('hi', 'are you there?', 'my lamp is broken')
    expect(await on.current()).toMatchObject({ team: 'shop', places: [SHOP], rule: 'Broken' })
    const line = 'Sorted by rule “Broken”: now with SHOP, in #shop.'
    expect((await on.threads())[0]?.at(-1)).toBe(line)
    const why = await on.inSlack.command({
      id: 'w',
      by: ana,
      conversation: (await on.current()).id,
      name: 'why',
      args: {},
    })
    expect(why).toMatchObject({ ok: true })
    expect('text' in why ? why.text : '').toContain(
      'By what was written since it went on by “Broken”: slack #shop; team shop; priority normal.',
    )
    expect('text' in why ? why.text : '').toContain(
      '• “Broken”: the visitor has not written “broken”.',
    )
  })

  it('finds a phrase of a rule over two messages', async () => {
    const on = await house({ rules: [rule('Lamp', { words: ['red lamp'] }, { tags: ['lamp'] })] })
    await on.writes('about the red', 'lamp')
    expect(await on.current()).toMatchObject({ rule: 'Lamp', tags: ['lamp'] })
  })

  it.each(['null', 'rejects', 'throws'] as const)(
    'goes by the words of a rule where the machine is %s',
    async (how) => {
      const on = await house({ rules: [BROKEN], classifiers: [uselessSorter(how)] })
      await on.writes('hi', 'it is broken')
      expect(await on.current()).toMatchObject({ rule: 'Broken' })
    },
  )

  it('goes by the words of a rule as soon as the machine has taken too long', async () => {
    const silent = await house({ rules: [BROKEN], classifiers: [silentFrom(2)], wait: 1 })
    await silent.writes('hello')
    await silent.write('it is broken')
    await expect.poll(async () => (await silent.current()).rule).toBe('Broken')
  })

  it('is moved once where its words and its label lead to different places', async () => {
    const on = await house({ rules: [REFUNDS, BROKEN], classifiers: [sure] })
    await on.writes('hi', 'it is broken, I want my money back')
    expect(await on.current()).toMatchObject({ rule: 'Refunds', left: [SLACK] })
    expect((await on.threads())[2]).toEqual([])
  })

  it('has a thread that waits for the first answer alone', async () => {
    const held = heldSorter(sure)
    const on = await house({ classifiers: [uselessSorter('null'), held], wait: 1 })
    await on.write('hi')
    await on.settled()
    expect((await on.threads())[0]).toEqual(['visitor: hi'])
    await on.write(MONEY)
    await on.settled()
    expect((await on.threads())[0]).toEqual(['visitor: hi', `visitor: ${MONEY}`])
    held.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ team: 'vip' })
  })
})

describe('how often is asked', () => {
  it('no more once it is sure', async () => {
    const { classifier, asked } = listening(sure)
    const on = await house({ classifiers: [classifier] })
    await on.writes(MONEY, 'please', 'now')
    expect(asked).toEqual([MONEY])
  })

  it('goes on as long as it is not sure enough, for five messages', async () => {
    const { classifier, asked } = listening(unsure)
    const on = await house({ classifiers: [classifier] })
    await on.writes('hi', '2', '3', '4', '5', '6', '7')
    expect(asked).toEqual(['hi', 'hi\n2', 'hi\n2\n3', 'hi\n2\n3\n4', 'hi\n2\n3\n4\n5'])
  })

  it('goes on for as many messages where somebody’s notes stand between them', async () => {
    const { classifier, asked } = listening(unsure)
    const on = await house({ classifiers: [classifier] })
    const ana = await on.member('Ana')
    await on.writes('hi')
    const { id } = await on.current()
    await on.say(ana, id, 'who takes this?', 'note')
    await on.writes('2')
    expect(asked.at(-1)).toBe('hi\n2')
  })

  it('goes on for 2,000 characters; but the first message is read whole', async () => {
    const { classifier, asked } = listening(unsure)
    const on = await house({ classifiers: [classifier] })
    const long = `hi ${'x'.repeat(1_990)}`
    await on.writes(long, 'y'.repeat(100), 'z')
    expect(asked.map(({ length }) => length)).toEqual([1_993, 2_000])
    const other = await house({ rules: [BROKEN] })
    await other.writes(`${'x '.repeat(3_000)} broken`)
    expect(await other.current()).toMatchObject({ rule: 'Broken' })
  })

  it('once for what comes in a burst, by its newest state', async () => {
    const { classifier, asked } = listening(unsure)
    const on = await house({ classifiers: [classifier], pause: 1_500 })
    await on.writes('hi')
    for (const text of ['my', 'money', 'back']) await on.write(text)
    await on.sorted()
    expect(asked).toEqual(['hi', 'hi\nmy\nmoney\nback'])
  })

  it('three times for a machine that costs something, also after a restart', async () => {
    const { classifier, asked } = listening({ ...unsure, name: 'openai', atMost: 3 })
    const cheap = listening(uselessSorter('null'))
    const on = await house({ classifiers: [cheap.classifier, classifier] })
    await on.writes('hi', 'my money', '3')
    expect(asked).toHaveLength(3)
    const again = createSorting({
      classifiers: () => [classifier],
      router: on.router,
      store: on.database.store,
      clock: on.clock,
      log: on.log,
      choices: () => CHOICES,
      wait: () => 0,
      sure: () => 0.6,
      goByWords: () => false,
      pause: 0,
      reroute: async () => null,
      teamName: () => 'VIP',
    })
    await on.writes('4')
    const now = await on.current()
    const by = { kind: 'visitor', id: 'nina' as VisitorId, name: 'Nina' } as const
    const [last] = (await on.database.store.events(now.id)).slice(-1)
    if (!last) throw new Error('Nothing happened.')
    again.heard(now, now, [
      { ...last, by, event: { type: 'visitorRemoved', message: 'x' as never } },
    ])
    await again.idle()
    expect(asked).toHaveLength(3)
    expect(cheap.asked).toHaveLength(4)
  })
})

describe('what was written and is not so any more', () => {
  it('counts no more once it is taken back', async () => {
    const { classifier, asked } = listening(unsure)
    const on = await house({ rules: [BROKEN], classifiers: [classifier] })
    await on.writes('hello', 'money, it is broken')
    expect(await on.current()).toMatchObject({
      rule: 'Broken',
      labels: { intent: { id: 'refund' } },
    })
    await on.arrives('remove', 2)
    expect(asked).toEqual(['hello', 'hello\nmoney, it is broken', 'hello'])
    const now = await on.current()
    expect(now.rule).toBeUndefined()
    expect(now).toMatchObject({ places: [SLACK], team: null })
  })

  it('counts as it is now once it is edited', async () => {
    const { classifier, asked } = listening(sure)
    const on = await house({ classifiers: [classifier] })
    await on.writes('hi')
    await on.arrives('edit', 1, MONEY)
    expect(asked).toEqual(['hi', MONEY])
    expect(await on.current()).toMatchObject({ rule: 'Refunds' })
  })

  it('has no label any more of which a machine now makes nothing', async () => {
    const nothing = { intent: null, department: null, priority: null, sentiment: null } as const
    const doubtful: Classifier = {
      ...unsure,
      classify: async (text, choices) =>
        text === 'hi'
          ? unsure.classify(text, choices)
          : { ...nothing, language: { label: 'en', confidence: 1 }, abuse: 0, spam: 0 },
    }
    const on = await house({ classifiers: [doubtful] })
    await on.writes('hi')
    expect((await on.current()).labels?.intent?.id).toBe('praise')
    await on.writes('where is the lift?')
    const { intent, language, sentiment } = (await on.current()).labels ?? {}
    expect([intent, language?.id, sentiment?.id]).toEqual([undefined, 'en', 'negative'])
  })

  it('does not come back by an answer about fewer words that is late', async () => {
    const slow = heldSorter({ ...aSorter({ hi: ['praise', 0.9] }), name: 'openai', atMost: 1 })
    const on = await house({
      classifiers: [aSorter({ money: ['refund', 0.86], hi: ['praise', 0.3] }), slow],
    })
    await on.write('hi')
    await on.write(MONEY)
    await expect.poll(async () => (await on.current()).labels?.intent?.id).toBe('refund')
    slow.answers()
    await on.sorted()
    expect((await on.current()).labels?.intent?.id).toBe('refund')
    expect(await on.current()).toMatchObject({ rule: 'Refunds' })
  })
})

type House = Awaited<ReturnType<typeof house>>
const hands: readonly (readonly [
  what: string,
  done: (on: House, ana: AgentId, id: ConversationId) => Promise<unknown>,
])[] = [
  ['has claimed it', (on, ana, id) => on.command(ana, id, 'claim')],
  [
    'has claimed it and given it back',
    async (on, ana, id) => {
      await on.command(ana, id, 'claim')
      await on.command(ana, id, 'release')
    },
  ],
  ['has joined it', (on, ana, id) => on.command(ana, id, 'join')],
  ['has said what it is about', (on, ana, id) => on.command(ana, id, 'label', { label: 'praise' })],
  ['has said how it sounds', (on, ana, id) => on.command(ana, id, 'label', { label: 'negative' })],
  ['has moved it', (on, ana, id) => on.command(ana, id, 'move', { to: 'desk' })],
  ['has made it urgent', (on, ana, id) => on.command(ana, id, 'priority', { priority: 'urgent' })],
  ['has sent it elsewhere', (on, ana, id) => on.command(ana, id, 'reroute', { team: 'billing' })],
  [
    'has closed it, and it is reopened',
    (on, ana, id) => on.command(ana, id, 'close', { outcome: 'answered' }),
  ],
]

describe('as soon as a person', () => {
  it.each(hands)('%s, what is written changes nothing', async (what, done) => {
    const { classifier, asked } = listening(sure)
    const on = await house({ classifiers: [classifier], rules: [REFUNDS, BROKEN] })
    const ana = await on.member('Ana', 'supervisor')
    await on.writes('hi')
    const { id } = await on.current()
    const { events } = await on.current()
    await done(on, ana, id)
    const before = await on.current()
    const { team, rule: chosen, places } = before
    expect(before.events, what).toBeGreaterThan(events)
    await on.writes(`${MONEY}, it is broken`)
    expect(asked).toEqual(['hi'])
    expect(await on.current()).toMatchObject({ team, places })
    expect((await on.current()).rule).toBe(chosen)
  })

  it('has claimed it while a machine is asked, its answer changes nothing', async () => {
    const held = heldSorter(sure)
    const on = await house({ classifiers: [uselessSorter('null'), held], wait: 1 })
    const ana = await on.member('Ana')
    await on.write('hi')
    await on.write(MONEY)
    await on.command(ana, (await on.current()).id, 'claim')
    held.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ status: 'claimed', places: [SLACK], team: null })
    expect((await on.current()).labels).toBeUndefined()
  })
})

describe('a rule that has chosen', () => {
  it('is left for one before it that holds by what is written then', async () => {
    const on = await house({ rules: [GOLD, BROKEN] })
    await on.writes('it is broken', 'I am a gold member')
    expect(await on.current()).toMatchObject({ rule: 'Gold', places: [VIP], left: [SHOP] })
  })

  it('is not left for one after it', async () => {
    const on = await house({ rules: [GOLD, BROKEN] })
    await on.writes('I am a gold member', 'it is broken')
    expect(await on.current()).toMatchObject({ rule: 'Gold', places: [VIP] })
  })

  it('is not left because its visitor is on another page, nor taken because of that', async () => {
    const page = (name: string, team: string) =>
      rule(name, { page: [`/${name}`] }, { team, places: [team === 'vip' ? VIP : SHOP] })
    const rules = [page('prices', 'vip'), page('help', 'shop'), BROKEN]
    const on = await house({ rules })
    const at = async (where: string) =>
      on.database.visitors.put({
        id: 'nina' as VisitorId,
        inbox: on.sender('nina').inbox,
        name: 'Nina',
        email: null,
        verifiedAs: null,
        attributes: { page: `https://shop.example/${where}` },
        createdAt: on.clock.at,
        seenAt: on.clock.at,
      })
    await at('help')
    await on.writes('hi')
    expect(await on.current()).toMatchObject({ rule: 'help', places: [SHOP] })
    await at('prices')
    await on.writes('it is broken')
    expect(await on.current()).toMatchObject({ rule: 'help', places: [SHOP] })
  })
})

describe('a conversation that was begun before a start', () => {
  it('is sorted by what its visitor wrote on, though that was seen by nobody', async () => {
    const { classifier, asked } = listening(sure)
    const on = await house({ classifiers: [unsure] })
    await on.writes('hi')
    await on.sorting.stop()
    await on.write(MONEY)
    await on.settled()
    const again = createSorting({
      classifiers: () => [classifier],
      router: on.router,
      store: on.database.store,
      clock: on.clock,
      log: on.log,
      choices: () => CHOICES,
      wait: () => 0,
      sure: () => 0.6,
      goByWords: () => false,
      pause: 0,
      reroute: async () => null,
      teamName: () => 'VIP',
    })
    await again.start()
    await again.idle()
    expect(asked).toEqual([`hi\n${MONEY}`])
    expect((await on.current()).labels?.intent?.confidence).toBe(0.86)
    await again.start()
    await again.idle()
    expect(asked).toHaveLength(1)
  })
})
