import type { Meaning } from '../../src/adapters/embedded/topics.ts'
import type { Chat } from './data.ts'
import { share, spread, SURE } from './figures.ts'
import { chatsApart, wish } from './sampling.ts'
import { learn, type Trial } from './trial.ts'

const EACH = 10

interface Counts {
  asked: number
  right: number
  sure: number
  surelyRight: number
}

/** Real chats by what they are about, learnt from ten phrases of other chats each. */
export function chatTable(
  chats: readonly Chat[],
  seeds: readonly number[],
  meaningOf: Meaning,
): string {
  const domains = [...new Set(chats.map(({ domain }) => domain))].toSorted()
  const confused = new Map<string, number>()
  const first: Counts[] = []
  const wishes: Counts[] = []
  for (const seed of seeds) {
    const { train, test } = chatsApart(chats, EACH, seed)
    const trial = learn(train, 'broad', meaningOf)
    first.push(countsOf(trial, test, ({ turns }) => turns[0]?.text ?? null))
    wishes.push(
      countsOf(trial, test, wish, (domain, guess) => {
        const key = `${domain} ${guess}`
        confused.set(key, (confused.get(key) ?? 0) + 1)
      }),
    )
  }
  return [
    `Real chats, ${domains.length} domains, ${EACH} phrases each:`,
    line('first message alone (most are a greeting)', first),
    line('first message that says what they want', wishes),
    '',
    row(['is ↓ called →', ...domains, 'not sure']),
    row(['', ...domains, ''].map(() => '--:')),
    ...domains.map((domain) => {
      const cells = [...domains, ''].map((guess) => confused.get(`${domain} ${guess}`) ?? 0)
      const all = cells.reduce((sum, cell) => sum + cell, 0)
      return row([domain, ...cells.map((cell) => share(cell, all).toFixed(1))])
    }),
  ].join('\n')
}

function countsOf(
  trial: Trial,
  chats: readonly Chat[],
  textOf: (chat: Chat) => string | null,
  note?: (domain: string, guess: string) => void,
): Counts {
  const counts: Counts = { asked: 0, right: 0, sure: 0, surelyRight: 0 }
  for (const chat of chats) {
    const text = textOf(chat)
    if (text === null) continue
    const { label, confidence } = trial.guess(text)
    const isRight = label === chat.domain
    counts.asked += 1
    if (isRight) counts.right += 1
    if (confidence >= SURE) counts.sure += 1
    if (confidence >= SURE && isRight) counts.surelyRight += 1
    note?.(chat.domain, confidence >= SURE ? label : '')
  }
  return counts
}

function line(name: string, runs: readonly Counts[]): string {
  const right = spread(runs.map((one) => share(one.right, one.asked)))
  const sure = spread(runs.map((one) => share(one.sure, one.asked)))
  const surely = spread(runs.map((one) => share(one.surelyRight, one.sure)))
  return `- ${name}: right ${right} %; sure of ${sure} %, right of these ${surely} %`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
