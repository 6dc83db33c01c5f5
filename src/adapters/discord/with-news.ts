import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Store } from '../../ports.ts'
import type { Gateway, Wanted } from './gateway.ts'
import { patiently } from './patiently.ts'
import { isLater, parseThread } from './refs.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly store: Pick<Store, 'list' | 'thread'>
  readonly whose: Pick<Whose, 'conversationIn'>
  readonly gateway: Pick<Gateway, 'call'>
  readonly guild: () => string
  readonly ending: AbortSignal
}

const placed = z.looseObject({ id: z.string(), last_message_id: z.string().nullish() })
const threads = z.looseObject({ threads: z.array(placed) })

const MOST_CONVERSATIONS = 500
const MOST_TRIES = 8

/**
 * The threads and channels of conversations that may hold something later than this id: two calls tell it of all
 * that are not archived. Those that are archived, and all where Discord does not say, are read if they are open.
 */
export async function channelsWithNews(deps: Deps, since: string): Promise<readonly string[]> {
  const { store, whose } = deps
  const standing = await lastOfEach(deps)
  const found: string[] = []
  for (const [id, last] of standing) {
    if (last !== null && isLater(last, since) && (await whose.conversationIn(id))) found.push(id)
  }
  for (const { id } of await store.list({ limit: MOST_CONVERSATIONS })) {
    const channel = parseThread((await store.thread('discord', id)) ?? '')?.channel
    if (channel !== undefined && !standing.has(channel)) found.push(channel)
  }
  return found
}

/** The last message of each channel, and of each thread that is not archived. */
async function lastOfEach({ gateway, guild, ending }: Deps): Promise<Map<string, string | null>> {
  const all = new Map<string, string | null>()
  const get = async (route: Wanted['route']) =>
    patiently(gateway, { method: 'GET', route }, { ending, tries: MOST_TRIES })
  const active = await get(Routes.guildActiveThreads(guild()))
  const channels = await get(Routes.guildChannels(guild()))
  const read = [
    ...(active.ok ? (threads.safeParse(active.data).data?.threads ?? []) : []),
    ...(channels.ok ? (z.array(placed).safeParse(channels.data).data ?? []) : []),
  ]
  for (const { id, last_message_id: last } of read) all.set(id, last ?? null)
  return all
}
