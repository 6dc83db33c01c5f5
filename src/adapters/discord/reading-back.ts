import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Called, Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { patiently } from './patiently.ts'
import { isLater } from './refs.ts'

/** What became of reading: `not now`: it may be read later; `never`: nothing can be read there. */
export type Outcome = 'read' | 'not now' | 'never'

const message = z.looseObject({ id: z.string(), edited_timestamp: z.string().nullish() })
const page = z.array(message)

/** A message as it stands in a channel now. */
export type StandingMessage = z.infer<typeof message>

const PER_PAGE = 100
const MOST_PAGES = 20
const MOST_TRIES = 8

const UNKNOWN_MESSAGE = 10008

/** Reads messages back from Discord, a page after the other; what fails for the moment is tried again. */
export function readingBack(gateway: Pick<Gateway, 'call'>, ending: AbortSignal) {
  const patience = { ending, tries: MOST_TRIES }

  /** All of a channel after this id, oldest first, as it comes in. */
  async function after(
    channel: string,
    since: string,
    take: (messages: readonly StandingMessage[]) => Promise<void>,
  ): Promise<Outcome> {
    let last = since
    for (let count = 0; count < MOST_PAGES && !ending.aborted; count += 1) {
      const read = await messages(channel, { after: last })
      if (!Array.isArray(read)) return read
      const oldestFirst = read.toSorted((one, other) => (isLater(one.id, other.id) ? 1 : -1))
      await take(oldestFirst)
      last = oldestFirst.at(-1)?.id ?? last
      if (read.length < PER_PAGE) return 'read'
    }
    return 'read'
  }

  /** All that stands in a channel from this id on, by id; null when any of it could not be read. */
  async function from(channel: string, oldest: string) {
    const all = new Map<string, StandingMessage>()
    let before: string | undefined
    for (let count = 0; count < MOST_PAGES && !ending.aborted; count += 1) {
      const read = await messages(channel, before === undefined ? {} : { before })
      if (!Array.isArray(read)) return null
      for (const one of read) all.set(one.id, one)
      before = read.at(-1)?.id
      // Without the permission to read its history a channel seems empty.
      if (before === undefined) return all.size === 0 ? null : all
      if (read.length < PER_PAGE || !isLater(before, oldest)) return all
    }
    return null
  }

  async function messages(channel: string, range: Readonly<Record<string, string>>) {
    const query = new URLSearchParams({ limit: String(PER_PAGE), ...range })
    const route = Routes.channelMessages(channel)
    const called = await patiently(gateway, { method: 'GET', route, query, channel }, patience)
    return called.ok ? page.parse(called.data) : outcomeOf(called)
  }

  /** Asks for this message alone: true only when Discord answers that there is none. */
  async function lacks(channel: string, id: string): Promise<boolean> {
    const route = Routes.channelMessage(channel, id)
    const called = await patiently(gateway, { method: 'GET', route, channel }, patience)
    return !called.ok && called.failure.code === UNKNOWN_MESSAGE
  }

  return { after, from, lacks }
}

/** A channel that the app may not read is left alone; without a token nothing can be read, until there is one. */
function outcomeOf(called: Extract<Called, { ok: false }>): Exclude<Outcome, 'read'> {
  const receipt = receiptOf(called, 'thread')
  const mayPass = (!receipt.ok && receipt.kind === 'retry') || called.failure.status === 401
  return mayPass ? 'not now' : 'never'
}
