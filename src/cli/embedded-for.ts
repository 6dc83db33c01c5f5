import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { pastCorrections } from '../adapters/sql/past-labels.ts'
import type { Settings } from '../config.ts'
import { examplesIn, MOST_CORRECTIONS } from '../insights/lessons.ts'
import type { Classifier } from '../ports.ts'

/** The classifier of this machine, once it has learned the taxonomy, and what people corrected in the data of this folder. */
export async function embeddedFor({ taxonomy }: Settings, data: string): Promise<Classifier> {
  // It takes a while to load, and most of what is asked does without it.
  const { createEmbedded } = await import('../adapters/embedded/index.ts')
  const embedded = createEmbedded({ log: pino({ level: 'silent' }) })
  const file = join(data, 'greenroom.sqlite')
  const past = existsSync(file) ? await pastCorrections(file, MOST_CORRECTIONS) : []
  await embedded.learn({ labels: taxonomy.labels, corrections: examplesIn(past, taxonomy) })
  return embedded
}
