import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/adapters/sql/index.ts'
import { realClient } from '../adapters/slack/real-apps.ts'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const MODES = ['socket', 'http'] as const

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

async function claimed(setup: Parameters<typeof slackHouse>[0] = {}) {
  const { house, nina } = await chat(setup)
  await claimedBy(house, 'Ana')
  return { house, nina }
}

function reacted({ slack }: SlackHouse, message: { readonly ts: string }, sign: string) {
  const now = () => slack.channel('support').message(message.ts).reactions
  return slack.until(
    () => now().some((one) => one.startsWith(sign)),
    `${sign}, not ${now().join()}`,
  )
}

describe.each(MODES)('a chat with a team that sits in Slack, over %s', (mode) => {
  it('reaches the channel, is claimed with a button and answered in the thread', async () => {
    const { house, nina } = await chat({ mode })
    await claimedBy(house, 'Ana')
    const reply = await house.says('ana', 'It is on its *way*!')
    await nina.showsIn(['Where is my parcel?', 'It is on its way!'])
    expect(nina.held().find((message) => !message.mine)?.from.name).toBe('Ana')
    const { texts } = await house.thread()
    expect(texts().filter((text) => text.includes('on its'))).toHaveLength(1)
    nina.send({ type: 'seen', message: nina.held().at(-1)?.id ?? '' })
    await reacted(house, reply, '👀')
    expect(house.slack.complaints()).toEqual([])
  })

  it('keeps a note and what is written before joining from the visitor, until it is sent', async () => {
    const { house, nina } = await chat({ mode })
    const words = await house.says('ana', 'I will look')
    const told = await house.toldTo('ana', 'you have not joined')
    await reacted(house, words, '🔒')
    const note = await house.says('ben', '// he was rude last time')
    await reacted(house, note, '🔒')
    expect(house.slack.user('ben').ephemerals('support')).toEqual([])
    await house.slack.user('ana').presses(told, 'Claim and send')
    await nina.showsIn(['Where is my parcel?', 'I will look'])
    await house.card('Ana has it')
    await reacted(house, words, '📤')
  })

  it('takes a reply back with Undo while it is held', async () => {
    const { house, nina } = await claimed({ mode, undo: '30s' })
    const reply = await house.says('ana', 'No idea')
    await house.slack.user('ana').presses(await house.toldTo('ana', 'Goes to the visitor'), 'Undo')
    await reacted(house, reply, '🚫')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })

  it('takes a reply back that is deleted while it is held, and says no word of a short hold', async () => {
    const { house, nina } = await claimed({ mode, undo: '1s' })
    const ana = house.slack.user('ana')
    await ana.deletes(await house.says('ana', 'No idea'))
    await house.says('ana', 'It is on its way')
    await nina.until(() => nina.shows().includes('It is on its way'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'It is on its way'])
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual([])
  })

  it('edits and removes on the visitor’s screen what is edited and removed in Slack', async () => {
    const { house, nina } = await claimed({ mode })
    const ana = house.slack.user('ana')
    const reply = await house.says('ana', 'It arives today')
    await nina.showsIn(['Where is my parcel?', 'It arives today'])
    await ana.edits(reply, 'It arrives today')
    await nina.showsIn(['Where is my parcel?', 'It arrives today'])
    await ana.edits(reply, '// the courier is on strike')
    await house.toldTo('ana', 'A reply cannot become a note')
    await ana.deletes(reply)
    await nina.until(() => nina.shows().includes('(removed)'))
    expect(nina.shows().join()).not.toContain('strike')
  })

  it('is closed with a form, and again with a line', async () => {
    const { house, nina } = await claimed({ mode })
    const ana = house.slack.user('ana')
    await house.presses('ana', 'Close')
    await house.slack.until(() => ana.modal()?.submit === 'Close', 'the form')
    const form = ana.modal()
    if (!form) throw new Error('There is no form.')
    await ana.submits(form, { Outcome: 'answered' })
    await house.card('Closed: answered')
    await nina.say('One more thing')
    await house.card('unanswered since')
    await house.says('ana', '!close decision')
    await house.card('Closed: decision')
    expect(house.slack.complaints()).toEqual([])
  })

  it('lets nobody speak to a visitor whom the team does not know, and tells them so once', async () => {
    const { house, nina } = await claimed({ mode })
    const zoe = house.slack.addUser({ handle: 'zoe', email: 'zoe@elsewhere.example' })
    expect(zoe.id).not.toBe('')
    await house.says('zoe', 'Hello, I am the boss')
    await house.toldTo('zoe', 'does not know you')
    await house.says('zoe', 'Really')
    await house.presses('zoe', 'Release').catch(() => undefined)
    await house.says('ana', 'the one that is heard')
    await nina.showsIn(['Where is my parcel?', 'the one that is heard'])
    const told = house.slack.user('zoe').ephemerals('support')
    expect(told.filter(({ text }) => text.includes('nothing of this reaches'))).toHaveLength(1)
  })

  it('brings a file to the visitor, and says what is wrong with one that is not taken', async () => {
    const { house, nina } = await claimed({ mode })
    const where = { thread: (await house.thread()).root, saying: 'Your label' }
    const file = { name: 'label.png', content: PNG, mimetype: 'image/png' }
    await house.slack.user('ana').uploads('support', file, where)
    await nina.until(() => nina.shows().includes('Your label'))
    const sent = nina.held().at(-1)?.files[0]
    expect(sent).toMatchObject({ name: 'label.png', type: 'image/png' })
    const got = await fetch(new URL(sent?.url ?? '', house.url))
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG)
    const program = { name: 'run.exe', content: Buffer.from('4d5a90000300', 'hex') }
    await house.slack.user('ana').uploads('support', program, where)
    await house.toldTo('ana', 'run.exe was left out')
  })

  it('does once what Slack delivers twice', async () => {
    const { house, nina } = await claimed({ mode, retries: [0, 20, 20, 20] })
    house.slack.weather.blowsOnEvents({ twice: 1, lostAcks: 0.5 })
    for (const word of ['one', 'two', 'three']) await house.says('ana', word)
    await nina.until(() => nina.shows().length >= 4)
    house.slack.weather.clears()
    await house.slack.settled()
    await house.says('ana', 'four')
    await nina.until(() => nina.shows().includes('four'))
    expect(nina.shows().toSorted()).toEqual(
      ['Where is my parcel?', 'four', 'one', 'three', 'two'].toSorted(),
    )
  })
})

describe('a team in Slack, when things go wrong', () => {
  it.each(['fail', 'reset'] as const)(
    'shows a message once when Slack stored it and its answer was lost (%s)',
    async (kind) => {
      const { house, nina } = await claimed()
      house.slack.weather.brings({ method: 'chat.postMessage', does: { kind, stored: true } })
      await nina.say('Are you there?')
      await house.shows('Are you there?')
      await nina.say('Hello??')
      await house.shows('Hello??')
      const { texts } = await house.thread()
      expect(texts().filter((text) => text === 'Are you there?')).toHaveLength(1)
    },
  )

  it('opens one thread when the answer to the first post was lost', async () => {
    const house = await slackHouse()
    house.slack.weather.brings({
      method: 'chat.postMessage',
      does: { kind: 'reset', stored: true },
    })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    expect(house.slack.channel('support').holds).toHaveLength(1)
  })

  it('waits as Slack asks, and loses nothing', async () => {
    const { house, nina } = await claimed()
    house.slack.weather.brings({
      method: 'chat.postMessage',
      does: { kind: 'ratelimit', seconds: 1 },
    })
    await nina.say('Are you there?')
    await house.shows('Are you there?')
    expect(house.slack.calls('chat.postMessage').filter(({ error }) => error)).toHaveLength(1)
  })

  it('opens a new thread with all that was said when the old one is locked', async () => {
    const { house, nina } = await chat()
    const { root } = await house.thread()
    house.slack.channel('support').locks(root)
    await nina.say('Anyone?')
    const support = house.slack.channel('support')
    await house.slack.until(
      () => support.threads().some((one) => one.root.ts !== root.ts && one.texts().length === 2),
      'a new thread',
    )
    expect(support.threads().at(-1)?.texts()).toEqual(['Where is my parcel?', 'Anyone?'])
  })

  it('opens a new thread with all that was said when the card was deleted', async () => {
    const { house, nina } = await claimed()
    const { root } = await house.thread()
    await nina.say('Anyone?')
    await house.shows('Anyone?')
    await realClient(house.slack).chat.delete({ channel: root.channel, ts: root.ts })
    await house.says('ana', '!close answered')
    const support = house.slack.channel('support')
    await house.slack.until(() => support.threads().some((one) => one.root.ts !== root.ts))
    await house.slack.until(() => support.threads().at(-1)?.texts().includes('Anyone?') === true)
  })

  it('handles after a restart what was kept and not yet handled, and what was missed', async () => {
    const { house, nina } = await claimed()
    await house.says('ana', 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    const { root } = await house.thread()
    await house.stop()
    house.slack.weather.clears()
    await house.slack.user('ana').says('support', 'It was in the shed', { thread: root })
    const again = await slackHouse({ slack: house.slack, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.until(() => later.shows().includes('It was in the shed'))
    expect(later.shows().filter((one) => one === 'It was in the shed')).toHaveLength(1)
  })

  it('is open to visitors though Slack does not let it in at the start', async () => {
    const { house } = await chat()
    await house.stop()
    house.slack.uninstalls()
    const again = await slackHouse({ slack: house.slack, data: house.dir })
    const nina = await again.visitor()
    expect(await nina.say('Anyone?')).toMatchObject({ type: 'received' })
    await again.stop()
  })

  it('says across the desk that Slack lets it in no more, and the visitor is heard', async () => {
    const { house, nina } = await chat()
    const link = new URL(await house.greenroom.signInLink(), house.url).href
    const desk = await openDeskPage(house.url, await enter(house.url, link, 'Zoe'))
    desk.send({ type: 'hello', cursor: null })
    await desk.until('online')
    house.slack.uninstalls()
    expect(await nina.say('Still here?')).toMatchObject({ type: 'received' })
    const banner = await desk.until('banner', ({ text }) => text !== null)
    expect(banner.text).toMatch(/Not everything reaches Slack/)
    await desk.close()
    expect((await fetch(`${house.url}/health`)).status).toBe(200)
  })
})

describe('gaps', () => {
  it('brings what was written while the socket was away, though Slack sends it no more', async () => {
    const { house, nina } = await claimed({ retries: [] })
    await house.says('ana', 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    house.slack.sockets.drops()
    await house.slack.until(() => house.slack.sockets.count === 0)
    await house.says('ana', 'It was in the shed')
    await nina.until(() => nina.shows().includes('It was in the shed'))
    await house.says('ana', 'Sorry!')
    await nina.until(() => nina.shows().includes('Sorry!'))
    expect(nina.shows()).toEqual([
      'Where is my parcel?',
      'One moment',
      'It was in the shed',
      'Sorry!',
    ])
  })

  it('handles at the start what was kept before a crash', async () => {
    const { house, nina } = await claimed()
    const { root } = await house.thread()
    await house.stop()
    const clock = { now: Date.now }
    const database = await openSqlite({ file: join(house.dir, 'greenroom.sqlite'), clock })
    const event = {
      type: 'message',
      channel: root.channel,
      ts: '1999999999.000100',
      thread_ts: root.ts,
      user: house.slack.user('ana').id,
      text: 'Kept, then the lights went out',
    }
    await database.intake.keep({
      platform: 'slack',
      id: `message:${root.channel}/${event.ts}`,
      lane: `${root.channel}/${root.ts}`,
      body: { type: 'event', event },
    })
    await database.close()
    const again = await slackHouse({ slack: house.slack, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.until(() => later.shows().includes('Kept, then the lights went out'))
    expect(later.shows()).toHaveLength(2)
  })

  it('stops in time while Slack cannot be reached', async () => {
    const { house } = await claimed()
    await house.slack.stop()
    await house.stop()
    await expect(fetch(`${house.url}/health`)).rejects.toThrow('fetch failed')
  })
})

describe('commands in Slack', () => {
  it('are given at the top level with the conversation’s number', async () => {
    const { house } = await chat()
    const ana = house.slack.user('ana')
    await ana.runs('/greenroom claim 1001', 'support')
    await house.card('Ana has it')
    await ana.runs('/greenroom help', 'support')
    expect((await house.toldTo('ana', '/transfer')).text).toContain('/close')
  })

  it('are refused in a sentence, by button and by line', async () => {
    const { house } = await claimed()
    await house.says('ben', '!release')
    expect((await house.toldTo('ben', '')).text).not.toBe('')
    await house.says('ben', '/clsoe')
    await house.toldTo('ben', 'Did you mean')
  })

  it('bring a canned reply into a form, to be read over and sent', async () => {
    const { house, nina } = await claimed()
    const ana = house.slack.user('ana')
    await house.presses('ana', 'Canned')
    await house.slack.until(() => ana.modal()?.submit === 'Canned', 'the list')
    const list = ana.modal()
    if (!list) throw new Error('There is no form.')
    expect(await ana.searches(list, 'pick:canned', 'he')).toEqual(['hello'])
    await ana.submits(list, { 'arg:name': 'hello' })
    const form = ana.modal()
    if (!form) throw new Error('There is no form.')
    expect(form.submit).toBe('Send to visitor')
    await ana.submits(form, {})
    await nina.until(() => nina.shows().includes('Hello there!'))
    await house.shows('Hello there!')
  })

  it('say in the form what is wrong', async () => {
    const { house } = await claimed()
    const ben = house.slack.user('ben')
    await house.presses('ben', 'Close')
    await house.slack.until(() => ben.modal()?.submit === 'Close', 'the form')
    const form = ben.modal()
    if (!form) throw new Error('There is no form.')
    const answer = await ben.submits(form, { Outcome: 'answered' })
    expect(answer.errors['arg:outcome']).toContain('Ana')
  })
})
