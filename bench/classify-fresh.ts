// A process with nothing but the embedded classifier, for `bench/classify.ts`: reads labels and texts as JSON, prints how long, how much.
import '../src/require-node.ts'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { createEmbedded } from '../src/adapters/embedded/index.ts'
import type { Label } from '../src/conversation/labels.ts'

const { departments, texts } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly departments: readonly Label[]
  readonly texts: readonly string[]
} // what `bench/classify.ts` wrote
const choices = { intents: [], departments, languages: [] }
const lesson = { labels: departments, corrections: [] }
const megabytes = () => process.memoryUsage().rss / 2 ** 20

const alone = megabytes()
const from = performance.now()
const since = (start: number) => performance.now() - start
const embedded = createEmbedded({ log: pino({ level: 'silent' }) })
const held = since(from)
const learning = embedded.learn(lesson)
while (!(await embedded.classify('hello', choices))) await pause(10)
const answers = since(from)
await learning
const learnt = since(from)

const times: number[] = []
for (const text of texts) {
  const asked = performance.now()
  await embedded.classify(text, choices)
  times.push(since(asked))
}
const memory = megabytes()
const begun = performance.now()
await embedded.learn(lesson)
const again = since(begun)
await embedded.stop()

times.sort((one, other) => one - other)
const [p50, p99] = [0.5, 0.99].map((part) => times[Math.floor(times.length * part)])
console.log(JSON.stringify({ alone, held, answers, learnt, again, p50, p99, memory }))
