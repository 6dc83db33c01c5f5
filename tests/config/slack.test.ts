import { describe, expect, it } from 'vitest'
import { slackSecrets } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import { SMALLEST } from './text.ts'

const WITH_SLACK = `${SMALLEST}\nslack: {}\n`

function messages(text: string, variables: Readonly<Record<string, string>> = {}): string[] {
  const read = parseSettings('greenroom.yaml', text, (name) => variables[name] ?? null)
  return read.ok ? [] : read.problems.map(({ key, message }) => `${key} ${message}`)
}

describe('Slack in the settings', () => {
  it('wants its tokens in the environment, and says which is missing', () => {
    expect(messages(WITH_SLACK)).toEqual([
      'slack wants the app’s bot token, which begins with xoxb-, in the environment as SLACK_BOT_TOKEN',
      'slack wants an app-level token with connections:write, which begins with xapp-, in the environment as SLACK_APP_TOKEN',
    ])
    const http = WITH_SLACK.replace('slack: {}', 'slack: { mode: http }')
    expect(messages(http, { SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
      'slack wants the app’s signing secret, from its page “Basic Information”, in the environment as SLACK_SIGNING_SECRET',
    ])
  })

  it('never shows a token that is a wrong one', () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxp-secret', SLACK_APP_TOKEN: 'xapp-1' }
    expect(messages(WITH_SLACK, variables)).toEqual([
      'slack wants the app’s bot token, which begins with xoxb-; SLACK_BOT_TOKEN is something else',
    ])
  })

  it('takes a channel by its name or its id', () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
    const place = (channel: string) =>
      WITH_SLACK.replace('chat: desk', 'chat: slack').replace(
        'channel: support',
        `channel: ${channel}`,
      )
    expect(messages(place('help-desk'), variables)).toEqual([])
    expect(messages(place('C012AB3CD'), variables)).toEqual([])
    expect(messages(place('"#help"'), variables)).toHaveLength(1)
  })

  it('gives the secrets of its mode, or a sentence', () => {
    expect(() => slackSecrets('socket', () => null)).toThrow('SLACK_BOT_TOKEN')
    const all: Readonly<Record<string, string>> = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: '12345678',
    }
    expect(slackSecrets('http', (name) => all[name] ?? null)).toEqual({
      mode: 'http',
      botToken: 'xoxb-1',
      signingSecret: '12345678',
      apiUrl: null,
    })
  })
})
