import { examine } from '../../src/adapters/chats/doctor.ts'
import { examineSlack } from '../../src/adapters/slack/doctor.ts'
import type { SlackDoctorDeps } from '../../src/adapters/slack/doctor.ts'
import type { Settings, SlackSecrets } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import type { FakeSlack } from './slack/fake-slack.ts'

export interface Given {
  readonly mode?: 'socket' | 'http'
  readonly channels?: string
  readonly agents?: string
  readonly groups?: string
}

/** The settings of a small team in Slack. */
export function settingsFor(slack: FakeSlack, given: Given = {}): Settings {
  const { mode = 'socket', channels = '[support]', groups = '[]' } = given
  const agents =
    given.agents ??
    `[{id: ana, name: Ana, slack: ${slack.user('ana').id}}, {id: ben, name: Ben, email: ben@example.com}]`
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
slack: {mode: ${mode}, groups: ${groups}}
channels: [{id: support, name: support}]
agents: ${agents}
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: slack, channels: ${channels}}]
    doors: [{channel: widget}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

export function secretsFor(slack: FakeSlack, mode: 'socket' | 'http' = 'socket'): SlackSecrets {
  const { botToken, apiUrl, appToken, signingSecret } = slack
  const common = { botToken, apiUrl, pace: 1 }
  return mode === 'socket' ? { ...common, mode, appToken } : { ...common, mode, signingSecret }
}

/** What the doctor prints about this Slack, and whether all is well. Nobody presses unless somebody does. */
export async function consult(slack: FakeSlack, changes: Partial<SlackDoctorDeps> & Given = {}) {
  const lines: string[] = []
  const isWell = await examine(
    examineSlack({
      settings: settingsFor(slack, changes),
      secrets: secretsFor(slack, changes.mode),
      url: 'http://127.0.0.1:1',
      channel: null,
      mayPost: true,
      wait: 4_000,
      lookEvery: 20,
      ...changes,
    }),
    (line) => lines.push(line),
  )
  return { isWell, text: lines.join('\n') }
}

/** Presses the doctor's button as soon as it is there. */
export async function pressesButton(slack: FakeSlack, who: string, channel = 'support') {
  const there = slack.channel(channel)
  const doctors = () => there.holds.find(({ text }) => text.includes('does a press reach'))
  await slack.until(() => doctors() !== undefined, 'the doctor’s button')
  const message = doctors()
  if (!message) throw new Error('There is no button.')
  return slack.user(who).presses(message, 'Press me')
}
