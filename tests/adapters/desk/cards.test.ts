import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawCard } from '../../../src/adapters/desk/cards.ts'
import { cardOf, THREADS } from '../../../src/adapters/desk/entries.ts'
import { knowOpenThreads } from '../../../src/adapters/desk/open-threads.ts'
import type { Closed } from '../../../src/conversation/conversation.ts'
import type { InboxId, VisitorId } from '../../../src/conversation/ids.ts'
import { aConversation, NOON, openTestDesk, SUPPORT } from '../../support/desk.ts'
import type { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await openTestDesk()
})
afterEach(async () => test.stop())

const closing: Partial<Closed> = {
  status: 'closed',
  outcome: 'answered',
  closedAt: NOON,
  lastAssignee: null,
}

describe('a card', () => {
  it('says who the visitor is and where they are', async () => {
    await test.database.visitors.put({
      id: 'nina' as VisitorId,
      inbox: 'demo' as InboxId,
      name: 'Nina',
      email: 'nina@example.com',
      verifiedAs: '42',
      attributes: { page: 'https://shop.example/cart', pageTitle: 'Cart', plan: 'gold' },
      createdAt: 7,
      seenAt: 8,
    })
    await test.desk.openThread(aConversation('c1'), SUPPORT)
    const page = await test.page('Ana')
    expect(page.threads.get('c1')?.visitor).toEqual({
      id: 'nina',
      name: 'Nina',
      email: 'nina@example.com',
      verified: true,
      page: 'https://shop.example/cart',
      pageTitle: 'Cart',
      attributes: { plan: 'gold' },
      firstSeen: 7,
    })
  })

  it('does not go back to an older state when a redraw comes late', async () => {
    await test.desk.openThread(aConversation('c1'), SUPPORT)
    const newer = aConversation('c1', { ...closing, version: 5 })
    await test.desk.refresh('c1', newer)
    const late = aConversation('c1', { version: 4 })
    expect(await test.desk.refresh('c1', late)).toEqual({ ok: true, ref: 'c1' })
    const page = await test.page('Ana')
    expect(page.threads.get('c1')).toMatchObject({ status: 'closed', outcome: 'answered' })
  })

  it('is told to be tried again when the store does not take it', async () => {
    await test.desk.openThread(aConversation('c1'), SUPPORT)
    await test.desk.stop()
    await test.database.close()
    const receipt = await test.desk.refresh('c1', aConversation('c1'))
    expect(receipt).toMatchObject({ ok: false, kind: 'retry' })
  })
})

describe('which threads are open', () => {
  async function put(ids: readonly string[], changes: Parameters<typeof aConversation>[1] = {}) {
    await test.database.feed.put(
      ids.map((id) => ({
        topic: THREADS,
        key: id,
        body: drawCard(aConversation(id, changes), null, 'support', null),
      })),
    )
  }
  const all = Array.from({ length: 1_200 }, (_, index) => `c${index}`)

  it('is known from the cards alone, however many there are', async () => {
    await put(all)
    await put(all.slice(0, 700), closing)
    const open = await knowOpenThreads(test.database.feed)
    expect(open.all().toSorted()).toEqual(all.slice(700).toSorted())
    expect(open.upTo()).toBe(1_900)
  })

  it('leaves out what was moved to another chat, until it is back', async () => {
    const here = { places: [SUPPORT], left: [], version: 3 }
    const away = { places: [{ chat: 'slack', channel: 'C1' }], left: [SUPPORT], version: 2 }
    await test.desk.openThread(aConversation('c1'), SUPPORT)
    await test.desk.refresh('c1', aConversation('c1', away))
    const page = await test.page('Ana')
    const moved = [{ name: 'Slack', link: 'https://example.slack.com/archives/C1/p1' }]
    expect(page.threads.get('c1')).toMatchObject({ movedTo: moved, buttons: [] })
    expect((await knowOpenThreads(test.database.feed)).all()).toEqual([])
    await test.desk.refresh('c1', aConversation('c1', here))
    await page.holds(() => page.threads.get('c1')?.movedTo === undefined)
    expect((await knowOpenThreads(test.database.feed)).all()).toEqual(['c1'])
    expect(page.threads.get('c1')?.buttons.map(({ command }) => command)).toContain('claim')
  })

  it('is known from what was kept, and what changed since', async () => {
    await put(all)
    await (await knowOpenThreads(test.database.feed)).save()
    await put(['c1199', 'new'])
    await put(['c0'], closing)
    const open = await knowOpenThreads(test.database.feed)
    expect(open.all()).toHaveLength(1_200)
    expect(open.all()).toContain('new')
    expect(open.all()).not.toContain('c0')
    const entry = await test.database.feed.get(THREADS, 'c0')
    expect(entry && cardOf(entry).conversation.status).toBe('closed')
  })
})
