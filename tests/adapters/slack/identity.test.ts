import { describe, expect, it } from 'vitest'
import { missingScopes } from '../../../src/adapters/slack/identity.ts'
import { SCOPES } from '../../../src/adapters/slack/manifest.ts'
import { realClient } from './real-apps.ts'
import { slackWorld } from './slack-world.ts'

const world = slackWorld()

describe('what the app may do', () => {
  it('is compared with its manifest', async () => {
    const slack = await world.slack()
    expect(missingScopes(await realClient(slack).auth.test())).toEqual([])
    const token = slack.token(SCOPES.filter((scope) => scope !== 'reactions:write'))
    expect(missingScopes(await realClient(slack, token).auth.test())).toEqual(['reactions:write'])
  })

  it('is taken for enough where Slack does not say', () => {
    expect(missingScopes({ ok: true })).toEqual([])
  })
})
