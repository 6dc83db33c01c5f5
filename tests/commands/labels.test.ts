import { describe, expect, it } from 'vitest'
import type { Rerouted } from '../../src/conversation/actions.ts'
import type { Labels } from '../../src/conversation/labels.ts'
import { label } from '../support/example-labels.ts'
import { world } from '../support/world.ts'

const LABELS = [
  label('intent', 'refund', { name: 'Refund', department: label('department', 'billing').id }),
  label('intent', 'status', { name: 'Order status' }),
  label('department', 'billing', { name: 'Billing' }),
]
const DESK = [{ chat: 'desk', channel: 'support' }]

const REFUNDS: Rerouted = {
  rule: 'Refunds',
  route: { places: DESK, team: 'billing', priority: 'high', tags: ['money'] },
  passedOver: [{ rule: 'VIPs', missed: 'tier is not gold' }],
}

const guessed: Labels = {
  intent: { id: 'status', name: 'Order status', confidence: 0.86 },
  department: { id: 'support', name: 'Support', confidence: 0.7 },
}

async function office() {
  const asked: Labels[] = []
  const its = await world({
    labels: LABELS,
    routeAgain(conversation, labels) {
      asked.push(labels)
      const { places, team, priority, tags } = conversation
      const here = { route: { places, team, priority, tags } }
      return labels.department?.id === 'billing' ? REFUNDS : here
    },
  })
  const [ana, ben] = [await its.member('Ana'), await its.member('Ben')]
  await its.write('where is my money?')
  const { id } = await its.current()

  /** A machine says what it is about. */
  const sort = async (labels: Labels = guessed) =>
    its.router.fulfil({
      key: id,
      by: { kind: 'automation', rule: 'sorting' },
      load: () => its.database.store.load(id),
      action: async () => ({ type: 'classify', labels, classifier: 'embedded', to: null }),
      source: null,
    })
  const labels = (by: typeof ana, words: string) => its.command(by, id, 'label', { label: words })
  const why = async () => {
    const answer = await its.command(ana, id, 'why')
    return answer.ok ? (answer.text ?? '') : answer.refusal.sentence
  }
  return { ...its, ana, ben, id, sort, labels, why, asked }
}

describe('/label', () => {
  it('says what a conversation is about, and who said so', async () => {
    const { ana, sort, labels, current, settled, chat, id } = await office()
    await sort()
    expect(await labels(ana, 'refund')).toEqual({ ok: true })
    expect((await current()).labels).toMatchObject({
      intent: { id: 'refund', name: 'Refund', confidence: null },
    })
    await settled()
    expect(chat.shows(id)).toContain('Ana says this is about Refund (was Order status).')
  })

  it('sends what nobody has to where the rules say, with the department whose work it is', async () => {
    const { ana, sort, labels, current, asked, command, id, settled, chat } = await office()
    await sort()
    await labels(ana, 'Refund')
    expect(asked.at(-1)).toMatchObject({
      intent: { id: 'refund' },
      department: { id: 'billing', confidence: null },
    })
    expect(await current()).toMatchObject({ team: 'billing', rule: 'Refunds', tags: ['money'] })
    await settled()
    expect(chat.shows(id)).toContain('Sorted as Refund by rule “Refunds”: now with Billing.')
    expect(await command(ana, id, 'reroute')).toMatchObject({
      refusal: { sentence: 'It is there already.' },
    })
  })

  it('leaves what somebody has where it is', async () => {
    const { ana, ben, id, labels, current, command } = await office()
    await command(ben, id, 'claim')
    expect(await labels(ana, 'Refund')).toEqual({ ok: true })
    expect(await current()).toMatchObject({
      team: null,
      labels: { intent: { id: 'refund' } },
      status: 'claimed',
    })
  })

  it('takes departments and sentiments by their names, too', async () => {
    const { ana, labels, current, settled, chat, id } = await office()
    expect(await labels(ana, 'department:billing')).toEqual({ ok: true })
    expect(await labels(ana, 'negative')).toEqual({ ok: true })
    expect((await current()).labels).toEqual({
      department: { id: 'billing', name: 'Billing', confidence: null },
      sentiment: { id: 'negative', name: 'negative', confidence: null },
    })
    await settled()
    expect(chat.shows(id)).toContain('Ana says this is for Billing.')
    expect(chat.shows(id)).toContain('Ana says this sounds negative.')
  })

  it('names the nearest label where there is none of that name', async () => {
    const { ana, labels } = await office()
    expect(await labels(ana, 'refnud')).toMatchObject({
      refusal: { sentence: 'There is no label “refnud” here: did you mean Refund?' },
    })
    expect(await labels(ana, 'weather')).toMatchObject({
      refusal: {
        sentence:
          'There is no label “weather” here: there are Refund, Order status, department:Billing, sentiment:negative, sentiment:neutral, sentiment:positive.',
      },
    })
  })

  it('is not for creators, who are told so', async () => {
    const { member, labels, current } = await office()
    expect(await labels(await member('Luna', 'creator'), 'Refund')).toMatchObject({
      refusal: { code: 'not-allowed' },
    })
    expect((await current()).labels).toBeUndefined()
  })

  it('says so where it is labelled so already', async () => {
    const { ana, labels } = await office()
    await labels(ana, 'Refund')
    expect(await labels(ana, 'refund')).toMatchObject({
      refusal: { sentence: 'It is labelled Refund already.' },
    })
  })
})

describe('/reroute', () => {
  it('gives it to a team’s queue, where it waits', async () => {
    const { ana, command, id, current, settled, chat } = await office()
    expect(await command(ana, id, 'reroute', { team: 'Billing' })).toEqual({ ok: true })
    await settled()
    expect(chat.shows(id)).toContain('Ana sent this on: it is with Billing now.')
    expect(await current()).toMatchObject({ team: 'billing', status: 'waiting', places: DESK })
    expect(await command(ana, id, 'reroute', { team: 'billing' })).toMatchObject({
      refusal: { sentence: 'It is there already.' },
    })
  })

  it('gives back what one has oneself, and not what a colleague has', async () => {
    const { ana, ben, member, command, id, current } = await office()
    await command(ben, id, 'claim')
    expect(await command(ana, id, 'reroute', { team: 'Billing' })).toMatchObject({
      refusal: { sentence: expect.stringContaining('Ben has this one') as unknown },
    })
    const eve = await member('Eve', 'supervisor')
    expect(await command(eve, id, 'reroute', { team: 'Billing' })).toEqual({ ok: true })
    expect(await current()).toMatchObject({ team: 'billing', status: 'waiting' })
  })

  it('asks the rules where no team is named', async () => {
    const { ana, command, id, sort, labels, ben, current } = await office()
    await sort()
    expect(await command(ana, id, 'reroute')).toMatchObject({
      refusal: { sentence: 'It is there already.' },
    })
    await command(ben, id, 'claim')
    await labels(ben, 'department:Billing')
    expect(await command(ben, id, 'reroute')).toEqual({ ok: true })
    expect(await current()).toMatchObject({ team: 'billing', rule: 'Refunds', status: 'waiting' })
  })

  it('names the teams where there is none of that name', async () => {
    const { ana, command, id } = await office()
    expect(await command(ana, id, 'reroute', { team: 'Biling' })).toMatchObject({
      refusal: { sentence: 'There is no team “Biling” here: did you mean Billing?' },
    })
  })
})

describe('/why', () => {
  it('tells all that led there: rules, machines and people', async () => {
    const { ana, sort, labels, why } = await office()
    await sort()
    await labels(ana, 'Refund')
    expect(await why()).toBe(
      [
        'There was no rule to ask, so it went as its inbox says: desk #support; no team; priority normal.',
        '',
        'Greenroom sorted it as Order status 86 %, Support 70 %.',
        '',
        'Ana says this is about Refund (was Order status).',
        '',
        'So it went on by “Refunds”: desk #support; team billing; priority high; tagged money.',
        'Why none before it did:',
        '• “VIPs”: tier is not gold.',
      ].join('\n'),
    )
  })

  it('says what was not sure enough, and who sent it on', async () => {
    const { ana, sort, why, command, id } = await office()
    await sort({ intent: { id: 'refund', name: 'Refund', confidence: 0.45 } })
    await command(ana, id, 'reroute', { team: 'Billing' })
    const text = await why()
    expect(text).toContain(
      'Greenroom sorted it as Refund 45 %. Rules go by an intent from 60 % on, where they say nothing else.',
    )
    expect(text).toContain('Ana sent it on: desk #support; team billing; priority normal.')
  })
})
