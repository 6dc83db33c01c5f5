import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId, MessageId, VisitorId } from '../../../src/conversation/ids.ts'
import { textContent } from '../../../src/conversation/message.ts'
import type { PublicMessage } from '../../../src/ports.ts'
import { DEMO, house, type House } from './house.ts'
import { bearer, openTab, session, type Tab } from './visitor.ts'

/** A visitor whom the store knows, so that messages can be sent to them at once. */
async function known(home: House) {
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
  return { ...who, door: { channel: 'widget', address: id } }
}

function message(number: number, text: string): PublicMessage {
  return {
    id: `message-${number}` as MessageId,
    conversation: 'c1' as ConversationId,
    number,
    from: { kind: 'human', name: 'Ana', picture: null },
    content: textContent(text),
    at: number,
    editedAt: null,
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const), size: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'remove' as const),
      which: fc.nat(30),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('drop' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('state' as const) }) },
)

describe('a visitor who comes back', () => {
  it('gets exactly what changed while they were away, wherever the line broke', async () => {
    const home = await house({ limits: { page: { newest: 5, older: 5, missed: 3 } } })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const who = await known(home)
        const texts = new Map<string, string>()
        const changedSince = new Set<string>()
        let tab: Tab = await openTab(home, who)
        let away = false
        let sent = 0
        let edits = 0

        for (const now of steps) {
          if (now.do === 'drop') {
            if (!away) {
              await caughtUp(tab, texts)
              tab.socket.terminate()
              await tab.closed
              changedSince.clear()
            } else tab = await back(home, who, tab, texts, changedSince)
            away = !away
          } else if (now.do === 'send') {
            for (let count = 0; count <= now.size; count += 1) {
              sent += 1
              const next = message(sent, `Text ${sent}`)
              await home.widget.send(who.door, next)
              texts.set(next.id, `Text ${sent}`)
              changedSince.add(next.id)
            }
          } else if (now.do === 'state') {
            await home.widget.state(who.door, {
              status: 'claimed',
              agent: { name: 'Ana', picture: null },
            })
          } else if (sent > 0) {
            const number = (now.which % sent) + 1
            const { id } = message(number, '')
            if (texts.get(id) === '(removed)') continue
            if (now.do === 'edit') {
              edits += 1
              const text = `Edited ${edits}`
              await home.widget.edit(who.door, { ...message(number, text), editedAt: 1 })
              texts.set(id, text)
            } else {
              await home.widget.remove(who.door, id)
              texts.set(id, '(removed)')
            }
            changedSince.add(id)
          }
        }
        if (away) tab = await back(home, who, tab, texts, changedSince)
        expect(await caughtUp(tab, texts)).toBe(true)
        await tab.close()
      }),
      { numRuns: 40 },
    )
  }, 20_000)

  it('finds the newest page first, and older ones as they scroll up', async () => {
    const home = await house()
    const who = await known(home)
    for (let number = 1; number <= 120; number += 1) {
      await home.widget.send(who.door, message(number, `Text ${number}`))
    }
    await home.widget.state(who.door, { status: 'waiting', agent: null })
    const tab = await openTab(home, who)
    const welcome = await tab.frame('welcome')
    expect([welcome.messages.length, welcome.more]).toEqual([50, true])
    expect(tab.shows()[0]).toBe('Text 71')
    tab.send({ type: 'older', before: tab.held()[0]?.position ?? 0 })
    await tab.until(() => tab.held().length === 100)
    tab.send({ type: 'older', before: tab.held()[0]?.position ?? 0 })
    const last = await tab.frame('older', ({ more }) => !more)
    expect(last.messages).toHaveLength(20)
    expect(tab.shows()).toEqual(Array.from({ length: 120 }, (_, index) => `Text ${index + 1}`))
  })

  it('gets the newest page when their place is one that the store has not reached', async () => {
    const home = await house()
    const who = await known(home)
    await home.widget.send(who.door, message(1, 'Kept'))
    const tab = await openTab(home, who, { cursor: 99_999 })
    expect(tab.shows()).toEqual(['Kept'])
    expect(tab.state.cursor).toBeLessThan(99_999)
  })

  it('gets large histories in parts', async () => {
    const home = await house()
    const who = await known(home)
    const long = 'x'.repeat(90_000)
    for (let number = 1; number <= 12; number += 1) {
      await home.widget.send(who.door, message(number, `${number} ${long}`))
    }
    const tab = await openTab(home, who, { cursor: 0 })
    await tab.until(() => tab.held().length === 12)
    expect(tab.frames.filter(({ type }) => type === 'changes').length).toBeGreaterThan(1)
    expect(tab.held().map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, index) => `message-${index + 1}`),
    )
  })

  it('gets the same by asking over HTTP', async () => {
    const home = await house({ limits: { page: { newest: 5, older: 5, missed: 3 } } })
    const who = await known(home)
    const look = async (query: string) => {
      const response = await fetch(`${home.api}/changes${query}`, { headers: bearer(who) })
      return (await response.json()) as {
        cursor: number
        messages: unknown[]
        incomplete: boolean
        status: string
      }
    }
    const nothing = await look('')
    expect(nothing).toMatchObject({ messages: [], incomplete: false, status: 'none', agent: null })
    for (let number = 1; number <= 7; number += 1)
      await home.widget.send(who.door, message(number, `T${number}`))
    await home.widget.state(who.door, { status: 'waiting', agent: null })

    const polled = []
    let at = nothing.cursor
    for (let part = await look(`?since=${at}`); ; part = await look(`?since=${at}`)) {
      polled.push(...part.messages)
      at = part.cursor
      if (!part.incomplete) break
    }
    const tab = await openTab(home, who, { cursor: nothing.cursor })
    await tab.until(() => tab.held().length === 7 && tab.state.status === 'waiting')
    expect(polled).toEqual(tab.held())
    expect(tab.state.cursor).toBe(at)
  })
})

async function back(
  home: House,
  who: { token: string },
  old: Tab,
  texts: Map<string, string>,
  changed: Set<string>,
) {
  const { cursor } = old.state
  const tab = await openTab(home, who, { cursor })
  const held = new Map(old.held().map((one) => [one.id, one]))
  await tab.until(() => [...changed].every((id) => tab.held().some((one) => one.id === id)))
  expect(new Set(tab.held().map(({ id }) => id))).toEqual(changed)
  for (const one of held.values()) if (!changed.has(one.id)) tab.keep(one)
  await caughtUp(tab, texts)
  return tab
}

function caughtUp(tab: Tab, texts: Map<string, string>) {
  return tab.showsIn([...texts.values()])
}
