import { cleanText } from '../conversation/message.ts'
import { lookOf } from './lookalikes.ts'

/** What a platform wants of the names that posts stand under. */
export interface NameRules {
  /** In characters (UTF-16 code units). */
  readonly limit: number
  /** Names that are the platform's own, whatever stands round them and however they are drawn. */
  readonly reserved: readonly string[]
  /** Signs that the platform takes in no name; with the `g` flag. */
  readonly refused: RegExp
}

const NOBODY = 'Visitor'
const AS_VISITOR = ' (visitor)'

// Formats that turn or hide text, private and unassigned signs, and fillers that show as nothing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0\u2800]/gu

// A card says with a tick that a site has proved who its visitor is: nobody says so of themselves.
const TICKS = /[✓✔✅☑🗸🗹√]\ufe0f?/gu

// Marks without end climb over the lines above.
const TOO_MANY_MARKS = /(\p{M}{3})\p{M}+/gu

/**
 * The name that a visitor's posts stand under: within the limit, never empty, never one by which the
 * team would take them for the platform, for Greenroom or for one of the team's `members`.
 */
export function visitorNameBy(rules: NameRules, raw: string, members: readonly string[]): string {
  const name = tidy(raw, rules.refused)
  if (!/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name)) return NOBODY
  const look = lookOf(name)
  if ([...rules.reserved, 'Greenroom'].some((reserved) => look.includes(lookOf(reserved)))) {
    return NOBODY
  }
  if (members.some((member) => isTakenFor(name, member))) {
    return `${shortened(name, rules.limit - AS_VISITOR.length)}${AS_VISITOR}`
  }
  return shortened(name, rules.limit)
}

function tidy(raw: string, refused: RegExp): string {
  return cleanText(raw.normalize('NFC'))
    .replaceAll(refused, '')
    .replaceAll(UNSEEN, ' ')
    .replaceAll(TICKS, '')
    .replaceAll(TOO_MANY_MARKS, '$1')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[@#!\s]+/, '')
    .trim()
}

/** True when the member's name stands in it as words of its own: “Ana”, “Аnа (support)”. */
function isTakenFor(name: string, member: string): boolean {
  const wanted = ` ${wordsOf(member)} `
  return wanted.trim() !== '' && ` ${wordsOf(name)} `.includes(wanted)
}

function wordsOf(name: string): string {
  return name
    .split(/[\s()[\]{}.,:;/\\_·•|–—-]+/u)
    .map(lookOf)
    .filter((word) => word !== '')
    .join(' ')
}

const SIGNS = new Intl.Segmenter('en', { granularity: 'grapheme' })

function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name
  const end = SIGNS.segment(name).containing(limit - 1)?.index ?? 0
  return `${name.slice(0, end).trimEnd()}…`
}
