import pino from 'pino'
import type { ClassifierFor } from './labels-of-words.ts'

/** The classifier of this machine, once it has learned the taxonomy. */
export const embeddedFor: ClassifierFor = async ({ taxonomy }) => {
  // It takes a while to load, and most of what is asked does without it.
  const { createEmbedded } = await import('../adapters/embedded/index.ts')
  const embedded = createEmbedded({ log: pino({ level: 'silent' }) })
  await embedded.learn({ labels: taxonomy.labels, corrections: [] })
  return embedded
}
