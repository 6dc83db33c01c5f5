import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

const cli = join(import.meta.dirname, '../../src/cli.ts')

/** A file with these settings, for as long as the test runs. */
export function settingsFile(settings: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-doctor-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'greenroom.yaml')
  writeFileSync(file, settings)
  return file
}

/** Runs `greenroom …` in a folder of its own with these settings, as a person would. */
export async function greenroom(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  settings: string,
) {
  const file = settingsFile(settings)
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: dirname(file),
    env: { PATH: process.env['PATH'] ?? '', GREENROOM_CONFIG: file, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await once(child, 'close').then(([code]) => code as number | null)
  return { code, said }
}
