import type { Logger } from 'pino'
import { z } from 'zod'
import type { Feed } from '../../ports.ts'
import { eventArriving } from './arriving.ts'
import type { Called, Gateway, Wanted } from './gateway.ts'
import type { Self } from './heard.ts'
import { pause } from './pause.ts'
import { isLater } from './refs.ts'
import type { Taking } from './taking.ts'

/** What was written in Slack while nobody heard it. */
export interface CatchingUp {
  /** Something in this channel was heard: later gaps begin after it. */
  heard(channel: string, ts: string): void
  /** Reads what threads got since they were last heard; what was heard before is left out by its id. */
  run(): Promise<void>
  stop(): Promise<void>
}

interface Deps {
  readonly feed: Feed
  readonly gateway: Gateway
  readonly taking: Taking
  readonly self: () => Self | null
  readonly log: Logger
}

const TOPIC = 'slack:heard'
/** Slack keeps no order: so many seconds before the last that was heard are read again. */
const OVERLAP = 300
const SAVE_AFTER = 2_000
const MOST_CHANNELS = 200
const MOST_PAGES = 5

const mark = z.object({ ts: z.string() })
const page = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      bot_id: z.string().nullish(),
      latest_reply: z.string().nullish(),
      edited: z.unknown().optional(),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).optional(),
})
type Page = z.infer<typeof page>['messages']

export function catchingUp({ feed, gateway, taking, self, log }: Deps): CatchingUp {
  const marks = new Map<string, string>()
  const unsaved = new Set<string>()
  let saving: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  const ending = new AbortController()

  function heard(channel: string, ts: string): void {
    const before = marks.get(channel)
    if (before !== undefined && !isLater(ts, before)) return
    marks.set(channel, ts)
    unsaved.add(channel)
    saving ??= setTimeout(() => {
      save().catch((error: unknown) => log.warn({ error: String(error) }, 'a mark was not saved'))
    }, SAVE_AFTER)
  }

  async function save(): Promise<void> {
    clearTimeout(saving)
    saving = undefined
    const entries = [...unsaved].map((channel) => ({
      topic: TOPIC,
      key: channel,
      body: { ts: marks.get(channel) ?? '' },
    }))
    unsaved.clear()
    if (entries.length > 0) await feed.put(entries)
  }

  function run(): Promise<void> {
    running ??= readAll().finally(() => {
      running = null
    })
    return running
  }

  async function readAll(): Promise<void> {
    // As they stood before the gap: what comes meanwhile must not hide what came in it.
    const before = new Map(marks)
    for (const { key: channel, body } of await feed.page(TOPIC, MOST_CHANNELS)) {
      const since = mark.safeParse(body).data?.ts
      if (since && !before.has(channel)) before.set(channel, since)
    }
    for (const [channel, since] of before) {
      if (!ending.signal.aborted) await readChannel(channel, earlier(since))
    }
  }

  async function readChannel(channel: string, since: string): Promise<void> {
    const botId = self()?.botId
    for await (const roots of pages('conversations.history', channel, {})) {
      for (const { ts, bot_id: bot, latest_reply: latest } of roots) {
        if (bot === botId && latest && isLater(latest, since)) await readThread(channel, ts, since)
      }
    }
  }

  async function readThread(channel: string, thread: string, since: string): Promise<void> {
    for await (const messages of pages('conversations.replies', channel, {
      ts: thread,
      oldest: since,
    })) {
      for (const message of messages) if (isLater(message.ts, since)) await tell(channel, message)
    }
  }

  async function tell(channel: string, message: Page[number]): Promise<void> {
    const own = self()
    if (!own) return
    const event = { ...message, type: 'message', channel }
    const arrived = eventArriving(event, own)
    if (arrived.do === 'keep') await taking.keep(arrived.event)
  }

  async function* pages(method: string, channel: string, args: Readonly<Record<string, unknown>>) {
    let cursor = ''
    for (let count = 0; count < MOST_PAGES && !ending.signal.aborted; count += 1) {
      const more = cursor === '' ? {} : { cursor }
      const called = await patiently({
        method,
        channel,
        args: { channel, limit: 200, ...args, ...more },
      })
      if (!called.ok) {
        log.warn({ channel, method }, 'what was missed in Slack could not be read')
        return
      }
      const read = page.safeParse(called.data).data
      if (!read) return
      yield read.messages
      cursor = read.response_metadata?.next_cursor ?? ''
      if (cursor === '') return
    }
  }

  async function patiently(wanted: Wanted): Promise<Called> {
    let called = await gateway.call(wanted)
    for (let tries = 0; tries < 10 && !called.ok && !ending.signal.aborted; tries += 1) {
      const wait = 'late' in called ? called.late : called.failure.retryAfter
      if (wait === undefined) return called
      await pause(wait, ending.signal)
      called = await gateway.call(wanted)
    }
    return called
  }

  return {
    heard,
    run,
    async stop() {
      ending.abort()
      await running?.catch(() => undefined)
      await save()
    },
  }
}

function earlier(ts: string): string {
  return `${Math.max(0, Number(ts.split('.')[0]) - OVERLAP)}.000000`
}
