import { atOnce } from '../../src/adapters/embedded/steps.ts'
import { learnTopics, type Breadth, type Meaning } from '../../src/adapters/embedded/topics.ts'
import type { Sample } from './data.ts'
import type { Answered } from './figures.ts'

/** What was learnt from some samples; `seconds` it took, without the encoder. */
export interface Trial {
  readonly seconds: number
  guess(text: string): {
    readonly label: string
    readonly confidence: number
    readonly none: number
  }
}

/** Learns as the worker does: names with `_` for spaces are the labels’ names. */
export function learn(train: readonly Sample[], breadth: Breadth, meaningOf: Meaning): Trial {
  const byLabel = Map.groupBy(train, ({ label }) => label)
  const labels = [...byLabel.keys()].toSorted()
  const topics = labels.map((label) => ({
    name: label.replaceAll('_', ' '),
    examples: (byLabel.get(label) ?? []).map(({ text }) => text),
  }))
  for (const { text } of train) meaningOf(text)
  const from = performance.now()
  const learnt = atOnce(learnTopics(topics, breadth, meaningOf))
  const seconds = (performance.now() - from) / 1_000
  const asked = [...labels.keys()]
  return {
    seconds,
    guess(text) {
      const likely = learnt.judge(text, meaningOf(text), asked)
      const confidence = Math.max(0, ...likely)
      const label = labels[likely.indexOf(confidence)] ?? ''
      return { label, confidence, none: 1 - likely.reduce((sum, one) => sum + one, 0) }
    },
  }
}

export function answersOf(trial: Trial, test: readonly Sample[]): Answered[] {
  return test.map(({ text, label }) => {
    const guess = trial.guess(text)
    return { confidence: guess.confidence, isRight: guess.label === label }
  })
}
