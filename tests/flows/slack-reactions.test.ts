import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

const LONG = Array.from({ length: 900 }, (_, at) => `word${at}`).join(' ')

async function chat(setup: Parameters<typeof slackHouse>[0] = {}, words = 'Where is my parcel?') {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say(words)
  await house.shows(words.slice(-20))
  return { house, nina }
}

/** The post in the thread that says this. */
async function post(house: SlackHouse, text: string) {
  const { holds } = await house.thread()
  const found = holds.find((one) => one.text.includes(text))
  if (!found) throw new Error(`Nothing says “${text}”.`)
  return found
}

type Nina = Awaited<ReturnType<SlackHouse['visitor']>>

const onHers = (nina: Nina, words = 'Where is my parcel?') =>
  nina.held().find(({ blocks }) => JSON.stringify(blocks).includes(words))?.reactions ?? []

function sets(nina: Nina, emoji: string, on = true) {
  const message = nina.held().findLast(({ mine }) => !mine)?.id ?? ''
  const id = `reaction-${crypto.randomUUID()}`
  nina.send({ type: 'react', id, message, emoji, on })
  return nina.fate(id)
}

/** Resolves once the post shows these alone, besides its state. */
async function stands({ slack }: SlackHouse, { ts }: { readonly ts: string }, signs: string[]) {
  const states = ['⏳', '✅', '👀']
  const now = () =>
    slack
      .channel('support')
      .message(ts)
      .reactions.map((one) => one.replace(/ .*/, ''))
      .filter((one) => !states.includes(one))
  await slack.until(() => now().join() === signs.join(), `${signs.join()}, not ${now().join()}`)
}

describe('what the team sets on messages in Slack', () => {
  it('is under the visitor’s words, once its author has joined, and goes when it is taken back', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    const words = await post(house, 'Where is my parcel?')
    const ana = house.slack.user('ana')
    await ana.reacts(words, 'tada')
    await nina.until(() => onHers(nina).join() === '🎉')
    await ana.reacts(words, 'wave::skin-tone-3')
    await nina.until(() => onHers(nina).join() === '🎉,👋🏼')
    await ana.unreacts(words, 'tada')
    await nina.until(() => onHers(nina).join() === '👋🏼')
    const again = await house.visitor(nina.token)
    expect(onHers(again)).toEqual(['👋🏼'])
    expect(house.slack.complaints()).toEqual([])
  })

  it('says to who has joined, once, that the visitor sees it', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    const words = await post(house, 'Where is my parcel?')
    for (const name of ['tada', 'fire']) await house.slack.user('ana').reacts(words, name)
    await nina.until(() => onHers(nina).join() === '🎉,🔥')
    await house.toldTo('ana', 'The visitor sees your reaction')
    await house.slack.settled()
    const told = house.slack.user('ana').ephemerals('support')
    expect(told.filter(({ text }) => text.includes('The visitor sees'))).toHaveLength(1)
  })

  it('stays the team’s when it is set by others, on notes, or is a sign of the workspace’s own', async () => {
    const { house, nina } = await chat()
    const words = await post(house, 'Where is my parcel?')
    await house.slack.user('ana').reacts(words, '-1')
    await house.slack.settled()
    await claimedBy(house, 'Ana')
    const note = await house.says('ana', '// he was rude last time')
    await house.slack.user('ana').reacts(note, 'fire')
    await house.slack.user('ben').reacts(words, 'fire')
    await house.slack.user('ana').reacts(words, 'partyparrot')
    for (const mark of ['eyes', 'white_check_mark', 'x', 'lock'])
      await house.slack.user('ana').reacts(words, mark)
    await house.slack.user('ana').reacts(words, 'tada')
    await nina.until(() => onHers(nina).length > 0)
    await house.slack.settled()
    expect(nina.held().map(({ reactions = [] }) => reactions.join())).toEqual(['🎉'])
    expect(JSON.stringify(nina.frames)).not.toMatch(/👎|🔥|partyparrot/)
  })

  it('is on the message, whichever of its posts it was set on', async () => {
    const { house, nina } = await chat({}, LONG)
    await claimedBy(house, 'Ana')
    const [first, second] = (await house.thread()).holds
    await house.slack.user('ana').reacts(await post(house, 'word899'), 'tada')
    await nina.until(() => onHers(nina, 'word0').join() === '🎉')
    expect(second?.ts).not.toBe(first?.ts)
  })

  it('is on the last message of a burst that stands in one post', async () => {
    const { house, nina } = await chat({ pace: 4 })
    await claimedBy(house, 'Ana')
    for (let count = 1; count <= 12; count += 1) await nina.say(`Word ${count}.`)
    await house.shows('Word 12.')
    const several = (await house.thread()).holds.find(({ text }) => text.includes('\nWord'))
    if (!several) throw new Error('No post holds several.')
    await house.slack.user('ana').reacts(several, 'tada')
    const last = several.text.split('\n').at(-1) ?? ''
    await nina.until(() => onHers(nina, last).join() === '🎉')
    expect(nina.held().filter(({ reactions }) => reactions !== undefined)).toHaveLength(1)
  })

  it('is on a colleague’s reply, too', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    const reply = await house.says('ana', 'It is on its way!')
    await nina.until(() => nina.shows().includes('It is on its way!'))
    await house.slack.user('ana').reacts(reply, 'rocket')
    await nina.until(() => onHers(nina, 'on its way').join() === '🚀')
    expect(await house.thread().then(({ texts }) => texts().join())).not.toContain('🚀')
  })

  it('is taken once, though Slack delivers it twice', async () => {
    const { house, nina } = await chat({ retries: [0, 20, 20, 20] })
    await claimedBy(house, 'Ana')
    const words = await post(house, 'Where is my parcel?')
    const ana = house.slack.user('ana')
    house.slack.weather.blowsOnEvents({ twice: 1, lostAcks: 0.5 })
    await ana.reacts(words, 'tada')
    await ana.unreacts(words, 'tada')
    await ana.reacts(words, 'fire')
    await nina.until(() => onHers(nina).join() === '🔥')
    house.slack.weather.clears()
    await house.slack.settled()
    expect(onHers(nina)).toEqual(['🔥'])
  })
})

describe('what a visitor sets on a reply', () => {
  async function answered(setup: Parameters<typeof slackHouse>[0] = {}) {
    const { house, nina } = await chat(setup)
    await claimedBy(house, 'Ana')
    const reply = await house.says('ana', 'It is on its way!')
    await nina.until(() => nina.shows().includes('It is on its way!'))
    return { house, nina, reply }
  }

  it('stands under the agent’s own words beside their state, until it is taken back', async () => {
    const { house, nina, reply } = await answered()
    expect(await sets(nina, '👍')).toMatchObject({ type: 'received' })
    await sets(nina, '🎉')
    await stands(house, reply, ['👍', '🎉'])
    await nina.until(() => nina.held().at(-1)?.own?.join() === '👍,🎉')
    await sets(nina, '👍', false)
    await stands(house, reply, ['🎉'])
    nina.send({ type: 'seen', message: nina.held().at(-1)?.id ?? '' })
    await house.slack.until(() =>
      house.slack.channel('support').message(reply.ts).reactions.join().includes('👀'),
    )
    await stands(house, reply, ['🎉'])
    expect(house.slack.complaints()).toEqual([])
  })

  it('is refused on their own words', async () => {
    const { nina } = await answered()
    const id = 'a-reaction-of-her-own'
    nina.send({ type: 'react', id, message: nina.held()[0]?.id ?? '', emoji: '👍', on: true })
    expect(await nina.fate(id)).toMatchObject({ type: 'refused' })
    expect(await sets(nina, 'ok')).toMatchObject({ type: 'refused' })
  })

  it('is said in the thread where it would pass for a state, or Slack has no such emoji', async () => {
    const { house, nina, reply } = await answered()
    await sets(nina, '✅')
    await house.shows('reacted to a reply: ✅')
    await sets(nina, '🫩')
    await house.shows('reacted to a reply: 🫩')
    await sets(nina, '✅', false)
    await sets(nina, '✅')
    await sets(nina, '👍')
    await stands(house, reply, ['👍'])
    const { texts } = await house.thread()
    expect(texts().filter((text) => text.includes('✅'))).toHaveLength(1)
  })

  it('goes from there also after a restart', async () => {
    const { house, nina, reply } = await answered()
    await sets(nina, '👍')
    await stands(house, reply, ['👍'])
    await house.stop()
    const next = await slackHouse({ slack: house.slack, data: house.dir })
    const back = await next.visitor(nina.token)
    await sets(back, '👍', false)
    await stands(next, reply, [])
    await next.stop()
    expect(house.slack.complaints()).toEqual([])
  })

  it('is in Slack once it answers again', async () => {
    const { house, nina, reply } = await answered()
    house.slack.weather.brings({ method: 'reactions.add', does: { kind: 'ratelimit', seconds: 1 } })
    await sets(nina, '👍')
    await nina.until(() => nina.held().at(-1)?.own?.join() === '👍')
    house.slack.weather.clears()
    await stands(house, reply, ['👍'])
    expect(await house.thread().then(({ texts }) => texts())).toHaveLength(3)
  })
})
