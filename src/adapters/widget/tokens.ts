import type { InboxId, VisitorId } from '../../conversation/ids.ts'
import type { Clock } from '../../ports.ts'
import { createSigner } from '../signatures.ts'

export type Tokens = ReturnType<typeof createTokens>

const FORM = /^v1\.([A-Za-z0-9_-]{1,64})\.([a-z0-9_-]{1,64})\.(\d{1,16})\.([A-Za-z0-9_-]{43})$/

/** Makes and reads what proves a visitor to an inbox; one older than `age` ms proves nothing. */
export function createTokens(secret: string, clock: Clock, age: number) {
  const signer = createSigner(secret, 'widget session')

  function make(visitor: VisitorId, inbox: InboxId): string {
    const claim = `v1.${visitor}.${inbox}.${clock.now()}`
    return `${claim}.${signer.sign(claim)}`
  }

  /** The visitor that it proves to this inbox, or null. */
  function read(token: string, inbox: InboxId): VisitorId | null {
    const [, visitor = '', forInbox, issuedAt, signature = ''] = FORM.exec(token) ?? []
    const claim = token.slice(0, -1 - signature.length)
    if (forInbox !== inbox || !signer.matches(claim, signature)) return null
    if (Number(issuedAt) + age < clock.now()) return null
    // Signed by us over an id that we made.
    return visitor as VisitorId
  }

  return { make, read }
}
