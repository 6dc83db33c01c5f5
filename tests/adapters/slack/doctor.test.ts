import { once } from 'node:events'
import { WebSocketServer } from 'ws'
import { describe, expect, it, onTestFinished } from 'vitest'
import { examine } from '../../../src/adapters/chats/doctor.ts'
import { openLine } from '../../../src/adapters/slack/doctor-line.ts'
import { SCOPES } from '../../../src/adapters/slack/manifest.ts'
import { consult, pressesButton, secretsFor, settingsFor } from '../../support/slack-doctor.ts'
import { startFakeSlack } from '../../support/slack/fake-slack.ts'
import type { FakeSlack } from '../../support/slack/fake-slack.ts'
import { NO_LIMITS } from '../../support/slack/limits.ts'
import type { FakeSlackOptions } from '../../support/slack/options.ts'
import { slackHouse } from '../../support/slack-house.ts'

async function openSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = await startFakeSlack({ limits: NO_LIMITS, scopes: SCOPES, ...options })
  onTestFinished(() => slack.stop())
  return slack
}

describe('the doctor of Slack', () => {
  it('finds all well when a member presses the button, and says so under it', async () => {
    const slack = await openSlack()
    const visit = consult(slack, { groups: '[{group: agents, role: agent}]' })
    expect(await pressesButton(slack, 'ana')).toMatchObject({ acknowledged: true })
    const { isWell, text } = await visit
    expect(text).not.toMatch(/^[✗!]/m)
    expect(text).toMatch(/^✓ The press of Ana came back after \d+\.\d s\.$/m)
    expect(text).toMatch(/^✓ @agents makes 2 people agent\.$/m)
    expect(text).toMatch(/\nAll is well\.$/)
    expect(isWell).toBe(true)
    expect(slack.channel('support').texts()).toEqual([
      expect.stringMatching(
        /^Greenroom’s doctor was here\. The press came back after .* All is well\.$/,
      ),
    ])
    expect(slack.channel('support').holds[0]?.text).not.toContain('Press me')
    expect(slack.user('ana').home()).not.toBeNull()
    expect(slack.complaints()).toEqual([])
    await slack.until(() => slack.sockets.count === 0, 'no socket')
  })

  it('tells who pressed and is no member their own id', async () => {
    const slack = await openSlack()
    const visit = consult(slack)
    await pressesButton(slack, 'cleo')
    const { id } = slack.user('cleo')
    const { isWell, text } = await visit
    expect(text).toContain(`Who pressed, ${id}, is no member by the settings`)
    expect(text).toContain(`with slack: ${id}.`)
    expect(isWell).toBe(true)
  })

  it('writes nothing into Slack when it may not', async () => {
    const slack = await openSlack()
    const { isWell, text } = await consult(slack, { mayPost: false })
    expect(text).toMatch(/^– The Home tab and a press were not looked at/m)
    expect(isWell).toBe(true)
    expect(slack.channel('support').holds).toEqual([])
    expect(slack.user('ana').home()).toBeNull()
  })

  it('posts where it is asked to, and looks at that channel first', async () => {
    const slack = await openSlack()
    const visit = consult(slack, { channel: 'vip' })
    await pressesButton(slack, 'ben', 'vip')
    const { text } = await visit
    expect(text.indexOf('#vip')).toBeLessThan(text.indexOf('#support'))
    expect(slack.channel('support').holds).toEqual([])
  })

  it('waits as long as Slack asks it to, and asks once more', async () => {
    const slack = await openSlack()
    slack.weather.brings({ method: 'auth.test', does: { kind: 'ratelimit', seconds: 0 } })
    const { text } = await consult(slack, { mayPost: false })
    expect(text).toMatch(/^✓ The bot token works/m)
  })
})

interface Trouble {
  readonly what: string
  readonly shows: RegExp
  readonly options?: FakeSlackOptions
  readonly brings?: (slack: FakeSlack) => Parameters<typeof consult>[1] | void
}

const refusing = (method: string, error: string) => (slack: FakeSlack) =>
  slack.weather.brings({ method, does: { kind: 'refuse', error }, times: 'always' })

const TROUBLES: readonly Trouble[] = [
  {
    what: 'a token that Slack does not know',
    brings: (slack) => ({ secrets: { ...secretsFor(slack), botToken: 'xoxb-wrong' } }),
    shows:
      /^✗ The bot token does not work\. Slack does not know.*\n {2}On api\.slack\.com.*SLACK_BOT_TOKEN/m,
  },
  {
    what: 'an app that was removed',
    brings: (slack) => slack.uninstalls(),
    shows: /^✗ The bot token does not work\. The app’s token was revoked/m,
  },
  {
    what: 'no way to Slack',
    brings: (slack) => slack.weather.brings({ method: 'auth.test', does: { kind: 'reset' } }),
    shows: /^✗ The bot token does not work\. Slack did not answer\.\n {2}See whether this machine/m,
  },
  {
    what: 'a scope that is missing',
    options: { scopes: SCOPES.filter((scope) => scope !== 'reactions:write') },
    shows:
      /^✗ The app lacks these permissions:\n {2}reactions:write: marks the team’s.*\n {2}On api/m,
  },
  {
    what: 'no scope but one',
    options: { scopes: ['chat:write'] },
    shows: /^✗ Slack does not list its channels\. The app lacks a permission/m,
  },
  {
    what: 'an app-level token that is wrong',
    brings: (slack) => ({
      secrets: { ...secretsFor(slack), mode: 'socket', appToken: 'xapp-wrong' },
    }),
    shows: /^✗ The app-level token opens no socket\..*SLACK_APP_TOKEN anew/m,
  },
  {
    what: 'an app-level token without its scope',
    brings: refusing('apps.connections.open', 'missing_scope'),
    shows: /^✗ The app-level token opens no socket\.[^]*connections:write/m,
  },
  {
    what: 'Socket Mode that is off',
    brings: refusing('apps.connections.open', 'something_new'),
    shows: /^✗ The app-level token opens no socket\.[^]*Socket Mode, and switch it on/m,
  },
  {
    what: 'a channel that is not there',
    brings: () => ({ channels: '[nowhere]' }),
    shows: /^✗ Slack has no channel “nowhere” that the app can see/m,
  },
  {
    what: 'a private channel without the app',
    brings: () => ({ channels: '[board]' }),
    shows: /^✗ Slack has no channel “board”.*\n.*\/invite @Greenroom/m,
  },
  {
    what: 'a channel’s id that is not there',
    brings: () => ({ channels: '[C0NOWHERE]' }),
    shows: /^✗ Slack has no channel “C0NOWHERE”/m,
  },
  {
    what: 'an archived channel',
    brings: () => ({ channels: '[old]' }),
    shows: /^✗ #old is archived/m,
  },
  {
    what: 'a channel without the app',
    brings: () => ({ channels: '[lounge]' }),
    shows: /^✗ The app is not in #lounge\.\n {2}Write \/invite @Greenroom in #lounge/m,
  },
  {
    what: 'a channel in which it may not post',
    brings: (slack) => slack.channel('support').becomesReadOnly(),
    shows: /^✗ The app may not post in #support[^]*^– A press was not looked at/m,
  },
  {
    what: 'a channel that is shared with others',
    brings: () => ({ channels: '[partners]', mayPost: false }),
    shows: /^! The app is in #partners, which is shared[^]*Nothing is broken\. One thing/m,
  },
  {
    what: 'a member who was deactivated',
    brings: (slack) => ({ agents: `[{id: dan, name: Dan, slack: ${slack.user('dan').id}}]` }),
    shows: /^✗ Dan has been deactivated in Slack/m,
  },
  {
    what: 'a member’s id that nobody has',
    brings: () => ({ agents: '[{id: ana, name: Ana, slack: U0NOBODY}]' }),
    shows: /^✗ Slack knows no U0NOBODY, by which the settings name Ana/m,
  },
  {
    what: 'an app in place of a member',
    brings: (slack) => ({ agents: `[{id: zap, name: Zap, slack: ${slack.user('zapbot').id}}]` }),
    shows: /^✗ Zap would be an app/m,
  },
  {
    what: 'a member of another workspace',
    brings: (slack) => ({ agents: `[{id: mal, name: Mal, slack: ${slack.user('mallory').id}}]` }),
    shows: /^✗ Mal is of another workspace/m,
  },
  {
    what: 'an e-mail address that nobody in Slack has',
    brings: () => ({ agents: '[{id: eve, name: Eve, email: eve@example.com}]' }),
    shows: /^! Nobody in Slack has the e-mail address of Eve/m,
  },
  {
    what: 'a member whom Slack cannot know',
    brings: () => ({ agents: '[{id: dora, name: Dora}]' }),
    shows: /^! Dora has neither slack nor email/m,
  },
  {
    what: 'no members',
    brings: () => ({ agents: '[]' }),
    shows: /^! The settings name no members[^]*^– The Home tab was not looked at/m,
  },
  {
    what: 'user groups without a paid plan',
    options: { paid: false },
    brings: () => ({ groups: '[{group: agents, role: agent}]' }),
    shows: /^✗ Slack does not tell who is in its user groups\. The workspace has no paid plan/m,
  },
  {
    what: 'a user group that is not there',
    brings: () => ({ groups: '[{group: pilots, role: agent}]' }),
    shows: /^✗ Slack has no user group “pilots”/m,
  },
  {
    what: 'a user group with nobody in it',
    brings: (slack) => {
      slack.regroups('agents', [])
      return { groups: '[{group: agents, role: agent}]' }
    },
    shows: /^! Nobody is in the user group @agents/m,
  },
  {
    what: 'no Home tab',
    options: { homeTab: false },
    shows: /^✗ The app has no Home tab\.[^]*App Home, and switch the Home Tab on/m,
  },
  {
    what: 'a rule against posting',
    brings: refusing('chat.postMessage', 'restricted_action'),
    shows: /^✗ The app cannot post in #support\. A setting of the workspace/m,
  },
  {
    what: 'nobody who presses',
    shows:
      /^→ Press the button in #support now: there are 1 seconds\.\n✗ No press came back\.\n {2}Look again/m,
  },
  {
    what: 'an address that Slack cannot call',
    brings: (slack) => ({ mode: 'http', settings: settingsFor(slack, { mode: 'http' }) }),
    shows:
      /^✗ Slack calls https addresses alone, and GREENROOM_URL is http:[^]*^✗ http:.* does not answer/m,
  },
]

describe('the doctor finds', () => {
  it.each(TROUBLES)('$what', async ({ options, brings, shows }) => {
    const slack = await openSlack(options)
    const changes = brings?.(slack) ?? {}
    const { text, isWell } = await consult(slack, { wait: 50, ...changes })
    expect(text).toMatch(shows)
    expect(isWell).toBe(!/^✗/m.test(text))
    expect(text).not.toContain(slack.botToken)
    expect(text).not.toContain(slack.appToken)
    expect(text).not.toContain(slack.signingSecret)
    expect(text).not.toContain('xoxb-wrong')
  })
})

describe('a socket of the doctor’s', () => {
  const app = { userId: 'U1', botId: 'B1', appId: null, team: 'T1', workspace: null }

  /** A Slack whose sockets say this and nothing else. */
  async function sockets(frame: unknown) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => {
      server.close()
    })
    await once(server, 'listening')
    server.on('connection', (socket) => socket.send(JSON.stringify(frame)))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('It does not listen.')
    return `ws://127.0.0.1:${address.port}`
  }

  async function open(url: string) {
    const lines: string[] = []
    const ask = async () => ({ ok: true, data: { bot: { app_id: 'A1' } } }) as const
    const askApp = async () => ({ ok: true, data: { url } }) as const
    await examine(openLine(ask, askApp, app), (line) => lines.push(line))
    return lines.join('\n')
  }

  it('says that Socket Mode is off when Slack says so', async () => {
    const url = await sockets({ type: 'disconnect', reason: 'link_disabled' })
    expect(await open(url)).toMatch(/^✗ Slack closed the socket: Socket Mode is switched off/)
  })

  it('says that the tokens are of two apps', async () => {
    const url = await sockets({ type: 'hello', connection_info: { app_id: 'A2' } })
    expect(await open(url)).toMatch(/^✗ The two tokens are of two apps: SLACK_BOT_TOKEN of A1/)
  })

  it('says that nothing answers where Slack said', async () => {
    expect(await open('ws://127.0.0.1:1')).toMatch(/^✗ Slack named a socket, and it did not open/)
  })

  it('says that several Greenrooms share the app', async () => {
    const hello = { type: 'hello', num_connections: 3 }
    expect(await open(await sockets(hello))).toMatch(
      /^! 2 processes are connected with this token/m,
    )
  })

  it('is content with a hello, whatever else it says', async () => {
    expect(await open(await sockets({ type: 'hello' }))).toMatch(/^✓ .* Slack said hello\./)
  })
})

describe('the doctor, while Greenroom runs', () => {
  it('leaves the socket to it, which takes the press and says so', async () => {
    const house = await slackHouse()
    const { slack } = house
    const visit = consult(slack)
    await pressesButton(slack, 'ben')
    const { isWell, text } = await visit
    expect(text).toMatch(/^✓ .* Another process is connected with the same token/m)
    expect(text).toMatch(
      /^✓ The press came back after .*“The running Greenroom heard the press, by Ben\.”$/m,
    )
    expect(isWell).toBe(true)
    expect(slack.user('ben').ephemerals('support')).toEqual([])
    expect(slack.sockets.count).toBe(1)
    // What follows goes its usual way.
    await (await house.visitor()).say('Hello?')
    await house.shows('Hello?')
    expect(slack.complaints()).toEqual([])
  })

  it('sees it answer over HTTP, and a press come back', async () => {
    const { slack, url } = await slackHouse({ mode: 'http' })
    const visit = consult(slack, { mode: 'http', url })
    slack.addUser({ handle: 'fay' })
    await pressesButton(slack, 'fay')
    const { text } = await visit
    expect(text).toMatch(/^✓ http:.*\/slack\/events answers, and knows the signing secret/m)
    expect(text).toMatch(/^– Not looked at, since Slack tells it to nobody/m)
    expect(text).toMatch(/“The running Greenroom heard the press, by somebody who is not a member/)
  })

  it('sees that its signing secret is another', async () => {
    const { slack, url } = await slackHouse({ mode: 'http' })
    const secrets = {
      ...secretsFor(slack, 'http'),
      mode: 'http',
      signingSecret: 'another-one',
    } as const
    const { text } = await consult(slack, { mode: 'http', url, secrets, mayPost: false })
    expect(text).toMatch(/^✗ http:.* answers, and does not take the signing secret/m)
    expect(text).not.toContain('another-one')
  })

  it('sees that what answers is no Greenroom over HTTP', async () => {
    const { slack, url } = await slackHouse()
    const { text } = await consult(slack, { mode: 'http', url, mayPost: false })
    expect(text).toMatch(/^✗ http:.* answers with status 404/m)
  })
})
