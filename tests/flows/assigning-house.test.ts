import { expect, it } from 'vitest'
import { openTab, session } from '../adapters/widget/visitor.ts'
import { parseSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { enter } from '../support/desk.ts'
import { whole } from '../support/whole.ts'
import type { Whole } from '../support/whole.ts'

/** A house where support is given out in turn, to these agents. */
function settings(agents: string): Settings {
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
teams: [{id: support, name: Support, assign: round-robin, sticky: false, capacity: 1}]
channels: [{id: support, name: support}]
agents: ${agents}
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: desk, channel: support}]
    team: support
    reply_as: agent
    doors: [{channel: widget, origins: ['https://shop.example']}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

const BEN = '{id: ben, name: Ben, teams: [support]}'
const CLEO = '{id: cleo, name: Cleo, teams: [support]}'

async function writes(house: Whole, text: string) {
  const tab = await openTab(house, await session(house), { origin: 'https://shop.example' })
  await tab.say(text)
  return tab
}

/** The first administrator, who is in all teams as long as they say nothing else. */
async function inNoTeam(house: Whole): Promise<DeskPage> {
  const page = await house.admin()
  const id = house.fresh()
  const done = await page.ask({ type: 'line', id, thread: null, text: '/team @Ana none' })
  expect(done).toMatchObject({ text: 'Ana is in no team now.' })
  return page
}

/** Resolves once this conversation’s card shows who has it, and gives back its thread. */
async function has(page: DeskPage, number: number, name: string | null): Promise<string> {
  const found = () => [...page.threads.values()].find((one) => one.number === number)
  await page.holds(() => found() !== undefined && (found()?.assignee?.name ?? null) === name)
  return found()?.id ?? ''
}

it('in the whole house a visitor is given to who is on duty, others wait, and the next comes by a change of anything', async () => {
  const house = await whole()
  const ana = await inNoTeam(house)
  await house.greenroom.apply(settings(`[${BEN}]`))
  await writes(house, 'hello')
  const first = await has(ana, 1001, 'Ben')
  await writes(house, 'hello')
  const second = await has(ana, 1002, null)

  // By the settings.
  await house.greenroom.apply(settings(`[${BEN}, ${CLEO}]`))
  await has(ana, 1002, 'Cleo')
  // By what is closed.
  await writes(house, 'hello')
  await has(ana, 1003, null)
  await close(house, ana, first)
  await has(ana, 1003, 'Ben')
  // By duty.
  const line = (text: string, thread: string | null = null) =>
    ana.ask({ type: 'line', id: house.fresh(), thread, text })
  await line('/off @Cleo')
  await close(house, ana, second)
  await writes(house, 'hello')
  const fourth = await has(ana, 1004, null)
  await line('/on @Cleo')
  await has(ana, 1004, 'Cleo')
  await ana.open(fourth)
  const lines = () => JSON.stringify(ana.posts(fourth))
  await ana.holds(() => lines().includes('Given to'))
  expect(lines()).toContain('Given to Cleo, whose turn it was.')
})

async function close(house: Whole, page: DeskPage, thread: string): Promise<void> {
  const done = await page.ask({ type: 'line', id: house.fresh(), thread, text: '/close answered' })
  expect(done).toMatchObject({ ok: true })
}

it('who came in by a link is given the next conversation once a command puts them into the team', async () => {
  const house = await whole()
  const ana = await inNoTeam(house)
  await house.greenroom.apply(settings('[]'))
  const dora = await house.sits('Dora')
  await writes(house, 'hello')
  const thread = await has(ana, 1001, null)
  const line = (page: DeskPage, text: string, about: string | null = null) =>
    page.ask({ type: 'line', id: house.fresh(), thread: about, text })
  expect(await line(dora, '/why', thread)).toMatchObject({
    text: expect.stringContaining('It waits: nobody of Support is on duty.') as unknown,
  })
  expect(await line(dora, '/team @Dora support')).toMatchObject({ ok: false })
  expect(await line(ana, '/team @Dora support')).toMatchObject({ ok: true })
  await has(ana, 1001, 'Dora')
  await dora.until('world', ({ me }) => me.teams.includes('support'))
})

it('who opens the link of a new house, and whom they invite for a team, are given conversations', async () => {
  const house = await whole()
  const ana = await house.admin()
  await house.greenroom.apply(settings('[]'))
  await writes(house, 'hello')
  await has(ana, 1001, 'Ana')
  const invited = { type: 'invite', id: house.fresh(), role: 'agent' } as const
  expect(await ana.ask({ ...invited, teams: ['vip'] })).toMatchObject({
    error: 'There is no team “vip” any more.',
  })
  const done = await ana.ask({ ...invited, id: house.fresh(), teams: ['support'] })
  if (!done.ok || !done.link) throw new Error('No invitation was made.')
  await enter(house.url, new URL(done.link, house.url).href, 'Dora')
  await writes(house, 'hello')
  await has(ana, 1002, 'Dora')
})

it('a visitor who waits reads their place, as long as there is one', async () => {
  const house = await whole()
  const ana = await inNoTeam(house)
  await house.greenroom.apply(settings(`[${BEN}]`))
  await writes(house, 'hello')
  await has(ana, 1001, 'Ben')
  const second = await writes(house, 'hello')
  const third = await writes(house, 'hello')
  await second.frame('changes', ({ place }) => place === 1)
  await third.frame('changes', ({ place }) => place === 2)
  const thread = await has(ana, 1002, null)
  await ana.ask({ type: 'command', id: house.fresh(), thread, name: 'claim', args: {} })
  await third.frame('changes', ({ place }) => place === 1)
  const last = await second.frame('changes', ({ agent }) => agent !== null)
  expect(last.place).toBeUndefined()
})

const CHOICE = `name: Lantern House
teams: [{id: support, name: Support}, {id: vip, name: Backstage}]
channels: [{id: support, name: support}, {id: vip, name: vip}]
inboxes:
  - id: demo
    name: Juno Vale
    places: [{chat: desk, channel: support}]
    team: support
    doors: [{channel: widget, origins: ['https://shop.example']}]
    departments:
      - team: support
      - { team: vip, places: [{chat: desk, channel: vip}] }
    prechat: [{ask: topic, label: What is it about?}]
routes: [{name: Wholesale, when: {attributes: {topic: Wholesale}}, then: {priority: high}}]
`

it('a visitor chooses a department, and what else they answer is known to rules and the card', async () => {
  const house = await whole()
  const ana = await house.admin()
  const read = parseSettings('test.yaml', CHOICE)
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  await house.greenroom.apply(read.settings)
  const shown = await fetch(`${house.api}/settings`, {
    headers: { origin: 'https://shop.example' },
  })
  expect(await shown.json()).toMatchObject({
    ask: [
      { key: 'department', label: null, choices: [{ text: 'Support' }, { text: 'Backstage' }] },
      { key: 'topic', label: 'What is it about?' },
    ],
  })
  const who = await session(house, { answers: { department: 'vip', topic: 'wholesale' } })
  const tab = await openTab(house, who, { origin: 'https://shop.example' })
  await tab.say('hello')
  const id = await has(ana, 1001, null)
  expect(ana.threads.get(id)).toMatchObject({ channel: 'vip', priority: 'high', team: 'vip' })
})
