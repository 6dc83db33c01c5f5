import { watch } from 'node:fs'
import { dirname } from 'node:path'
import { loadSettings, readText, taxonomyFile } from './load.ts'
import type { SecretNamed } from './bad-secrets.ts'
import type { Problem } from './problems.ts'
import type { Settings } from './schema.ts'

interface SettingsListener {
  /** The file was edited, or the taxonomy beside it, and this is what they say now. */
  changed(settings: Settings): void
  /** The file was edited and is wrong: what was said before still stands. */
  refused(problems: readonly Problem[]): void
}

// Long enough for an editor to write the whole file or to put another in its place.
const SETTLED = 100

/**
 * Tells of each edit of the settings, once, until the function that it gives back is called. Start it
 * before the settings are loaded, so that no edit falls between.
 */
export function watchSettings(
  file: string,
  listener: SettingsListener,
  secretNamed?: SecretNamed,
): () => void {
  let timer: NodeJS.Timeout | null = null
  let known = textsOf(file)

  const look = () => {
    timer = null
    const texts = textsOf(file)
    if (texts === known) return
    known = texts
    const result = loadSettings(file, secretNamed)
    if (result.ok) listener.changed(result.settings)
    else listener.refused(result.problems)
  }

  // The folder is watched and not the file: many editors put a new file in the old one's place, and a
  // mounted volume changes a link beside it. So any name may be the one that matters.
  const watcher = watch(dirname(file), () => {
    timer ??= setTimeout(look, SETTLED)
  })
  watcher.on('error', ({ message }) => {
    const why = `cannot be watched any more (${message}): start Greenroom again to take edits`
    listener.refused([{ file, line: 0, column: 0, key: '', message: why, excerpt: '' }])
  })

  return () => {
    watcher.close()
    if (timer) clearTimeout(timer)
  }
}

/** The same as long as neither file was edited. */
function textsOf(file: string): string {
  const texts = [file, taxonomyFile(file)].map((one) => {
    const read = readText(one)
    return 'text' in read ? read.text : null
  })
  return JSON.stringify(texts)
}
