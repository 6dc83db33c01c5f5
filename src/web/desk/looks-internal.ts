import type { DeskMember } from '../../adapters/desk/protocol.ts'

const SIGNS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\b(?:this|the) (?:visitor|customer|fan|client)\b/i, 'it speaks about the visitor, not to them'],
  [
    /\b(?:internal(?:ly)? only|between us|for the team only|don['’]t tell (?:him|her|them))\b/i,
    'it says that it is internal',
  ],
  [/\bnote to self\b/i, 'it is a note to yourself'],
]

/**
 * Why words on their way to the visitor read like a note to the team, as the rest of the sentence
 * “This reads like a note: …”; null for nearly everything. Only strong signs count, so that it is seldom wrong.
 */
export function looksInternal(
  text: string,
  members: readonly DeskMember[],
  me: string,
): string | null {
  const named = members.find((member) => member.id !== me && mentions(text, member.name))
  if (named) return `it addresses ${named.name}`
  return SIGNS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

function mentions(text: string, name: string): boolean {
  const first = name.split(' ')[0] ?? name
  const lower = text.toLowerCase()
  const at = lower.indexOf(`@${first.toLowerCase()}`)
  if (at === -1) return false
  const before = lower.slice(Math.max(0, at - 1), at)
  return before === '' || /\s|[(,;]/.test(before)
}
