import { compare } from '../compare.ts'
import type { Difference } from '../compare.ts'
import type { Kill } from '../killer.ts'
import { taken } from '../ledger.ts'
import type { Held, Said, Talk } from '../ledger.ts'
import { isClean, spreadOf } from '../verdict.ts'
import type { Verdict, Way } from '../verdict.ts'
import { movesOf } from '../sorted/moves.ts'
import type { Path } from '../sorted/moves.ts'
import { ANSWER } from './answering.ts'
import { faultsOfLeft } from './left-threads.ts'
import { guestIn, guestName, linesOf } from './protocol.ts'
import type { HeldThread } from './protocol.ts'
import { compareTexts } from './texts.ts'
import type { TextDifference } from './texts.ts'
import { linesSaid } from './threads.ts'

export interface ChatRun {
  /** The team chat's name. */
  readonly chat: string
  readonly talks: readonly Talk[]
  readonly threads: readonly HeldThread[]
  /** What a visitor's new device shows of each conversation. */
  readonly reread: ReadonlyMap<Talk, Found>
  readonly kills: readonly Kill[]
  readonly faults: readonly string[]
  readonly took: number
}

export interface Found {
  readonly words: readonly Held[]
  readonly replies: readonly Held[]
}

/** One way of one conversation. */
interface Compared {
  readonly talk: Talk
  readonly found: readonly TextDifference[]
  readonly changed: readonly string[]
}

const SHOWN = 3
const NOTHING: Found = { words: [], replies: [] }

/** Counts what is missing, double or out of order in the team chat and at the visitors, live and read from scratch. */
export function judgeChat(run: ChatRun): Verdict {
  const { talks, kills, took } = run
  const byGuest = Map.groupBy(run.threads, ({ guest }) => guest)
  const all = new Map(
    talks.map((talk, index) => [talk, byGuest.get(guestName(index)) ?? []] as const),
  )
  const threads = new Map(
    [...all].map(([talk, its]) => [talk, its.filter(({ isLeft }) => !isLeft)] as const),
  )
  const faults = [
    ...talks.flatMap((talk, index) => misplaced(guestName(index), talk, all.get(talk) ?? [])),
    ...run.faults,
  ]
  const toTeam = talks.map((talk) => wordsOf(talk, threads.get(talk) ?? [], run.reread.get(talk)))
  const toVisitor = talks.map((talk) =>
    repliesOf(talk, threads.get(talk) ?? [], run.reread.get(talk)),
  )
  const ways = {
    toDesk: wayOf(toTeam, ({ words }) => words, sightingsOfWords),
    toVisitor: wayOf(toVisitor, ({ replies }) => replies, sightingsOfReplies),
  }
  const described = [
    ...describe(toTeam, `to ${run.chat}`),
    ...describe(toVisitor, 'to the visitor'),
  ]
  const isSound = faults.length === 0 && isClean(ways.toDesk) && isClean(ways.toVisitor)
  return {
    conversations: talks.length,
    ...ways,
    kills,
    moves: movesOf([...all.values()].map(pathOf)),
    faults: [...described, ...faults],
    took,
    isSound,
  }
}

/** Through the threads that it has left to the one where it is. */
function pathOf(threads: readonly HeldThread[]): Path {
  const left = threads.filter(({ isLeft }) => isLeft)
  const now = threads.filter(({ isLeft }) => !isLeft)
  return {
    channels: [...left, ...now].map(({ channel }) => channel),
    isSpoken: left.some(({ posts }) => posts.some(({ isVisitors }) => isVisitors)),
  }
}

/** Threads where it goes on that are not one, words under another visitor's name, faults of threads that were left. */
function misplaced(guest: string, talk: Talk, threads: readonly HeldThread[]): string[] {
  const { chat } = talk
  const strangers = threads
    .flatMap(({ posts }) => posts)
    .filter(({ isVisitors, by }) => isVisitors && by !== guest)
  const answers = repliesIn(threads).filter((text) => guestIn(text) !== guest)
  const goesOn = threads.filter(({ isLeft }) => !isLeft).length
  const left = threads
    .filter(({ isLeft }) => isLeft)
    .flatMap((thread) => faultsOfLeft(thread, linesSaid(talk)))
  return [
    ...(goesOn === 1 ? [] : [`${chat.conversation}, of ${guest}, has ${goesOn} threads.`]),
    ...left.map((what) => `${chat.conversation}, of ${guest}: a thread that was left ${what}.`),
    ...strangers.map(({ by }) => `${chat.conversation}, of ${guest}, shows words of ${by}.`),
    ...answers.map((text) => `${chat.conversation}, of ${guest}, shows “${text}”.`),
  ]
}

function wordsOf(talk: Talk, threads: readonly HeldThread[], again: Found = NOTHING): Compared {
  const posts = threads.flatMap((thread) => thread.posts)
  const inChat = posts.filter(({ isVisitors }) => isVisitors).flatMap(({ text }) => linesOf(text))
  const atVisitor = [talk.atVisitor.words.all(), again.words].map((held) =>
    compare(taken(talk.words), held),
  )
  return {
    talk,
    found: [compareTexts(linesSaid(talk), inChat), ...atVisitor],
    changed: [...new Set(atVisitor.flatMap((one: Difference) => one.changed))],
  }
}

function repliesOf(talk: Talk, threads: readonly HeldThread[], again: Found = NOTHING): Compared {
  const inChat = repliesIn(threads)
  const atVisitor = [talk.atVisitor.replies.all(), again.replies].map(textsOf)
  const found = [
    standing(textsOf(talk.replies), inChat),
    ...atVisitor.map((held) => compareTexts(inChat, held)),
  ]
  return { talk, found, changed: [] }
}

/** What agents were told to be taken stands there; what they were told to have failed may, once. */
function standing(told: readonly string[], inChat: readonly string[]): TextDifference {
  const unsure = new Set(inChat.filter((text) => !told.includes(text)))
  return compareTexts(
    told,
    inChat.filter((text) => !unsure.delete(text)),
  )
}

function repliesIn(threads: readonly HeldThread[]): string[] {
  return threads
    .flatMap(({ posts }) => posts)
    .filter(({ isVisitors, text }) => !isVisitors && text.startsWith(`${ANSWER} `))
    .map(({ text }) => text)
}

function textsOf(all: readonly { readonly text: string }[]): string[] {
  return all.map(({ text }) => text)
}

function wayOf(
  all: readonly Compared[],
  of: (talk: Talk) => readonly Said[],
  seenAt: (talk: Talk) => (said: Said, index: number) => number | undefined,
): Way {
  const sum = (what: keyof TextDifference) =>
    all.reduce((total, { found }) => total + Math.max(...found.map((one) => one[what].length)), 0)
  const said = all.flatMap(({ talk }) => [...of(talk)])
  const isEmpty = ({ text }: Said) => text.trim() === ''
  const refused = said.filter((one) => one.refused !== null)
  const lost = sum('lost')
  return {
    sent: said.length,
    empty: refused.filter(isEmpty).length,
    refused: refused.filter((one) => !isEmpty(one)).length,
    arrived: said.length - refused.length - lost,
    lost,
    doubled: sum('doubled'),
    outOfOrder: sum('outOfOrder'),
    changed: all.reduce((total, { changed }) => total + changed.length, 0),
    inOrder: all.filter(({ found }) => found.every((one) => one.outOfOrder.length === 0)).length,
    told: spreadOf(
      said.flatMap(({ at, answeredAt }) => (answeredAt === null ? [] : [answeredAt - at])),
    ),
    seen: spreadOf(
      all.flatMap(({ talk }) => {
        const when = seenAt(talk)
        return taken([...of(talk)]).flatMap((one, index) => {
          const at = when(one, index)
          return at === undefined ? [] : [at - one.at]
        })
      }),
    ),
  }
}

/** A message is seen with its first line. */
function sightingsOfWords({ words, atDesk }: Talk) {
  let lines = 0
  const firsts = taken(words).map(({ text }) => {
    const first = lines
    lines += linesOf(text).length
    return first
  })
  return (_: Said, index: number) => atDesk.words.at(String(firsts[index]))
}

function sightingsOfReplies({ atVisitor }: Talk) {
  const ids = new Map(atVisitor.replies.all().map(({ id, text }) => [text, id]))
  return ({ text }: Said) => atVisitor.replies.at(ids.get(text) ?? '')
}

function describe(all: readonly Compared[], way: string): string[] {
  return all.flatMap(({ talk, found }) => {
    const what = (name: keyof TextDifference) =>
      [...new Set(found.flatMap((one) => one[name]))].slice(0, SHOWN)
    const wrong = (['lost', 'doubled', 'outOfOrder'] as const).filter(
      (name) => what(name).length > 0,
    )
    return wrong.map(
      (name) => `${talk.chat.conversation} ${way}: ${name} ${what(name).join(' | ')}`,
    )
  })
}
