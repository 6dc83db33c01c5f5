import { describe, expect, it } from 'vitest'
import { realClient } from '../adapters/slack/real-apps.ts'
import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'
import { ALL_SCOPES } from '../support/slack/options.ts'

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  const where = await channelOf(house, 'Where is my parcel?', setup.channels)
  return { house, nina, where }
}

/** The channel in which a thread shows these words. */
async function channelOf(
  { slack }: SlackHouse,
  words: string,
  names: readonly string[] = ['support'],
) {
  const holding = () => names.find((name) => textsIn(slack, name).includes(words))
  await slack.until(() => holding() !== undefined, `“${words}” in a channel`)
  return holding() ?? ''
}

function textsIn(slack: SlackHouse['slack'], name: string): string[] {
  return slack
    .channel(name)
    .threads()
    .flatMap((one) => one.texts())
}

/** The desk's page of an administrator, which shows banners. */
async function atTheDesk(house: SlackHouse) {
  const link = new URL(await house.greenroom.signInLink(), house.url).href
  const desk = await openDeskPage(house.url, await enter(house.url, link, 'Zoe'))
  desk.send({ type: 'hello', cursor: null })
  await desk.until('online')
  return desk
}

async function given(house: SlackHouse, figure: RegExp): Promise<boolean> {
  return figure.test(await (await fetch(`${house.url}/metrics`)).text())
}

describe('a card that somebody deletes', () => {
  it('comes back at once, with all that was said and nothing new to be waited for', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    await house.says('ana', 'Let me look')
    await nina.until(() => nina.shows().includes('Let me look'))
    const { root } = await house.thread()
    await realClient(house.slack).chat.delete({ channel: root.channel, ts: root.ts })
    const support = house.slack.channel('support')
    const anew = () => support.threads().find((one) => one.root.ts !== root.ts)
    await house.slack.until(() => anew()?.holds.length === 2, 'a new thread')
    expect(anew()?.root.text).toContain('Ana has it')
    expect(anew()?.holds.map(({ text }) => text.split('\n').at(-1))).toEqual([
      'Where is my parcel?',
      'Let me look',
    ])
    const next = anew()
    if (!next) throw new Error('There is no new thread.')
    await house.slack.user('ana').says('support', 'Found it', { thread: next.root })
    await nina.until(() => nina.shows().includes('Found it'))
    expect(house.slack.complaints()).toEqual([])
  })

  it('stays away where the conversation is over', async () => {
    const { house, nina } = await chat()
    await claimedBy(house, 'Ana')
    await house.says('ana', '!close answered')
    await house.card('Closed: answered')
    const { root } = await house.thread()
    await realClient(house.slack).chat.delete({ channel: root.channel, ts: root.ts })
    await house.slack.settled()
    const support = house.slack.channel('support')
    const others = () => support.holds.filter(({ ts }) => ts !== root.ts)
    expect(others()).toEqual([])
    await nina.say('One more thing')
    const anew = () => support.threads().find((one) => one.root.ts !== root.ts)
    await house.slack.until(() => anew()?.texts().includes('One more thing') === true)
    expect(others()).toHaveLength(1)
  })
})

describe('a channel that is archived', () => {
  it('keeps what comes until it is back, tells the supervisors, and holds up nobody else', async () => {
    const { house, nina } = await chat()
    const desk = await atTheDesk(house)
    house.slack.channel('support').archives()
    expect(await nina.say('Hello?')).toMatchObject({ type: 'received' })
    expect(await nina.say('Anyone?')).toMatchObject({ type: 'received' })
    const banner = await desk.until('banner', ({ text }) => text !== null)
    expect(banner.text).toContain('#support: The Slack channel is archived')
    const cleo = house.slack.user('cleo').id
    const told = () =>
      house.slack.calls('chat.postMessage').filter(({ args }) => args['channel'] === cleo)
    await house.slack.until(() => told().some(({ error }) => error === null), 'Cleo is told')
    expect(house.slack.channel(`im-${cleo}`).texts().join()).toContain('archived')
    expect(await given(house, /outbox_dead 0/)).toBe(true)
    house.slack.channel('support').unarchives()
    await house.shows('Anyone?')
    expect((await house.thread()).texts()).toEqual(['Where is my parcel?', 'Hello?', 'Anyone?'])
    await desk.until('banner', ({ text }) => text === null)
    await desk.close()
  })

  it('hands its open conversations to another channel of the route, at once', async () => {
    const channels = ['support', 'support-2']
    const { house, nina, where } = await chat({ channels })
    const other = channels.find((name) => name !== where) ?? ''
    house.slack.channel(where).archives()
    await house.slack.until(() => textsIn(house.slack, other).length === 1, 'a thread elsewhere')
    await nina.say('Anyone?')
    await house.slack.until(() => textsIn(house.slack, other).length === 2, 'the next words')
    expect(textsIn(house.slack, other)).toEqual(['Where is my parcel?', 'Anyone?'])
    const [thread] = house.slack.channel(other).threads()
    if (!thread) throw new Error('There is no thread.')
    await house.slack.user('ana').presses(thread.root, 'Claim')
    await house.slack.user('ana').says(other, 'Here I am', { thread: thread.root })
    await nina.until(() => nina.shows().includes('Here I am'))
    expect(house.slack.channel(other).holds).toHaveLength(1)
  })
})

describe('a channel that the settings name no more', () => {
  it('keeps the conversations that it has; new ones go to the new one', async () => {
    const { house, nina } = await chat()
    house.slack.addChannel('front', { members: ['ana', 'ben', 'cleo'] })
    await house.goesTo('front')
    await nina.say('Still here')
    await house.shows('Still here')
    const milo = await house.visitor()
    await milo.say('Hello, I am new')
    await channelOf(house, 'Hello, I am new', ['front'])
    expect(textsIn(house.slack, 'front')).toEqual(['Hello, I am new'])
  })

  it('hands over what waited in it when it was archived', async () => {
    const { house, nina } = await chat()
    house.slack.addChannel('front', { members: ['ana', 'ben', 'cleo'] })
    house.slack.channel('support').archives()
    expect(await nina.say('Anyone?')).toMatchObject({ type: 'received' })
    await house.slack.until(async () => given(house, /outbox_waiting [1-9]/), 'it waits')
    await house.goesTo('front')
    await channelOf(house, 'Anyone?', ['front'])
    expect(textsIn(house.slack, 'front')).toEqual(['Where is my parcel?', 'Anyone?'])
    expect(await given(house, /outbox_dead 0/)).toBe(true)
  })
})

describe('a channel that the app is put out of', () => {
  it('gets what waited when the app is invited again', async () => {
    const { house, nina } = await chat()
    house.slack.channel('support').removesApp()
    expect(await nina.say('Hello?')).toMatchObject({ type: 'received' })
    await house.slack.until(async () => given(house, /outbox_waiting [1-9]/), 'it waits')
    house.slack.channel('support').invitesApp()
    await house.shows('Hello?')
    expect(await given(house, /outbox_dead 0/)).toBe(true)
  })
})

describe('a channel that gets another name', () => {
  it('keeps its conversations and gets the new ones, also after a restart', async () => {
    const { house } = await chat()
    house.slack.channel('support').renames('help')
    const ben = await house.visitor()
    await ben.say('Under another name')
    await channelOf(house, 'Under another name', ['help'])
    await house.stop()
    const again = await slackHouse({ slack: house.slack, data: house.dir })
    const third = await again.visitor()
    await third.say('After a restart')
    await channelOf(again, 'After a restart', ['help'])
    await again.stop()
    expect(house.slack.channel('help').holds).toHaveLength(3)
  })
})

describe('a token that is revoked', () => {
  it('loses nothing: all is shown once there is a new one', async () => {
    const { house, nina } = await chat({ mode: 'http' })
    const desk = await atTheDesk(house)
    house.slack.uninstalls()
    expect(await nina.say('Still here?')).toMatchObject({ type: 'received' })
    const banner = await desk.until('banner', ({ text }) => text !== null)
    expect(banner.text).toContain('set SLACK_BOT_TOKEN anew')
    expect(await given(house, /outbox_dead 0/)).toBe(true)
    await desk.close()
    await house.stop()
    const botToken = house.slack.token(ALL_SCOPES)
    const again = await slackHouse({ mode: 'http', slack: house.slack, data: house.dir, botToken })
    await again.shows('Still here?')
    expect((await again.thread()).texts()).toEqual(['Where is my parcel?', 'Still here?'])
    await again.stop()
  })

  it('goes on by itself when Slack lets the app in again', async () => {
    const { house, nina } = await chat()
    house.slack.deactivatesApp()
    for (const words of ['One', 'Two', 'Three']) await nina.say(words)
    await house.slack.until(async () => given(house, /outbox_waiting [1-9]/), 'they wait')
    house.slack.reactivatesApp()
    await house.shows('Three')
    expect((await house.thread()).texts()).toEqual(['Where is my parcel?', 'One', 'Two', 'Three'])
    expect(await given(house, /outbox_dead 0/)).toBe(true)
  })
})
