import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { FromWorker, ToWorker } from './letters.ts'

/** A worker that is started anew when it dies. */
export interface Thread {
  post(letter: ToWorker): void
  /** While there is work the process stays; else the thread does not hold it. */
  holds(isBusy: boolean): void
  /** Ends it, that another takes its place: it has said nothing for too long. */
  replace(): void
  stop(): Promise<void>
}

export interface ThreadDeps {
  readonly log: Logger
  readonly entry: URL
  readonly hear: (letter: FromWorker) => void
  /** It died and a new one began, which knows nothing. */
  readonly begun: () => void
  /** It died too often: nobody answers. */
  readonly gaveUp: () => void
}

const MOST_DEATHS = 5
const WITHIN = 10 * 60_000
/** What it makes on the way is soon garbage: little room for it keeps the whole process small. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1_024 }

/** Starts the worker, and again when it dies, unless it died five times within ten minutes. */
export function startThread({ log, entry, hear, begun, gaveUp }: ThreadDeps): Thread {
  let deaths: number[] = []
  let isStopped = false
  let isBusy = false
  let worker = start()

  function start(): Worker | null {
    const started = new Worker(entry, { resourceLimits: LIMITS })
    if (!isBusy) started.unref()
    started.on('message', hear)
    started.on('error', (error) =>
      log.warn({ reason: reasonOf(error) }, 'the classifier’s worker failed'),
    )
    started.on('exit', () => died(started))
    return started
  }

  function died(one: Worker) {
    if (isStopped || worker !== one) return
    const now = performance.now()
    deaths = [...deaths.filter((at) => at > now - WITHIN), now]
    if (deaths.length >= MOST_DEATHS) {
      worker = null
      log.error({ deaths: deaths.length }, 'the classifier’s worker died too often: it stays off')
      gaveUp()
      return
    }
    log.warn({ deaths: deaths.length }, 'the classifier’s worker died and is started anew')
    worker = start()
    begun()
  }

  return {
    post(letter) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker?.postMessage(letter)
    },
    holds(busy) {
      isBusy = busy
      if (busy) worker?.ref()
      else worker?.unref()
    },
    replace: () => void worker?.terminate(),
    async stop() {
      isStopped = true
      await worker?.terminate()
    },
  }
}

/** Its kind alone: what it says might hold a visitor’s words. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
