import type { Chat } from '../../scripts/replay/chats.ts'
import { DEPARTMENTS } from '../../scripts/replay/sorted/labels.ts'

/** What visitors want of each of the departments, in its order. */
const WISHES = [
  'i need to book a flight to Lisbon',
  'one large pizza with cheese please',
  'my credit card was stolen last night',
  'what is the status of my insurance claim',
  'the internet at home is down again, we have cable',
  'i forgot my password and cannot log in',
]

/** So many chats that say what they are about, every second one after a greeting, whatever inbox they come to. */
export function wishes(count: number): Chat[] {
  return Array.from({ length: count }, (_, index) => ({
    conversation: `chat-${index}`,
    domain: DEPARTMENTS[(index + 1) % 2] ?? '',
    turns: [
      ...(index % 2 === 0 ? [] : ['hi']),
      WISHES[index % WISHES.length] ?? '',
      'ok',
      'thank you',
    ].map((text) => ({ text })),
  }))
}
