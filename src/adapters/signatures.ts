import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export interface Signer {
  /** An unforgeable mark of this text, in base64url. */
  sign(text: string): string
  /** True when `signature` is this text's; takes equally long for every wrong one. */
  matches(text: string, signature: string): boolean
}

/** Signs under a key of its own for each purpose, so that a mark made for one is worth nothing for another. */
export function createSigner(secret: string, purpose: string): Signer {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `greenroom ${purpose}`, 32))
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    sign,
    matches: (text, signature) => sameText(sign(text), signature),
  }
}

/** True when both are the same, compared in a time that depends on their lengths alone. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
