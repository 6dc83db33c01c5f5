import { randomUUID } from 'node:crypto'
import { openDesk } from '../scripts/replay/desk-page.ts'
import type { DeskPage, Done } from '../scripts/replay/desk-page.ts'
import type { Held } from '../scripts/replay/ledger.ts'
import { networkOf } from '../scripts/replay/networks.ts'
import type { Server } from '../scripts/replay/server.ts'
import { sideBySide } from '../scripts/replay/side-by-side.ts'
import { gatherTeam } from '../scripts/replay/team.ts'
import { newSession, openWidget, wordsOf } from '../scripts/replay/visitor.ts'

/** A visitor and the agent who has claimed their conversation. */
export interface Pair {
  readonly number: number
  /** From the visitor to the desk. */
  write(text: string): void
  /** From the desk to the visitor; resolves when it was taken. */
  reply(text: string): Promise<void>
}

/** Told of what arrives at the far ends. */
export interface Ears {
  wrote(pair: number, message: Held): void
  replied(pair: number, message: Held): void
  refused(why: string): void
}

export interface Party {
  readonly pairs: readonly Pair[]
  /** From now on these hear, and nobody else. */
  listen(ears: Ears): void
  leave(): void
}

export const INBOX = 'bench'
/** How many share the conversations among them. */
const AGENTS = 8
const AT_ONCE = 16
const NOBODY: Ears = { wrote: () => {}, replied: () => {}, refused: () => {} }

interface Place {
  desk: DeskPage | null
  thread: string
  readonly claimed: PromiseWithResolvers<void>
}

/** Visitors who have each written once, and agents who have claimed them all. */
export async function gatherParty(server: Server, size: number): Promise<Party> {
  const { url } = server
  let ears = NOBODY
  const places = new Map<string, Place>()
  const numbers = new Map<string, number>()
  const team = await gatherTeam(url, server.link() ?? '', Math.min(size, AGENTS))

  const desks: DeskPage[] = team.agents.map((seat) =>
    openDesk(seat, {
      threads: (threads) => threads.forEach(({ id, visitor }) => claim(id, visitor.id)),
      messages(thread, messages) {
        const pair = numbers.get(thread)
        if (pair === undefined) return
        for (const { id, as, blocks } of messages) {
          if (as === 'visitor') ears.wrote(pair, { id, text: wordsOf(blocks) })
        }
      },
    }),
  )

  function claim(thread: string, visitor: string) {
    const place = places.get(visitor)
    if (!place || place.desk) return
    const desk = desks[numbers.size % desks.length]
    if (!desk) throw new Error('There is nobody at the desk.')
    place.desk = desk
    place.thread = thread
    numbers.set(thread, numbers.size)
    desk.open(thread)
    const command = { type: 'command', id: randomUUID(), thread, name: 'claim', args: {} } as const
    void claimed(desk.ask(command), place)
  }

  async function claimed(asked: Promise<Done>, place: Place) {
    const done = await asked
    if (done.ok) place.claimed.resolve()
    else place.claimed.reject(new Error(done.error))
  }

  async function join(index: number): Promise<Pair & { leave(): void }> {
    const door = { url, inbox: INBOX, from: networkOf(index) }
    const session = await newSession(door)
    const claimed = Promise.withResolvers<void>()
    const place: Place = { desk: null, thread: '', claimed }
    places.set(session.visitor.id, place)
    const page = openWidget(door, session, {
      message({ id, mine, blocks }) {
        const pair = numbers.get(place.thread)
        if (!mine && pair !== undefined) ears.replied(pair, { id, text: wordsOf(blocks) })
      },
      received: () => undefined,
      refused: (_id, error) => ears.refused(error),
      turnedAway: (error) => ears.refused(error),
    })
    page.send('Hello, is somebody there?')
    await claimed.promise
    return {
      number: numbers.get(place.thread) ?? -1,
      write: page.send,
      reply: async (text) => say(place, text),
      leave: page.close,
    }
  }

  async function say({ desk, thread }: Place, text: string) {
    const frame = { type: 'say', id: randomUUID(), thread, text, files: [] } as const
    const done = await desk?.ask({ ...frame, showed: 'reply' })
    if (!done?.ok) ears.refused(done?.error ?? '')
    else if (done.audience !== 'reply') ears.refused('A reply was kept as a note.')
  }

  const joined: (Pair & { leave(): void })[] = []
  const indexes = Array.from({ length: size }, (_, index) => index)
  await sideBySide(indexes, AT_ONCE, async (index) => void joined.push(await join(index)))
  return {
    pairs: joined,
    listen: (next) => (ears = next),
    leave() {
      for (const one of [...joined, ...desks.map(({ close }) => ({ leave: close }))]) one.leave()
    },
  }
}
