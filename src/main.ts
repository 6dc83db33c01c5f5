import './require-node.ts'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { openClassifiers } from './classifiers.ts'
import {
  BadEnvironment,
  formatProblems,
  isStartedByNpm,
  loadSettings,
  readEnvironment,
  watchSettings,
} from './config.ts'
import type { Environment, Settings } from './config.ts'
import { startGreenroom } from './greenroom.ts'
import type { Greenroom } from './greenroom.ts'

const root = dirname(import.meta.dirname)
const STARTED_BY = process.ppid

/** Starts Greenroom, says where it is, and stops it on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const environment = orExit(readEnvironment)
  const log = pino({ level: environment.logLevel, base: null })
  const settings = settingsOrExit(environment)
  await buildPages()
  const clock = { now: Date.now }
  const greenroom = await startGreenroom({
    environment,
    settings,
    clock,
    log,
    classifiers: await openClassifiers(settings, environment, { clock, log }),
    pages: join(root, 'dist', 'web'),
  })
  const unwatch = watchSettings(environment.config, {
    changed(next) {
      greenroom.announce(null)
      void greenroom.apply(next).then(() => log.info('settings taken'))
    },
    refused(problems) {
      const text = formatProblems(problems)
      log.error(
        { problems: problems.length },
        `the edited settings are wrong, the former ones still hold:\n${text}`,
      )
      greenroom.announce(
        'The edited settings are wrong, so the former ones still hold. `npm run greenroom check` says why.',
      )
    },
  })
  welcome(greenroom, environment, await greenroom.signInLink())
  onSignal(async () => {
    unwatch()
    await greenroom.stop()
    log.info('stopped')
  })
}

function orExit<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof BadEnvironment) exit(error.message)
    throw error
  }
}

function settingsOrExit({ config, secretNamed }: Environment): Settings {
  const result = loadSettings(config, secretNamed)
  return result.ok ? result.settings : exit(formatProblems(result.problems))
}

/** In a checkout the pages are built when they are missing or stale; an image brings them built. */
async function buildPages(): Promise<void> {
  const script = join(root, 'scripts', 'build-pages.ts')
  if (!existsSync(script)) return
  const { stalePieces } = (await import(script)) as { stalePieces(): Promise<readonly string[]> }
  if ((await stalePieces()).length === 0) return
  // In a process of its own, so that this one does not go on carrying the tools.
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' })
  if (status !== 0) exit('The pages could not be built. What is wrong stands above.')
}

function welcome({ port }: Greenroom, { host, url }: Environment, link: string): void {
  const here = url.endsWith(':0') ? `http://127.0.0.1:${port}` : url
  const open = new URL(link, here).href
  process.stdout.write(
    [
      '',
      `  Greenroom is open on ${host}:${port}.`,
      '',
      `  A visitor’s page   ${here}/demo`,
      `  The team’s desk    ${open}`,
      '                     (signs you in, once; start again for another link)',
      '',
      '',
    ].join('\n'),
  )
}

function onSignal(stop: () => Promise<void>): void {
  let stopping = false
  function end(): void {
    // A second one does not wait.
    if (stopping) process.exit(1)
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => exit(sentence(error)),
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  whenLeftByNpm(end)
}

/** npm ends only the shell between it and us, and some shells do not hand the signal on. */
function whenLeftByNpm(end: () => void): void {
  if (!isStartedByNpm()) return
  const watch = setInterval(() => {
    if (process.ppid === STARTED_BY) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}

function sentence(error: unknown): string {
  if (error instanceof Error && 'code' in error && 'port' in error && error.code === 'EADDRINUSE') {
    return `Port ${String(error.port)} is taken. Stop what listens there, or set PORT to another.`
  }
  return error instanceof Error ? error.message : String(error)
}

function exit(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

main().catch((error: unknown) => exit(sentence(error)))
