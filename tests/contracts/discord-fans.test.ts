import { doorOf, visitorOf } from '../../src/adapters/discord/fans/addresses.ts'
import { fanRecords } from '../../src/adapters/discord/fans/records.ts'
import { plainText } from '../../src/conversation/message.ts'
import type { SeenMessage } from '../support/discord/message-view.ts'
import { fansDoor } from '../support/fans-door.ts'
import { visitorChannelContract } from './visitor-channel.contract.ts'

visitorChannelContract('direct messages in Discord', async () => {
  const { discord, database, door, demo, nina } = await fansDoor()
  const fan = { user: nina.id, inbox: demo }
  const { id: channel } = discord.channel('@nina')
  await fanRecords(database.feed).change(nina.id, () => ({ channel, inbox: demo }))
  // Each event comes twice.
  discord.weather.blowsOnEvents({ twice: 1 })
  const written = new Map<string, Promise<SeenMessage>>()
  const said = () => nina.messages().filter(({ app }) => app)

  async function taken(): Promise<readonly string[]> {
    const conversation = await database.store.current(visitorOf(fan))
    const messages = conversation ? await database.store.history(conversation.id, 100) : []
    return messages.map(({ content }) => plainText(content))
  }

  return {
    channel: door,
    door: doorOf(fan),
    nobody: { channel: 'discord', address: '123456789012345678/demo' },
    // Without the name that stands over each.
    shows: async () => said().map(({ text }) => text.slice(text.indexOf('\n') + 1)),
    async writes(text, id) {
      const before = said().length
      const writing = written.get(id) ?? nina.says('@greenroom', text)
      written.set(id, writing)
      await writing
      const isTaken = async () => (await taken()).includes(text.trim())
      await discord.until(async () => (await isTaken()) || said().length > before, 'an answer')
      await discord.settled()
      return said().length > before ? 'refused' : 'received'
    },
    taken,
  }
})
