import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { overHttp } from '../../../src/adapters/slack/over-http.ts'
import { startFakeSlack } from '../../support/slack/fake-slack.ts'

it('looks for what was missed once more when Slack first reaches it, before it hears that', async () => {
  const slack = await startFakeSlack()
  const happened: string[] = []
  const connection = overHttp({
    signingSecret: slack.signingSecret,
    log: pino({ level: 'silent' }),
    opening: () => happened.push('a gap'),
    connected: () => happened.push('read back'),
    hear: async () => {
      happened.push('heard')
      return null
    },
  })
  const app = express()
  if (connection.routes) app.use(connection.routes)
  await connection.start()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await slack.stop()
  })
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  slack.deliversTo(`http://127.0.0.1:${port}/slack/events`)

  await slack.user('ana').says('support', 'One')
  await slack.user('ana').says('support', 'Two')
  await slack.settled()
  expect(happened).toEqual(['a gap', 'read back', 'a gap', 'read back', 'heard', 'heard'])
})
