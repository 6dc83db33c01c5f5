import type { Inline, Style } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import { joinTexts } from '../tidy-blocks.ts'
import { linkInline, publicText, textInline } from './inlines.ts'
import type { Reading } from './inlines.ts'
import { readToken } from './read-tokens.ts'

/** What a stretch stands in. */
interface Within {
  readonly styles: readonly Style[]
  readonly depth: number
  readonly reading: Reading
}

type Read = (found: readonly string[], within: Within) => Inline[] | null

/** A form of Discord's markdown, and what its captures say; null when it is no more than its words. */
interface Rule {
  readonly form: RegExp
  readonly read: Read
}

const ORDER = ['bold', 'italic', 'strike'] as const satisfies readonly Style[]

const styled =
  (style: Style): Read =>
  ([, inner = ''], within) => {
    const styles = ORDER.filter((one) => one === style || within.styles.includes(one))
    return readStretch(inner, { ...within, styles })
  }

const asText: Read = ([, inner = ''], { styles }) => textInline(inner, styles)

// Where two fit the longer is meant, as of `***a** b*`; of two as long the first. The bounds keep a text
// of nothing but openings from being read to its end from each of them.
const RULES: readonly Rule[] = [
  { form: /(¯\\_\(ツ\)_\/¯)/uy, read: asText },
  { form: /\\([^0-9A-Za-z\s])/uy, read: asText },
  { form: /(?<!(?<!\\)`)(`{1,10})(?!`)([\s\S]{1,4000}?)(?<!`)\1(?!`)/uy, read: readCode },
  {
    form: /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|\*\*|[^\s*\\])|[^\s*\\]){1,4000}?)\*(?!\*)/uy,
    read: styled('italic'),
  },
  { form: /_((?:__|\\[\s\S]|[^\\_]){1,4000}?)_(?!\w)/uy, read: styled('italic') },
  { form: /\*\*((?:\\[\s\S]|[^\\]){1,4000}?)\*\*(?!\*)/uy, read: styled('bold') },
  // Underlined; visitors’ pages underline links alone.
  { form: /__((?:\\[\s\S]|[^\\]){1,4000}?)__(?!_)/uy, read: styled('italic') },
  { form: /~~([\s\S]{1,4000}?)~~(?!_)/uy, read: styled('strike') },
  // Hidden until it is pressed; a visitor has nothing to press.
  {
    form: /\|\|([\s\S]{1,4000}?)\|\|/uy,
    read: ([, inner = ''], within) => readStretch(inner, within),
  },
  {
    form: /<([^<>\n]{1,2000})>/uy,
    read: ([, token = ''], { styles, reading }) => readToken(token, styles, reading),
  },
  {
    form: /\[((?:\[[^\]\n]{0,200}\]|\\.|[^[\]\\]){1,1000})\]\(\s*<?(https?:\/\/(?:\([^()\s]{0,500}\)|[^\s()<>]){1,2000})>?(?:\s+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\s*\)/iuy,
    read: readMasked,
  },
  { form: /https?:\/\/[^\s<]{1,2000}/iuy, read: readAddress },
  { form: /@(everyone|here)/uy, read: (_, { styles }) => textInline('everyone', styles) },
]

const BEGINNINGS = /[\\*_~|<[@`¯]|https?:\/\//gi

/** A stretch of Discord's markdown as inlines, without any id and any address inside Discord. */
export function readInlines(text: string, styles: readonly Style[], reading: Reading): Inline[] {
  return joinTexts(readStretch(text, { styles, depth: 0, reading })).flatMap((inline) =>
    inline.kind === 'text'
      ? textInline(publicText(inline.text, reading), inline.style ?? [])
      : [inline],
  )
}

// More than anybody means; thousands of stars would go as deep as there are stars.
const DEEPEST = 12

function readStretch(text: string, outer: Within): Inline[] {
  const { styles } = outer
  if (outer.depth > DEEPEST) return textInline(text, styles)
  const within = { ...outer, depth: outer.depth + 1 }
  const inlines: Inline[] = []
  let from = 0
  for (const { index } of text.matchAll(BEGINNINGS)) {
    if (index < from) continue
    const found = longestAt(text, index)
    const read = found?.rule.read(found.captures, within)
    if (!found || !read) continue
    inlines.push(...textInline(text.slice(from, index), styles), ...read)
    from = index + found.length
  }
  return [...inlines, ...textInline(text.slice(from), styles)]
}

interface Found {
  readonly rule: Rule
  readonly captures: readonly string[]
  readonly length: number
}

function longestAt(text: string, index: number): Found | null {
  let longest: Found | null = null
  for (const rule of RULES) {
    rule.form.lastIndex = index
    const captures = rule.form.exec(text)
    const length = captures?.[0].length ?? 0
    if (captures && length > (longest?.length ?? 0)) longest = { rule, captures, length }
  }
  return longest
}

/** Nothing is read within code, but what it shows is for the visitor all the same. */
function readCode([, , inner = '']: readonly string[], { styles, reading }: Within): Inline[] {
  const bare = inner.trim()
  const start = bare.startsWith('`') ? inner.replace(/^ /, '') : inner
  const text = bare.endsWith('`') ? start.replace(/ $/, '') : start
  return textInline(publicText(text, reading), [...styles, 'code'])
}

/** A link behind words. Where the words hold another link or name someone, Discord shows all as it was typed. */
function readMasked(
  [, label = '', url = '']: readonly string[],
  { styles, depth, reading }: Within,
): Inline[] | null {
  const asLabel = { styles: [], depth, reading: { ...reading, leave: () => {} } }
  const inlines = readStretch(label, asLabel)
  if (/:\/\//.test(label) || inlines.some(({ kind }) => kind !== 'text')) return null
  const words = plainText({ blocks: [{ kind: 'paragraph', inlines }], files: [] })
  return linkInline(url, words, styles, reading)
}

/** An address among words, without the sentence’s own signs at its end. */
function readAddress([found = '']: readonly string[], { styles, reading }: Within): Inline[] {
  const bare = found.replace(/[.,:;"'\]]+$/u, '')
  const opened = bare.split('(').length
  const closed = /\)+$/.exec(bare)?.[0].length ?? 0
  const url = closed >= opened ? bare.slice(0, -1) : bare
  return [...linkInline(url, '', styles, reading), ...textInline(found.slice(url.length), styles)]
}
