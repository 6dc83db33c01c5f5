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

  it('spreads an inbox over several channels of Slack’s, each named once', () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
    const at = (place: string) =>
      WITH_SLACK.replace('- chat: desk\n        channel: support', `- ${place}`)
    const good = at('{chat: slack, channels: [support-1, support-2, C012AB3CD]}')
    expect(messages(good, variables)).toEqual([])
    const read = parseSettings('greenroom.yaml', good, (name) => variables[name as never] ?? null)
    expect(read.ok && read.settings.inboxes[0]?.places).toEqual([
      { chat: 'slack', channel: 'support-1', others: ['support-2', 'C012AB3CD'] },
    ])
    const WRONG = 'inboxes[0].places[0]'
    for (const [place, ...problems] of [
      ['{chat: slack, channels: [a, a]}', `${WRONG}.channels[1] is in the list already`],
      ['{chat: slack, channels: []}', `${WRONG}.channels wants at least one channel`],
      [
        '{chat: slack, channel: a, channels: [b]}',
        `${WRONG}.channels is there beside channel: name one or the other`,
      ],
      [
        '{chat: desk, channels: [support]}',
        `${WRONG}.channels is for slack: on the desk an inbox has one channel`,
      ],
      [
        '{chat: slack}',
        `${WRONG}.channel is missing: it wants a channel: the id of one of the desk’s, or a Slack or Discord channel’s name or id`,
      ],
    ] as const) {
      expect(messages(at(place), variables)).toEqual(problems)
    }
  })

  it('gives roles to user groups, each once, in teams that there are', () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
    const groups = (list: string) => WITH_SLACK.replace('slack: {}', `slack: {groups: ${list}}`)
    const both = '[{group: agents, role: agent}, {group: S012AB3CD, role: lead}]'
    expect(messages(groups(both), variables)).toEqual([])
    expect(messages(groups('[{group: "@agents", role: boss}]'), variables)).toEqual([
      'slack.groups[0].group wants a Slack user group: its id, such as S012AB3CD, or its handle without the @; here it is "@agents"',
      'slack.groups[0].role wants creator, agent, supervisor, lead or admin; here it is "boss"',
    ])
    const twice = '[{group: agents, role: agent}, {group: agents, role: lead, teams: [vip]}]'
    expect(messages(groups(twice), variables)).toEqual([
      expect.stringMatching(/^slack\.groups\[1\]\.group is taken already/),
      expect.stringMatching(/^slack\.groups\[1\]\.teams\[0\] names the team vip/),
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
      pace: 1,
    })
  })

  it('goes faster than Slack takes it only where it is another one', () => {
    const paced: Readonly<Record<string, string>> = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_PACE: '50',
    }
    expect(slackSecrets('socket', (name) => paced[name] ?? null).pace).toBe(1)
    const other = { ...paced, SLACK_API_URL: 'http://127.0.0.1:4010/api/' }
    expect(slackSecrets('socket', (name) => other[name as keyof typeof other] ?? null).pace).toBe(
      50,
    )
  })
})
