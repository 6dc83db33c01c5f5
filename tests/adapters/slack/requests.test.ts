import nock from 'nock'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { createGateway } from '../../../src/adapters/slack/gateway.ts'
import { slackLosses } from '../../../src/adapters/slack/losses.ts'

afterEach(() => {
  nock.cleanAll()
  nock.restore()
})

function gateway() {
  if (!nock.isActive()) nock.activate()
  const clock = { now: Date.now }
  const log = pino({ level: 'silent' })
  const losses = slackLosses({ clock, changed: () => undefined })
  return createGateway({ token: 'xoxb-1', apiUrl: null, clock, log, losses })
}

it('a call goes to Slack itself, once, with the token in its header and nowhere else', async () => {
  const out = gateway()
  const asked: { body: string; authorization: string | null }[] = []
  nock('https://slack.com')
    .post('/api/chat.postMessage')
    .reply(async (request: Request) => {
      asked.push({
        body: await request.text(),
        authorization: request.headers.get('authorization'),
      })
      return [200, { ok: true, ts: '1712345678.000200' }]
    })
  const called = await out.call({
    method: 'chat.postMessage',
    channel: 'C1',
    args: {
      channel: 'C1',
      text: 'a &amp; b',
      metadata: { event_type: 'greenroom', event_payload: {} },
    },
  })
  expect(called).toMatchObject({ ok: true, data: { ts: '1712345678.000200' } })
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer xoxb-1'])
  const form = new URLSearchParams(asked[0]?.body)
  expect(Object.fromEntries(form)).toEqual({
    channel: 'C1',
    text: 'a &amp; b',
    metadata: '{"event_type":"greenroom","event_payload":{}}',
  })
  await out.stop()
})

it('a 500 is asked once and no second time: who asked decides what a second try would do', async () => {
  const out = gateway()
  let times = 0
  nock('https://slack.com')
    .post('/api/chat.postMessage')
    .times(3)
    .reply(() => {
      times += 1
      return [500, 'no']
    })
  const called = await out.call({ method: 'chat.postMessage', args: { channel: 'C1', text: 'x' } })
  expect(called.ok).toBe(false)
  expect(times).toBe(1)
  await out.stop()
})
