import type { Chat } from '../chats.ts'
import { startKiller } from '../killer.ts'
import type { Kill, KillPlan } from '../killer.ts'
import { newTalk } from '../ledger.ts'
import type { Talk } from '../ledger.ts'
import { networkOf } from '../networks.ts'
import { rereadWidget } from '../reread.ts'
import type { Server } from '../server.ts'
import { sideBySide } from '../side-by-side.ts'
import { tallyOf } from '../tally.ts'
import type { Tally } from '../tally.ts'
import type { Verdict } from '../verdict.ts'
import { visitFor } from '../visiting.ts'
import type { Visit } from '../visiting.ts'
import { AMONG_US } from './answering.ts'
import { guestName } from './protocol.ts'
import type { Weathered } from './protocol.ts'
import { provedAs } from './site.ts'
import { threadsInChat } from './threads.ts'
import { judgeChat } from './verdict.ts'
import type { Found } from './verdict.ts'
import type { Workspace } from './workspace.ts'

export interface ChatReplayOptions {
  readonly url: string
  /** The team chat's name. */
  readonly chat: string
  readonly workspace: Workspace
  /** How many conversations go on side by side. */
  readonly atOnce: number
  /** Ms without news after which a conversation counts as stuck. */
  readonly patience: number
  readonly inboxOf: (chat: Chat, index: number) => string
  /** Ends this server now and then; null: nobody does. */
  readonly kill: (KillPlan & { readonly server: Server }) | null
  /** Given a way to see how far it is, before it begins. */
  readonly begins?: (tally: () => Tally) => void
  readonly killed?: (kill: Kill) => void
}

const WIDGETS_AT_ONCE = 20

/** Sends real visitors' chats down the road to a team in a chat, and says what became of each message. */
export async function replayInChat(
  chats: readonly Chat[],
  options: ChatReplayOptions,
): Promise<{ readonly verdict: Verdict; readonly weathered: Weathered }> {
  const { url, workspace, atOnce, patience, kill, inboxOf } = options
  const faults: string[] = []
  const kills: Kill[] = []
  const talks = chats.map(newTalk)
  let over = 0
  let seen = 0
  const fault = (sentence: string) => void faults.push(sentence)

  function sawOne() {
    seen += 1
    killer?.saw(seen)
  }

  // By what comes to the team: several messages may share an answer.
  const total = chats.reduce((sum, { turns }) => sum + turns.length, 0)
  const killed = (one: Kill) => {
    kills.push(one)
    options.killed?.(one)
  }
  const killer = kill && startKiller({ ...kill, total, killed, fault })
  const visits = new Map<string, Visit>()
  const { ears, side } = threadsInChat({ visitOf: (guest) => visits.get(guest), sawOne, fault })
  const all = talks.map((talk, index) => {
    const name = guestName(index)
    const door = {
      url,
      inbox: inboxOf(talk.chat, index),
      from: networkOf(index),
      identity: provedAs(name),
    }
    const visit = visitFor(talk, {
      door,
      team: side,
      begins: () => undefined,
      sawOne: () => undefined,
      fault,
      patience,
    })
    visits.set(name, visit)
    return visit
  })

  workspace.tells(ears)
  options.begins?.(() => tallyOf(talks, over))
  const began = performance.now()
  await sideBySide(all, atOnce, async (visit) => {
    await visit.go()
    workspace.over(visit.door.identity?.name ?? '')
    over += 1
  })
  const took = performance.now() - began
  await killer?.idle()
  const { threads, weathered } = await workspace.read()
  const reread = await rereadAll(all)
  faults.push(...notesAtVisitors(reread), ...weathered.complaints)
  const run = { chat: options.chat, talks, threads, reread, kills, faults, took }
  return { verdict: judgeChat(run), weathered }
}

async function rereadAll(visits: readonly Visit[]): Promise<Map<Talk, Found>> {
  const found = new Map<Talk, Found>()
  await sideBySide(visits, WIDGETS_AT_ONCE, async ({ talk, door, token }) => {
    found.set(talk, await rereadWidget(door, token()))
  })
  return found
}

function notesAtVisitors(reread: ReadonlyMap<Talk, Found>): string[] {
  return [...reread].flatMap(([talk, { replies }]) => {
    const live = talk.atVisitor.replies.all()
    const notes = [...live, ...replies].filter(({ text }) => text.includes(AMONG_US))
    return notes.length === 0 ? [] : [`${talk.chat.conversation}: a note reached its visitor.`]
  })
}
