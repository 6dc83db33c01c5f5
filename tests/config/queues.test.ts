import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { queueOf } from '../../src/config/routes.ts'
import type { InboxId } from '../../src/conversation/ids.ts'

const read = parseSettings(
  'test.yaml',
  `name: Lantern House
teams: [{id: vip, name: VIP}, {id: billing, name: Billing}, {id: shop, name: Shop}, {id: nobody, name: Nobody}]
channels: [{id: support, name: support}, {id: vip, name: vip}, {id: money, name: money}]
inboxes:
  - id: demo
    name: Juno Vale
    doors: [{channel: widget}]
    places: [{chat: desk, channel: support}]
    departments: [{team: billing, places: [{chat: desk, channel: money}]}, {team: shop}]
  - {id: other, name: Other, team: shop, doors: [{channel: widget}], places: [{chat: desk, channel: money}]}
routes:
  - {name: Other VIPs, when: {inbox: other}, then: {team: vip, places: [{chat: desk, channel: money}]}}
  - {name: VIPs, when: {words: vip}, then: {team: vip, places: [{chat: desk, channel: vip}], skills: [calm]}}
`,
)
if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
const { settings } = read

const desk = (channel: string) => [{ chat: 'desk', channel }]
const queue = (team: string, inbox = 'demo') => queueOf(settings, { inbox: inbox as InboxId }, team)

describe('where a team’s conversations of an inbox wait', () => {
  it('is as the first rule says that sends some of that inbox to the team', () => {
    expect(queue('vip')).toEqual({ team: 'vip', places: desk('vip'), skills: ['calm'] })
    expect(queue('vip', 'other')).toEqual({ team: 'vip', places: desk('money') })
  })

  it('is where visitors come who choose that team, or where the inbox itself sends them', () => {
    expect(queue('billing')).toEqual({ team: 'billing', places: desk('money') })
    expect(queue('shop')).toEqual({ team: 'shop', places: desk('support') })
    expect(queue('shop', 'other')).toEqual({ team: 'shop', places: desk('money') })
  })

  it('is nowhere where nothing says so', () => {
    expect(queue('nobody')).toBeNull()
    expect(queue('vip', 'gone')).toBeNull()
  })
})
