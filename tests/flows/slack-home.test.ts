import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

/** Resolves once somebody's Home says so. */
async function home({ slack }: SlackHouse, who: string, says: string) {
  const now = () => slack.user(who).home()?.text ?? ''
  await slack.until(() => now().includes(says), `a Home with “${says}”, not “${now()}”`)
  return slack.user(who).home() ?? { viewId: '', text: '', blocks: [] }
}

describe.each(['socket', 'http'] as const)('the Home tab, over %s', (mode) => {
  it('shows what is theirs, who waits and who is on duty, with links to the threads', async () => {
    const { house } = await chat({ mode })
    const second = await house.visitor()
    await second.say('Is it open today?')
    await house.slack.until(() => house.slack.channel('support').threads().length === 2)
    await house.slack.user('ana').runs('/claim 1001', 'support')
    await house.slack.user('ana').opensHome()
    const { text, blocks } = await home(house, 'ana', 'Yours (1)')
    expect(text).toMatch(/On duty: Ana, Ben, Cleo/)
    expect(text).toContain('Unanswered (2)')
    expect(text.indexOf('· 1001 · waits')).toBeGreaterThan(0)
    const unanswered = text.slice(text.indexOf('Unanswered'))
    expect(unanswered.indexOf('1001')).toBeLessThan(unanswered.indexOf('1002'))
    const { root } = house.slack.channel('support').threads()[0] ?? { root: { ts: '' } }
    const link = `https://example.slack.com/archives/${house.slack.channel('support').id}/p${root.ts.replace('.', '')}`
    expect(JSON.stringify(blocks)).toContain(link)
    expect(house.slack.complaints()).toEqual([])
  })

  it('takes its owner on and off duty, says so, and is drawn anew', async () => {
    const { house } = await chat({ mode })
    const ana = house.slack.user('ana')
    await ana.opensHome()
    const before = await home(house, 'ana', 'On duty: Ana')
    expect(await ana.presses(before, 'Go off duty')).toMatchObject({ acknowledged: true })
    const after = await home(house, 'ana', 'You are off duty now.')
    expect(after.text).toMatch(/On duty: Ben/)
    await ana.presses(after, 'Go on duty')
    expect((await home(house, 'ana', 'You are on duty now.')).text).toContain('On duty: Ana')
    expect(house.slack.complaints()).toEqual([])
  })
})

describe('the Home tab', () => {
  it('follows its owner’s conversations while it was opened lately', async () => {
    const { house, nina } = await chat()
    await house.slack.user('ana').opensHome()
    await house.slack.user('ben').opensHome()
    await home(house, 'ana', 'Yours (0)')
    await home(house, 'ben', 'Yours (0)')
    await claimedBy(house, 'Ana')
    await home(house, 'ana', 'Yours (1)')
    await house.says('ana', 'In the shed')
    await home(house, 'ana', 'answered')
    await nina.say('Which one?')
    await home(house, 'ana', 'Unanswered (1)')
    await house.says('ana', '!close answered')
    await home(house, 'ana', 'You have no conversations')
    const published = house.slack.calls('views.publish').map(({ args }) => args['user_id'])
    expect(published.filter((id) => id === house.slack.user('ben').id)).toHaveLength(1)
  })

  it('is drawn when Slack takes it again', async () => {
    const { house } = await chat()
    await house.slack.user('ana').opensHome()
    await home(house, 'ana', 'Yours (0)')
    house.slack.weather.brings({ method: 'views.publish', does: { kind: 'ratelimit', seconds: 1 } })
    await claimedBy(house, 'Ana')
    await home(house, 'ana', 'Yours (1)')
    expect(house.slack.calls('views.publish').filter(({ error }) => error)).toHaveLength(1)
  })

  it('tells who is no member how to be let in, and nothing of any conversation', async () => {
    const { house } = await chat()
    house.slack.addUser({ handle: 'zoe', email: 'zoe@elsewhere.example' })
    await house.slack.user('zoe').opensHome()
    const { text } = await home(house, 'zoe', 'does not know you')
    expect(text).not.toContain('1001')
  })
})
