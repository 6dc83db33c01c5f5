import type { FileRef } from '../../../conversation/message.ts'
import type { PublicMessage } from '../../../ports.ts'
import { inMessages, small } from '../drawn-posts.ts'
import { escapeDiscord } from '../escape.ts'
import { fitting } from '../fitting.ts'
import { LIMITS } from '../limits.ts'
import { toDiscord } from '../markup.ts'
import type { DiscordMessage } from '../posting.ts'

export interface FanDrawing {
  /** The inbox's name, where the person could take one for another. */
  readonly inbox: string | null
  /** Whom the person writes to just now, where that is another inbox. */
  readonly writesTo: string | null
  /** Why a file is a link instead of an upload; null where it is uploaded. */
  why(file: FileRef): string | null
  /** Where a file can be read, for a week. */
  address(file: FileRef): string
}

/** Stands before the author's name, and at the beginning of no other line. */
const SIGN = '▸'
const LIKE_SIGN = /^([\s\p{Cf}>-]*)▸/gmu

/** A reply as its visitor sees it: under its author's name, in as many messages as it takes. */
export function drawReply(
  { from, content }: PublicMessage,
  { inbox, writesTo, why, address }: FanDrawing,
): readonly DiscordMessage[] {
  const texts = [
    ...toDiscord(content).map((text) => text.replaceAll(LIKE_SIGN, '$1›')),
    ...content.files.filter((file) => why(file) !== null).map((file) => linkTo(file, address)),
  ]
  const name = escapeDiscord(fitting(from.name, LIMITS.username))
  const of =
    inbox === null || inbox === from.name
      ? ''
      : ` · ${escapeDiscord(fitting(inbox, LIMITS.username))}`
  const aside =
    writesTo === null
      ? []
      : [
          small(
            `You write to ${writesTo} just now. To answer ${inbox ?? from.name}, reply to this message.`,
          ),
        ]
  const uploads = content.files.filter((file) => why(file) === null)
  const [first, ...rest] = inMessages([`${SIGN} **${name}**${of}`, ...texts, ...aside])
  return [uploads.length > 0 ? { ...first, files: uploads } : first, ...rest]
}

function linkTo(file: FileRef, address: (file: FileRef) => string): string {
  return `📎 ${escapeDiscord(fitting(file.name, 200))}: <${address(file)}>`
}
