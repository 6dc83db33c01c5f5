import type { Identity, Session } from '../../../adapters/widget/protocol.ts'
import type { Kept } from '../storage.ts'
import type { Answers, Http } from './http.ts'

/** Who the visitor is to the server, once for each page; `becameOther` when it turns out to be someone else. */
export function createSession(http: Http, kept: Kept, becameOther: () => void) {
  let identity: Identity | undefined
  let answers: Answers | undefined
  let current: Promise<Session> | null = null

  async function begin() {
    const session = await http.session(kept.get('token'), identity, answers)
    const { id } = session.visitor
    kept.set('token', session.token)
    if (id !== (kept.get('visitor') ?? id)) becameOther()
    kept.set('visitor', id)
    return session
  }

  const session = {
    async token(renew = false): Promise<string> {
      if (renew) current = null
      const { locks } = kept
      // Two pages opened at once must not become two visitors.
      current ??= locks ? locks.request(`${kept.prefix}session`, begin) : begin()
      current.catch(() => (current = null))
      return (await current).token
    },
    identify(next: Identity) {
      identity = next
      current = null
    },
    /** Rejects with the server’s sentence where it does not take an answer, which then is forgotten. */
    async answer(given: Answers) {
      answers = given
      try {
        await session.token(true)
      } finally {
        answers = undefined
      }
    },
  }
  return session
}
