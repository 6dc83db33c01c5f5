import { z } from 'zod'
import type { Block, Inline, Style } from '../../conversation/message.ts'
import { STYLES } from './styles.ts'
import { emojiOf } from './emoji.ts'
import { foldList } from '../fold-lists.ts'
import type { Item } from '../fold-lists.ts'
import { joinTexts } from '../tidy-blocks.ts'
import { linkInline, mentionInline, textInline } from './inlines.ts'
import type { Reading } from './inlines.ts'

const word = z.string().optional().catch(undefined)
const count = z.number().optional().catch(undefined)
const list = z.array(z.unknown()).catch([])

const block = z.looseObject({ type: z.string(), elements: list })

const part = z.looseObject({
  type: z.string(),
  elements: list,
  style: z.unknown().optional(),
  indent: count,
  offset: count,
})

const styled = z.record(z.string(), z.unknown()).catch({})

const element = z.looseObject({
  type: z.string(),
  text: word,
  url: word,
  name: word,
  unicode: word,
  skin_tone: count,
  user_id: word,
  timestamp: count,
  fallback: word,
  value: word,
  style: styled.optional(),
})

type Part = z.infer<typeof part>
type Element = z.infer<typeof element>

/** The rich text of a message's blocks, or null when none of them is rich text. */
export function readRichText(blocks: readonly unknown[], reading: Reading): Block[] | null {
  const known = blocks.map(
    (one) => block.safeParse(one).data ?? { type: 'unreadable', elements: [] },
  )
  if (!known.some(({ type }) => type === 'rich_text')) return null
  return known.flatMap(({ type, elements }) => {
    if (type === 'rich_text') return readParts(elements, reading)
    reading.leave(`a “${type}” block`)
    return []
  })
}

function readParts(given: readonly unknown[], reading: Reading): Block[] {
  const blocks: (Block | Item)[] = []
  for (const one of given) {
    const read = part.safeParse(one).data
    if (read) blocks.push(...readPart(read, reading))
    else reading.leave('something that cannot be read')
  }
  return foldList(blocks)
}

function readPart(given: Part, reading: Reading): (Block | Item)[] {
  switch (given.type) {
    case 'rich_text_section':
      return [{ kind: 'paragraph', inlines: line(given.elements, reading) }]
    case 'rich_text_quote':
      return [{ kind: 'quote', inlines: line(given.elements, reading) }]
    case 'rich_text_preformatted':
      return [{ kind: 'code', text: codeText(given.elements, reading) }]
    case 'rich_text_list':
      return given.elements.map((item, index) => ({
        kind: 'item',
        ordered: given.style === 'ordered',
        indent: given.indent ?? 0,
        number: (given.offset ?? 0) + index + 1,
        inlines: line(part.safeParse(item).data?.elements ?? [], reading),
      }))
    default:
      reading.leave(`a “${given.type}” part`)
      return []
  }
}

/** Without the line's end that Slack writes before the next part. */
function line(elements: readonly unknown[], reading: Reading): Inline[] {
  const inlines = joinTexts(elements.flatMap((one) => readElement(one, reading)))
  const last = inlines.at(-1)
  if (last?.kind !== 'text' || !last.text.endsWith('\n')) return inlines
  const text = last.text.slice(0, -1)
  return [...inlines.slice(0, -1), ...(text === '' ? [] : [{ ...last, text }])]
}

function codeText(elements: readonly unknown[], reading: Reading): string {
  return line(elements, reading)
    .map((inline) =>
      inline.kind === 'link' ? inline.url : inline.kind === 'text' ? inline.text : '',
    )
    .join('')
}

function readElement(given: unknown, reading: Reading): Inline[] {
  const read = element.safeParse(given).data
  if (!read) {
    reading.leave('something that cannot be read')
    return []
  }
  const styles = stylesOf(read)
  switch (read.type) {
    case 'text':
      return textInline(read.text ?? '', styles, reading)
    case 'link':
      return linkInline(read.url ?? '', read.text ?? '', reading)
    case 'emoji':
      return emoji(read, reading)
    case 'user':
      return [mentionInline(read.user_id ?? '', reading)]
    case 'channel':
      reading.leave('a channel')
      return []
    case 'usergroup':
    case 'team':
      return textInline('a team', styles, reading)
    case 'broadcast':
      return textInline('everyone', styles, reading)
    case 'color':
      return textInline(read.value ?? '', styles, reading)
    case 'date':
      return textInline(read.fallback ?? dateText(read.timestamp), styles, reading)
    default:
      reading.leave(`a “${read.type}” element`)
      return []
  }
}

function emoji(read: Element, reading: Reading): Inline[] {
  const found = emojiOf({ ...read, name: read.name ?? '' })
  if (found) return [{ kind: 'emoji', ...found }]
  reading.leave('an emoji')
  return []
}

function stylesOf({ style }: Element): Style[] {
  return STYLES.filter((one) => style?.[one] === true)
}

/** Seconds since 1970 as `2026-11-20 09:00 UTC`. */
function dateText(seconds: number | undefined): string {
  const date = new Date((seconds ?? Number.NaN) * 1_000)
  if (Number.isNaN(date.getTime())) return ''
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
