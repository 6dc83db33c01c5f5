import {
  SlackError,
  WebAPIHTTPError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { realClient } from './real-apps.ts'
import { refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

async function open() {
  const slack = await world.slack({ seed: 7 })
  const client = realClient(slack, slack.botToken, { rejectRateLimitedCalls: true })
  const impatient = realClient(slack, slack.botToken, { timeout: 300 })
  const post = async (text = 'x', channel = 'support') => client.chat.postMessage({ channel, text })
  /** Posts, and does not wait for ever. */
  const tryToPost = async (text = 'x') => impatient.chat.postMessage({ channel: 'support', text })
  return { slack, client, post, tryToPost, texts: () => slack.channel('support').texts() }
}

describe('bad weather for calls', () => {
  it.each([
    { kind: 'fail', stored: true },
    { kind: 'hang', stored: true },
    { kind: 'reset', stored: true },
  ] as const)('stores a post of which the app never learns: %j', async (does) => {
    const { slack, post, tryToPost, texts } = await open()
    slack.weather.brings({ method: 'chat.postMessage', does })
    await expect(tryToPost('Once')).rejects.toThrow(SlackError)
    expect(texts()).toEqual(['Once'])
    await post('Again')
    expect(texts()).toEqual(['Once', 'Again'])
  })

  it.each([
    [{ kind: 'fail', status: 503 }, WebAPIHTTPError],
    [{ kind: 'reset' }, WebAPIRequestError],
    [{ kind: 'ratelimit', seconds: 2 }, WebAPIRateLimitedError],
  ] as const)('stores nothing: %j', async (does, error) => {
    const { slack, post, texts } = await open()
    slack.weather.brings({ does })
    await expect(post()).rejects.toThrow(error)
    expect(texts()).toEqual([])
  })

  it('does not answer at all', async () => {
    const { slack, tryToPost, texts } = await open()
    slack.weather.brings({ does: { kind: 'hang' } })
    await expect(tryToPost()).rejects.toThrow(WebAPIRequestError)
    expect(texts()).toEqual([])
  })

  it('answers 429 without saying how long', async () => {
    const { slack, post } = await open()
    slack.weather.brings({ does: { kind: 'ratelimit' } })
    await expect(post()).rejects.toThrow('Retry header did not contain a valid timeout')
  })

  it('answers late, and refuses by any of Slack’s names', async () => {
    const { slack, client, post, tryToPost, texts } = await open()
    slack.weather.brings({ does: { kind: 'slow', ms: 50 } })
    await post('Late')
    slack.weather.brings({ does: { kind: 'slow', ms: 60_000 } })
    await expect(tryToPost('Too late')).rejects.toThrow(WebAPIRequestError)
    expect(texts()).toEqual(['Late', 'Too late'])
    slack.weather.brings({ does: { kind: 'refuse', error: 'message_limit_exceeded' } })
    expect(await refusal(post())).toBe('message_limit_exceeded')
    expect(slack.calls('chat.postMessage').map(({ error }) => error)).toEqual([
      null,
      null,
      'message_limit_exceeded',
    ])
    expect(await refusal(client.auth.test())).toBeNull()
  })

  it('strikes where and as often as it is told, until it clears', async () => {
    const { slack, client, post } = await open()
    const does = { kind: 'fail' } as const
    slack.weather.brings({ method: 'chat.postMessage', channel: 'support', times: 'always', does })
    await expect(post()).rejects.toThrow(WebAPIHTTPError)
    await expect(post()).rejects.toThrow(WebAPIHTTPError)
    await post('Elsewhere', 'vip')
    await client.auth.test()
    slack.weather.clears()
    await post()
  })

  it('falls the same way for the same seed', async () => {
    const fates = async () => {
      const { slack, post } = await open()
      slack.weather.brings({ share: 0.5, times: 'always', does: { kind: 'fail' } })
      const results: boolean[] = []
      for (let at = 0; at < 12; at += 1)
        results.push(
          await post().then(
            () => true,
            () => false,
          ),
        )
      return results
    }
    const first = await fates()
    expect(await fates()).toEqual(first)
    expect(new Set(first).size).toBe(2)
  })
})

describe('bad weather for events', () => {
  const MANY = ['one', 'two', 'three', 'four', 'five', 'six']

  async function told(
    weather: Parameters<Awaited<ReturnType<typeof open>>['slack']['weather']['blowsOnEvents']>[0],
  ) {
    const { slack } = await open()
    const app = await world.socketApp(slack)
    slack.weather.blowsOnEvents(weather)
    for (const text of MANY) await slack.user('ana').says('support', text)
    await slack.settled()
    const ids = app.bodies.map((one) => one['event_id'])
    return { texts: app.events().map((one) => String(one['text'])), ids: new Set(ids).size }
  }

  it('delivers twice under the same id', async () => {
    const { texts, ids } = await told({ twice: 1 })
    expect(texts).toHaveLength(12)
    expect(ids).toBe(6)
  })

  it('loses acknowledgements, and so sends again', async () => {
    const { texts, ids } = await told({ lostAcks: 0.4 })
    expect(ids).toBe(6)
    expect(texts.length).toBeGreaterThan(6)
  })

  it('changes the order', async () => {
    const shuffled = await told({ shuffle: 6 })
    expect(shuffled.texts).not.toEqual(MANY)
    expect(shuffled.texts.toSorted()).toEqual(MANY.toSorted())
    const late = await told({ delay: [0, 60] })
    expect(late.texts).not.toEqual(MANY)
    expect(late.texts.toSorted()).toEqual(MANY.toSorted())
  })
})
