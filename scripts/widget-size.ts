// What a visitor downloads. `node scripts/widget-size.ts` prints it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { buildIfStale } from './build-pages.ts'

export interface WidgetSizes {
  readonly loader: number
  /** Everything that the app loads for a visitor who reads English. */
  readonly app: number
}

const web = join(import.meta.dirname, '../dist/web')

/** The bytes that travel, compressed with brotli at its best; builds the widget first if it is stale. */
export async function widgetSizes(): Promise<WidgetSizes> {
  await buildIfStale(['widget'])
  const named = await readFile(join(web, 'widget/app.js'), 'utf8')
  const entry = /'\.\/(.+)'/.exec(named)?.[1]
  if (!entry) throw new Error('dist/web/widget/app.js names no app')
  const files = await staticallyLoaded(entry)
  const sizes = await Promise.all(files.map((file) => compressed(join('widget', file))))
  return { loader: await compressed('widget.js'), app: sizes.reduce((sum, size) => sum + size, 0) }
}

async function staticallyLoaded(entry: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(entry)) return []
  seen.add(entry)
  const code = await readFile(join(web, 'widget', entry), 'utf8')
  for (const [, file] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) {
    if (file) await staticallyLoaded(file, seen)
  }
  return [...seen]
}

async function compressed(path: string) {
  return brotliCompressSync(await readFile(join(web, path))).length
}

if (import.meta.main) {
  const { loader, app } = await widgetSizes()
  console.log(`loader ${loader} bytes, app ${app} bytes (brotli)`)
}
