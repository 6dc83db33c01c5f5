import type { Logger } from 'pino'
import type { Environment, Settings } from './config.ts'
import type { Learner } from './learners.ts'
import type { Clock } from './ports.ts'

interface Deps {
  readonly clock: Clock
  readonly log: Logger
}

/** Who says what conversations are about, by the settings and the environment, in the order of trust. */
export async function openClassifiers(
  { classify }: Settings,
  { openai }: Pick<Environment, 'openai'>,
  { clock, log }: Deps,
): Promise<readonly Learner[]> {
  const classifiers: Learner[] = []
  // Each brings tools that only a house carries which asks it.
  if (classify?.embedded) {
    const { createEmbedded } = await import('./adapters/embedded/index.ts')
    classifiers.push(createEmbedded({ log }))
  }
  if (classify?.openai && openai) {
    const { createOpenAi } = await import('./adapters/openai/index.ts')
    classifiers.push(createOpenAi({ ...openai, model: classify.openai.model, log, clock }))
  }
  return classifiers
}
