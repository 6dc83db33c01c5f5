import pino from 'pino'
import { vi } from 'vitest'
import { createEmbedded } from '../../src/adapters/embedded/index.ts'
import { classifierContract } from './classifier.contract.ts'

// Each of its tests learns anew; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 })

classifierContract('embedded', async ({ intents, departments }) => {
  const classifier = createEmbedded({ log: pino({ level: 'silent' }), limit: 30_000 })
  await classifier.learn({ labels: [...intents, ...departments], corrections: [] })
  return classifier
})
