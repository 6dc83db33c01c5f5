import type { Inline, Style } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import { isInsideSlack, withoutInsideLinks } from './inside-slack.ts'

/** The public alias of a member, by their Slack id; null for anyone else. */
export type AliasOf = (slackUser: string) => string | null

/** How the parts of a message are read, whichever form they came in. */
export interface Reading {
  readonly aliasOf: AliasOf
  leave(what: string): void
}

/** A stretch of text with its style; nothing when there is none. */
export function textInline(raw: string, styles: readonly Style[], reading: Reading): Inline[] {
  const text = withoutInsideLinks(storableText(raw), () => reading.leave('a link into Slack'))
  if (text === '') return []
  return [{ kind: 'text', text, ...(styles.length > 0 ? { style: styles } : {}) }]
}

/** A link with its label; one into Slack leaves its label alone, one that is not for the web its words. */
export function linkInline(url: string, label: string, reading: Reading): Inline[] {
  const text = storableText(label)
  if (isInsideSlack(url)) {
    reading.leave('a link into Slack')
    return textInline(text, [], reading)
  }
  const isForTheWeb = /^(?:https?|mailto):/i.test(url) && URL.canParse(url)
  if (!isForTheWeb) return textInline(text === '' ? url : text, [], reading)
  const address = storableText(url)
  const shown = isInsideSlack(text) ? '' : text
  return [{ kind: 'link', url: address, text: shown === '' ? mailOrAddress(address) : shown }]
}

function mailOrAddress(url: string): string {
  return url.replace(/^mailto:/i, '')
}

/** A colleague, by alias alone. */
export function mentionInline(slackUser: string, reading: Reading): Inline {
  const name = reading.aliasOf(slackUser)
  return name === null ? { kind: 'text', text: 'a teammate' } : { kind: 'mention', name }
}
