import type { Logger } from 'pino'
import type { Clock, Feed } from '../../ports.ts'
import { heardMarks } from '../chats/heard-marks.ts'
import { pause } from '../chats/pause.ts'
import type { Gateway } from './gateway.ts'
import { readingBack } from './reading-back.ts'
import type { Outcome } from './reading-back.ts'
import { isLater } from './refs.ts'
import { firstIdOf, timeOf } from './snowflakes.ts'

/** What was written in Discord while nobody heard it. */
export interface CatchingUp {
  /** A message was heard, somewhere: later gaps begin after it. */
  heard(id: string): void
  /** Discord may not have been heard for a while: every thread may have got something. */
  gap(): void
  /** Something that was heard could not be kept: what all threads got of late is read in a while. */
  unkept(): void
  /** Resolves when this channel was read since the last gap, or could not be within some seconds. */
  channel(channel: string): Promise<void>
  /** Reads all that stands in a channel that is a conversation's only now; false when that is to be tried again. */
  begun(channel: string): Promise<boolean>
  /** Reads what all threads got in a gap; what was heard before is left out by its id. */
  run(): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  readonly feed: Feed
  /** The feed's topic that it keeps under how far it has heard. */
  readonly topic: string
  readonly gateway: Gateway
  /** Channels that may hold something later than this id. */
  readonly withNews: (since: string) => Promise<readonly string[]>
  /** Takes it as if Discord had told of it. */
  readonly take: (channel: string, message: unknown) => Promise<void>
  /** How many times faster than Discord the other one goes; 1 if left out. */
  readonly pace?: number
  readonly clock: Clock
  readonly log: Logger
}

// One connection brings all that happens in the server, and ids grow with time: one mark is enough for all channels.
const ALL = 'all'
/** Ms before the last that was heard which are read again: Discord tells of some things late. */
const OVERLAP = 300_000
const AGAIN_AFTER = 30_000
/** So many channels are read side by side. */
const AT_ONCE = 10
/** Ms that a thread's news may wait for what came before them. */
const PATIENCE = 10_000

export function catchingUp(deps: Deps): CatchingUp {
  const { feed, gateway, clock, log, pace = 1 } = deps
  const marks = heardMarks({ feed, log, topic: deps.topic, isLater })
  /** From where on something may be missed; null when nothing is. */
  let behind: string | null = null
  /** The last that was heard: kept only when nothing before it is missed, as a crash forgets what is. */
  let newest = '0'
  /** Channels that are read, or being read, since the last gap. */
  const reads = new Map<string, Promise<Outcome>>()
  let gaps = 0
  let later: NodeJS.Timeout | undefined
  let loading: Promise<void> | null = null
  let isLoaded = false
  let running: Promise<void> | null = null
  let again = false
  const ending = new AbortController()
  const { after } = readingBack(gateway, ending.signal)

  function gap(): void {
    gaps += 1
    reads.clear()
    if (newest !== '0') behind ??= newest
  }

  async function load(): Promise<void> {
    loading ??= readMark()
    await loading.catch((error: unknown) => {
      loading = null
      throw error
    })
  }

  /** Before the first start nothing was missed. */
  async function readMark(): Promise<void> {
    const since = (await marks.read()).get(ALL) ?? firstIdOf(clock.now())
    if (behind === null || isLater(behind, since)) behind = since
    if (isLater(since, newest)) newest = since
    isLoaded = true
  }

  function heard(id: string): void {
    if (isLater(id, newest)) newest = id
    if (behind === null && isLoaded) marks.heard(ALL, newest)
  }

  function run(): Promise<void> {
    // What was read before anything could be heard again was read too early.
    gap()
    return readOn()
  }

  function readOn(): Promise<void> {
    again = true
    running ??= readAll().finally(() => {
      running = null
    })
    return running
  }

  async function readAll(): Promise<void> {
    clearTimeout(later)
    await load()
    let isDone = true
    while (again && !ending.signal.aborted) {
      again = false
      const before = gaps
      isDone = await readWhatHasNews()
      // What came in a gap meanwhile is for the run that the next connection begins.
      if (isDone && gaps === before) caughtUp()
    }
    if (!isDone && !ending.signal.aborted) later = setTimeout(readLater, AGAIN_AFTER)
  }

  function caughtUp(): void {
    behind = null
    marks.heard(ALL, newest)
  }

  function readLater(): void {
    readOn().catch((error: unknown) => log.warn({ error: String(error) }, 'Discord was not read'))
  }

  /** False when some of it has to be tried again later. */
  async function readWhatHasNews(): Promise<boolean> {
    const since = earlier(behind ?? newest, pace)
    const waiting = (await deps.withNews(since)).values()
    let isDone = true
    async function readNext(): Promise<void> {
      for (const channel of waiting) {
        if (ending.signal.aborted) return
        const outcome = await read(channel)
        if (outcome === 'read') continue
        log.warn({ channel, outcome }, 'what was missed in Discord could not be read')
        if (outcome === 'not now') isDone = false
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, readNext))
    return isDone && !ending.signal.aborted
  }

  async function channel(id: string): Promise<void> {
    await load()
    if (behind === null) return
    const patience = new AbortController()
    const reading = read(id).catch((error: unknown) =>
      log.warn({ channel: id, error: String(error) }, 'a thread could not be read'),
    )
    await Promise.race([reading, pause(PATIENCE, patience.signal)])
    patience.abort()
  }

  function read(id: string): Promise<Outcome> {
    const known = reads.get(id)
    if (known) return known
    const reading = readAfter(id, earlier(behind ?? newest, pace))
    reads.set(id, reading)
    const forget = () => reads.get(id) === reading && reads.delete(id)
    reading.then((outcome) => outcome === 'not now' && forget(), forget)
    return reading
  }

  function unkept(): void {
    gap()
    clearTimeout(later)
    if (!ending.signal.aborted) later = setTimeout(readLater, AGAIN_AFTER)
  }

  function readAfter(channel: string, since: string): Promise<Outcome> {
    return after(channel, since, async (messages) => {
      for (const message of messages) await deps.take(channel, message)
    })
  }

  return {
    heard,
    gap,
    unkept,
    channel,
    // No message of a channel is older than the channel.
    begun: async (channel) => (await readAfter(channel, channel)) !== 'not now',
    run,
    async stop() {
      ending.abort()
      clearTimeout(later)
      await running?.catch(() => undefined)
      await marks.stop()
    },
  }
}

function earlier(id: string, pace: number): string {
  return firstIdOf(timeOf(id) - OVERLAP / pace)
}
