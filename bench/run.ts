// Measures this road beside a bare relay that keeps nothing, in one run. `npm run bench`, or with `-- --quick`.
import '../src/require-node.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareServer } from '../scripts/replay/server.ts'
import type { Server } from '../scripts/replay/server.ts'
import { ownSettings } from '../scripts/replay/settings.ts'
import { diskSync } from './disk.ts'
import { COLLECTABLE, memoryPerIdleVisitor } from './idle.ts'
import type { IdleMemory } from './idle.ts'
import { closedLoop, openLoop } from './loads.ts'
import { gatherParty, INBOX } from './party.ts'
import { runPass } from './passes.ts'
import type { Pass, Road } from './passes.ts'
import { mostFiles, stayOn, whyNot } from './processes.ts'
import type { Way } from './round.ts'
import { HELD, recovery, startUp } from './starting.ts'
import { footprintTable, latencyTable, throughputTable } from './tables.ts'
import { sizes } from './sizes.ts'

const CORES = { road: 0, load: 1 }
const WAYS: readonly Way[] = ['visitor → desk', 'desk → visitor']
const AT_ONCE = [1, 32, 128]
const PER_SECOND = 100
/** Sockets of the load beside those of idle visitors. */
const SPARE_FILES = 200

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    /** The roads alone, with a CPU profile of Greenroom's process into this folder. */
    profile: { type: 'string' },
  },
})
const size = options.quick
  ? { times: 1, ms: 600, latencyMs: 1_500, idle: 0, starts: 3 }
  : { times: 2, ms: 2_000, latencyMs: 4_000, idle: 5_000, starts: 7 }

const folder = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))
const servers: Server[] = []

async function main() {
  const why = whyNot()
  if (why !== null) throw new Error(why)
  stayOn(CORES.load)
  console.log(
    `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}`,
  )
  console.log(`The road runs on core ${CORES.road} alone, the load on core ${CORES.load}.`)
  const { p50, p99 } = diskSync(folder)
  console.log(`The disk takes a page for good in ${p50.toFixed(2)} ms (p99 ${p99.toFixed(2)}).\n`)
  await measureRoads()
  if (options.profile === undefined) await measureFootprint()
}

async function measureRoads() {
  const bare = await road('bare', await bareRelay('bare'))
  const flags = options.profile === undefined ? [] : profileInto(options.profile)
  const greenroom = await road('Greenroom', await prepared('greenroom', { flags }))
  const roads = [bare, greenroom] as const
  const throughput: (Pass & { atOnce: number })[] = []
  const latency: Pass[] = []
  for (const way of WAYS) {
    for (const atOnce of AT_ONCE) {
      say(`${way}, ${atOnce} at once`)
      const pass = await runPass(roads, way, (ms) => closedLoop(atOnce, ms), size)
      throughput.push({ ...pass, atOnce })
    }
    say(`${way}, ${PER_SECOND} messages a second`)
    const { times, latencyMs: ms } = size
    latency.push(await runPass(roads, way, (long) => openLoop(PER_SECOND, long), { times, ms }))
  }
  for (const { party, server } of roads) {
    party.leave()
    await server.stop()
  }
  console.log(`\n### Messages a second\n\n${throughputTable(throughput)}`)
  console.log(`\n### Ms at ${PER_SECOND} messages a second\n\n${latencyTable(latency)}\n`)
  tellOfNoise([...throughput, ...latency])
}

function tellOfNoise(passes: readonly Pass[]) {
  for (const note of passes.flatMap(({ notes }) => notes)) console.log(note)
  const most = Math.max(...passes.flatMap(({ bare, greenroom }) => [bare.others, greenroom.others]))
  const share = `${Math.round(most * 100)} % of the machine`
  if (most <= 0.15) console.log(`Other programs used at most ${share} in a round that counts.`)
  else console.log(`NOISY: other programs used up to ${share}; trust the CPU figures and ratios.`)
}

async function measureFootprint() {
  const idle = options.quick ? null : await measureIdle()
  say('starts')
  const start = await startUp(await ownServer('greenroom-start'), size.starts)
  say('recovery')
  const recovered = await recovery(await ownServer('greenroom-recovery', `${HELD}ms`))
  const figures = { idle, start, recovery: recovered, widget: await sizes() }
  console.log(`\n### Footprint\n\n${footprintTable(figures)}`)
}

async function measureIdle() {
  say('idle visitors')
  const visitors = Math.min(size.idle, Math.floor((mostFiles() - SPARE_FILES) / 2))
  if (visitors < size.idle) {
    console.log(
      `Only ${visitors} idle visitors: raise “ulimit -n” to ${size.idle * 2 + SPARE_FILES}.`,
    )
  }
  return {
    visitors,
    bare: await idleOn(await bareRelay('bare-idle', COLLECTABLE), visitors),
    greenroom: await idleOn(await prepared('greenroom-idle', { flags: COLLECTABLE }), visitors),
  }
}

async function idleOn(server: Server, visitors: number): Promise<IdleMemory> {
  await server.start()
  const memory = await memoryPerIdleVisitor(server, visitors)
  await server.stop()
  return memory
}

/** So many that no visitor comes near the limit of what one may write. */
const PAIRS = 128

async function road(name: Road['name'], server: Server): Promise<Road> {
  await server.start()
  return { name, server, party: await gatherParty(server, PAIRS) }
}

async function bareRelay(name: string, flags: readonly string[] = []): Promise<Server> {
  return prepared(name, { script: 'bench/bare-relay.ts', flags })
}

async function ownServer(name: string, undo = '0s'): Promise<Server> {
  return prepared(name, { undo })
}

function profileInto(dir: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${dir}`]
}

async function prepared(
  name: string,
  { script = 'src/main.ts', undo = '0s', flags = [] as readonly string[] },
): Promise<Server> {
  const server = await prepareServer({
    folder: join(folder, name),
    settings: ownSettings([INBOX], undo),
    script,
    flags,
    core: CORES.road,
  })
  servers.push(server)
  return server
}

function say(what: string) {
  process.stderr.write(`… ${what}\n`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await Promise.all(servers.map(async (server) => server.stop()))
  if (!options.keep) rmSync(folder, { recursive: true })
}
// Visitors that are still connected would keep it running.
process.exit()
