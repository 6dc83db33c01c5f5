import { createHash } from 'node:crypto'

/** Which post of ours this is: by an id of ours, and 1, 2, 3… of a message that was split. */
export interface Mark {
  readonly outbox: string
  readonly part: number
}

// Discord forgets a nonce within minutes, so a post carries its mark itself, for ever, where nobody sees it: as
// these four signs, which are drawn as nothing, read out as nothing and kept by Discord as they are.
const SIGNS = ['\u200c', '\u2061', '\u2062', '\u2063'] as const
const LENGTH = 32
const SEEN = /[\u200c\u2061-\u2063]{32}/
const LIKE_ONE = /[\u200c\u2061-\u2063]{8,}/g

/** How many characters of a text a mark takes. */
export const MARK_LENGTH = LENGTH

/** By which Discord knows a second try for some minutes: at most 25 characters. */
export function nonceOf(mark: Mark): string {
  return digest(mark).toString('base64url').slice(0, 24)
}

/** The mark as it stands in a post. */
export function signOf(mark: Mark): string {
  const bytes = digest(mark).subarray(0, LENGTH / 4)
  return Array.from(bytes, (byte) =>
    [6, 4, 2, 0].map((by) => SIGNS[(byte >> by) & 3]).join(''),
  ).join('')
}

/** A post's text with its mark, at the end of its first line where that is no code; nobody's words bring a mark in. */
export function marked(text: string, mark: Mark): string {
  const [first = '', ...rest] = text.replaceAll(LIKE_ONE, '').split('\n')
  const sign = signOf(mark)
  // What stands behind the fence of a code would be the name of its language.
  if (first.startsWith('```')) return `${[first, ...rest].join('\n')}${sign}`
  return [`${first}${sign}`, ...rest].join('\n')
}

/** The mark in a post's text, as `signOf` has it, or null where there is none. */
export function signIn(text: string): string | null {
  return SEEN.exec(text)?.[0] ?? null
}

function digest({ outbox, part }: Mark): Buffer {
  return createHash('sha256').update(`${part} ${outbox}`).digest()
}
