import type { Content, Message } from './message.ts'
import { plainText } from './message.ts'

/** So many of a visitor’s first messages say what they want, or as many as have so many characters. */
const MOST_MESSAGES = 5
const LONGEST = 2_000
/** They are among the first so many of a conversation: notes may stand between them. */
export const LOOKED_AT = 12

/** What a visitor has written by which a conversation is sorted. */
export interface Words {
  /** Its messages as they are now, the newest last. */
  readonly text: string
  /** Which messages they are, in which version: where this is the same, so are the words. */
  readonly of: string
  /** Whatever is written after them does not count. */
  readonly isFull: boolean
}

/** What a conversation begins with. */
export function openingWords(content: Content): Words {
  return wordsOfTexts([{ text: wordsOf(content), of: '1.1' }])
}

/**
 * Of a conversation’s first messages, the visitor’s that count: those before anyone answered, but not what was taken
 * back, nor what has no words.
 */
export function wordsSoFar(messages: readonly Message[]): Words {
  const answered = messages.findIndex(({ kind }) => kind === 'reply')
  const before = answered === -1 ? messages : messages.slice(0, answered)
  const said = before.flatMap(({ kind, removedAt, content, number, version }) => {
    const text = kind === 'visitor' && removedAt === undefined ? wordsOf(content) : ''
    return text === '' ? [] : [{ text, of: `${number}.${version}` }]
  })
  return wordsOfTexts(said)
}

interface Said {
  readonly text: string
  readonly of: string
}

function wordsOfTexts(said: readonly Said[]): Words {
  const counted = said.slice(0, MOST_MESSAGES)
  const text = counted.map((one) => one.text).join('\n')
  // The first is read whole, however long it is: rules have always gone by all of it.
  const most = Math.max(LONGEST, counted[0]?.text.length ?? 0)
  return {
    text: text.length > most ? text.slice(0, most).toWellFormed() : text,
    of: counted.map(({ of }) => of).join(' '),
    isFull: counted.length === MOST_MESSAGES || text.length >= LONGEST,
  }
}

/** What there is to read in a message. */
function wordsOf(content: Content): string {
  return plainText({ ...content, files: [] }).trim()
}
