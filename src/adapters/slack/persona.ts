import { cleanText } from '../../conversation/message.ts'
import { lookOf } from '../lookalikes.ts'
import { LIMITS } from './limits.ts'

const NOBODY = 'Visitor'
const AS_VISITOR = ' (visitor)'

// Looks of names that are the platform's or ours, whatever stands round them.
const RESERVED = ['Slackbot', 'Greenroom'].map(lookOf)

// Formats that turn or hide text, private and unassigned signs, and fillers that show as nothing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0\u2800]/gu

// A card says with a tick that a site has proved who its visitor is: nobody says so of themselves.
const TICKS = /[✓✔✅☑🗸🗹√]\ufe0f?/gu

// Marks without end climb over the lines above.
const TOO_MANY_MARKS = /(\p{M}{3})\p{M}+/gu

/**
 * The name that a visitor's posts stand under: at most 80 characters, never empty, never one by which the
 * team would take them for Slack, for Greenroom or for one of the team's `members`.
 */
export function visitorName(raw: string, members: readonly string[]): string {
  const name = tidy(raw)
  if (!/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name)) return NOBODY
  const look = lookOf(name)
  if (RESERVED.some((reserved) => look.includes(reserved))) return NOBODY
  if (members.some((member) => isTakenFor(name, member))) {
    return `${shortened(name, LIMITS.username - AS_VISITOR.length)}${AS_VISITOR}`
  }
  return shortened(name, LIMITS.username)
}

function tidy(raw: string): string {
  return cleanText(raw.normalize('NFC'))
    .replaceAll(/[<>]/g, '')
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
