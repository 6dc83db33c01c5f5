import { nameOf } from './actor.ts'
import type { Message } from './message.ts'
import { plainText } from './message.ts'

/** Messages as text, once, for every place that shows history. Times are UTC. */
export function transcript(messages: readonly Message[]): string {
  return messages.map(line).join('\n')
}

function line(message: Message): string {
  const time = new Date(message.at).toISOString().slice(0, 16).replace('T', ' ')
  const mark = message.kind === 'note' ? ' (note)' : ''
  return `[${time}] ${nameOf(message.by)}${mark}: ${text(message)}`
}

function text(message: Message): string {
  if (message.removedAt !== undefined) return '[deleted]'
  if (message.withdrawnAt !== undefined) return '[withdrawn before it was sent]'
  const said = plainText(message.content)
  return message.version > 1 ? `${said} [edited]` : said
}
