import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { pastCorrections } from '../adapters/sql/past-labels.ts'
import { formatProblems, loadSettings, ownVariables, readEnvironment } from '../config.ts'
import type { Variables } from '../config.ts'
import { MOST_CORRECTIONS } from '../insights/lessons.ts'
import { evaluate } from './classify-eval.ts'
import type { Tools } from './classify-eval.ts'
import { onTerminal } from './progress.ts'
import { openPupil } from './pupils.ts'
import { sayEvaluation } from './said-of-evaluation.ts'

interface Surroundings {
  readonly print: (text: string) => void
  readonly tools: Tools
}

const OURS: Surroundings = {
  print: (text) => process.stdout.write(`${text}\n`),
  tools: {
    openPupil,
    async openOpenAi({ openai }, { classify }) {
      if (!openai) throw new Error('There is no key to OpenAI.')
      const { createOpenAi } = await import('../adapters/openai/index.ts')
      const model = classify?.openai?.model ?? 'gpt-5.4-mini'
      const log = pino({ level: 'silent' })
      return createOpenAi({ ...openai, model, log, clock: { now: Date.now } })
    },
    progress: onTerminal,
    // Not among what is printed: that may be read by a program.
    announce: (text) => process.stderr.write(`${text}\n`),
  },
}

/** `greenroom classify eval …`: how right labels were and would be; 0 unless the settings are wrong. */
export async function classify(
  args: readonly string[],
  variables: Variables = ownVariables(),
  { print, tools }: Surroundings = OURS,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      last: { type: 'string', default: String(MOST_CORRECTIONS) },
      openai: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  if (positionals.join(' ') !== 'eval') throw new Error('It wants `classify eval`.')
  const last = Number(values.last)
  if (!Number.isInteger(last) || last < 1 || last > MOST_CORRECTIONS)
    throw new Error(`--last wants a number from 1 to ${MOST_CORRECTIONS}.`)
  const environment = readEnvironment(variables)
  const read = loadSettings(environment.config)
  if (!read.ok) {
    print(formatProblems(read.problems))
    return 1
  }
  const { settings } = read
  const past = await pastCorrections(join(environment.data, 'greenroom.sqlite'), last)
  const its = await evaluate(past, settings, environment, values.openai, tools)
  print(values.json ? JSON.stringify(its, null, 2) : sayEvaluation(its, settings))
  return 0
}
