import { cleanText } from '../../../src/conversation/message.ts'
import { newSaid, noteTaken, taken } from '../ledger.ts'
import type { Talk } from '../ledger.ts'
import type { TeamSide, Visit } from '../visiting.ts'
import { linesOf } from './protocol.ts'
import type { WorkspaceEars } from './workspace.ts'

interface Deps {
  readonly visitOf: (guest: string) => Visit | undefined
  /** A line of a visitor's was seen for the first time. */
  readonly sawOne: () => void
  readonly fault: (sentence: string) => void
}

/** What the team's threads show of each conversation as it goes on. */
export function threadsInChat({ visitOf, sawOne, fault }: Deps): {
  readonly ears: WorkspaceEars
  readonly side: TeamSide
} {
  const unanswered = new Map<Talk, number>()
  /** Lines that the thread has where it goes on now. */
  const held = new Map<Talk, number>()

  return {
    ears: {
      heard({ guest, lines, unanswered: count }) {
        const visit = visitOf(guest)
        if (!visit) return fault(`A thread of ${guest} is nobody's.`)
        unanswered.set(visit.talk, count)
        held.set(visit.talk, lines.length)
        for (const [index, text] of lines.entries()) {
          if (visit.talk.atDesk.words.see({ id: String(index), text })) sawOne()
        }
        visit.news()
      },
      said({ guest, text, unanswered: count }) {
        const visit = visitOf(guest)
        if (!visit) return
        unanswered.set(visit.talk, count)
        const said = newSaid(text)
        noteTaken(said, text)
        visit.talk.replies.push(said)
        visit.news()
      },
      fault,
    },
    side: {
      answered: (talk) =>
        (held.get(talk) ?? 0) >= linesSaid(talk).length && (unanswered.get(talk) ?? 0) === 0,
      shown: () => true,
    },
  }
}

/** The lines of all that a visitor wrote and was told to be taken, in order. */
export function linesSaid({ words }: Talk): string[] {
  return taken(words).flatMap(({ text }) => linesOf(cleanText(text)))
}
