import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What a server says in its log as soon as the classifier knows the taxonomy. */
const LEARNT = 'the classifier has learnt'
const LONGEST = 60_000
const LOOK_AGAIN = 50

/** Resolves when the server that logs into this folder has learnt for the first time. Throws when it does not. */
export async function untilLearnt(folder: string): Promise<void> {
  for (let waited = 0; waited < LONGEST; waited += LOOK_AGAIN) {
    if (readFileSync(join(folder, 'server.log'), 'utf8').includes(LEARNT)) return
    await pause(LOOK_AGAIN)
  }
  throw new Error('The classifier does not learn.')
}
