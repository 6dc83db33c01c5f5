// Holds the direction of imports: conversation ← commands, routing, insights ← ports ← adapters ← main.
import { readFileSync, globSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

interface Zone {
  readonly name: string
  readonly owns: RegExp
  /** Zones whose values and types it may import, besides itself. */
  readonly may: readonly string[]
  /** Zones of which it may import types alone. */
  readonly mayTypes: readonly string[]
  /** Packages it may import, by the start of their name. */
  readonly packages: readonly string[]
}

interface Import {
  readonly from: string
  readonly typeOnly: boolean
  readonly line: number
}

const anything = ['']
const core = ['node:', 'zod', 'pino']

/** The first zone whose pattern fits owns a file. A captured part splits a zone into places of their own. */
const zones: readonly Zone[] = [
  {
    name: 'main',
    owns: /^src\/(?:(?:main|cli|greenroom|road|learners|classifiers)\.ts$|cli\/)/,
    may: anything,
    mayTypes: [],
    packages: anything,
  },
  {
    name: 'require-node',
    owns: /^src\/require-node\.ts$/,
    may: [],
    mayTypes: [],
    packages: [],
  },
  {
    name: 'conversation',
    owns: /^src\/conversation\//,
    may: [],
    mayTypes: [],
    packages: [],
  },
  {
    name: 'ports',
    owns: /^src\/ports\.ts$/,
    may: [],
    mayTypes: ['conversation'],
    packages: [],
  },
  {
    name: 'commands',
    owns: /^src\/commands\//,
    may: ['conversation', 'ports'],
    mayTypes: [],
    packages: core,
  },
  {
    name: 'insights',
    owns: /^src\/insights\//,
    may: ['conversation', 'ports'],
    mayTypes: [],
    packages: core,
  },
  {
    name: 'routing',
    owns: /^src\/routing\//,
    may: ['conversation', 'ports', 'commands'],
    mayTypes: [],
    packages: core,
  },
  {
    name: 'config',
    owns: /^src\/config(?:\.ts$|\/)/,
    may: ['conversation', 'ports', 'commands', 'insights', 'routing'],
    mayTypes: [],
    packages: ['node:', 'zod', 'yaml'],
  },
  {
    name: 'protocol',
    owns: /^src\/adapters\/[^/]+\/protocol\.ts$/,
    may: [],
    mayTypes: ['conversation', 'insights', 'ports'],
    packages: [],
  },
  {
    name: 'shared adapter code',
    owns: /^src\/adapters\/(?:[^/]+|chats\/[^/]+)\.ts$/,
    may: ['conversation', 'ports', 'commands', 'insights'],
    mayTypes: ['routing', 'config'],
    packages: anything,
  },
  {
    name: 'adapter',
    owns: /^src\/adapters\/([^/]+)\//,
    may: ['conversation', 'ports', 'commands', 'insights', 'shared adapter code'],
    mayTypes: ['routing', 'config', 'protocol'],
    packages: anything,
  },
  {
    name: 'web',
    owns: /^src\/web\//,
    may: ['conversation'],
    mayTypes: ['protocol'],
    packages: ['preact', '@preact/', 'vite/'],
  },
]

/** Packages that one folder alone may import, by the start of their name. */
const homes: readonly (readonly [start: string, home: string])[] = [
  ['@slack/', 'src/adapters/slack/'],
  ['discord.js', 'src/adapters/discord/'],
  ['@discordjs/', 'src/adapters/discord/'],
  ['discord-api-types', 'src/adapters/discord/'],
  ['openai', 'src/adapters/openai/'],
  ['ioredis', 'src/adapters/redis/'],
  ['kysely', 'src/adapters/sql/'],
  ['node:sqlite', 'src/adapters/sql/'],
  ['pg', 'src/adapters/sql/'],
  ['preact', 'src/web/'],
]

/** What is wrong with the imports of one source file, a sentence each. `path` is from the root, with `/`. */
export function importProblems(path: string, source: string): string[] {
  const zone = zoneOf(path)
  if (!zone)
    return [`${path} has no place in the order of imports: give it one in scripts/check-imports.ts`]
  return importsOf(path, source).flatMap((found) => {
    const problem = found.from.startsWith('.')
      ? fileProblem(path, zone, found)
      : packageProblem(path, zone, found.from)
    return problem ? [`${path}:${found.line} imports ${found.from}: ${problem}`] : []
  })
}

function fileProblem(path: string, zone: Zone, found: Import): string | undefined {
  const target = posix.join(posix.dirname(path), found.from)
  if (zone.may === anything) return
  const there = zoneOf(target)
  if (!there) return `${zone.name} imports nothing from outside src`
  if (placeOf(there, target) === placeOf(zone, path)) return
  if (isOwnProtocol(path, target)) return
  if (zone.may.includes(there.name)) return
  if (!zone.mayTypes.includes(there.name)) return `${zone.name} does not import ${there.name}`
  return found.typeOnly ? undefined : `${zone.name} imports only types of ${there.name}`
}

function packageProblem(path: string, zone: Zone, name: string): string | undefined {
  const home = homes.find(([start]) => name === start || name.startsWith(withSlash(start)))?.[1]
  if (home) return path.startsWith(home) ? undefined : `only ${home} does`
  if (zone.packages.some((start) => name.startsWith(start))) return
  return zone.packages.length === 0
    ? `${zone.name} imports no package`
    : `${zone.name} imports no package but ${zone.packages.join(', ')}`
}

function withSlash(start: string) {
  return start.endsWith('/') ? start : `${start}/`
}

function zoneOf(path: string) {
  return zones.find((zone) => zone.owns.test(path))
}

function placeOf(zone: Zone, path: string) {
  return `${zone.name} ${zone.owns.exec(path)?.[1] ?? ''}`
}

function isOwnProtocol(path: string, target: string) {
  return target === posix.join(posix.dirname(path), 'protocol.ts')
}

function importsOf(path: string, source: string): Import[] {
  const found: Import[] = []
  const add = (from: string, typeOnly: boolean, start: number) =>
    found.push({ from, typeOnly, line: source.slice(0, start).split('\n').length })

  const { program, errors } = parseSync(path, source)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type', node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type', node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.exportKind === 'type', node.start)
    },
    TSImportType: (node) => add(node.source.value, true, node.start),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal') add(String(node.source.value), false, node.start)
    },
  }).visit(program)
  return found
}

if (import.meta.main) {
  const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'))
  const problems = files
    .toSorted()
    .flatMap((file) => importProblems(file, readFileSync(file, 'utf8')))
  for (const problem of problems) console.error(problem)
  console.log(`${files.length} files, ${problems.length} imports that run the wrong way`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
