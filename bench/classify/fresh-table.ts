import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { byDepartment, type Clinc } from './data.ts'
import { few } from './sampling.ts'
import { table } from './table.ts'

const EACH = 20
const QUESTIONS = 400

type Measure = 'alone' | 'held' | 'answers' | 'learnt' | 'again' | 'p50' | 'p99' | 'memory'

/** What the whole classifier costs in a process of its own, with 10 departments and 20 phrases each. */
export function freshTable(clinc: Clinc): string {
  const { train, test } = byDepartment(clinc)
  const samples = Map.groupBy(few(train, EACH, 1), ({ label }) => label)
  const departments = [...samples].map(([id, own]) => ({
    kind: 'department',
    id,
    name: id.replaceAll('_', ' '),
    inboxes: null,
    was: [],
    examples: own.map(({ text }) => text),
    department: null,
    priority: null,
  }))
  const texts = test.filter((_, place) => place % 11 === 0).slice(0, QUESTIONS)
  const script = join(import.meta.dirname, '..', 'classify-fresh.ts')
  const printed = execFileSync(process.execPath, [script], {
    input: JSON.stringify({ departments, texts: texts.map(({ text }) => text) }),
    encoding: 'utf8',
  })
  const found = JSON.parse(printed) as Record<Measure, number> // that script's own
  const ms = (of: Measure) => `${found[of].toFixed(1)} ms`
  const seconds = (of: Measure) => `${(found[of] / 1_000).toFixed(2)} s`
  const megabytes = (of: Measure) => `${found[of].toFixed(0)} MB`
  return table(
    ['10 departments × 20 phrases, in a process of its own', '', 'wanted'],
    [
      ['an answer from the thread, p50', ms('p50'), '≤ 20 ms'],
      ['p99', ms('p99'), ''],
      ['the start is held up for', ms('held'), '0 ms'],
      ['from the start to the first answer, by words', seconds('answers'), '≤ 1 s'],
      ['from the start until all is learnt', seconds('learnt'), ''],
      ['the same lesson again', seconds('again'), ''],
      ['memory of the whole process', megabytes('memory'), '≤ 160 MB'],
      ['without the classifier', megabytes('alone'), ''],
    ],
  )
}
