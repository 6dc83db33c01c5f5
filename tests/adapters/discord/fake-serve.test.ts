import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { REST } from 'discord.js'
import { afterEach, expect, it } from 'vitest'
import { farDiscord } from '../../support/discord/far-discord.ts'
import { parseJson, stringAt } from '../../support/slack/json.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serve(...args: readonly string[]) {
  const child = spawn(process.execPath, ['tests/support/discord/serve.ts', ...args])
  stops.push(() => child.kill())
  for await (const line of createInterface(child.stdout)) {
    const started = parseJson(line)
    const at = (key: string) => stringAt(started, key) ?? ''
    return { url: at('url'), apiUrl: at('apiUrl'), botToken: at('botToken') }
  }
  throw new Error('The fake Discord did not start')
}

it('runs in a process of its own, and is steered from another', async () => {
  const { url, apiUrl, botToken } = await serve('--no-limits')
  const far = farDiscord(url)
  const rest = new REST({ api: apiUrl, retries: 0 }).setToken(botToken)
  const support = String(await far('channel/support/id'))

  const said = await far('user/ana/says', 'support', 'Hello')
  const body = { content: 'Reply', message_reference: { message_id: stringAt(said, 'id') } }
  await rest.post(`/channels/${support}/messages`, { body })
  expect(await far('channel/support/texts')).toEqual(['Hello', 'Reply'])
  expect(await far('user/ana/edits', said, 'Hello there')).toMatchObject({ edited: true })
  await far('user/ana/posts', 'inbox', { name: 'A post', text: 'First' })
  await far('thread/A post/locks')
  expect(await far('channel/inbox/threads')).toMatchObject([
    { name: 'A post', locked: true, holds: [{ text: 'First' }] },
  ])

  await far('weather/brings', { route: 'message.create', does: { kind: 'refuse', code: 50013 } })
  const refused = rest.post(`/channels/${support}/messages`, { body: { content: 'x' } })
  await expect(refused).rejects.toMatchObject({ code: 50013 })
  expect(await far('discord/complaints')).toEqual([])
  expect(await far('gateway/count')).toBe(0)
  await expect(far('user/nobody/says', 'support', 'x')).rejects.toThrow('There is nobody “nobody”')
  await expect(far('discord/explodes')).rejects.toThrow('Nothing at /control/discord/explodes')
})
