import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { doctor } from '../../src/cli/doctor.ts'
import { folderWith, SMALLEST } from './text.ts'

const WITH_SLACK = `${SMALLEST}\nslack: {}\n`
const IN_SLACK = WITH_SLACK.replace('chat: desk', 'chat: slack')

/** What the doctor prints, and its exit code, with these settings and variables. */
async function consult(settings: string, variables: Readonly<Record<string, string>>) {
  const file = join(folderWith({ 'greenroom.yaml': settings }), 'greenroom.yaml')
  const lines: string[] = []
  const all = { GREENROOM_CONFIG: file, ...variables }
  const code = await doctor(['slack'], all, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

describe('greenroom doctor slack, before it asks Slack', () => {
  it.each([
    ['wrong settings', `${IN_SLACK}slak: {}\n`, {}, /slak is not a key here: did you mean slack/],
    ['no Slack in them', SMALLEST, {}, /^✗ .* does not say that there is a Slack/m],
    ['no place in Slack', WITH_SLACK, {}, /^✗ No inbox in .* has a place in Slack/m],
    ['a wrong variable', IN_SLACK, { GREENROOM_URL: 'here' }, /^✗ .*GREENROOM_URL wants/m],
    ['no secrets', IN_SLACK, {}, /^✗ Slack wants the app’s bot token[^]*^✗ Slack wants an app-/m],
    [
      'a secret of another kind',
      IN_SLACK,
      { SLACK_BOT_TOKEN: 'xoxp-secret', SLACK_APP_TOKEN: 'xapp-1' },
      /^✗ Slack wants the app’s bot token.*SLACK_BOT_TOKEN is something else/m,
    ],
    [
      'no signing secret',
      IN_SLACK.replace('slack: {}', 'slack: {mode: http}'),
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      /^✗ Slack wants the app’s signing secret/m,
    ],
  ])('says that there is or are %s', async (_, settings, variables, shows) => {
    const { code, said } = await consult(settings, variables)
    expect(said).toMatch(shows)
    expect(said).not.toContain('xoxp-secret')
    expect(code).toBe(1)
  })

  it.each([
    [[], /The doctor wants to know of what: slack/],
    [['teams'], /of what: slack or discord/],
    [['slack', '--wait', '0'], /--wait wants whole seconds/],
    [['slack', '--fast'], /--fast/],
  ])('refuses what it does not know: %j', async (args, sentence) => {
    await expect(doctor(args, {}, () => undefined)).rejects.toThrow(sentence)
  })
})
