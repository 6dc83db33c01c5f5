import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { handClock, realClock } from '../../support/slack/clock.ts'
import { stringAt } from '../../support/slack/json.ts'
import { slackWorld } from './slack-world.ts'

const world = slackWorld()

describe('the Events API over HTTP', () => {
  it('reaches a real receiver, signed, in the order in which things happened', async () => {
    const slack = await world.slack()
    const app = await world.httpApp(slack)
    const ana = slack.user('ana')
    const said = ['one', 'two', 'three', 'four', 'five']
    for (const text of said) await ana.says('support', text)
    await slack.settled()
    expect(app.events().map((one) => one['text'])).toEqual(said)
  })

  it('is turned away by a receiver with another secret, and tries four times in all', async () => {
    const slack = await world.slack({ retries: [0, 1, 1] })
    const app = await world.httpApp(slack, undefined, { signingSecret: 'another' })
    await slack.user('ana').says('support', 'Hello?')
    await slack.until(() => slack.lost().length === 1, 'giving up')
    expect(app.bodies).toEqual([])
  })

  it('sends again what was not acknowledged: at once, after a minute, after five', async () => {
    const clock = handClock()
    const slack = await world.slack({ clock })
    const attempts: { readonly num: unknown; readonly reason: unknown; readonly id: unknown }[] = []
    await world.httpApp(
      slack,
      (app) => {
        app.use(async ({ context, body }) => {
          const id = stringAt(body, 'event_id')
          attempts.push({ num: context['retryNum'], reason: context['retryReason'], id })
          throw new Error('The database is away')
        })
        app.error(async (error) => {
          throw error
        })
      },
      { processBeforeResponse: true },
    )
    await slack.user('ana').says('support', 'Hello?')
    await slack.until(() => attempts.length === 2)
    await slack.settled()
    await clock.advance(59_000)
    expect(attempts).toHaveLength(2)
    await clock.advance(1000)
    await slack.until(() => attempts.length === 3)
    await slack.settled()
    await clock.advance(300_000)
    await slack.until(() => slack.lost().length === 1)
    expect(attempts.map(({ num }) => num)).toEqual([undefined, 1, 2, 3])
    expect(attempts[3]?.reason).toBe('http_error')
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1)
  })

  it('does not send again when it is asked not to', async () => {
    const slack = await world.slack({ retries: [0, 1, 1] })
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.writeHead(500, { 'x-slack-no-retry': '1' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    slack.deliversTo(`http://127.0.0.1:${port}`)
    await slack.user('ana').says('support', 'Hello?')
    await slack.until(() => slack.lost().length === 1)
    expect(asked).toBe(1)
    server.closeAllConnections()
    server.close()
  })

  it('loses nothing while the app is away for a moment', async () => {
    const slack = await world.slack({ clock: realClock(1000) })
    slack.deliversTo('http://127.0.0.1:9/slack/events')
    await slack.user('ana').says('support', 'Anyone?')
    await slack.settled()
    const app = await world.httpApp(slack)
    await slack.until(() => app.events().length === 1, 'the retry after a minute')
    expect(slack.lost()).toEqual([])
  })

  it('brings buttons and commands to the same URL', async () => {
    const slack = await world.slack()
    const app = await world.httpApp(slack, (real) => {
      real.command('/greenroom', async ({ ack, command }) => ack(`You said ${command.text}`))
      real.action(/.*/, async ({ ack }) => ack())
    })
    const ana = slack.user('ana')
    const outcome = await ana.runs('/greenroom queue', 'support')
    expect(outcome).toMatchObject({ acknowledged: true })
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual(['You said queue'])
    expect(app.bodies).toMatchObject([{ command: '/greenroom', user_id: ana.id }])
  })
})
