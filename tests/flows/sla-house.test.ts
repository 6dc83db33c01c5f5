import { expect, it } from 'vitest'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { parseSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { whole } from '../support/whole.ts'

/** A house that promises to answer this soon at first. */
function settings(first: string): Settings {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
teams: [{id: support, name: Support}]
channels: [{id: support, name: support}]
sla: [{name: Fast, first_response: ${first}}]
classify: {mood: {messages: 2, conversations: 1}}
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: desk, channel: support}]
    team: support
    sla: Fast
    doors: [{channel: widget, origins: ['https://shop.example']}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

const dueOn = (page: DeskPage) => [...page.threads.values()][0]?.due

it('in the whole house the card says by when a visitor is to be answered, and then that it is late', async () => {
  const house = await whole()
  const ana = await house.admin()
  await house.greenroom.apply(settings('9m'))
  const tab = await openTab(house, await session(house), { origin: 'https://shop.example' })
  await tab.say('hello')
  await ana.holds(() => dueOn(ana)?.before === 'Reply due')
  const [thread] = [...ana.threads.values()]
  expect(dueOn(ana)).toMatchObject({ at: (thread?.waitingSince ?? 0) + 540_000, after: '(Fast)' })

  // It follows the new settings with the next thing that happens.
  await house.greenroom.apply(settings('1s'))
  await tab.say('anyone there?')
  await ana.holds(() => dueOn(ana)?.before === 'Overdue since')
  await ana.until('alert', ({ text }) => text.includes('by “Fast” the first reply was due.'))
  expect(JSON.stringify(tab.frames)).not.toMatch(/Fast|due/)
})

it('in the whole house supervisors hear that visitors sound fed up', async () => {
  const house = await whole()
  const ana = await house.admin()
  await house.greenroom.apply(settings('9m'))
  const tab = await openTab(house, await session(house), { origin: 'https://shop.example' })
  for (const words of ['hello', 'still broken', 'seriously?']) await tab.say(words)
  const line = await ana.until('alert', ({ text }) => text.startsWith('Is something wrong?'))
  expect(line.text).toBe(
    'Is something wrong? Within one hour 2 of 3 messages to this inbox were clipped or negative, in #1001.',
  )
})
