import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { WebClient } from '@slack/web-api'
import { afterEach, expect, it } from 'vitest'
import { farSlack } from '../../support/slack/far-slack.ts'
import { parseJson, stringAt } from '../../support/slack/json.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serve(...args: readonly string[]) {
  const child = spawn(process.execPath, ['tests/support/slack/serve.ts', ...args])
  stops.push(() => child.kill())
  for await (const line of createInterface(child.stdout)) {
    const started = parseJson(line)
    const at = (key: string) => stringAt(started, key) ?? ''
    return { url: at('url'), apiUrl: at('apiUrl'), botToken: at('botToken') }
  }
  throw new Error('The fake Slack did not start')
}

it('runs in a process of its own, and is steered from another', async () => {
  const { url, apiUrl, botToken } = await serve('--no-limits')
  const far = farSlack(url)
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } })

  const said = await far('user/ana/says', 'support', 'Hello')
  await client.chat.postMessage({
    channel: 'support',
    text: 'Reply',
    thread_ts: stringAt(said, 'ts') ?? '',
  })
  expect(await far('channel/support/texts')).toEqual(['Hello'])
  expect(await far('channel/support/threads')).toMatchObject([
    { root: { text: 'Hello' }, holds: [{ text: 'Reply' }] },
  ])
  expect(await far('user/ana/edits', said, 'Hello there')).toMatchObject({
    text: 'Hello there',
    edited: true,
  })

  await far('weather/brings', {
    method: 'chat.postMessage',
    does: { kind: 'refuse', error: 'is_archived' },
  })
  const refused = client.chat.postMessage({ channel: 'support', text: 'x' })
  await expect(refused).rejects.toMatchObject({ data: { error: 'is_archived' } })
  expect(await far('slack/complaints')).toEqual([])
  expect(await far('sockets/count')).toBe(0)
  await expect(far('user/nobody/says', 'support', 'x')).rejects.toThrow('There is nobody “nobody”')
  await expect(far('slack/explodes')).rejects.toThrow('Nothing at /control/slack/explodes')
})
