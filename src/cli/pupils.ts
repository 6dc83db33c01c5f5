import pino from 'pino'
import type { Learner } from '../learners.ts'

/** A classifier that learns what it is given. */
export type Pupil = Learner & Required<Pick<Learner, 'learn'>>

/** The classifier of this machine, which knows nothing yet. */
export async function openPupil(): Promise<Pupil> {
  // It takes a while to load, and most of what is asked does without it.
  const { createEmbedded } = await import('../adapters/embedded/index.ts')
  return createEmbedded({ log: pino({ level: 'silent' }) })
}
