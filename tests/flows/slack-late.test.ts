import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'

describe('what is written in a thread that Greenroom is only just opening', () => {
  it('reaches the visitor though the answer to the card got lost', async () => {
    const house = await slackHouse()
    const { slack } = house
    slack.weather.brings({ method: 'chat.postMessage', does: { kind: 'reset', stored: true } })
    slack.watches((event) => {
      if (event['type'] !== 'message' || event['thread_ts'] !== undefined || 'done' in slack) return
      Object.assign(slack, { done: true })
      const root = slack.channel('support').message(String(event['ts']))
      void slack.user('ben').says('support', '!claim', { thread: root })
      void slack.user('ben').says('support', 'I am on it', { thread: root })
    })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await nina.until(() => nina.shows().includes('I am on it'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'I am on it'])
  })
})

describe('what comes late from Slack', () => {
  it('stays a note when it was written before its author joined', async () => {
    const house = await slackHouse({ mode: 'http', retries: [1_800] })
    const { slack } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    await house.says('ana', 'Hm')
    await house.toldTo('ana', 'Kept as a note')
    slack.deliversTo(`${house.url}/nowhere`)
    await house.says('ben', 'She asks that every week')
    await slack.settled()
    slack.deliversTo(`${house.url}/slack/events`)
    await wait(1_100)
    await claimedBy(house, 'Ben')
    await house.toldTo('ben', 'Kept as a note')
    await house.says('ben', 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'One moment'])
  })

  it('stays the team’s when it is a reaction that was set before its author joined', async () => {
    const house = await slackHouse({ mode: 'http', retries: [1_800] })
    const { slack } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.says('ana', 'Hm')
    await house.toldTo('ana', 'Kept as a note')
    const [words] = (await house.thread()).holds
    slack.deliversTo(`${house.url}/nowhere`)
    if (words) await slack.user('ben').reacts(words, 'rage')
    await slack.settled()
    slack.deliversTo(`${house.url}/slack/events`)
    await wait(1_100)
    await claimedBy(house, 'Ben')
    await wait(1_000)
    await slack.settled()
    if (words) await slack.user('ben').reacts(words, 'tada')
    await nina.until(() => JSON.stringify(nina.frames).includes('🎉'))
    expect(JSON.stringify(nina.frames)).not.toContain('😡')
  })

  it('is nothing when it was deleted before', async () => {
    const house = await slackHouse({ mode: 'http', retries: [800] })
    const { slack } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await claimedBy(house, 'Ben')
    slack.deliversTo(`${house.url}/nowhere`)
    const said = await house.says('ben', 'To somebody else')
    await slack.settled()
    slack.deliversTo(`${house.url}/slack/events`)
    await slack.user('ben').deletes(said)
    await wait(1_500)
    await house.says('ben', 'One moment')
    await nina.until(() => nina.shows().includes('One moment'))
    expect(nina.shows()).toEqual(['Where is my parcel?', 'One moment'])
  })
})

describe('a note that its author claimed and sent', () => {
  it('is taken off the visitor’s screen with the line that it was', async () => {
    const house = await slackHouse()
    const { slack } = house
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const line = await house.says('ben', 'It is in the shed')
    await slack
      .user('ben')
      .presses(await house.toldTo('ben', 'you have not joined'), 'Claim and send')
    await nina.until(() => nina.shows().includes('It is in the shed'))
    await slack.user('ben').edits(line, 'It is in the barn')
    await nina.until(() => nina.shows().includes('It is in the barn'))
    await slack.user('ben').deletes(line)
    await nina.until(() => nina.shows().length === 1 || !nina.shows().includes('It is in the barn'))
    expect(nina.shows()).not.toContain('It is in the barn')
  })
})
