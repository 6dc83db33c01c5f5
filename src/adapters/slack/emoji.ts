// Slack's names, from emoji-datasource 16.0.0 by Cal Henderson (MIT), whose short names Slack uses.
import table from './emoji-names.json' with { type: 'json' }

const UNICODE: ReadonlyMap<string, string> = new Map(Object.entries(table))
const NAME = /^[\p{L}\p{N}_+'-]{1,100}$/u
const TONE = /::skin-tone-([2-6])$/
const SELECTOR = '\ufe0f'
const FIRST_TONE = 0x1f3fb
const TONES = /[\u{1f3fb}-\u{1f3ff}]/gu
// Of several names the first: Slack keeps reactions under it.
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(table)
    .toReversed()
    .map(([name, unicode]) => [withoutSelectors(unicode), name]),
)

export interface Emoji {
  readonly name: string
  readonly unicode?: string
}

/** An emoji by Slack's name, as `wave` or `wave::skin-tone-3`; a custom one has no Unicode. Null for no name at all. */
export function emojiNamed(full: string): Emoji | null {
  const tone = TONE.exec(full)
  const name = tone ? full.slice(0, tone.index) : full
  if (!NAME.test(name)) return null
  const unicode = UNICODE.get(name)
  if (unicode === undefined) return { name }
  return { name, unicode: tone ? withTone(unicode, Number(tone[1])) : unicode }
}

/** Slack's name for an emoji, as a reaction has it: `+1`, `wave::skin-tone-3`; null where Slack has none. */
export function nameOfEmoji(unicode: string): string | null {
  const bare = withoutSelectors(unicode)
  const known = NAMES.get(bare)
  if (known !== undefined) return known
  const [tone = '', ...others] = bare.match(TONES) ?? []
  const name = NAMES.get(bare.replace(TONES, ''))
  if (name === undefined || tone === '' || others.length > 0) return null
  return `${name}::skin-tone-${(tone.codePointAt(0) ?? 0) - FIRST_TONE + 2}`
}

function withoutSelectors(unicode: string): string {
  return unicode.replaceAll(SELECTOR, '')
}

/** The emoji of a rich text element: its `unicode` in hex if that is sound, else by its name. */
export function emojiOf(element: {
  readonly name: string
  readonly unicode?: string | undefined
  readonly skin_tone?: number | undefined
}): Emoji | null {
  const named = emojiNamed(element.name)
  if (!named) return null
  const unicode = fromHex(element.unicode ?? '') ?? named.unicode
  if (unicode === undefined) return { name: named.name }
  return { name: named.name, unicode: withTone(unicode, element.skin_tone) }
}

function fromHex(hex: string): string | null {
  if (!/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,15}$/i.test(hex)) return null
  const points = hex.split('-').map((part) => Number.parseInt(part, 16))
  const isSound = points.every(
    (point) => point <= 0x10_ffff && !(point >= 0xd800 && point <= 0xdfff),
  )
  return isSound ? String.fromCodePoint(...points) : null
}

/** Slack counts tones from 2 to 6; a tone stands in for the sign that asks for colour. */
function withTone(unicode: string, tone: number | undefined): string {
  if (tone === undefined || tone < 2 || tone > 6) return unicode
  if (/[\u{1f3fb}-\u{1f3ff}]/u.test(unicode)) return unicode
  const [first = '', ...rest] = Array.from(unicode)
  const after = rest[0] === SELECTOR ? rest.slice(1) : rest
  return [first, String.fromCodePoint(FIRST_TONE + tone - 2), ...after].join('')
}
