/** Shows as nothing; stands between two signs where no backslash can keep them apart. */
export const GAP = '\u200b'

// Live wherever they stand; a backslash makes each the sign that it is. A colon is live round an emoji's
// name and after a scheme, and the end of an address is what shows an invitation where there is no scheme.
const SIGNS =
  /[\\*_~`|<[\]@]|(?<=<)#|:(?=\/|[\w+~-]{1,64}:)|(?<=discord(?:app)?\.(?:com|gg|gift|media|net|new)|dis\.gd)\//gi

// Live at a line's beginning alone: quotes, small print, headings and lists.
const STARTS =
  /^([^\S\n\r\u2028\u2029]*)(?:(?=>|-#|[-+](?:\s|$)|#{1,3}(?:\s|$))|(\d+)(?=\.(?:\s|$)))/gm

/**
 * Text that Discord shows as it is, whoever wrote it: nothing in it mentions, links, embeds, styles or hides.
 * It is for a message's text, an embed's description and its fields; names and titles are not parsed.
 */
export function escapeDiscord(text: string): string {
  return escapeStarts(escapeSigns(text))
}

/** The same for a stretch within a line, whose beginning may stay as it is. */
export function escapeSigns(text: string): string {
  return text.replaceAll(SIGNS, String.raw`\$&`)
}

/** A text whose signs are escaped already, with the beginnings of its lines escaped too. */
export function escapeStarts(written: string): string {
  return written.replaceAll(
    STARTS,
    (_, space: string, digits: string | undefined) => `${space}${digits ?? ''}\\`,
  )
}

/** The most that a text takes once it is escaped. */
export function escapedAtMost(text: string): number {
  return text.length + (text.match(/[!-/:-@[-`{-~]/g)?.length ?? 0)
}
