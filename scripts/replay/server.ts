import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../tests/support/free-port.ts'

export interface Server {
  readonly url: string
  /** Lets in once, as an administrator; null before the first start. */
  readonly link: () => string | null
  readonly pid: () => number
  /** Starts it on the same port and data, and resolves with the ms until it answered. Throws when it does not. */
  start(): Promise<number>
  /** Ends it with no chance to finish anything. */
  kill(): Promise<void>
  /** Asks it to stop, and waits. */
  stop(): Promise<void>
}

export interface ServerOptions {
  /** An empty folder for its data, settings and log. */
  readonly folder: string
  /** The text of its settings. */
  readonly settings: string
  /** The text of the taxonomy beside them; null for none. */
  readonly taxonomy?: string | null
  /** Variables of its environment besides its own, asked for at each start. */
  readonly variables?: () => Readonly<Record<string, string>>
  /** The script that is run, from the project's folder. */
  readonly script?: string
  /** The one core that it may use. */
  readonly core?: number | null
  /** For Node, before the script. */
  readonly flags?: readonly string[]
}

const ROOT = join(import.meta.dirname, '../..')
const LONGEST_START = 30_000
const LONGEST_STOP = 15_000
const BETWEEN_TRIES = 5

/** A server in a process of its own, on a free port of this machine; not started yet. */
export async function prepareServer(options: ServerOptions): Promise<Server> {
  const { folder, script = 'src/main.ts', core = null, flags = [], variables } = options
  mkdirSync(folder, { recursive: true })
  const settings = join(folder, 'greenroom.yaml')
  writeFileSync(settings, options.settings)
  if (options.taxonomy) writeFileSync(join(folder, 'taxonomy.yaml'), options.taxonomy)
  const url = `http://127.0.0.1:${await freePort()}`
  let child: ChildProcess | null = null
  let link: string | null = null

  function launch(): ChildProcess {
    const pin = core === null ? [] : ['taskset', '-c', String(core)]
    const [program, ...args] = [...pin, process.execPath, ...flags, script]
    const launched = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PORT: new URL(url).port,
        HOST: '127.0.0.1',
        GREENROOM_URL: url,
        GREENROOM_DATA: join(folder, 'data'),
        GREENROOM_CONFIG: settings,
        // It says when it has learnt.
        LOG_LEVEL: options.taxonomy ? 'info' : 'warn',
        ...variables?.(),
      },
    })
    launched.stdout.setEncoding('utf8').on('data', hear)
    launched.stderr.setEncoding('utf8').on('data', hear)
    return launched
  }

  function hear(text: string) {
    link ??= /\S+\/desk\/enter\?token=[\w-]+/.exec(text)?.[0] ?? null
    appendFileSync(join(folder, 'server.log'), text)
  }

  async function start(): Promise<number> {
    const from = performance.now()
    const launched = launch()
    child = launched
    while (!(await answers(url))) {
      if (launched.exitCode !== null || launched.signalCode !== null) {
        throw new Error(`The server ended while it started: see ${join(folder, 'server.log')}`)
      }
      if (performance.now() - from > LONGEST_START) throw new Error('The server does not answer.')
      await pause(BETWEEN_TRIES)
    }
    return performance.now() - from
  }

  async function end(signal: NodeJS.Signals) {
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = once(ending, 'exit')
    ending.kill(signal)
    const patience = setTimeout(() => ending.kill('SIGKILL'), LONGEST_STOP)
    await ended
    clearTimeout(patience)
  }

  return {
    url,
    link: () => link,
    pid: () => child?.pid ?? 0,
    start,
    kill: async () => end('SIGKILL'),
    stop: async () => end('SIGTERM'),
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/ready`, { headers: { connection: 'close' } })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
