import { everydayBut, onceEach } from './everyday.ts'

/** What a group of texts has in common, and texts that belong to it. */
export interface Topic {
  readonly name: string
  readonly examples: readonly string[]
}

export interface Example {
  readonly text: string
  /** The place of its topic; one after the last for “none of these”. */
  readonly topic: number
}

/** The newest of a topic’s examples count: more would only make learning slow. */
const MOST_OF_A_TOPIC = 400
/** Of everyday messages, to one example of a topic; and at least so many. */
const EVERYDAY_TO_ONE = 2
const FEWEST_EVERYDAY = 24

/**
 * The examples of all topics, each once, and each topic’s name as one more; then everyday messages, for
 * “none of these”. The same set of examples comes in the same order always.
 */
export function examplesOf(topics: readonly Topic[]): Example[] {
  const own = topics.flatMap(({ name, examples }, topic) =>
    onceEach([name, ...examples.slice(-MOST_OF_A_TOPIC)]).map((text) => ({ text, topic })),
  )
  const size = Math.round((EVERYDAY_TO_ONE * own.length) / Math.max(1, topics.length))
  const everyday = everydayBut(
    own.map(({ text }) => text),
    Math.max(FEWEST_EVERYDAY, size),
  )
  return [...own.toSorted(byText), ...everyday.map((text) => ({ text, topic: topics.length }))]
}

function byText(one: Example, other: Example): number {
  if (one.text !== other.text) return one.text < other.text ? -1 : 1
  return one.topic - other.topic
}
