import { newBell } from './bell.ts'
import { newSaid, noteRefused, noteTaken, taken } from './ledger.ts'
import type { Said, Sightings, Talk } from './ledger.ts'
import { newSession, openWidget, wordsOf } from './visitor.ts'
import type { Door } from './visitor.ts'

interface Deps {
  readonly door: Door
  readonly begins: (visitor: string) => void
  /** A reply was seen for the first time. */
  readonly sawOne: () => void
  readonly fault: (sentence: string) => void
  readonly team: TeamSide
  /** Ms without any news after which a visitor waits no more. */
  readonly patience: number
}

/** How far the team's side of a conversation is. */
export interface TeamSide {
  /** All that was written so far has come to the team, and each of it is answered. */
  answered(talk: Talk): boolean
  /** The team is shown all that it answered. */
  shown(talk: Talk): boolean
}

export type Visit = ReturnType<typeof visitFor>

/** One visitor who writes all the turns of a chat, and stays until each is answered. */
export function visitFor(talk: Talk, { door, begins, sawOne, fault, team, patience }: Deps) {
  const bell = newBell()
  const byFrame = new Map<string, Said>()
  let token = ''

  async function go() {
    const session = await newSession(door)
    token = session.token
    talk.visitor = session.visitor.id
    begins(session.visitor.id)
    const page = openWidget(door, session, {
      message({ id, mine, blocks }) {
        const { words, replies } = talk.atVisitor
        const isNew = (mine ? words : replies).see({ id, text: wordsOf(blocks) })
        if (isNew && !mine) sawOne()
        bell.ring()
      },
      received: (id, message) => answered(id, (said) => noteTaken(said, message)),
      refused: (id, error) => answered(id, (said) => noteRefused(said, error)),
      turnedAway: (error) => fault(`A visitor was turned away: ${error}`),
    })
    const isSettled = await writeAll(page.send)
    if (!isSettled) fault(`${talk.chat.conversation} stood still: ${standing(talk)}`)
    page.close()
  }

  function answered(id: string, note: (said: Said) => void) {
    const said = byFrame.get(id)
    if (said) note(said)
    bell.ring()
  }

  async function writeAll(send: (text: string) => string): Promise<boolean> {
    for (const { text } of talk.chat.turns) {
      const said = newSaid(text)
      talk.words.push(said)
      byFrame.set(send(text), said)
      if (!talk.hasty && !(await bell.until(isAnswered, patience))) return false
    }
    return bell.until(isShownEverywhere, patience)
  }

  function isAnswered(): boolean {
    const wanted = taken(talk.words)
    const known = [...wanted, ...talk.replies].every(({ answeredAt }) => answeredAt !== null)
    return known && team.answered(talk) && shows(talk.atVisitor.replies, talk.replies)
  }

  function isShownEverywhere(): boolean {
    return isAnswered() && team.shown(talk) && shows(talk.atVisitor.words, talk.words)
  }

  return { talk, door, go, news: bell.ring, token: () => token }
}

/** As many were seen as were said and taken. */
export function shows(seen: Sightings, all: readonly Said[]): boolean {
  return seen.count() >= taken(all).length
}

/** How far a conversation came, for whoever looks for the reason. */
function standing({ words, replies, atDesk, atVisitor }: Talk): string {
  const told = (all: readonly Said[]) => all.filter(({ answeredAt }) => answeredAt !== null).length
  return [
    `${words.length} written, ${told(words)} acknowledged`,
    `${atDesk.words.count()} at the desk, ${atVisitor.words.count()} back at the visitor`,
    `${replies.length} replies, ${told(replies)} acknowledged`,
    `${atVisitor.replies.count()} at the visitor, ${atDesk.replies.count()} back at the desk.`,
  ].join(', ')
}
