import { cleanText } from '../../conversation/message.ts'
import type { Member } from '../../ports.ts'

export type NameCheck =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly sentence: string }

/** A public name as a new member gave it, cleaned; or a sentence that says why it cannot be theirs. */
export function checkName(raw: string, members: readonly Member[]): NameCheck {
  const name = tidy(raw)
  const length = Array.from(name).length
  if (length < 2 || length > 40) return refuse('Your name wants 2 to 40 characters.')
  if (!/\p{L}/u.test(name)) return refuse('Your name wants at least one letter.')
  const look = lookOf(name)
  if (look.includes(OURS)) {
    return refuse(`“${name}” looks like Greenroom itself: pick another name.`)
  }
  if (members.some((member) => member.active && lookOf(member.name) === look)) {
    return refuse(`“${name}” is taken, or looks just like a name that is: pick another.`)
  }
  return { ok: true, name }
}

function refuse(sentence: string): NameCheck {
  return { ok: false, sentence }
}

// Formats that join emoji or turn the direction of text, and private and unassigned signs: unseen, or unreadable.
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\u2800]/gu

function tidy(raw: string): string {
  return cleanText(raw.normalize('NFC')).replaceAll(UNSEEN, '').replaceAll(/\s+/g, ' ').trim()
}

// Signs that are drawn like a Latin letter: enough to see through the common ways of looking like somebody else.
const DRAWN_LIKE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ4@',
    b: 'вβ8',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεєё3',
    g: 'ɡ9',
    h: 'нһ',
    i: 'іιı1!|l',
    j: 'ј',
    k: 'кκ',
    m: 'мμ',
    n: 'пηո',
    o: 'оοօ0',
    p: 'рρ',
    r: 'гᴦ',
    s: 'ѕ5$',
    t: 'тτ',
    u: 'υս',
    v: 'ν',
    w: 'ѡԝ',
    x: 'хχ',
    y: 'уγ',
  }).flatMap(([letter, twins]) => Array.from(twins, (twin) => [twin, letter])),
)

const OURS = lookOf('Greenroom')

/** The same for names that a reader would take for one another. */
function lookOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const letters = Array.from(plain).filter((sign) => /[\p{L}\p{N}@!|$]/u.test(sign))
  return letters.map((sign) => DRAWN_LIKE[sign] ?? sign).join('')
}
