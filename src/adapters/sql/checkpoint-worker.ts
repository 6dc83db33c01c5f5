import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const database = new DatabaseSync(String(workerData))

parentPort?.on('message', () => {
  // PASSIVE moves what it can and waits for nobody; writers go on meanwhile.
  database.exec('PRAGMA wal_checkpoint(PASSIVE)')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage('done')
})
