import { answerAll } from './answering.ts'
import { sideBySide } from './side-by-side.ts'
import { DEPARTMENTS } from './sorted/labels.ts'
import type { Chat } from './chats.ts'
import { startKiller } from './killer.ts'
import type { Kill, KillPlan } from './killer.ts'
import { newTalk, taken } from './ledger.ts'
import { networkOf } from './networks.ts'
import { readAgain } from './read-again.ts'
import type { Server } from './server.ts'
import { tallyOf } from './tally.ts'
import type { Tally } from './tally.ts'
import { gatherTeam } from './team.ts'
import { judge } from './verdict.ts'
import type { Verdict } from './verdict.ts'
import { shows, visitFor } from './visiting.ts'
import type { TeamSide, Visit } from './visiting.ts'

export interface ReplayOptions {
  readonly url: string
  /** A one-time link for a supervisor. */
  readonly link: string
  /** How many conversations go on side by side. */
  readonly atOnce: number
  readonly agents: number
  /** Ms without news after which a conversation counts as stuck. */
  readonly patience: number
  readonly inboxOf: (chat: Chat) => string
  /** Conversations are sorted and given out: some agents wait before they claim. */
  readonly hesitant?: boolean
  /** Ends this server now and then; null: nobody does. */
  readonly kill: (KillPlan & { readonly server: Server }) | null
  /** Given a way to see how far it is, before it begins. */
  readonly begins?: (tally: () => Tally) => void
  readonly killed?: (kill: Kill) => void
}

/** Each message has an answer of its own there. */
const AT_DESK: TeamSide = {
  answered: ({ words, replies }) => replies.length >= taken(words).length,
  shown: ({ atDesk, replies }) => shows(atDesk.replies, replies),
}

/** Sends real visitors' chats down the road, answers them at the desk, and says what became of each message. */
export async function replay(chats: readonly Chat[], options: ReplayOptions): Promise<Verdict> {
  const { url, atOnce, inboxOf, patience, kill, hesitant = false } = options
  const visits = new Map<string, Visit>()
  const faults: string[] = []
  const kills: Kill[] = []
  const talks = chats.map(newTalk)
  let over = 0
  let seen = 0
  const fault = (sentence: string) => void faults.push(sentence)

  function killed(one: Kill) {
    kills.push(one)
    options.killed?.(one)
  }

  function sawOne() {
    seen += 1
    killer?.saw(seen)
  }

  const teams = hesitant ? DEPARTMENTS : []
  const team = await gatherTeam(url, options.link, options.agents, teams)
  options.begins?.(() => tallyOf(talks, over))
  const killer = kill && startKiller({ ...kill, total: 2 * turnsOf(chats), killed, fault })
  const began = performance.now()
  const desk = answerAll({
    agents: team.agents,
    hesitant,
    visitOf: (visitor) => visits.get(visitor),
    sawOne,
    fault,
  })
  const all = talks.map((talk, index) => {
    const door = { url, inbox: inboxOf(talk.chat), from: networkOf(index) }
    const begins = (visitor: string) => void visits.set(visitor, visit)
    const visit: Visit = visitFor(talk, { door, begins, sawOne, fault, team: AT_DESK, patience })
    return visit
  })

  await sideBySide(all, atOnce, async (visit) => {
    await visit.go()
    over += 1
    if (visit.talk.thread !== null) desk.over(visit.talk.thread)
  })
  const took = performance.now() - began
  await killer?.idle()
  desk.close()
  const looks = await readAgain(team.supervisor, all, fault)
  return judge({ talks, looks, kills, faults, took })
}

function turnsOf(chats: readonly Chat[]): number {
  return chats.reduce((sum, { turns }) => sum + turns.length, 0)
}
