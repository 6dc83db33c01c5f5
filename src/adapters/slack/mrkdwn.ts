import type { Block, Inline, Style } from '../../conversation/message.ts'
import { emojiNamed } from './emoji.ts'
import { unescapeSlack } from './escape.ts'
import { joinTexts } from '../tidy-blocks.ts'
import { linkInline, mentionInline, textInline } from './inlines.ts'
import type { Reading } from './inlines.ts'

const FENCE = /```\n?([\s\S]*?)\n?```/g

/** What a message's `text` says, as Slack's markup of tokens, marks and entities; for messages without blocks. */
export function readMrkdwn(text: string, reading: Reading): Block[] {
  const blocks: Block[] = []
  let from = 0
  for (const fence of text.matchAll(FENCE)) {
    blocks.push(...readLines(text.slice(from, fence.index), reading))
    blocks.push({ kind: 'code', text: codeText(fence[1] ?? '', reading) })
    from = fence.index + fence[0].length
  }
  return [...blocks, ...readLines(text.slice(from), reading)]
}

const QUOTED = /^&gt; ?/

/** Lines that follow one another as quote or as plain text are one block. */
function readLines(text: string, reading: Reading): Block[] {
  const groups: { readonly isQuote: boolean; readonly lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const isQuote = QUOTED.test(line)
    if (groups.at(-1)?.isQuote !== isQuote) groups.push({ isQuote, lines: [] })
    groups.at(-1)?.lines.push(line.replace(QUOTED, ''))
  }
  return groups.map(({ isQuote, lines }) => ({
    kind: isQuote ? 'quote' : 'paragraph',
    inlines: joinTexts(readLine(lines.join('\n'), [], reading)),
  }))
}

const MARKED: Readonly<Record<string, Style>> = { '*': 'bold', _: 'italic', '~': 'strike' }

// In this order: a token, code, a stretch between two marks with words round it, an emoji.
const TOKEN = String.raw`<(?<token>[^<>\n]+)>`
const CODE = '`(?<code>[^`\\n]+)`'
const STYLED = String.raw`(?<![\p{L}\p{N}*_~])(?<mark>[*_~])(?=\S)(?<styled>[^\n]{0,1000}?\S)\k<mark>(?![\p{L}\p{N}*_~])`
const EMOJI = String.raw`:(?<emoji>[\p{L}\p{N}_+'-]{1,100}(?:::skin-tone-[2-6])?):`
const INLINE = new RegExp([TOKEN, CODE, STYLED, EMOJI].join('|'), 'gu')

function readLine(text: string, styles: readonly Style[], reading: Reading): Inline[] {
  const inlines: Inline[] = []
  const plain = (raw: string) => textInline(unescapeSlack(raw), styles, reading)
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    inlines.push(...plain(text.slice(from, match.index)))
    inlines.push(...(readMatch(match.groups ?? {}, styles, reading) ?? plain(match[0])))
    from = match.index + match[0].length
  }
  return [...inlines, ...plain(text.slice(from))]
}

/** What a match says, or null when it is no more than its words. */
function readMatch(
  { token, code, mark, styled, emoji }: Readonly<Record<string, string | undefined>>,
  styles: readonly Style[],
  reading: Reading,
): Inline[] | null {
  if (token !== undefined) return readToken(token, styles, reading)
  if (code !== undefined) return textInline(codeText(code, reading), [...styles, 'code'], reading)
  if (emoji !== undefined) {
    // “10:30:45” has none.
    const found = /^\d+$/.test(emoji) ? null : emojiNamed(emoji)
    return found && [{ kind: 'emoji', ...found }]
  }
  const style = MARKED[mark ?? '']
  return style ? readLine(styled ?? '', [...styles, style], reading) : null
}

/** What stands between `<` and `>`: someone, somewhere, a date or an address. */
function readToken(token: string, styles: readonly Style[], reading: Reading): Inline[] | null {
  const [target = '', ...labels] = token.split('|')
  const label = unescapeSlack(labels.join('|'))
  if (/^@[UW]/.test(target)) return [mentionInline(target.slice(1), reading)]
  if (target.startsWith('#')) {
    reading.leave('a channel')
    return []
  }
  if (target.startsWith('!')) return textInline(special(target, label), styles, reading)
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return null
  return linkInline(unescapeSlack(target), label, reading)
}

function special(target: string, label: string): string {
  if (target.startsWith('!subteam')) return 'a team'
  if (/^!(?:here|channel|everyone)$/.test(target)) return 'everyone'
  return label
}

/** Code as it was typed: Slack writes the addresses in it as tokens. */
function codeText(text: string, reading: Reading): string {
  const typed = text.replaceAll(/<([^<>\n]+)>/g, (_, token: string) => tokenAsTyped(token))
  return textInline(unescapeSlack(typed), [], reading)
    .map((inline) => (inline.kind === 'text' ? inline.text : ''))
    .join('')
}

function tokenAsTyped(token: string): string {
  const [target = '', label] = token.split('|')
  if (/^@[UW]/.test(target)) return 'a teammate'
  if (target.startsWith('#')) return 'a channel'
  return target.startsWith('!') ? special(target, label ?? '') : (label ?? target)
}
