import { ANSWER } from './answering.ts'
import { guestIn, linesOf } from './protocol.ts'
import type { HeldThread } from './protocol.ts'
import { compareTexts } from './texts.ts'

/** What a thread that was left is told at last. */
const WENT = /: now (?:with .+, )?in #|moved this to/

/** What is wrong with a thread that its conversation has left, of which these lines were said: a sentence each. */
export function faultsOfLeft({ posts }: HeldThread, said: readonly string[]): string[] {
  const words = posts.filter(({ isVisitors }) => isVisitors).flatMap(({ text }) => linesOf(text))
  const { doubled, outOfOrder } = compareTexts(said, words)
  const went = posts.findIndex(({ text }) => WENT.test(text))
  const after = went === -1 ? [] : posts.slice(went + 1)
  const answers = posts.filter(({ text }) => isAnswer(text))
  return [
    ...doubled.map((text) => `doubles “${text}”`),
    ...outOfOrder.map((text) => `turns “${text}” round`),
    ...(went === -1 ? ['does not say where it went'] : []),
    ...after.filter(({ isVisitors }) => isVisitors).map(({ text }) => `goes on with “${text}”`),
    ...answers.map(({ text }) => `has “${text}”`),
  ]
}

function isAnswer(text: string): boolean {
  return text.startsWith(`${ANSWER} `) && guestIn(text) !== null
}
