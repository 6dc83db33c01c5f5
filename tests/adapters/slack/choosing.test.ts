import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../src/config.ts'
import type { Conversation, Place } from '../../../src/conversation/conversation.ts'
import type { Found } from '../../../src/adapters/slack/channels.ts'
import { slackChoosing } from '../../../src/adapters/slack/choosing.ts'

const VIP: Place = { chat: 'slack', channel: 'vip' }
const CONVERSATION = { id: 'c1', inbox: 'demo' } as unknown as Conversation // of which nothing else is looked at
const SETTINGS = {
  inboxes: [{ id: 'demo', places: [{ chat: 'slack', channel: 'support' }] }],
} as unknown as Settings // of which nothing else is looked at

/** A workspace with #support, in which #vip is as it is said. */
function choosing(vip: Found) {
  const losses = { has: () => false, all: () => [] }
  return slackChoosing({
    settings: () => SETTINGS,
    channels: {
      find: async (named) => (named === 'vip' ? vip : { ok: true, id: 'CSUPPORT' }),
      nameOf: () => null,
      renamed: () => undefined,
    },
    gateway: { behind: () => 0 },
    losses: losses as unknown as Parameters<typeof slackChoosing>[0]['losses'], // the rest is for others
  })
}

describe('a conversation whose channel is not found', () => {
  it('waits for its own where Slack does not answer just now', async () => {
    const receipt = { ok: false, kind: 'retry', reason: 'Slack does not answer.' } as const
    const { choose } = choosing({ ok: false, receipt })
    expect(await choose(CONVERSATION, VIP, null)).toEqual({ ok: false, receipt })
  })

  it('goes where its inbox goes now where there is none of that name', async () => {
    const receipt = { ok: false, kind: 'blocked', reason: 'There is no #vip.' } as const
    const { choose } = choosing({ ok: false, receipt })
    expect(await choose(CONVERSATION, VIP, null)).toEqual({ ok: true, id: 'CSUPPORT' })
  })
})
