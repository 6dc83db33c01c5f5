import { expect, it } from 'vitest'
import { teamChats } from '../../src/adapters/team-chats.ts'
import { settings } from '../../src/config/schema.ts'

const plain = {
  name: 'Lantern House',
  channels: [{ id: 'support', name: 'Support' }],
  inboxes: [
    {
      id: 'demo',
      name: 'Demo',
      doors: [{ channel: 'widget' }],
      places: [{ chat: 'desk', channel: 'support' }],
    },
  ],
}

it.each([
  [{}, ['desk']],
  [{ slack: {} }, ['desk', 'slack']],
  [{ slack: {}, discord: { guild: '123456789012345678' } }, ['desk', 'slack', 'discord']],
])('a form offers every team chat that is set up: %j', (chats, offered) => {
  expect(teamChats(settings.parse({ ...plain, ...chats }))).toEqual(offered)
})
