import { Worker } from 'node:worker_threads'

export interface Checkpointer {
  /** Says that so many writes were committed. */
  committed(writes: number): void
  stop(): Promise<void>
}

/** Writes after which the log is worth moving: some 4,000 pages, half of what SQLite would wait for. */
const EVERY = 500

/**
 * Moves the write-ahead log into the database file from a thread of its own, so that the main one does
 * not stand still for it. SQLite's automatic checkpoint stays on, for when this cannot keep up.
 */
export function checkpointer(path: string): Checkpointer {
  let worker: Worker | undefined
  let waiting = 0
  let busy = false

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
      workerData: path,
    })
    started.unref()
    started.on('message', () => (busy = false))
    // Without it the automatic checkpoint does the work: slower, and as safe.
    started.on('error', () => (busy = true))
    return started
  }

  return {
    committed(writes) {
      waiting += writes
      if (path === ':memory:' || busy || waiting < EVERY) return
      waiting = 0
      busy = true
      worker ??= start()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('checkpoint')
    },
    stop: async () => void (await worker?.terminate()),
  }
}
