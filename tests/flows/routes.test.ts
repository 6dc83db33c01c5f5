import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { routes } from '../../src/cli/routes.ts'
import type { Rerouted } from '../../src/conversation/actions.ts'
import { pastOpenings } from '../../src/adapters/sql/past-openings.ts'
import { folderWith } from '../config/text.ts'
import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { greenroom } from '../support/running-cli.ts'
import { slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'
import { world } from '../support/world.ts'

const ROUTES = `
  - name: Refunds
    when: {words: [refund, money back]}
    then: {priority: high}
  - name: VIPs
    when: {attributes: {tier: [gold, platinum]}, language: de}
    then: {team: vip, places: [{chat: slack, channel: vip}, {chat: desk, channel: vip}], priority: urgent, tags: [vip]}
`

const gold = {
  identity: { name: 'Gina', attributes: { tier: 'Gold', value: 240 } },
  page: { url: 'https://shop.example/', title: 'Shop', referrer: '', language: 'de-AT' },
}

async function lantern(routes = ROUTES) {
  const house = await slackHouse({ desk: true, routes })
  const link = new URL(await house.greenroom.signInLink(), house.url).href
  const eve = await openDeskPage(house.url, await enter(house.url, link, 'Eve'))
  eve.send({ type: 'hello', cursor: null })
  await eve.until('world')
  await eve.settled()
  return { house, eve }
}

/** The desk’s thread of this visitor’s conversation. */
async function atDesk(page: DeskPage, number: number) {
  const found = () => [...page.threads.values()].find((one) => one.number === number)
  await page.holds(() => found() !== undefined)
  const thread = found()
  if (!thread) throw new Error('There is no such thread.')
  return thread
}

/** The thread in a channel of Slack’s that shows these words. */
async function inSlack({ slack }: SlackHouse, channel: string, text: string) {
  const threads = () => slack.channel(channel).threads()
  const found = () => threads().find((one) => one.texts().some((line) => line.includes(text)))
  await slack.until(() => found() !== undefined, `“${text}” in #${channel}`)
  const thread = found()
  if (!thread) throw new Error('There is no such thread.')
  return thread
}

async function told({ slack }: SlackHouse, who: string, channel: string, text: string) {
  const all = () => slack.user(who).ephemerals(channel)
  const found = () => all().find((one) => one.text.includes(text))
  await slack.until(() => found() !== undefined, `${who} is told “${text}”`)
  return found()?.text ?? ''
}

describe('a VIP’s first message', () => {
  it('opens in the VIPs’ channels, with their team, priority and tags, and says who sent it there', async () => {
    const { house, eve } = await lantern()
    const gina = await house.visitor(undefined, gold)
    await gina.say('Hallo, ich bin es')

    expect(await atDesk(eve, 1001)).toMatchObject({
      channel: 'vip',
      team: 'vip',
      priority: 'urgent',
      tags: ['vip'],
      rule: 'VIPs',
      visitor: { attributes: { tier: 'Gold', value: '240' } },
    })
    const { root } = await inSlack(house, 'vip', 'Hallo, ich bin es')
    const card = JSON.stringify(root.blocks)
    for (const words of ['Routed by: ', '“VIPs”', 'urgent', 'team VIP'])
      expect(card).toContain(words)
    expect(house.slack.channel('support').threads()).toEqual([])
    expect(house.slack.complaints()).toEqual([])
  })

  it('is explained by /why, at the desk and in Slack', async () => {
    const { house, eve } = await lantern()
    const gina = await house.visitor(undefined, gold)
    await gina.say('Hallo')
    const { id } = await atDesk(eve, 1001)
    const asked = await eve.ask({ type: 'line', id: 'why', thread: id, text: '/why' })
    const why = [
      'Routed by “VIPs”: slack #vip; desk #vip; team vip; priority urgent; tagged vip.',
      'Why none before it did:',
      '• “Refunds”: the visitor has written none of “refund”, “money back”.',
    ]
    expect(asked).toMatchObject({ ok: true, text: why.join('\n') })

    const { root } = await inSlack(house, 'vip', 'Hallo')
    await house.slack.user('ben').says('vip', '!why', { thread: root })
    const answer = await told(house, 'ben', 'vip', 'Routed by “VIPs”')
    for (const line of why) expect(answer).toContain(line)
    expect(gina.held()).toHaveLength(1)
    expect(house.slack.complaints()).toEqual([])
  })
})

describe('a conversation that a rule sent elsewhere', () => {
  it('comes back to where it was when it is moved away and back', async () => {
    const { house, eve } = await lantern()
    const gina = await house.visitor(undefined, gold)
    await gina.say('Hallo')
    const { id } = await atDesk(eve, 1001)
    const moves = (to: string) =>
      eve.ask({ type: 'command', id: `move-${to}`, thread: id, name: 'move', args: { to } })
    expect(await moves('slack')).toMatchObject({ ok: true })
    await eve.holds(() => eve.threads.get(id)?.movedTo !== undefined)
    expect(await moves('desk')).toMatchObject({ ok: true })
    await eve.holds(() => eve.threads.get(id)?.movedTo === undefined)
    expect(eve.threads.get(id)).toMatchObject({ channel: 'vip', rule: 'VIPs' })
  })
})

describe('the language of a visitor’s browser', () => {
  it('is kept with the conversation that they open', async () => {
    const { house } = await lantern()
    const gina = await house.visitor(undefined, gold)
    await gina.say('Hallo')
    const [past] = await pastOpenings(join(house.dir, 'greenroom.sqlite'), 1)
    expect(past?.conversation.language).toBe('de-AT')
    const nina = await house.visitor()
    await nina.say('hello')
    const [next] = await pastOpenings(join(house.dir, 'greenroom.sqlite'), 1)
    expect(next?.conversation).not.toHaveProperty('language')
  })
})

describe('whom no rule takes', () => {
  it('goes as the inbox says, and /why tells what each rule missed', async () => {
    const { house, eve } = await lantern()
    const nina = await house.visitor()
    await nina.say('hello')
    const thread = await atDesk(eve, 1001)
    expect(thread).toMatchObject({ channel: 'support', team: null, priority: 'normal', tags: [] })
    expect(thread).not.toHaveProperty('rule')
    const { root } = await inSlack(house, 'support', 'hello')
    expect(JSON.stringify(root.blocks)).not.toContain('Routed by')
    const asked = await eve.ask({ type: 'line', id: 'why', thread: thread.id, text: '/why' })
    expect(asked).toMatchObject({
      text: expect.stringContaining('• “VIPs”: the language is not de.') as unknown,
    })
  })

  it('is told so by /why where there are no rules at all', async () => {
    const { house, eve } = await lantern('[]')
    const nina = await house.visitor()
    await nina.say('hello')
    const { id } = await atDesk(eve, 1001)
    const asked = await eve.ask({ type: 'line', id: 'why', thread: id, text: '/why' })
    expect(asked).toMatchObject({
      text: expect.stringMatching(
        /^There was no rule to ask, so it went as its inbox says: /,
      ) as unknown,
    })
  })
})

describe('where to', () => {
  it('is asked for words that open a conversation, with the one before it, and for no others', async () => {
    const { write, opens, member, command, current, clock } = await world()
    const ana = await member('Ana')
    await write('first')
    await write('second')
    expect(opens).toMatchObject([
      { content: { blocks: [{ inlines: [{ text: 'first' }] }] }, last: null },
    ])

    const { id } = await current()
    await command(ana, id, 'tag', { tag: 'vip' })
    await command(ana, id, 'close', { outcome: 'answered' })
    await write('taken up again')
    expect(opens).toHaveLength(1)

    await command(ana, id, 'close', { outcome: 'answered' })
    clock.at += 8 * 86_400_000
    await write('much later')
    expect(opens.at(-1)?.last).toMatchObject({ id, tags: ['vip'] })
    expect(opens).toHaveLength(2)
  })
})

describe('new rules', () => {
  it('change new conversations only', async () => {
    const { house, eve } = await lantern('[]')
    const first = await house.visitor(undefined, gold)
    await first.say('before')
    expect(await atDesk(eve, 1001)).toMatchObject({ channel: 'support', tags: [] })

    await house.follows(ROUTES)
    await first.say('and after')
    const second = await house.visitor(undefined, gold)
    await second.say('anew')
    expect(await atDesk(eve, 1002)).toMatchObject({ channel: 'vip', tags: ['vip'] })
    await inSlack(house, 'support', 'and after')
    expect(await atDesk(eve, 1001)).toMatchObject({ channel: 'support', tags: [] })

    await house.follows('[]')
    const third = await house.visitor(undefined, gold)
    await third.say('later')
    expect(await atDesk(eve, 1003)).toMatchObject({ channel: 'support' })
    expect(await atDesk(eve, 1002)).toMatchObject({ channel: 'vip', rule: 'VIPs' })
  })
})

describe('greenroom routes test', () => {
  const settings = `name: Lantern House
teams: [{id: vip, name: VIP}]
channels: [{id: support, name: support}, {id: vip, name: vip}]
inboxes:
  - {id: demo, name: Juno Vale, doors: [{channel: widget}], places: [{chat: desk, channel: support}]}
routes:
  - {name: Refunds, when: {words: refund}, then: {priority: high}}
  - {name: Prices, when: {page: /pricing, language: de}, then: {team: vip}}
`

  it('says which rule would choose and why none before it does', async () => {
    const options = ['--page', '/pricing', '--language', 'de-CH', '--attribute', 'tier=gold']
    const { code, said } = await greenroom(['routes', 'test', 'Grüezi', ...options], {}, settings)
    expect({ code, said }).toEqual({
      code: 0,
      said: `Routed by “Prices”: desk #support; team vip; priority normal.
Why none before it did:
• “Refunds”: the visitor has not written “refund”.
`,
    })
  })

  it('says what it wants when it is asked wrongly', async () => {
    const wrong = async (...args: string[]) =>
      (await greenroom(['routes', 'test', ...args], {}, settings)).said.split('\n')[0]
    expect(await wrong()).toBe(
      'It wants `routes test` and one message in quotes, or --last and a number.',
    )
    expect(await wrong('x', '--inbox', 'shop')).toBe('--inbox shop is none of the inboxes: demo.')
    expect(await wrong('x', '--attribute', 'gold')).toBe(
      '--attribute wants NAME=VALUE, such as tier=gold, not gold.',
    )
    expect(await wrong('--last', '5')).toMatch(
      /^There is no database .*: start Greenroom once, or /,
    )
    expect(await wrong('--last', 'many')).toBe('--last wants a number from 1 to 1000.')
  })

  it('shows where the newest conversations would go now, beside where they went, while the house runs', async () => {
    const { house } = await lantern()
    const nina = await house.visitor()
    await nina.say('I want a refund')
    const gina = await house.visitor(undefined, gold)
    await gina.say('hello')
    const file = join(house.dir, 'greenroom.sqlite')
    const kept = await pastOpenings(file, 10)
    const data = { GREENROOM_DATA: house.dir }
    const { code, said } = await greenroom(['routes', 'test', '--last', '10'], data, settings)
    expect(code).toBe(0)
    expect(said.split('\n').map((line) => line.replace(/ · demo · .*/, ''))).toEqual([
      '≠ 1002',
      '  went  slack #vip; desk #vip; team vip; priority urgent; tagged vip (by “VIPs”)',
      '  now   desk #support; no team; priority normal (by no rule)',
      '≠ 1001',
      '  went  slack #support; desk #support; no team; priority high (by “Refunds”)',
      '  now   desk #support; no team; priority high (by “Refunds”)',
      '',
      '2 of 2 would go elsewhere now. Messages, pages, attributes and labels are taken as they are known today.',
      '',
    ])
    expect(await pastOpenings(file, 10)).toEqual(kept)
  })

  it('takes the labels that conversations have, and where these led, for how it was', async () => {
    const dir = folderWith({
      'greenroom.yaml': `${settings}  - {name: Praise, when: {intent: praise}, then: {team: vip}}
  - {name: Wishes, when: {intent: wish}, then: {tags: [wish]}}
`,
      'taxonomy.yaml': 'intents: [{id: praise, name: Praise}, {id: wish, name: Wish, was: [hope]}]',
    })
    const { write, router, database, current } = await world({
      file: join(dir, 'greenroom.sqlite'),
    })
    const sorted = async (
      words: string,
      intent: string,
      confidence: number,
      to: Rerouted | null,
    ) => {
      await write(words, words)
      const { id } = await current(words)
      const labels = { intent: { id: intent, name: 'Then', confidence } }
      return router.fulfil({
        key: id,
        by: { kind: 'automation', rule: 'sorting' },
        load: () => database.store.load(id),
        action: async () => ({ type: 'classify', labels, classifier: 'embedded', to }),
        source: null,
      })
    }
    const places = [{ chat: 'desk', channel: 'support' }]
    const usual = { places, team: null, priority: 'normal', tags: [] } as const
    const vip: Rerouted = { route: { ...usual, team: 'vip' }, rule: 'Praise' }
    expect(await sorted('lovely', 'praise', 0.9, vip)).toMatchObject({ ok: true })
    expect(await sorted('perhaps', 'praise', 0.4, null)).toMatchObject({ ok: true })
    expect(await sorted('a tour in Peru', 'hope', 0.9, null)).toMatchObject({ ok: true })

    const said: string[] = []
    const variables = { GREENROOM_CONFIG: join(dir, 'greenroom.yaml'), GREENROOM_DATA: dir }
    const surroundings = {
      print: (text: string) => said.push(text),
      classifierFor: async () => null,
    }
    expect(await routes(['test', '--last', '9'], variables, surroundings)).toBe(0)
    expect(said.join('\n').split('\n').slice(0, 7)).toEqual([
      '≠ 1003 · demo · 2026-11-20 09:00 UTC · Then 90 %',
      '  went  desk #support; no team; priority normal (by no rule)',
      '  now   desk #support; no team; priority normal; tagged wish (by “Wishes”)',
      '= 1002 · demo · 2026-11-20 09:00 UTC · Then 40 %',
      '  went and goes  desk #support; no team; priority normal (by no rule)',
      '= 1001 · demo · 2026-11-20 09:00 UTC · Then 90 %',
      '  went and goes  desk #support; team vip; priority normal (by “Praise”)',
    ])
  })
})
