// Builds what browsers run, from src/web into dist/web. `node scripts/build-pages.ts` builds all of it.
import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { InlineConfig, Rolldown } from 'vite'
import '../src/require-node.ts'

export type Piece = 'widget' | 'desk' | 'demo'

interface PieceOfWork {
  /** Without this file the piece is not there yet, and is left out. */
  readonly entry: string
  /** What it is made from. */
  readonly sources: readonly string[]
  /** What it makes, under dist/web. */
  readonly results: readonly string[]
  /** Makes it in an empty folder, as it is to stand in dist/web. */
  readonly build: (into: string) => Promise<void>
}

const root = join(import.meta.dirname, '..')
const web = join(root, 'dist/web')
const source = join(root, 'src/web')

const pieces: Readonly<Record<Piece, PieceOfWork>> = {
  widget: {
    entry: 'widget/app.ts',
    sources: ['src/web/widget/**', 'src/adapters/widget/protocol.ts', 'src/conversation/**'],
    results: ['widget', 'widget.js'],
    build: buildWidget,
  },
  desk: {
    entry: 'desk/index.html',
    sources: ['src/web/**', 'src/adapters/*/protocol.ts', 'src/conversation/**'],
    results: ['desk'],
    build: buildDesk,
  },
  demo: {
    entry: 'demo/index.html',
    sources: ['src/web/demo/**'],
    results: ['demo'],
    build: (into) => cp(join(source, 'demo'), join(into, 'demo'), { recursive: true }),
  },
}

/** Builds the pieces whose sources are not those of the last build; prints one line when there was something to do. */
export async function buildIfStale(wanted: readonly Piece[] = allPieces()): Promise<void> {
  const stale = await stalePieces(wanted)
  if (stale.length > 0) await buildPages(stale)
}

/** The pieces whose sources are not those of the last build. */
export async function stalePieces(wanted: readonly Piece[] = allPieces()): Promise<Piece[]> {
  const stale: Piece[] = []
  for (const piece of wanted) {
    if (existsSync(join(source, pieces[piece].entry)) && (await isStale(piece))) stale.push(piece)
  }
  return stale
}

/** Builds these pieces, whether or not they are stale. */
export async function buildPages(wanted: readonly Piece[] = allPieces()): Promise<void> {
  const started = performance.now()
  const present = wanted.filter((piece) => existsSync(join(source, pieces[piece].entry)))
  for (const piece of present) await buildPiece(piece)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`Built the pages (${present.join(', ')}) in ${seconds} s`)
}

function allPieces() {
  return Object.keys(pieces) as Piece[]
}

async function buildPiece(name: Piece) {
  const { build, results } = pieces[name]
  const fingerprint = await fingerprintOf(name)
  // Made aside and then moved: a second build at the same time does not disturb it.
  const aside = join(root, 'dist', `.${name}-${process.pid}`)
  await mkdir(aside, { recursive: true })
  try {
    await build(aside)
    for (const result of results) await moveIntoPlace(aside, result)
  } finally {
    await rm(aside, { recursive: true })
  }
  await writeFile(stampOf(name), fingerprint)
}

/** File by file, what others name before what names them: a page that is loading just now finds all it wants. */
async function moveIntoPlace(aside: string, result: string) {
  const fresh = filesOf(aside, result)
  for (const file of fresh) {
    await mkdir(dirname(join(web, file)), { recursive: true })
    await rename(join(aside, file), join(web, file))
  }
  for (const file of filesOf(web, result)) {
    if (!fresh.includes(file)) await rm(join(web, file), { force: true })
  }
}

/** Paths from `folder`, the deepest first. */
function filesOf(folder: string, result: string) {
  return globSync([result, `${result}/**`], { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted((a, b) => b.split(sep).length - a.split(sep).length)
}

async function isStale(name: Piece) {
  const missing = pieces[name].results.some((result) => !existsSync(join(web, result)))
  if (missing || !existsSync(stampOf(name))) return true
  return (await readFile(stampOf(name), 'utf8')) !== (await fingerprintOf(name))
}

function stampOf(name: Piece) {
  return join(web, `.${name}.stamp`)
}

async function fingerprintOf(name: Piece) {
  const hash = createHash('sha256')
  const files = globSync([...pieces[name].sources, 'scripts/build-pages.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
  })
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
  for (const path of paths.toSorted())
    hash.update(path.slice(root.length)).update(await readFile(path))
  return hash.digest('hex')
}

/**
 * The loader as `widget.js`, which browsers ask for often, and the app under `widget/` with its content's hash
 * in each name, to be kept for ever. `widget/app.js` always names the present app.
 */
async function buildWidget(into: string) {
  const { output } = await bundle({
    build: {
      outDir: join(into, 'widget'),
      target: 'es2022',
      // Written for the browsers that it is for: nothing is put in for older ones.
      cssTarget: 'esnext',
      // As a library: no preload helper round `import()`, which would weigh more than what it imports.
      lib: { entry: join(source, 'widget/app.ts'), formats: ['es'] },
      rolldownOptions: {
        // What later chunks share with the app stays in it: one file is smaller than two.
        preserveEntrySignatures: 'allow-extension',
        // With the next one: numbers and texts that have a name in the source stand where they are used.
        optimization: { inlineConst: { mode: 'all', pass: 3 } },
        output: {
          topLevelVar: false,
          entryFileNames: '[name].[hash].js',
          chunkFileNames: '[name].[hash:6].js',
          minify: true,
          comments: false,
        },
      },
    },
  })
  const app = output.find((file) => file.type === 'chunk' && file.isEntry)
  if (!app) throw new Error('The widget has no entry file')
  await writeFile(join(into, 'widget/app.js'), `export * from './${app.fileName}'\n`)
  await bundle({
    define: { APP_FILE: JSON.stringify(app.fileName) },
    build: {
      outDir: into,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: join(source, 'widget/loader.ts'), formats: ['iife'], name: 'greenroom' },
      rolldownOptions: { output: { entryFileNames: 'widget.js' } },
    },
  })
}

/** The desk as `desk/index.html`, served at `/desk/`, with hashed files under `desk/assets/`. */
async function buildDesk(into: string) {
  await bundle({
    root: join(source, 'desk'),
    base: '/desk/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: join(into, 'desk'), target: 'es2022', modulePreload: { polyfill: false } },
  })
}

async function bundle(config: InlineConfig): Promise<Rolldown.RolldownOutput> {
  // Only a build needs it: a start with everything fresh does not wait for it.
  const { build } = await import('vite')
  const builds = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    root: source,
    ...config,
    build: { emptyOutDir: true, reportCompressedSize: false, ...config.build },
  })
  const [built] = [builds].flat()
  if (!built || !('output' in built)) throw new Error('Vite watched instead of building')
  return built
}

if (import.meta.main) await buildPages()
