import type { Inline, Style } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import { isInsideDiscord, withoutInsideLinks } from './inside-discord.ts'

/** The public alias of a member, by their Discord id; null for anyone else. */
export type AliasOf = (discordUser: string) => string | null

/** How the parts of a message are read. */
export interface Reading {
  readonly aliasOf: AliasOf
  leave(what: string): void
}

/** A stretch of text with its style, as it was typed; nothing when there is none. */
export function textInline(text: string, styles: readonly Style[]): Inline[] {
  if (text === '') return []
  return [{ kind: 'text', text, ...(styles.length > 0 ? { style: styles } : {}) }]
}

/** A link with its label; one into Discord leaves its label alone. */
export function linkInline(
  url: string,
  label: string,
  styles: readonly Style[],
  reading: Reading,
): Inline[] {
  const text = publicText(label, reading)
  if (isInsideDiscord(url)) {
    reading.leave('a link into Discord')
    return textInline(text, styles)
  }
  if (!URL.canParse(url) || url !== storableText(url)) return textInline(label || url, styles)
  return [{ kind: 'link', url, text: text === '' ? url : text }]
}

/** A colleague, by alias alone. */
export function mentionInline(discordUser: string, reading: Reading): Inline {
  const name = reading.aliasOf(discordUser)
  return name === null ? { kind: 'text', text: 'a teammate' } : { kind: 'mention', name }
}

// What stays text in code and after a backslash, and has an id in it all the same.
const MEMBER = /<@!?\d{1,20}>?|<?@!?\d{15,20}>?/g
const GROUP = /<?@&\d{1,20}>?/g
const CHANNEL = /<(?:#|(?:id|\d{1,20}):linked-roles:)\d{1,20}>?/g
const NAMED = /<a?(:\w{1,64}:)\d{1,20}>?|<(\/[^:<>\n]{1,100}):\d{1,20}>?/g

/** Text without ids and without addresses inside Discord, as any store and platform can hold it. */
export function publicText(text: string, reading: Reading): string {
  const named = storableText(text)
    .replaceAll(MEMBER, 'a teammate')
    .replaceAll(GROUP, 'a team')
    .replaceAll(CHANNEL, 'a channel')
    .replaceAll(NAMED, (_, emoji?: string, command?: string) => emoji ?? command ?? '')
  return withoutInsideLinks(named, () => reading.leave('a link into Discord'))
}
