import { displayName } from './lookup.ts'
import type { Office } from './office.ts'

export interface Shown {
  /** What people read: no signs of formatting, names instead of ids. */
  readonly text: string
  /** Where its links lead; a masked one with the words that hide it. */
  readonly links: readonly { readonly label: string; readonly url: string }[]
}

// What is not to be read as formatting is moved out of reach: into a plane of characters that nobody writes.
const PLANE = 0xf0000

const INLINE =
  /<(?<kind>@[!&]?|#)(?<id>\d+)>|<\/(?<command>[^:>]+):\d+>|<a?:(?<emoji>\w+):\d+>|<t:(?<time>\d+)(?::\w)?>|\[(?<label>[^\]\n]+)\]\(<?(?<masked>https?:\/\/[^\s)>]+)>?\)|<(?<quiet>https?:\/\/[^>\s]+)>|(?<bare>https?:\/\/[^\s<>]+)|(?<sign>\*\*\*|\*\*|\*|__|~~|\|\|)(?=\S)(?<inner>.+?)(?<=\S)\k<sign>|(?<!\w)_(?=\S)(?<slanted>.+?)(?<=\S)_(?!\w)/gsu

/** Reads a text as Discord’s clients do. */
export function readMarkdown(office: Office, source: string): Shown {
  const links: { label: string; url: string }[] = []
  const guarded = source.replaceAll(
    /\\([^\p{L}\p{N}\s])|```(?:\w*\n)?([\s\S]*?)```|``([^\n]+?)``|`([^`\n]+)`/gu,
    (_, sign?: string, block?: string, twice?: string, once?: string) =>
      guard(sign ?? block ?? twice ?? once ?? ''),
  )
  const lines = guarded.split('\n').map(readLine)
  return { text: unguard(inline(office, lines.join('\n'), links)), links }
}

/** The marks at the beginning of a line: headings, quotes, small print, lists. */
function readLine(line: string): string {
  const quoted = line.replace(/^>(?:>>)? /, '')
  const plain = quoted.replace(/^(?:#{1,3}|-#) +(?=\S)/, '')
  return plain.replace(/^( *)[-*] +/, '$1• ')
}

function inline(office: Office, text: string, links: { label: string; url: string }[]): string {
  return text.replaceAll(INLINE, (...found: readonly unknown[]) => {
    // The named groups come last.
    const groups = found.at(-1) as Readonly<Record<string, string | undefined>>
    const { kind, id, command, emoji, time, label, masked, quiet, bare, inner, slanted } = groups
    if (kind !== undefined) return named(office, kind, id ?? '')
    if (command !== undefined) return `/${command}`
    if (emoji !== undefined) return `:${emoji}:`
    if (time !== undefined) return new Date(Number(time) * 1000).toISOString()
    const url = masked ?? quiet ?? bare
    if (url !== undefined) {
      links.push({ label: unguard(label ?? url), url: unguard(url) })
      return inlineLabel(office, label) ?? url
    }
    return inline(office, inner ?? slanted ?? '', links)
  })
}

function inlineLabel(office: Office, label: string | undefined): string | undefined {
  return label === undefined ? undefined : inline(office, label, [])
}

function named(office: Office, kind: string, id: string): string {
  if (kind === '#') return `#${office.channels.get(id)?.name ?? 'unknown'}`
  if (kind === '@&') return `@${office.guild.roles.get(id)?.name ?? 'deleted-role'}`
  return `@${displayName(office, id)}`
}

function guard(text: string): string {
  return Array.from(text)
    .map((one) => moved(one, PLANE))
    .join('')
}

function unguard(text: string): string {
  return text.replaceAll(/[\u{F0000}-\u{FFFFF}]/gu, (one) => moved(one, -PLANE))
}

function moved(one: string, by: number): string {
  const code = one.codePointAt(0) ?? 0
  return code > 0xffff && by > 0 ? one : String.fromCodePoint(code + by)
}
