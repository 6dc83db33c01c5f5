import { describe, expect, it } from 'vitest'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

/** Ana answers Nina; what Slack could not deliver it does not send again. */
async function answering() {
  const house = await slackHouse({ retries: [] })
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await claimedBy(house, 'Ana')
  await house.says('ana', 'One moment')
  await nina.until(() => nina.shows().includes('One moment'))
  return { house, nina }
}

async function socketIsAway({ slack }: SlackHouse) {
  slack.sockets.drops()
  await slack.until(() => slack.sockets.count === 0)
}

describe('what an agent writes while the socket is away', () => {
  it('comes before what was written once it was back', async () => {
    const { house, nina } = await answering()
    const { slack } = house
    slack.weather.brings({ method: 'conversations.history', does: { kind: 'slow', ms: 400 } })
    await socketIsAway(house)
    await house.says('ana', 'It was in the shed')
    await slack.until(() => slack.sockets.count > 0)
    await house.says('ana', 'Sorry!')
    await nina.until(() => nina.shows().length === 4)
    expect(nina.shows().slice(2)).toEqual(['It was in the shed', 'Sorry!'])
  })

  it.each(['conversations.history', 'conversations.replies'])(
    'reaches the visitor though Slack stumbles at first over %s',
    async (method) => {
      const { house, nina } = await answering()
      house.slack.weather.brings({ method, does: { kind: 'fail' } })
      await socketIsAway(house)
      await house.says('ana', 'It was in the shed')
      await nina.until(() => nina.shows().includes('It was in the shed'))
    },
  )

  it('reaches the visitor though it was written in a second gap, while the first was read', async () => {
    const { house, nina } = await answering()
    const { slack } = house
    const reads = () => slack.calls('conversations.replies').length
    const before = reads()
    const does = { kind: 'slow', ms: 1_500 } as const
    slack.weather.brings({ method: 'conversations.replies', does })
    await socketIsAway(house)
    await house.says('ana', 'It was in the shed')
    await slack.until(() => reads() > before)
    await socketIsAway(house)
    await house.says('ana', 'Sorry!')
    await nina.until(() => nina.shows().length === 4)
    expect(nina.shows().slice(2)).toEqual(['It was in the shed', 'Sorry!'])
  })
})
