import { seeded, shuffle } from '../../src/adapters/embedded/seeded.ts'
import { isSmallTalk } from '../../src/adapters/embedded/everyday.ts'
import type { Chat, Sample } from './data.ts'

/** Of each label at most so many, drawn at random; the same for the same seed. */
export function few(all: readonly Sample[], each: number, seed: number): Sample[] {
  const taken = new Map<string, number>()
  return shuffled(all, seed).filter(({ label }) => {
    const count = taken.get(label) ?? 0
    taken.set(label, count + 1)
    return count < each
  })
}

/** Turns that are about nothing: greetings, thanks, a name or number that was asked for. */
const ABOUT_NOTHING = new Set([
  'openinggreeting',
  'closinggreeting',
  'contentonly',
  'confirmation',
  'rejection',
  'thankyou',
  'outofdomain',
])

/** The first words of a chat that say what it is about, or null. */
export function wish({ turns }: Chat): string | null {
  const turn = turns.find(
    ({ text, intent }) => !ABOUT_NOTHING.has(intent) && text.trim() !== '' && !isSmallTalk(text),
  )
  return turn?.text ?? null
}

/** Phrases of some chats of each domain to learn from, and all other chats. */
export function chatsApart(chats: readonly Chat[], each: number, seed: number) {
  const telling = chats.flatMap((chat) => {
    const text = wish(chat)
    return text === null ? [] : [{ text, label: chat.domain, chat }]
  })
  const taken = few(telling, each, seed)
  const learnt = new Set(taken.map((sample) => telling.find((one) => one === sample)?.chat))
  return { train: taken, test: chats.filter((chat) => !learnt.has(chat)) }
}

function shuffled<Each>(all: readonly Each[], seed: number): Each[] {
  const order = Uint32Array.from(all.keys())
  shuffle(order, order.length, seeded(seed))
  return Array.from(order, (place) => all[place]).filter((one) => one !== undefined)
}
