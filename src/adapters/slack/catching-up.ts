import type { Logger } from 'pino'
import type { Feed } from '../../ports.ts'
import { eventArriving } from './arriving.ts'
import type { Gateway } from './gateway.ts'
import type { Self } from './heard.ts'
import { heardMarks } from '../chats/heard-marks.ts'
import { pause } from '../chats/pause.ts'
import { readingBack } from './reading-back.ts'
import type { Outcome, ReadMessage } from './reading-back.ts'
import { isLater, threadRef } from './refs.ts'
import type { Rank } from './schedule.ts'
import type { Taking } from '../chats/taking.ts'

/** What was written in Slack while nobody heard it. */
export interface CatchingUp {
  /** Something in this channel was heard: later gaps begin after it. */
  heard(channel: string, ts: string): void
  /** Slack may not have been heard for a while: every thread may have got something. */
  gap(): void
  /** Resolves when this thread was read since the last gap, or could not be within some seconds. */
  thread(channel: string, ts: string): Promise<void>
  /** Reads what all threads got in a gap; what was heard before is left out by its id. */
  run(): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  readonly feed: Feed
  readonly gateway: Gateway
  readonly taking: Pick<Taking, 'keep'>
  readonly self: () => Self | null
  readonly log: Logger
}

/** Slack keeps no order: so many seconds before the last that was heard are read again. */
const OVERLAP = 300
const AGAIN_AFTER = 30_000
/** Ms that a thread's news may wait for what came before them. */
const PATIENCE = 10_000

export function catchingUp({ feed, gateway, taking, self, log }: Deps): CatchingUp {
  const marks = heardMarks({ feed, log, topic: 'slack:heard', isLater })
  /** Since when which channel may have got something that nobody heard. */
  const behind = new Map<string, string>()
  /** Threads that are read, or being read, since the last gap. */
  const reads = new Map<string, Promise<Outcome>>()
  let gaps = 0
  let later: NodeJS.Timeout | undefined
  let loading: Promise<void> | null = null
  let running: Promise<void> | null = null
  let again = false
  const ending = new AbortController()
  const readBack = readingBack(gateway, ending.signal)

  function gap(): void {
    gaps += 1
    reads.clear()
    // As they stand now: what comes after the gap must not hide what came in it.
    for (const [channel, ts] of marks.newest) if (!behind.has(channel)) behind.set(channel, ts)
  }

  async function load(): Promise<void> {
    loading ??= readMarks()
    await loading.catch((error: unknown) => {
      loading = null
      throw error
    })
  }

  async function readMarks(): Promise<void> {
    for (const [channel, since] of await marks.read()) {
      const known = behind.get(channel)
      if (known === undefined || isLater(known, since)) behind.set(channel, since)
    }
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
      isDone = true
      for (const channel of behind.keys()) {
        if (!ending.signal.aborted && !(await readChannel(channel))) isDone = false
      }
    }
    if (!isDone && !ending.signal.aborted) later = setTimeout(readLater, AGAIN_AFTER)
  }

  function readLater(): void {
    readOn().catch((error: unknown) => log.warn({ error: String(error) }, 'Slack was not read'))
  }

  /** False when it has to be tried again later. */
  async function readChannel(channel: string): Promise<boolean> {
    const before = gaps
    const outcome = await readRoots(channel)
    if (outcome !== 'read')
      log.warn({ channel, outcome }, 'what was missed in Slack could not be read')
    if (outcome === 'not now') return false
    // What came in a gap meanwhile is for the run that the next connection begins.
    if (gaps === before) behind.delete(channel)
    return true
  }

  async function readRoots(channel: string): Promise<Outcome> {
    const botId = self()?.botId
    const missing: ReadMessage[] = []
    const outcome = await readBack({
      method: 'conversations.history',
      args: { channel },
      rank: 'redraw',
      async take(roots) {
        const since = earlier(behind.get(channel) ?? '0')
        for (const root of roots) {
          const { bot_id: bot, latest_reply: latest } = root
          if (bot !== botId || !latest || !isLater(latest, since)) continue
          if ((await readThread(channel, root.ts, 'redraw')) === 'not now') missing.push(root)
        }
      },
    })
    return outcome === 'read' && missing.length > 0 ? 'not now' : outcome
  }

  async function thread(channel: string, ts: string): Promise<void> {
    await load()
    if (!behind.has(channel)) return
    const patience = new AbortController()
    const reading = readThread(channel, ts, 'words').catch((error: unknown) =>
      log.warn({ channel, error: String(error) }, 'a thread could not be read'),
    )
    await Promise.race([reading, pause(PATIENCE, patience.signal)])
    patience.abort()
  }

  function readThread(channel: string, ts: string, rank: Rank): Promise<Outcome> {
    const ref = threadRef({ channel, ts })
    const known = reads.get(ref)
    if (known) return known
    const since = earlier(behind.get(channel) ?? ts)
    const reading = readBack({
      method: 'conversations.replies',
      args: { channel, ts, oldest: since },
      rank,
      async take(messages) {
        for (const message of messages) if (isLater(message.ts, since)) await tell(channel, message)
      },
    })
    reads.set(ref, reading)
    const forget = () => reads.get(ref) === reading && reads.delete(ref)
    reading.then((outcome) => outcome === 'not now' && forget(), forget)
    return reading
  }

  async function tell(channel: string, message: ReadMessage): Promise<void> {
    const own = self()
    if (!own) return
    const event = { ...message, type: 'message', channel }
    const arrived = eventArriving(event, own)
    if (arrived.do === 'keep') await taking.keep(arrived.event)
  }

  return {
    heard: marks.heard,
    gap,
    thread,
    run,
    async stop() {
      ending.abort()
      clearTimeout(later)
      await running?.catch(() => undefined)
      await marks.stop()
    },
  }
}

function earlier(ts: string): string {
  return `${Math.max(0, Number(ts.split('.')[0]) - OVERLAP)}.000000`
}
