import { describe, expect, it, onTestFinished } from 'vitest'
import { greenroom as run } from '../support/running-cli.ts'
import { pressesButton } from '../support/slack-doctor.ts'
import { startFakeSlack } from '../support/slack/fake-slack.ts'

const SETTINGS = `name: Lantern House
slack: {}
channels: [{id: support, name: support}]
agents: [{id: ana, name: Ana, email: ana@example.com}]
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: slack, channel: support}]
    doors: [{channel: widget}]
`

async function office() {
  const slack = await startFakeSlack()
  onTestFinished(() => slack.stop())
  const variables: Readonly<Record<string, string>> = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
  }
  return { slack, variables }
}

const greenroom = (args: readonly string[], variables: Readonly<Record<string, string>>) =>
  run(args, variables, SETTINGS)

describe('greenroom doctor slack', () => {
  it('takes the press of a button, and ends well', async () => {
    const { slack, variables } = await office()
    const visit = greenroom(['doctor', 'slack'], variables)
    await pressesButton(slack, 'ana')
    const { code, said } = await visit
    expect(said).toMatch(/^✓ .*greenroom\.yaml is all right, with a place in Slack for: demo\.$/m)
    expect(said).toMatch(/^✓ The press of Ana came back after/m)
    expect(said).toMatch(/^All is well\.$/m)
    expect(said).not.toContain(slack.appToken)
    expect(said).not.toContain(slack.botToken)
    expect(code).toBe(0)
  })

  it('does not wait where it may not post', async () => {
    const { slack, variables } = await office()
    const { code } = await greenroom(['doctor', 'slack', '--no-post'], variables)
    expect(code).toBe(0)
    expect(slack.channel('support').holds).toEqual([])
  })

  it('ends badly when nobody presses in time', async () => {
    const { slack, variables } = await office()
    const visit = await greenroom(
      ['doctor', 'slack', '--wait', '1', '--channel', '#vip'],
      variables,
    )
    expect(visit.said).toMatch(/^✗ No press came back\./m)
    expect(visit.code).toBe(1)
    expect(slack.channel('vip').texts()).toEqual([expect.stringContaining('Nobody pressed')])
  })

  it('says how it is asked', async () => {
    const { code, said } = await greenroom(['doctor', 'slack', '--wait', 'long'], {})
    expect(said).toMatch(/--wait wants whole seconds[^]*help doctor says/)
    expect(code).toBe(2)
  })

  it('says that npm took its options', async () => {
    const { code, said } = await greenroom(['doctor', 'slack'], { npm_config_post: '' })
    expect(said).toMatch(/npm kept --no-post for itself/)
    expect(code).toBe(2)
  })
})
