import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/conversation/conversation.ts'
import type { AgentId, ConversationId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import { CHOICES } from '../support/example-labels.ts'
import { world } from '../support/world.ts'

const SUPPORT: Place = { chat: 'slack', channel: 'support' }
const PLACES: Readonly<Record<string, Place>> = {
  refund: { chat: 'slack', channel: 'vip' },
  shipping: { chat: 'slack', channel: 'parcels' },
}

/** A house in Slack whose conversations go where what they are about belongs. */
async function house(file?: string) {
  const on = await world({
    ...(file === undefined ? {} : { file }),
    places: [SUPPORT],
    labels: [...CHOICES.intents, ...CHOICES.departments],
    routeAgain: (_, { intent }) => ({
      route: {
        places: [PLACES[intent?.id ?? ''] ?? SUPPORT],
        team: null,
        priority: 'normal',
        tags: [],
      },
    }),
  })
  const { chat } = on.slack
  const { openThread, post } = chat
  let count = 0
  /** Holds the next of these calls, until it is let go. */
  function holds(what: 'openThread' | 'post', after = 0) {
    const begun = Promise.withResolvers<void>()
    const free = Promise.withResolvers<void>()
    let calls = 0
    const wait = async () => {
      if (calls++ !== after) return
      begun.resolve()
      await free.promise
    }
    Object.assign(chat, {
      openThread: async (...given: Parameters<typeof openThread>) => {
        const receipt = await openThread(...given)
        if (what === 'openThread') await wait()
        return receipt
      },
      post: async (...given: Parameters<typeof post>) => {
        if (what === 'post') await wait()
        return post(...given)
      },
    })
    return { begun: begun.promise, free: free.resolve }
  }
  const label = async (by: AgentId, id: ConversationId, to: string) => {
    const wish = { id: `label-${(count += 1)}`, by, conversation: id }
    return on.inSlack.command({ ...wish, name: 'label', args: { label: to } })
  }
  const said = (thread: string) =>
    on.slack
      .shows(thread)
      .filter((text) => text.startsWith('visitor: ') || text.startsWith('note: '))
  return { ...on, ben: await on.member('Ben'), holds, label, said }
}

describe('a conversation that is sent elsewhere', () => {
  it('twice while its first thread is only being opened is whole, and once, in the last', async () => {
    const on = await house()
    const opening = on.holds('openThread')
    await on.write('one')
    await opening.begun
    const { id } = await on.current()
    expect(await on.label(on.ben, id, 'refund')).toEqual({ ok: true })
    expect(await on.label(on.ben, id, 'shipping')).toEqual({ ok: true })
    await on.write('two')
    opening.free()
    await on.settled()
    await on.write('three')
    await on.settled()
    expect(on.said(`${id}@parcels`)).toEqual(['visitor: one', 'visitor: two', 'visitor: three'])
    expect(on.said(`${id}@vip`)).toEqual([])
    expect(on.said(id).join()).not.toContain('three')
    expect(await on.database.outbox.counts()).toMatchObject({ waiting: 0, dead: 0 })
  })

  it('while a burst is posted is whole in the new thread, in its order', async () => {
    const on = await house()
    await on.write('word 0')
    await on.settled()
    const { id } = await on.current()
    const posting = on.holds('post', 3)
    for (let count = 1; count < 8; count += 1) await on.write(`word ${count}`)
    await posting.begun
    expect(await on.label(on.ben, id, 'refund')).toEqual({ ok: true })
    for (let count = 8; count < 12; count += 1) await on.write(`word ${count}`)
    posting.free()
    await on.settled()
    const all = Array.from({ length: 12 }, (_, at) => `visitor: word ${at}`)
    expect(on.said(`${id}@vip`)).toEqual(all)
    expect(on.said(id)).not.toContain('visitor: word 8')
  })

  it('and back, before the other thread was to be had, goes on in the first', async () => {
    const on = await house()
    await on.write('one')
    await on.settled()
    const { id } = await on.current()
    const shut = { ok: false, kind: 'retry', reason: 'Not now.', after: 1 } as const
    const { openThread } = on.slack.chat
    Object.assign(on.slack.chat, {
      openThread: async (...given: Parameters<typeof openThread>) =>
        given[1].channel === 'vip' ? shut : openThread(...given),
    })
    await on.label(on.ben, id, 'refund')
    await on.write('two')
    await on.settled()
    expect(on.said(id)).toEqual(['visitor: one'])
    await on.label(on.ben, id, 'praise')
    await on.write('three')
    on.clock.at += 3_600_000
    await on.settled()
    expect(on.said(id)).toEqual(['visitor: one', 'visitor: two', 'visitor: three'])
    expect(await on.database.outbox.counts()).toMatchObject({ waiting: 0, dead: 0 })
  })

  it('and back, and there again, keeps each thread whole, though filling them fails half way', async () => {
    const on = await house()
    await on.write('one')
    await on.settled()
    const { id } = await on.current()
    const tried = new Set<string>()
    const { post } = on.slack.chat
    Object.assign(on.slack.chat, {
      post: async (...[thread, given]: Parameters<typeof post>) => {
        const key = given.kind === 'line' ? '' : `${thread} ${given.message.id}`
        if (key === '' || tried.has(key)) return post(thread, given)
        tried.add(key)
        return { ok: false, kind: 'retry', reason: 'Not now.', after: 1 }
      },
    })
    const settles = async () => {
      for (let tries = 0; tries < 12; tries += 1) {
        await on.settled()
        on.clock.at += 600_000
      }
    }
    for (const [to, ...words] of [
      ['refund', 'two', 'three'],
      ['praise', 'four', 'five'],
      ['refund', 'six'],
      ['praise', 'seven'],
    ] as const) {
      expect(await on.label(on.ben, id, to)).toEqual({ ok: true })
      await settles()
      for (const word of words) await on.write(word)
      await settles()
    }
    const all = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map(
      (one) => `visitor: ${one}`,
    )
    expect(on.said(id)).toEqual(all)
    expect(on.said(`${id}@vip`)).toEqual(all.slice(0, 6))
  })

  it('takes no whisper along, wherever it goes', async () => {
    const on = await house()
    Object.assign(on.slack.chat, { whispers: true })
    const cleo = await on.member('Cleo', 'supervisor')
    await on.write('one')
    await on.settled()
    const { id } = await on.current()
    const args = { to: 'Ben', text: 'she is our landlord' }
    await on.inSlack.command({ id: 'w1', by: cleo, conversation: id, name: 'whisper', args })
    const content = textContent('for all of us')
    const note = { id: 'n1', by: on.ben, conversation: id, content } as const
    await on.inSlack.message({ ...note, intent: 'note', ref: null })
    await on.settled()
    for (const to of ['refund', 'shipping', 'praise', 'refund']) {
      await on.label(on.ben, id, to)
      await on.settled()
    }
    for (const thread of [`${id}@vip`, `${id}@parcels`]) {
      expect(on.said(thread)).toEqual(['visitor: one', 'note: for all of us'])
    }
    expect(on.said(id)).toEqual([
      'visitor: one',
      'note: she is our landlord',
      'note: for all of us',
    ])
  })
})
