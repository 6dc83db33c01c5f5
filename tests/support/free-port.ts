import { createServer } from 'node:net'

// Below the ports that systems give to who asks for any; a thousand for each worker of the tests.
const FIRST = 20_000 + (Number(process.env['VITEST_POOL_ID'] ?? 0) % 10) * 1_000
let tried = Math.floor(Math.random() * 1_000)

/** A port that nobody has: other workers, and sockets that take any, have others. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    tried = (tried + 1) % 1_000
    if (await isFree(FIRST + tried)) return FIRST + tried
  }
  throw new Error('There is no free port.')
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
