import type { FileId } from '../conversation/ids.ts'
import type { Clock } from '../ports.ts'
import { createSigner } from './signatures.ts'

/** What a file's address turned out to be; `until` in epoch ms. */
export type Link =
  | { readonly ok: true; readonly until: number }
  | { readonly ok: false; readonly why: 'wrong' | 'expired' }

export type FileLinks = ReturnType<typeof createFileLinks>

const HOUR = 3600

/** Makes and reads addresses of files that expire and cannot be forged or changed. */
export function createFileLinks(secret: string, clock: Clock) {
  const signer = createSigner(secret, 'file link')

  function make(id: FileId, ttl: number): string {
    // To the hour, so that an address given twice is the same one and a browser's cache knows it.
    const expires = Math.ceil((clock.now() + ttl) / 1000 / HOUR) * HOUR
    return `/files/${id}?e=${expires}&s=${signer.sign(`${id} ${expires}`)}`
  }

  function read(id: string, expires: unknown, signature: unknown): Link {
    if (typeof expires !== 'string' || typeof signature !== 'string')
      return { ok: false, why: 'wrong' }
    if (!signer.matches(`${id} ${expires}`, signature)) return { ok: false, why: 'wrong' }
    const until = Number(expires) * 1000
    return until > clock.now() ? { ok: true, until } : { ok: false, why: 'expired' }
  }

  return { make, read }
}
