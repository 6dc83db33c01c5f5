// The one command that says whether the tree is sound: the checks two at a time, then the tests.
// `--no-skips` makes a skipped test a failure.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import '../src/require-node.ts'

interface Check {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

const tools = join(import.meta.dirname, '../node_modules/.bin')

const checks: readonly Check[] = [
  { name: 'lint', command: ['oxlint'] },
  { name: 'types: server, scripts, tests', command: ['tsc'] },
  { name: 'types: pages', command: ['tsc', '-p', 'src/web'] },
  { name: 'types: browser tests', command: ['tsc', '-p', 'tests/browser'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'unused code (knip)', command: ['knip', '--no-progress'] },
  { name: 'import direction', command: ['node', 'scripts/check-imports.ts'] },
]

const failedChecks = await runChecks(2)
heading('tests')
const { counts, sound } = await runTests()

if (failedChecks.length > 0) console.log(`\nChecks that failed: ${failedChecks.join('; ')}`)
console.log(`\n${closingLine(counts)}`)
process.exitCode = sound && failedChecks.length === 0 ? 0 : 1

async function runChecks(atOnce: number): Promise<string[]> {
  const waiting = [...checks]
  const failed: string[] = []
  async function worker() {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return failed
}

async function passes({ name, command }: Check): Promise<boolean> {
  const started = performance.now()
  const { code, output } = await run(command, 'pipe')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  heading(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd())
  return code === 0
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-test-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(['vitest', 'run', ...reporters], 'inherit')
  const counts = readCounts(file)
  rmSync(folder, { recursive: true })

  const complaint = complaintAbout(counts, code)
  if (complaint) console.log(`\n${complaint}`)
  return { counts, sound: complaint === undefined }
}

function complaintAbout({ passed, failed, skipped }: Counts, code: number): string | undefined {
  if (passed + failed === 0) return 'No test ran.'
  if (failed > 0) return 'Some tests failed.'
  if (code !== 0)
    return `The tests passed, but vitest ended with code ${code}: see its errors above.`
  if (skipped > 0 && process.argv.includes('--no-skips')) return 'Some tests were skipped.'
  return undefined
}

function readCounts(file: string): Counts {
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 0, skipped: 0 }
  // A file that cannot be loaded, or whose set-up failed, has no failed test of its own.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function readReport(file: string): Report | undefined {
  try {
    // Vitest writes it, in the shape it documents.
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

function closingLine({ passed, failed, skipped }: Counts) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function heading(text: string) {
  console.log(`\n── ${text}`)
}

function run([program, ...args]: Check['command'], stdout: 'pipe' | 'inherit') {
  const ended = Promise.withResolvers<{ code: number; output: string }>()
  const child = spawn(program, args, {
    stdio: ['ignore', stdout, stdout],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` },
  })
  let output = ''
  const collect = (chunk: Buffer) => (output += chunk.toString())
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  child.on('error', ended.reject)
  child.on('close', (code) => ended.resolve({ code: code ?? 1, output }))
  return ended.promise
}
