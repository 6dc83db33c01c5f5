import { plainText } from '../../src/conversation/message.ts'
import type { VisitorId } from '../../src/conversation/ids.ts'
import { DEMO, house } from '../adapters/widget/house.ts'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { visitorChannelContract } from './visitor-channel.contract.ts'

visitorChannelContract('the widget', async () => {
  const home = await house()
  const who = await session(home)
  const id = who.visitor.id as VisitorId
  const at = home.clock.at
  await home.database.visitors.put({
    id,
    inbox: DEMO,
    name: 'Nina',
    email: null,
    verifiedAs: null,
    attributes: {},
    createdAt: at,
    seenAt: at,
  })
  return {
    channel: home.widget,
    door: { channel: 'widget', address: id },
    nobody: { channel: 'widget', address: 'nobody' },
    async shows() {
      const tab = await openTab(home, who)
      return tab.shows().filter((text) => text !== '(removed)')
    },
    async reactions(message) {
      const tab = await openTab(home, who)
      const { reactions: team = [], own = [] } = tab.held().find(({ id }) => id === message) ?? {}
      return { team, own }
    },
    async writes(text, source) {
      const tab = await openTab(home, who)
      const fate = await tab.say(text, source)
      await home.delivery.idle()
      return fate.type
    },
    async taken() {
      const conversation = await home.database.store.current(id)
      const messages = conversation ? await home.database.store.history(conversation.id, 100) : []
      return messages.map(({ content }) => plainText(content))
    },
  }
})
