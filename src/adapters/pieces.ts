const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

// Where people would break, best first. Each breaks after what it matches.
const BREAKS = [/\n{2,}/g, /\n/g, /[.!?…。！？]["'”’)]*\s+/g, /\s+/g]

/** How long a text is once written: the sum of what its UTF-16 code units take. */
type LengthOf = (text: string) => number

/**
 * The text in pieces that are at most `limit` long once written, broken where a person would break it and
 * never within a sign. Put together again they are the text. The first may have less room, and is empty
 * when the text has no good break in it.
 */
export function intoPieces(
  text: string,
  lengthOf: LengthOf,
  limit: number,
  room: number = limit,
): string[] {
  const pieces: string[] = []
  let rest = text
  for (let space = room; rest !== ''; space = limit) {
    const end = breakBefore(rest, reachOf(rest, space, lengthOf), space === limit)
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return pieces
}

function breakBefore(text: string, reach: number, mustBreak: boolean): number {
  if (reach === text.length) return reach
  const good = goodBreak(text, reach)
  if (good > 0 && startOfSign(text, good) === good) return good
  return mustBreak ? signBreak(text, reach) : 0
}

/** How much of the text the room holds. */
function reachOf(text: string, room: number, lengthOf: LengthOf): number {
  const start = text.slice(0, Math.max(0, room))
  let used = lengthOf(start)
  let reach = start.length
  while (used > room && reach > 0) {
    reach -= 1
    used -= lengthOf(text.charAt(reach))
  }
  return reach
}

/** The best break in the latter half of the reach, or the last one at white space; 0 if there is none. */
function goodBreak(text: string, reach: number): number {
  const window = text.slice(0, reach + 1)
  const ends = BREAKS.map((pattern) => lastEnd(window, pattern, reach))
  return ends.find((end) => end > reach / 2) ?? Math.max(...ends)
}

function lastEnd(window: string, pattern: RegExp, reach: number): number {
  let last = 0
  for (const { index, 0: found } of window.matchAll(pattern)) {
    const end = Math.min(index + found.length, reach)
    if (index < reach) last = end
  }
  return last
}

/** Between two signs as people see them; within one only where it is longer than all the room. */
function signBreak(text: string, reach: number): number {
  const start = startOfSign(text, reach)
  if (start > 0) return start
  const isWithinPair = /[\ud800-\udbff]/.test(text.charAt(reach - 1)) && reach > 1
  return Math.max(1, isWithinPair ? reach - 1 : reach)
}

/** Where the sign at this place begins. */
function startOfSign(text: string, at: number): number {
  return GRAPHEMES.segment(text).containing(at)?.index ?? at
}
