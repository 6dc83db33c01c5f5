import { intoPieces } from '../pieces.ts'
import { escapedAtMost, escapeDiscord } from './escape.ts'
import type { Wanted } from './gateway.ts'
import { LIMITS } from './limits.ts'

/** The address of the thread of the conversation with this number, or null. */
export type LinkTo = (number: number) => Promise<string | null>

/** One message of what is said. */
interface Said {
  readonly body: { readonly content: string; readonly allowed_mentions: { readonly parse: [] } }
  readonly files: NonNullable<Wanted['files']>
}

// What a number takes more where it is a link.
const LINK = 100
const MOST_LINKS = 40
/** What is longer than so many messages goes into a file. */
const MOST = 4

/**
 * What is said to one person, as messages: nothing in it is live but the numbers of conversations, `#1042`, which
 * lead to their threads. What is long is in a file, whole. `before` is put before each by whoever posts it.
 */
export async function saidIn(
  text: string,
  linkTo: LinkTo,
  before = '',
): Promise<[Said, ...Said[]]> {
  const room = LIMITS.message - before.length
  const pieces = intoPieces(text, lengthOf, room).filter((piece) => piece.trim() !== '')
  const [start = '–', ...rest] = pieces
  if (rest.length < MOST) {
    const others = await Promise.all(rest.map((piece) => linked(piece, linkTo)))
    return [said(await linked(start, linkTo)), ...others.map((content) => said(content))]
  }
  const data = Buffer.from(text)
  const file = { name: 'greenroom.txt', data, contentType: 'text/plain; charset=utf-8' }
  return [{ ...said('It is long: all of it is in the file.'), files: [file] }]
}

function said(content: string): Said {
  return { body: { content, allowed_mentions: { parse: [] } }, files: [] }
}

function lengthOf(text: string): number {
  return escapedAtMost(text) + LINK * (text.match(/#/g)?.length ?? 0)
}

async function linked(text: string, linkTo: LinkTo): Promise<string> {
  let written = ''
  let from = 0
  for (const found of [...text.matchAll(/#(\d{1,9})(?!\d)/g)].slice(0, MOST_LINKS)) {
    const url = await linkTo(Number(found[1]))
    if (url === null || url.length > LINK) continue
    written += `${escapeDiscord(text.slice(from, found.index))}[${found[0]}](${url})`
    from = found.index + found[0].length
  }
  return `${written}${escapeDiscord(text.slice(from))}`
}
