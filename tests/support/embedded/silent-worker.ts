// A classifier's thread that never says anything.
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', () => undefined)
