import type { Block, Message } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Store } from '../../ports.ts'
import type { At } from './heard.ts'
import { linkedPost } from './post-links.ts'

const LONGEST = 120

/**
 * The first line of what the visitor wrote, where a message of theirs is replied to; null for anything else. It is
 * read from what they wrote and not from what the thread shows, and of nobody else's words is anything shown.
 */
export async function quoteOf(
  store: Pick<Store, 'linked' | 'message'>,
  at: At,
): Promise<Block | null> {
  const id = (await linkedPost(store, at))?.message
  const message = id ? await store.message(id) : null
  if (message?.kind !== 'visitor' || message.removedAt !== undefined) return null
  const text = firstLine(message)
  return text === '' ? null : { kind: 'quote', inlines: [{ kind: 'text', text }] }
}

function firstLine({ content }: Message): string {
  const [line = ''] = plainText(content).trim().split('\n')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).toWellFormed()}…`
}
