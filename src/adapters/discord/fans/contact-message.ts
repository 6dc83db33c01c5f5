import { ButtonStyle, Routes } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Settings } from '../../../config.ts'
import type { Clock, Feed } from '../../../ports.ts'
import { pause } from '../../chats/pause.ts'
import type { Channels } from '../channels.ts'
import { button, row } from '../components.ts'
import { escapeDiscord } from '../escape.ts'
import type { Gateway } from '../gateway.ts'
import { bodyOf } from '../posting.ts'
import type { DiscordMessage, DiscordPosting } from '../posting.ts'
import { OPEN_FORM } from './custom-ids.ts'

interface Deps {
  readonly settings: () => Settings
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly channels: Pick<Channels, 'find'>
  readonly gateway: Gateway
  readonly posting: DiscordPosting
  readonly clock: Clock
  readonly log: Logger
}

const NOT_POSTED = 'the message with the button for visitors could not be posted.'
const TRIES = 5
const PAUSE = 2_000

const TOPIC = 'discord:contact message'
const UNKNOWN_MESSAGE = 10_008
const UNKNOWN_CHANNEL = 10_003
const GONE: ReadonlySet<number | undefined> = new Set([UNKNOWN_MESSAGE, UNKNOWN_CHANNEL])

/** `since`: from when on it is to stand, which is its mark; a new one has another. */
const standing = z.object({
  named: z.string(),
  since: z.number(),
  at: z.object({ channel: z.string(), post: z.string() }).nullable(),
})
type Standing = z.infer<typeof standing>

/** Keeps the one message with the button by which people of the server write to us. */
export function contactMessage(deps: Deps) {
  const { settings, feed, channels, gateway, posting, clock, log } = deps
  const ending = new AbortController()
  let running = Promise.resolve()

  async function look(): Promise<void> {
    const { guild, contact } = settings().discord ?? {}
    if (guild === undefined) return
    const before = standing.safeParse((await feed.get(TOPIC, guild))?.body).data
    if (!contact) {
      if (before?.at) await take(before.at)
      if (before) await feed.put([{ topic: TOPIC, key: guild, body: null }])
      return
    }
    const message = draw(contact)
    if (before?.named === contact.channel && before.at && (await redrawn(before, message))) return
    if (before?.at && before.named !== contact.channel) await take(before.at)
    const isBegun = before?.named === contact.channel && before.at === null
    const now = isBegun ? before : { named: contact.channel, since: clock.now(), at: null }
    await feed.put([{ topic: TOPIC, key: guild, body: now }])
    const at = await patiently(now, message)
    if (at) await feed.put([{ topic: TOPIC, key: guild, body: { ...now, at } }])
  }

  /** False where it is not there any more. */
  async function redrawn({ at, since }: Standing, message: DiscordMessage): Promise<boolean> {
    const { channel, post } = at ?? { channel: '', post: '' }
    const called = await gateway.call({
      method: 'PATCH',
      route: Routes.channelMessage(channel, post),
      channel,
      body: bodyOf(message, markOf(since)),
    })
    return called.ok || !GONE.has(called.failure.code)
  }

  async function patiently(now: Standing, message: DiscordMessage) {
    for (let tries = 1; ; tries += 1) {
      const done = await post(now, message)
      if (!('ok' in done)) return done
      if (done.ok) return null
      const isOver = done.kind !== 'retry' || tries === TRIES || ending.signal.aborted
      if (isOver) {
        log.error(`Discord: ${NOT_POSTED} ${done.reason}`)
        return null
      }
      await pause(done.after ?? PAUSE * tries, ending.signal)
    }
  }

  async function post({ named, since }: Standing, message: DiscordMessage) {
    const found = await channels.find(named)
    if (!found.ok) return found.receipt
    const channel = found.channel.id
    const posted = await posting.post({ channel, mark: markOf(since), message, since })
    return posted.ok ? { channel, post: posted.id } : posted.receipt
  }

  async function take({ channel, post }: { channel: string; post: string }): Promise<void> {
    await gateway.call({ method: 'DELETE', route: Routes.channelMessage(channel, post), channel })
  }

  return {
    /** Looks whether it stands as the settings want it, one look after the other. */
    look(): Promise<void> {
      running = running.then(look, look)
      return running
    },
    async stop(): Promise<void> {
      ending.abort()
      await running.catch(() => undefined)
    },
  }
}

function draw(contact: { readonly text: string; readonly button: string }): DiscordMessage {
  const press = button({ customId: OPEN_FORM, label: contact.button, style: ButtonStyle.Primary })
  return { content: escapeDiscord(contact.text).slice(0, 1_900), rows: [row(press)] }
}

function markOf(since: number) {
  return { outbox: `contact button ${since}`, part: 1 }
}
