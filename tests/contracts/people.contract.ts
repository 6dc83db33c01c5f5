import { describe, expect, it } from 'vitest'
import type { AgentId, VisitorId } from '../../src/conversation/ids.ts'
import type { Invite, Member, Visitor } from '../../src/ports.ts'
import { INBOX, NOON } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

const ana: Member = {
  id: 'ana' as AgentId,
  name: 'Ana',
  email: null,
  picture: null,
  role: 'agent',
  teams: ['billing', '{"a":1}'],
  active: true,
  onDuty: true,
  createdAt: NOON,
}

const invite: Invite = {
  role: 'agent',
  teams: ['billing'],
  agent: null,
  by: ana.id,
  expiresAt: NOON + 100,
}

const mia: Visitor = {
  id: 'mia' as VisitorId,
  inbox: INBOX,
  name: 'Mia',
  email: null,
  verifiedAs: null,
  attributes: { plan: '{"a":1}', city: 'Zürich\0' },
  createdAt: NOON,
  seenAt: NOON,
}

/** What People and Visitors promise of every store. */
export function peopleContract(open: OpenEmpty): void {
  describe('members', () => {
    members(open)
  })
  describe('invites', () => {
    invites(open)
  })
  describe('signing in', () => {
    sessions(open)
  })
  describe('visitors', () => {
    visitors(open)
  })
}

function members(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('are kept as they are put, and changed by putting them again', async () => {
    const { people } = its.database
    const changed: Member = {
      ...ana,
      name: 'Ana B',
      email: 'ana@example.com',
      active: false,
      onDuty: false,
    }
    const ben: Member = { ...ana, id: 'ben' as AgentId, createdAt: NOON + 1 }
    await people.put(ana)
    await people.put(ben)
    expect(await people.get(ana.id)).toEqual(ana)
    await people.put(changed)
    expect(await people.all()).toEqual([changed, ben])
    expect(await people.get('nobody' as AgentId)).toBeNull()
  })

  it('are changed in one thing without touching another, however many do so at once', async () => {
    const { people } = its.database
    await people.put(ana)
    const changed = await Promise.all([
      people.change(ana.id, { role: 'supervisor' }),
      people.change(ana.id, { active: false }),
      people.change(ana.id, { onDuty: false }),
      people.change(ana.id, { teams: ['vip'] }),
    ])
    const after: Member = {
      ...ana,
      role: 'supervisor',
      teams: ['vip'],
      active: false,
      onDuty: false,
    }
    expect(await people.get(ana.id)).toEqual(after)
    expect(changed).toContainEqual(after)
    expect(await people.change('nobody' as AgentId, { onDuty: false })).toBeNull()
    expect(await people.all()).toEqual([after])
  })
}

function invites(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('let one person in, once, even when two open the link at the same moment', async () => {
    const { people } = its.database
    await people.invite('hash', invite)
    expect(await people.peek('hash', NOON)).toEqual(invite)
    const opened = await Promise.all([people.redeem('hash', NOON), people.redeem('hash', NOON)])
    expect(opened).toEqual([invite, null])
    expect(await people.peek('hash', NOON)).toBeNull()
  })

  it('let nobody in after they expired', async () => {
    const { people } = its.database
    await people.invite('hash', invite)
    expect(await people.peek('hash', NOON + 100)).toBeNull()
    expect(await people.redeem('hash', NOON + 100)).toBeNull()
    expect(await people.redeem('another', NOON)).toBeNull()
  })
}

function sessions(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('lasts until it expires or is ended', async () => {
    const { people } = its.database
    await people.startSession('one', ana.id, NOON + 100)
    await people.startSession('two', ana.id, NOON + 100)
    expect(await people.session('one', NOON + 99)).toBe(ana.id)
    expect(await people.session('one', NOON + 100)).toBeNull()
    await people.endSession('one')
    expect(await people.session('one', NOON)).toBeNull()
    expect(await people.session('two', NOON)).toBe(ana.id)
  })
}

function visitors(open: OpenEmpty) {
  const its = freshDatabase(open)

  it('are kept as they are put, and changed by putting them again', async () => {
    const { visitors: book } = its.database
    await book.put(mia)
    expect(await book.get(mia.id)).toEqual(mia)
    const seen = { ...mia, name: 'Mia B', seenAt: NOON + 1 }
    await book.put(seen)
    expect(await book.get(mia.id)).toEqual(seen)
    expect(await book.get('nobody' as VisitorId)).toBeNull()
  })

  it('are found by what their site proved of them; of two at once the later stands', async () => {
    const { visitors: book } = its.database
    const phone = { ...mia, verifiedAs: 'account 7' }
    const laptop = { ...phone, id: 'mia-2' as VisitorId }
    await Promise.all([book.put(phone), book.put(laptop)])
    expect(await book.byVerified(INBOX, 'account 7')).toEqual(laptop)
    expect(await book.get(phone.id)).toEqual(mia)
    expect(await book.byVerified(INBOX, 'account 8')).toBeNull()
  })
}
