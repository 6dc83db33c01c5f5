import pino from 'pino'
import { createEmbedded } from '../../src/adapters/embedded/index.ts'
import { classifierContract } from './classifier.contract.ts'

classifierContract('embedded', async ({ intents, departments }) => {
  const classifier = createEmbedded({ log: pino({ level: 'silent' }) })
  await classifier.learn({ labels: [...intents, ...departments], corrections: [] })
  return classifier
})
