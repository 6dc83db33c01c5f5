// A process with nothing but the embedded classifier, for `bench/classify.ts`: how long, how much. Prints JSON.
import '../src/require-node.ts'
import pino from 'pino'
import { createEmbedded } from '../src/adapters/embedded/index.ts'
import type { Label, LabelId } from '../src/conversation/labels.ts'
import { byDepartment, readClinc } from './classify/data.ts'
import { few } from './classify/sampling.ts'

const QUESTIONS = 400
const began = performance.now()

const clinc = byDepartment(readClinc(process.argv[2] ?? ''))
const samples = few(clinc.train, 20, 1)
const before = process.memoryUsage().rss
const departments = [...Map.groupBy(samples, ({ label }) => label)].map(([id, own]): Label => ({
  kind: 'department',
  id: id as LabelId, // a taxonomy's own, here out of a data set
  name: id.replaceAll('_', ' '),
  inboxes: null,
  was: [],
  examples: own.map(({ text }) => text),
  department: null,
  priority: null,
}))
const choices = { intents: [], departments, languages: [] }

const from = performance.now()
const embedded = createEmbedded({ log: pino({ level: 'silent' }) })
const created = performance.now() - from
await embedded.learn({ labels: departments, corrections: [] })
const learnt = performance.now() - from
const again = performance.now()
await embedded.learn({ labels: departments, corrections: [] })
const relearnt = performance.now() - again

const times: number[] = []
for (const { text } of clinc.test.filter((_, place) => place % 11 === 0).slice(0, QUESTIONS)) {
  const asked = performance.now()
  await embedded.classify(text, choices)
  times.push(performance.now() - asked)
}
times.sort((one, other) => one - other)
const rss = process.memoryUsage().rss
console.log(
  JSON.stringify({
    created,
    learnt,
    relearnt,
    p50: times[Math.floor(times.length * 0.5)],
    p99: times[Math.floor(times.length * 0.99)],
    rss: rss / 2 ** 20,
    before: before / 2 ** 20,
    boot: from - began,
  }),
)
await embedded.stop()
