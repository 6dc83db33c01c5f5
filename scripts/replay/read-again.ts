import type { Held, Talk } from './ledger.ts'
import type { Seat } from './desk-page.ts'
import { rereadDesk, rereadWidget } from './reread.ts'
import { sideBySide } from './side-by-side.ts'
import type { Visit } from './visiting.ts'

interface Found {
  readonly words: readonly Held[]
  readonly replies: readonly Held[]
}

/** What pages that have seen nothing yet find of one conversation, one at each end. */
export interface Look {
  readonly desk: Found
  readonly widget: Found
}

const WIDGETS_AT_ONCE = 20
const NOTHING: Found = { words: [], replies: [] }

/** Reads everything anew, from the first message to the last, on pages that have seen nothing yet. */
export async function readAgain(
  supervisor: Seat,
  visits: readonly Visit[],
  fault: (sentence: string) => void,
): Promise<Map<Talk, Look>> {
  const desk = await rereadDesk(supervisor)
  const threads = Map.groupBy(await desk.threads(), ([, visitor]) => visitor)
  const looks = new Map<Talk, Look>()
  // One desk page reads one thread at a time; widgets need not wait for each other.
  for (const { talk } of visits) {
    const mine = threads.get(talk.visitor ?? '') ?? []
    if (mine.length !== 1) fault(`${talk.chat.conversation} has ${mine.length} threads.`)
    const [id] = mine[0] ?? []
    looks.set(talk, { desk: id === undefined ? NOTHING : await desk.thread(id), widget: NOTHING })
  }
  desk.close()
  await sideBySide(visits, WIDGETS_AT_ONCE, async ({ talk, door, token }) => {
    const before = looks.get(talk)
    const held = await rereadWidget(door, token())
    if (before) looks.set(talk, { ...before, widget: held })
  })
  return looks
}
