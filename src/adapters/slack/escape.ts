const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text that stays text in a message's `text`: exactly these three are escaped, as Slack asks. */
export function escapeSlack(text: string): string {
  return text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** What was typed, from the text that an event brings. */
export function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** How long a text is once escaped. */
export function escapedLength(text: string): number {
  let length = text.length
  for (const sign of text.matchAll(/[&<>]/g)) length += (ENTITIES[sign[0]] ?? '').length - 1
  return length
}

/** How every post and every update is sent: chat.update would parse by itself where this is left out. */
export const AS_WRITTEN = {
  parse: 'none',
  link_names: false,
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
} as const
