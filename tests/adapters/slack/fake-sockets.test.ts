import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import { realClient } from './real-apps.ts'
import { slackWorld } from './slack-world.ts'

const world = slackWorld()

describe('Socket Mode', () => {
  it('gives each payload to any one of the connections', async () => {
    const slack = await world.slack({ seed: 3 })
    const apps = [await world.socketApp(slack), await world.socketApp(slack)]
    for (let at = 0; at < 20; at += 1) await slack.user('ana').says('support', `${at}`)
    await slack.settled()
    const heard = apps.map((app) => app.events().map((one) => one['text']))
    expect(heard.flat()).toHaveLength(20)
    expect(new Set(heard.flat()).size).toBe(20)
    for (const some of heard) expect(some.length).toBeGreaterThan(2)
  })

  it('wants an app-level token, and lets each URL be used once', async () => {
    const slack = await world.slack()
    const bot = realClient(slack).apps.connections.open()
    await expect(bot).rejects.toMatchObject({ data: { error: 'not_allowed_token_type' } })
    const { url = '' } = await realClient(slack, slack.appToken).apps.connections.open()
    const opened = async () => {
      const socket = new WebSocket(url)
      return new Promise<string>((resolve) => {
        socket.addEventListener('message', () => {
          resolve('hello')
          socket.close()
        })
        socket.addEventListener('error', () => resolve('no'))
      })
    }
    expect(await opened()).toBe('hello')
    expect(await opened()).toBe('no')
  })

  it('takes no more than ten connections', async () => {
    const slack = await world.slack()
    const client = realClient(slack, slack.appToken)
    const frames: string[] = []
    const sockets: WebSocket[] = []
    for (let at = 0; at < 11; at += 1) {
      const { url = '' } = await client.apps.connections.open()
      const socket = new WebSocket(url)
      sockets.push(socket)
      await new Promise<void>((resolve) => {
        socket.addEventListener('message', ({ data }) => {
          frames.push(String(data))
          resolve()
        })
      })
    }
    expect(slack.sockets.count).toBe(10)
    expect(frames.at(-1)).toContain('too_many_websockets')
    for (const socket of sockets) socket.close()
  })

  it.each([['warns'], ['refreshes'], ['drops'], ['disablesLink']] as const)(
    'comes back after Slack %s, and the event of the gap comes too',
    async (what) => {
      const slack = await world.slack({ retries: [0, ...Array<number>(9).fill(300)] })
      const app = await world.socketApp(slack, undefined, { pingTimeout: 400 })
      slack.sockets[what]()
      await slack.until(() => slack.sockets.count === 0, 'no connection')
      await slack.user('ana').says('support', 'Into the gap')
      await slack.until(() => app.events().length === 1, 'the event')
      expect(app.events()[0]).toMatchObject({ text: 'Into the gap' })
    },
  )

  it('sends again what nobody acknowledged, to another connection if there is one', async () => {
    const clock = handClock()
    const slack = await world.slack({ clock })
    const { url = '' } = await realClient(slack, slack.appToken).apps.connections.open()
    const deaf = new WebSocket(url)
    const frames: string[] = []
    deaf.addEventListener('message', ({ data }) => frames.push(String(data)))
    await slack.until(() => slack.sockets.count === 1)
    await slack.user('ana').says('support', 'Hello?')
    await slack.until(() => frames.length === 2)
    expect(frames[1]).toContain('"retry_attempt":0')
    await clock.advance(3000)
    await slack.until(() => frames.length === 3)
    expect(frames[2]).toContain('"retry_attempt":1,"retry_reason":"timeout"')
    const app = await world.socketApp(slack)
    deaf.close()
    await slack.until(() => slack.sockets.count === 1)
    await clock.advance(60_000)
    await slack.until(() => app.events().length === 1, 'the event at the other connection')
    const ids = frames.slice(1).map((one) => /"event_id":"(\w+)"/.exec(one)?.[1])
    expect(new Set([...ids, app.bodies[0]?.['event_id']]).size).toBe(1)
  })
})
