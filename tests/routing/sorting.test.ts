import { describe, expect, it } from 'vitest'
import type { Conversation, Place } from '../../src/conversation/conversation.ts'
import type { Labels } from '../../src/conversation/labels.ts'
import { textContent } from '../../src/conversation/message.ts'
import type { Classifier } from '../../src/ports.ts'
import { createSorting } from '../../src/routing/sorting.ts'
import { aSorter } from '../support/a-sorter.ts'
import { CHOICES } from '../support/example-labels.ts'
import { heldSorter, uselessSorter } from '../support/held-sorter.ts'
import { world } from '../support/world.ts'

const MONEY = 'I want my money back'
const SLACK: Place = { chat: 'slack', channel: 'support' }
const VIP: Place = { chat: 'slack', channel: 'vip' }
const LINE = 'Sorted as Refund (86 %) by rule “Refunds”: now with VIP, in #vip.'

const sure = aSorter({ money: ['refund', 0.86] })

/** Refunds go to the VIP team's channel, where a machine is sure enough; all else to support. */
function refundsToVip(_: Conversation, { intent }: Labels) {
  const usual = { priority: 'normal', tags: [] } as const
  const isSure = intent?.id === 'refund' && (intent.confidence ?? 1) >= 0.6
  return isSure
    ? { route: { ...usual, places: [VIP], team: 'vip' }, rule: 'Refunds' }
    : { route: { ...usual, places: [SLACK], team: null } }
}

async function sorting(classifiers: readonly Classifier[], more: Parameters<typeof world>[0] = {}) {
  const labels = [...CHOICES.intents, ...CHOICES.departments]
  const routeAgain = refundsToVip
  const on = await world({ places: [SLACK], labels, routeAgain, classifiers, wait: 2_000, ...more })
  return {
    ...on,
    /** What stands in each thread of Slack's, by the channel that it is in. */
    threads: async () => {
      const { id } = await on.current()
      return { support: on.slack.shows(id), vip: on.slack.shows(`${id}@vip`) }
    },
    async sorted() {
      await on.sorting.idle()
      await on.settled()
    },
  }
}

describe('a new conversation that a machine sorts', () => {
  it('opens where its labels lead at once, and nothing is said of another place', async () => {
    const on = await sorting([sure])
    await on.write(MONEY)
    await on.sorted()
    expect(await on.threads()).toEqual({ support: [], vip: [`visitor: ${MONEY}`] })
    expect(await on.current()).toMatchObject({
      team: 'vip',
      rule: 'Refunds',
      places: [VIP],
      labels: { intent: { id: 'refund', name: 'Refund', confidence: 0.86 } },
    })
  })

  it('is taken from the visitor before any machine has looked', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held])
    expect(await on.write(MONEY)).toMatchObject({ ok: true })
    expect(held.asked).toEqual([MONEY])
    expect((await on.current()).labels).toBeUndefined()
    held.answers()
    await on.sorted()
    expect((await on.current()).labels?.intent?.name).toBe('Refund')
  })

  it('opens in its usual place in time where the answer is late, and moves there in sight of all', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held], { wait: 1 })
    await on.write(MONEY)
    await on.settled()
    expect(await on.threads()).toEqual({ support: [`visitor: ${MONEY}`], vip: [] })
    held.answers()
    await on.sorted()
    expect(await on.threads()).toEqual({
      support: [`visitor: ${MONEY}`, LINE],
      vip: [`visitor: ${MONEY}`, LINE],
    })
  })

  it('is whole and once in the new thread, however often filling that fails', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held], { wait: 1 })
    await on.write(MONEY)
    await on.write('and now')
    await on.settled()
    const again = { ok: false, kind: 'retry', reason: 'Not now.', after: 0 } as const
    on.slack.weather((thread) => (tried) => (thread.endsWith('@vip') && tried < 3 ? again : 'ok'))
    held.answers()
    await on.sorting.idle()
    const { id } = await on.current()
    expect(await on.database.store.thread('slack', id)).toBe(id)
    for (let tries = 0; tries < 9; tries += 1) {
      on.clock.at += 60_000
      await on.settled()
    }
    expect(on.slack.opened.filter((one) => one.endsWith('@vip')).length).toBeGreaterThan(1)
    const said = [`visitor: ${MONEY}`, 'visitor: and now', LINE]
    expect(await on.threads()).toEqual({ support: said, vip: said })
    expect(await on.database.store.thread('slack', id)).toBe(`${id}@vip`)
    await on.write('still there?')
    await on.settled()
    expect(on.slack.shows(`${id}@vip`).at(-1)).toBe('visitor: still there?')
    expect(on.slack.shows(id)).toEqual(said)
    expect(await on.database.outbox.counts()).toMatchObject({ waiting: 0, dead: 0 })
  })

  it('waits for the first answer alone: another one that never comes holds back nothing', async () => {
    const on = await sorting([sure, uselessSorter('silent')])
    await on.write(MONEY)
    await on.settled()
    expect((await on.threads()).vip).toEqual([`visitor: ${MONEY}`])
  })

  it.each(['null', 'rejects', 'throws', 'silent'] as const)(
    'opens as ever where the machine is %s',
    async (how) => {
      const on = await sorting([uselessSorter(how)], { wait: 1 })
      await on.write(MONEY)
      await on.settled()
      expect(await on.threads()).toEqual({ support: [`visitor: ${MONEY}`], vip: [] })
      expect((await on.current()).labels).toBeUndefined()
    },
  )

  it('does not repeat in the new thread what is written in it before all is there', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held], { wait: 0 })
    const ben = await on.member('Ben')
    await on.write(MONEY)
    await on.settled()
    const { id } = await on.current()
    const there = `${id}@vip`
    const later = { ok: false, kind: 'retry', reason: 'Not now.', after: 5_000 } as const
    on.slack.weather((thread) => () => (thread === there ? later : 'ok'))
    held.answers()
    await on.sorted()
    const note = { by: ben, conversation: id, intent: 'auto', ref: `${there}/his` } as const
    const content = textContent('who takes this one?')
    expect(await on.inSlack.message({ id: 'his', content, ...note })).toMatchObject({ ok: true })
    on.slack.weather(() => () => 'ok')
    const posted: string[] = []
    const { post } = on.slack.chat
    Object.assign(on.slack.chat, {
      post: (...[thread, given]: Parameters<typeof post>) => {
        posted.push(given.kind === 'line' ? given.text : given.message.kind)
        return post(thread, given)
      },
    })
    on.clock.at += 5_000
    await on.settled()
    // And the line once more, where it was.
    expect(posted).toEqual(['visitor', LINE, LINE])
    expect(await on.database.store.thread('slack', id)).toBe(there)
  })

  it('loses nothing that was on its way where its chat brings the whole thread along', async () => {
    const held = heldSorter(sure)
    const [desk, shop] = ['support', 'shop'].map((channel): Place => ({ chat: 'desk', channel }))
    const on = await sorting([held], {
      wait: 0,
      places: desk ? [desk] : [],
      routeAgain: (_, { intent }) => ({
        route: { priority: 'normal', tags: [], places: intent && shop ? [shop] : [], team: null },
        rule: 'Refunds',
      }),
    })
    await on.write(MONEY)
    await on.settled()
    const { id } = await on.current()
    on.chat.weather(() => () => ({ ok: false, kind: 'retry', reason: 'Down.', after: 5_000 }))
    await on.write('My order is 1077')
    await on.settled()
    held.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ places: [shop] })
    on.chat.weather(() => () => 'ok')
    on.clock.at += 5_000
    await on.settled()
    expect(on.chat.shows(id)).toEqual([
      `visitor: ${MONEY}`,
      'visitor: My order is 1077',
      'Sorted as Refund (86 %) by rule “Refunds”: now in #shop.',
    ])
  })

  it('is left where it is, and labelled, where the machine is not sure enough', async () => {
    const on = await sorting([aSorter({ money: ['refund', 0.45] })])
    await on.write(MONEY)
    await on.sorted()
    expect(await on.threads()).toEqual({ support: [`visitor: ${MONEY}`], vip: [] })
    expect((await on.current()).labels?.intent?.confidence).toBe(0.45)
    expect((await on.current()).rule).toBeUndefined()
  })

  it('goes by what the second machine says where the two do not agree', async () => {
    const second = heldSorter({ ...aSorter({ money: ['praise', 0.9] }), name: 'openai' })
    const on = await sorting([sure, second])
    await on.write(MONEY)
    await on.settled()
    expect((await on.threads()).vip).toEqual([`visitor: ${MONEY}`])
    second.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ team: null, places: [SLACK], left: [VIP] })
    expect((await on.current()).labels?.intent?.name).toBe('Praise')
    const back = 'Sorted as Praise (90 %): now in #support.'
    expect(await on.threads()).toEqual({
      support: [`visitor: ${MONEY}`, back],
      vip: [`visitor: ${MONEY}`, back],
    })
  })

  it('keeps what the second machine said where the first one answers after it', async () => {
    const first = heldSorter(sure)
    const on = await sorting([first, { ...aSorter({ money: ['praise', 0.9] }), name: 'openai' }])
    await on.write(MONEY)
    await on.settled()
    first.answers()
    await on.sorted()
    expect((await on.current()).labels?.intent?.name).toBe('Praise')
    expect(await on.threads()).toEqual({ support: [`visitor: ${MONEY}`], vip: [] })
  })

  it('is nothing’s but its agent’s once somebody has claimed it: no label comes, and it stays', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held], { wait: 1 })
    const ana = await on.member('Ana')
    await on.write(MONEY)
    await on.settled()
    const { id } = await on.current()
    await on.inSlack.command({ id: 'c', by: ana, conversation: id, name: 'claim', args: {} })
    held.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ status: 'claimed', places: [SLACK], team: null })
    expect((await on.current()).labels).toBeUndefined()
  })

  it('stays as urgent as a person has said, and where they did, whatever it is about', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held], { wait: 1 })
    const cleo = await on.member('Cleo', 'supervisor')
    await on.write(MONEY)
    await on.settled()
    const { id } = await on.current()
    const args = { priority: 'urgent' }
    await on.inSlack.command({ id: 'p', by: cleo, conversation: id, name: 'priority', args })
    held.answers()
    await on.sorted()
    expect(await on.current()).toMatchObject({ priority: 'urgent', places: [SLACK] })
    expect((await on.current()).labels?.intent?.name).toBe('Refund')
  })

  it('is sorted by its first words, whatever comes while they are looked at', async () => {
    const held = heldSorter(sure)
    const on = await sorting([held])
    await on.write(MONEY)
    await on.write('and I love you')
    held.answers()
    await on.sorted()
    expect(held.asked).toEqual([MONEY])
    expect((await on.threads()).vip).toEqual([`visitor: ${MONEY}`, 'visitor: and I love you'])
  })

  it('is sorted once: not when its visitor writes again, nor when it is reopened', async () => {
    const held = heldSorter(sure)
    held.answers()
    const on = await sorting([held])
    const ana = await on.member('Ana')
    await on.write(MONEY)
    await on.sorted()
    const { id } = await on.current()
    const args = { outcome: 'answered' }
    await on.inSlack.command({ id: 'c', by: ana, conversation: id, name: 'close', args })
    await on.write('money again')
    await on.sorted()
    expect(held.asked).toEqual([MONEY])
    expect((await on.current()).status).toBe('waiting')
  })

  it('is sorted after all where the process ended before the answer', async () => {
    const on = await sorting([sure], { classifiers: [] })
    await on.write(MONEY)
    await on.settled()
    const { store } = on.database
    const again = createSorting({
      classifiers: () => [sure],
      router: on.router,
      store,
      clock: on.clock,
      log: on.log,
      choices: () => CHOICES,
      wait: () => 0,
      sure: () => 0.6,
      goByWords: () => false,
      reroute: async (conversation, labels = {}) => refundsToVip(conversation, labels),
      teamName: () => 'VIP',
    })
    await again.start()
    await again.idle()
    await on.settled()
    expect((await on.threads()).vip).toEqual([`visitor: ${MONEY}`, LINE])
  })

  it(
    'opens without labels where more are to be sorted at once than there is room for',
    { timeout: 20_000 },
    async () => {
      const second = heldSorter({ ...sure, name: 'openai' })
      const on = await sorting([uselessSorter('null'), second], { wait: 0 })
      for (let count = 0; count < 502; count += 1) await on.write(MONEY, `visitor${count}`)
      await on.settled()
      expect(second.asked).toHaveLength(500)
      expect(on.slack.threads.size).toBe(502)
      second.answers()
      await on.sorted()
      expect((await on.current('visitor501')).labels).toBeUndefined()
      expect((await on.current('visitor499')).labels?.intent?.name).toBe('Refund')
    },
  )
})
