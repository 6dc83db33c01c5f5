import type { Inline, Style } from '../../conversation/message.ts'
import { linkInline, mentionInline, textInline } from './inlines.ts'
import type { Reading } from './inlines.ts'

const MEMBER = /^@!?(\d{1,20})$/
const GROUP = /^@&\d{1,20}$/
const CHANNEL = /^#\d{1,20}$/
const EMOJI = /^a?:(\w{1,64}):\d{1,20}$/
const TIME = /^t:(-?\d{1,17})(?::\w)?$/
const COMMAND = /^(\/[^:]{1,100}):\d{1,20}$/
const PLACE = /^(?:id|\d{1,20}):(?:browse|customize|guide|home|linked-roles)(?::\d{1,20})?$/
const ADDRESS = /^(?:https?|discord):\/\/\S+$/i

/** What stands between `<` and `>`: someone, somewhere, a time, an address; null where Discord reads it as text. */
export function readToken(
  token: string,
  styles: readonly Style[],
  reading: Reading,
): Inline[] | null {
  const member = MEMBER.exec(token)?.[1]
  if (member !== undefined) return [mentionInline(member, reading)]
  if (GROUP.test(token)) return textInline('a team', styles)
  if (CHANNEL.test(token)) return left('a channel', reading)
  if (PLACE.test(token)) return left('a link into Discord', reading)
  const emoji = EMOJI.exec(token)?.[1]
  if (emoji !== undefined) return [{ kind: 'emoji', name: emoji }]
  const seconds = TIME.exec(token)?.[1]
  if (seconds !== undefined) return time(Number(seconds), styles)
  const command = COMMAND.exec(token)?.[1]
  if (command !== undefined) return textInline(command, styles)
  return ADDRESS.test(token) ? linkInline(token, '', styles, reading) : null
}

function left(what: string, reading: Reading): Inline[] {
  reading.leave(what)
  return []
}

/** Seconds since 1970 as `2026-11-20 09:00 UTC`: each who reads it may be somewhere else. */
function time(seconds: number, styles: readonly Style[]): Inline[] | null {
  const date = new Date(seconds * 1_000)
  if (Number.isNaN(date.getTime())) return null
  return textInline(`${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`, styles)
}
