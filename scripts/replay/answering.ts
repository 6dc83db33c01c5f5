import { randomUUID } from 'node:crypto'
import type { DeskThread } from '../../src/adapters/desk/protocol.ts'
import { hesitation, pause } from './chat/answering.ts'
import { openDesk } from './desk-page.ts'
import type { DeskMessage, DeskPage, Seat } from './desk-page.ts'
import { newSaid, noteRefused, noteTaken } from './ledger.ts'
import { wordsOf } from './visitor.ts'
import { NAMES } from './team.ts'
import type { Visit } from './visiting.ts'

interface Deps {
  readonly agents: readonly Seat[]
  /** Some wait before they claim, and what somebody has already is theirs. */
  readonly hesitant: boolean
  readonly visitOf: (visitor: string) => Visit | undefined
  /** A visitor's message was seen for the first time. */
  readonly sawOne: () => void
  readonly fault: (sentence: string) => void
}

interface Claimed {
  readonly visit: Visit
  /** Of who has it. */
  readonly desk: DeskPage
}

const QUOTED = 80

/** Agents at their desks: each new thread is claimed by the one with the fewest, and each message in it answered once. */
export function answerAll({ agents, hesitant, visitOf, sawOne, fault }: Deps) {
  const looked = new Set<string>()
  const claimed = new Map<string, Claimed>()
  const desks: DeskPage[] = agents.map((seat) => {
    const desk = openDesk(seat, {
      threads: look,
      messages: (thread, messages) => read(desk, thread, messages),
    })
    void desk.turnedAway.then((error) => fault(`An agent was turned away: ${error}`))
    return desk
  })

  function look(threads: readonly DeskThread[]) {
    for (const thread of threads) {
      const visit = visitOf(thread.visitor.id)
      if (!visit) continue
      const { channels } = visit.talk
      if (!channels.includes(thread.channel)) channels.push(thread.channel)
      const holder = desks[NAMES.indexOf(thread.assignee?.name ?? '')]
      if (holder) has(thread.id, visit, holder)
      else if (!looked.has(thread.id)) void claim(thread.id, visit)
    }
  }

  function has(thread: string, visit: Visit, desk: DeskPage) {
    looked.add(thread)
    if (claimed.has(thread)) return
    claimed.set(thread, { visit, desk })
    visit.talk.thread = thread
    desk.open(thread)
  }

  async function claim(thread: string, visit: Visit) {
    looked.add(thread)
    if (hesitant) await pause(hesitation({ at: looked.size - 1 }))
    if (claimed.has(thread)) return
    const desk = leastBusy(desks)
    const frame = { type: 'command', id: randomUUID(), thread, name: 'claim', args: {} } as const
    if (!hesitant) has(thread, visit, desk)
    const done = await desk.ask(frame)
    if (done.ok) return has(thread, visit, desk)
    // Somebody was faster, or was given it: their page is told.
    if (!hesitant) fault(`A thread could not be claimed: ${done.error}`)
  }

  function read(desk: DeskPage, thread: string, messages: readonly DeskMessage[]) {
    const mine = claimed.get(thread)
    if (mine?.desk !== desk) return
    const { atDesk } = mine.visit.talk
    for (const { id, as, blocks } of messages) {
      const text = wordsOf(blocks)
      if (as === 'reply') atDesk.replies.see({ id, text })
      if (as !== 'visitor' || !atDesk.words.see({ id, text })) continue
      sawOne()
      void answer(mine, thread, text)
    }
    mine.visit.news()
  }

  async function answer({ desk, visit }: Claimed, thread: string, words: string) {
    const { talk, news } = visit
    const text = `Answer ${talk.replies.length + 1}, to “${words.slice(0, QUOTED)}”`
    const said = newSaid(text)
    talk.replies.push(said)
    const frame = { type: 'say', thread, text, files: [], showed: 'reply' } as const
    const done = await desk.ask({ ...frame, id: randomUUID() })
    if (!done.ok) noteRefused(said, done.error)
    else if (done.audience !== 'reply') noteRefused(said, 'It was kept as a note.')
    else noteTaken(said, done.message ?? '')
    if (said.refused !== null) fault(`A reply was not taken: ${said.refused}`)
    news()
  }

  /** The conversation is over: its thread need not be watched any more. */
  function over(thread: string) {
    claimed.get(thread)?.desk.shut(thread)
  }

  return { over, close: () => desks.forEach((desk) => desk.close()) }
}

function leastBusy(desks: readonly DeskPage[]): DeskPage {
  const [first, ...rest] = desks
  if (!first) throw new Error('There is nobody at the desk.')
  return rest.reduce((a, b) => (b.openThreads() < a.openThreads() ? b : a), first)
}
