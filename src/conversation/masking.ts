import { folded, withoutInvisible } from './masking/folded.ts'
import { KEPT } from './masking/kept.ts'
import type { Kind, Span } from './masking/kind.ts'
import { LINKS } from './masking/links.ts'
import { MAIL } from './masking/mail.ts'
import { MONEY } from './masking/money.ts'
import { NAMES } from './masking/names.ts'
import { NETS } from './masking/nets.ts'
import { PAPERS } from './masking/papers.ts'
import { PHONES } from './masking/phones.ts'
import { PLACES } from './masking/places.ts'
import { OPAQUE, SECRETS } from './masking/secrets.ts'

const KINDS: readonly Kind[] = [
  ...LINKS,
  ...SECRETS,
  ...MAIL,
  ...MONEY,
  ...OPAQUE,
  ...PAPERS,
  ...KEPT,
  ...NETS,
  ...PHONES,
  ...PLACES,
  ...NAMES,
]

const AROUND = 40
/** No kind takes it for a part of anything. */
const TAKEN = '\u0000'

interface Found {
  readonly span: Span
  readonly as: string | null
}

/**
 * The text with personal data replaced by what it is: [email], [phone], [card], [iban], [wallet], [ip], [id],
 * [birthday], [address], [name], [secret]; of links, what gives away more than a page. What people tell of
 * themselves in plain words stays. In a time that grows with the text and no faster.
 */
export function masked(text: string): string {
  const seen = withoutInvisible(text)
  const all: Found[] = []
  let open = folded(seen)
  for (const kind of KINDS) {
    const found = findingsOf(kind, open)
    all.push(...found)
    open = without(open, found)
  }
  return replaced(seen, all)
}

function findingsOf(kind: Kind, open: string): Found[] {
  return [...open.matchAll(kind.find)].flatMap((match) => {
    const it = match.groups?.['it'] ?? match[0]
    // It is the last of what was found.
    const start = match.index + match[0].length - it.length
    const end = start + it.length
    const part = kind.part
      ? kind.part(it, open.slice(Math.max(0, start - AROUND), start), open.slice(end, end + AROUND))
      : ([0, it.length] as const)
    if (!part) return []
    const span = [start + part[0], start + part[1]] as const
    const as = typeof kind.as === 'function' ? kind.as(open.slice(...span)) : kind.as
    return [{ span, as }]
  })
}

function without(open: string, found: readonly Found[]): string {
  let rest = ''
  let at = 0
  for (const { span } of found) {
    rest += open.slice(at, span[0]) + TAKEN.repeat(span[1] - span[0])
    at = span[1]
  }
  return rest + open.slice(at)
}

function replaced(text: string, found: readonly Found[]): string {
  let result = ''
  let at = 0
  for (const { span, as } of found.toSorted((one, other) => one.span[0] - other.span[0])) {
    result += text.slice(at, span[0]) + (as ?? text.slice(...span))
    at = span[1]
  }
  return result + text.slice(at)
}
