import { nameOf } from './actor.ts'
import type { Message } from './message.ts'
import { plainText } from './message.ts'

/** What was said and, in sentences, what happened, as text, once, for every place that shows history. Times are UTC. */
export function transcript(
  messages: readonly Message[],
  happened: readonly { readonly at: number; readonly text: string }[] = [],
): string {
  const said = messages.map((message) => ({ at: message.at, text: line(message) }))
  return [...said, ...happened]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text: words }) => `[${time(at)}] ${words}`)
    .join('\n')
}

function time(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

function line(message: Message): string {
  return `${nameOf(message.by)}${mark(message)}: ${text(message)}`
}

function mark({ kind, to }: Message): string {
  if (to) return ` (whisper to ${to.name})`
  return kind === 'note' ? ' (note)' : ''
}

function text(message: Message): string {
  if (message.removedAt !== undefined) return '[deleted]'
  if (message.withdrawnAt !== undefined) return '[withdrawn before it was sent]'
  const said = plainText(message.content)
  return message.version > 1 ? `${said} [edited]` : said
}
