import { WebAPIRateLimitedError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import { NO_LIMITS, SLACK_LIMITS } from '../../support/slack/limits.ts'
import { realClient } from './real-apps.ts'
import { refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

async function open() {
  const clock = handClock()
  const slack = await world.slack({ clock, limits: SLACK_LIMITS })
  const client = realClient(slack, slack.botToken, { rejectRateLimitedCalls: true })
  const post = async (channel: string, more: { readonly thread_ts?: string } = {}) =>
    client.chat.postMessage({ channel, text: 'x', ...more })
  /** How many go through before Slack says to wait, and how long. */
  const pressed = async (call: () => Promise<unknown>) => {
    for (let through = 0; ; through += 1) {
      try {
        await call()
      } catch (error) {
        if (error instanceof WebAPIRateLimitedError) return { through, wait: error.retryAfter }
        throw error
      }
    }
  }
  return { clock, slack, client, post, pressed }
}

describe('limits', () => {
  it('let a message a second into a channel, its threads counted in, after a small burst', async () => {
    const { clock, slack, post, pressed } = await open()
    const { ts = '' } = await post('support')
    const inThread = async () => post('support', { thread_ts: ts })
    expect(await pressed(inThread)).toEqual({ through: 4, wait: 1 })
    expect(await pressed(async () => post('support'))).toEqual({ through: 0, wait: 1 })
    await clock.advance(1000)
    expect(await pressed(async () => post('support'))).toEqual({ through: 1, wait: 1 })
    expect(slack.channel('support').thread(ts).texts()).toHaveLength(4)
  })

  it('leave other channels and other methods free', async () => {
    const { client, post, pressed } = await open()
    await pressed(async () => post('support'))
    await expect(post('vip')).resolves.toHaveProperty('ts')
    await expect(client.users.list({})).resolves.toHaveProperty('members')
  })

  it('hold each method to its tier', async () => {
    const { clock, client, pressed } = await open()
    const list = async () => client.users.list({})
    expect(await pressed(list)).toEqual({ through: 10, wait: 3 })
    await clock.advance(3000)
    expect(await pressed(list)).toEqual({ through: 1, wait: 3 })
    await client.usergroups.list({})
  })

  it('hold Home tabs to theirs, whoever they are for', async () => {
    const { slack, client, pressed } = await open()
    let count = 0
    const publish = async () =>
      client.views.publish({
        user_id: slack.user((count += 1) % 2 ? 'ana' : 'ben').id,
        view: { type: 'home', blocks: [{ type: 'divider' }] },
      })
    expect(await pressed(publish)).toEqual({ through: 40, wait: 1 })
  })

  it('hold the whole workspace too', async () => {
    const { slack, post } = await open()
    slack.limitsAre({ ...NO_LIMITS, workspace: { burst: 3, perMinute: 60 } })
    for (const channel of ['support', 'vip', 'partners']) await post(channel)
    await expect(post('support')).rejects.toThrow(WebAPIRateLimitedError)
  })

  it('may be lifted', async () => {
    const { slack, client } = await open()
    slack.limitsAre(NO_LIMITS)
    const all = Array.from({ length: 20 }, async () =>
      client.chat.postMessage({ channel: 'support', text: 'x' }),
    )
    expect(await refusal(Promise.all(all))).toBeNull()
  })
})
