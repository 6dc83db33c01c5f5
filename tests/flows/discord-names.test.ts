import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

const places = '[{chat: discord, channel: support, webhooks: true}]'

describe('visitors under their own names in Discord', () => {
  it('are named once over each message, while Discord does not say which webhooks there are', async () => {
    const house = await discordHouse({ places })
    const { weather } = house.discord
    weather.brings({ route: 'webhook.list', times: 1, does: { kind: 'fail' } })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await nina.say('It is urgent')
    await house.shows('It is urgent')
    const thread = await house.thread()
    const [name = ''] = thread.name.split(' · ')
    const said = thread.holds.filter(({ type }) => type === 0)
    const names = said.map(({ by, text }) => `${by}\n${text}`.split(name).length - 1)
    expect(names).toEqual([1, 1])
  })
})
