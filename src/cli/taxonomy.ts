import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pastCorrections } from '../adapters/sql/past-labels.ts'
import { pastUse } from '../adapters/sql/past-use.ts'
import { formatProblems, loadSettings, ownVariables, readEnvironment } from '../config.ts'
import type { Settings, Variables } from '../config.ts'
import { MOST_CORRECTIONS } from '../insights/lessons.ts'
import { phrasesApart } from './phrases-apart.ts'
import { onTerminal } from './progress.ts'
import type { Progress } from './progress.ts'
import { openPupil } from './pupils.ts'
import type { Pupil } from './pupils.ts'
import { sayTaxonomy } from './said-of-taxonomy.ts'
import { taxonomyReport } from './taxonomy-report.ts'

interface Surroundings {
  readonly print: (text: string) => void
  readonly openPupil: () => Promise<Pupil>
  readonly progress: Progress
  readonly now: () => number
}

const OURS: Surroundings = {
  print: (text) => process.stdout.write(`${text}\n`),
  openPupil,
  progress: onTerminal,
  now: Date.now,
}

const DAY = 86_400_000
const MOST_DAYS = 3_650

/** `greenroom taxonomy …`: what labels there are, how they are used, and which are too many; 0 unless the settings are wrong. */
export async function taxonomy(
  args: readonly string[],
  variables: Variables = ownVariables(),
  { print, progress, now, ...pupils }: Surroundings = OURS,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '90' },
      json: { type: 'boolean', default: false },
      'no-classify': { type: 'boolean', default: false },
    },
  })
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new Error(`--days wants a number from 1 to ${MOST_DAYS}.`)
  const environment = readEnvironment(variables)
  const read = loadSettings(environment.config)
  if (!read.ok) {
    print(formatProblems(read.problems))
    return 1
  }
  const { settings } = read
  const file = join(environment.data, 'greenroom.sqlite')
  const since = now() - days * DAY
  const corrections = await pastCorrections(file, MOST_CORRECTIONS)
  const report = taxonomyReport(settings, {
    days,
    use: await pastUse(file, since),
    corrections: corrections.filter(({ at }) => at >= since),
    phrases: values['no-classify'] ? [] : await phrases(settings, pupils.openPupil, progress),
  })
  print(values.json ? JSON.stringify(report, null, 2) : sayTaxonomy(report))
  return 0
}

async function phrases(settings: Settings, open: () => Promise<Pupil>, progress: Progress) {
  if (!settings.classify?.embedded) return []
  const pupil = await open()
  try {
    return await phrasesApart(settings, pupil, progress)
  } finally {
    await pupil.stop()
  }
}
