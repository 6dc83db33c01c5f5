import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The smallest settings that are right; the tests bend them. */
export const SMALLEST = `name: Lantern House
channels:
  - id: support
    name: Support
inboxes:
  - id: demo
    name: Juno Vale
    doors:
      - channel: widget
    places:
      - chat: desk
        channel: support
`

/** The smallest settings with more lines for their inbox. */
export function withInbox(...lines: string[]): string {
  return SMALLEST + lines.map((line) => `    ${line}\n`).join('')
}

/** A folder for one test, with files in it. Gives back the folder. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
