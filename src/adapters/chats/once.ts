import type { Clock, Receipt } from '../../ports.ts'
import { remembered } from './remembered.ts'

/** Where something stands, as its chat names it, or the receipt of why it does not; with what its chat said of that. */
export type Once<Why> =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly receipt: Receipt; readonly why?: Why }

/** Where something was found; null where it is not. */
export type Found =
  | { readonly ok: true; readonly id: string | null }
  | { readonly ok: false; readonly receipt: Receipt }

/** One thing that is to stand in a chat once. */
export interface Wish {
  /** The same whenever it is tried. */
  readonly key: string
  /** Since when there is something to put there, epoch ms. */
  readonly since: number
  /** Where it stood, and is to stand no more. */
  readonly not?: string
  /** It is not put there where it does not stand. */
  readonly isSought?: boolean
}

/** How a chat puts it there, and finds it again. */
interface Way<G, Why> {
  readonly clock: Clock
  find(given: G, isDoubtful: boolean): Promise<Found>
  /** `mayStand`: nobody knows what became of this try. */
  put(given: G): Promise<Once<Why> & { readonly mayStand?: boolean }>
}

const MOST = 20_000
const NOWHERE = {
  ok: false,
  receipt: { ok: false, kind: 'gone', reason: 'It does not stand there.' },
} as const

/**
 * Puts things there once, whatever happens: what this process put there it remembers, and where nobody knows what
 * became of a try, of its own or of a process before it, it looks there before it tries again.
 */
export function onlyOnce<G extends Wish, Why = never>({ clock, find, put }: Way<G, Why>) {
  const startedAt = clock.now()
  const known = remembered<string>(MOST)
  const doubtful = remembered<true>(MOST)
  const underWay = new Map<string, Promise<Once<Why>>>()

  async function once(given: G): Promise<Once<Why>> {
    const { key, since, not } = given
    const before = known.get(key)
    if (before !== undefined && before !== not) return { ok: true, id: before }
    const isDoubtful = doubtful.get(key) === true
    if (since < startedAt || isDoubtful) {
      const found = await find(given, isDoubtful)
      if (!found.ok) return found
      if (found.id !== null && found.id !== not) return stands(key, found.id)
    }
    if (given.isSought) return NOWHERE
    const done = await put(given)
    if (done.ok) return stands(key, done.id)
    const { mayStand = false, ...failed } = done
    if (mayStand) doubtful.set(key, true)
    return failed
  }

  function stands(key: string, id: string): Once<Why> {
    known.set(key, id)
    doubtful.delete(key)
    return { ok: true, id }
  }

  /** Where it stands, put there if it was not. */
  return (given: G): Promise<Once<Why>> => {
    const before = underWay.get(given.key)
    if (before) return before
    const mine = once(given).finally(() => underWay.delete(given.key))
    underWay.set(given.key, mine)
    return mine
  }
}
