// The thread that learns and answers: see `thread.ts` for what starts it, `letters.ts` for what they say.
import { parentPort } from 'node:worker_threads'
import { openEncoder } from './encoder/encoder.ts'
import { openIdentify } from './heads/identify.ts'
import type { FromWorker, ToWorker } from './letters.ts'
import { createPupil } from './pupil.ts'

const letters: ToWorker[] = []
let pupil: ReturnType<typeof createPupil> | null = null

parentPort?.on('message', (letter: ToWorker) => {
  if (pupil) pupil.read(letter)
  else letters.push(letter)
})

function tell(letter: FromWorker) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(letter)
}

const [encoder, identify] = await Promise.all([
  openEncoder().catch((error: unknown) => {
    tell({ kind: 'without', part: 'encoder', reason: String(error) })
    return null
  }),
  openIdentify(),
])
if (!identify) tell({ kind: 'without', part: 'languages', reason: 'it cannot be loaded' })
pupil = createPupil({ encoder, identify, tell })
for (const letter of letters) pupil.read(letter)
