import { cleanText } from '../conversation/message.ts'
import type { Member } from '../ports.ts'
import { lookOf } from './lookalikes.ts'

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

const OURS = lookOf('Greenroom')
