import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Clock, Feed, Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Losses } from './losses.ts'

/** A channel of the server, as far as threads need it. */
export interface DiscordChannel {
  readonly id: string
  readonly name: string
  readonly type: number
  /** The category that it stands in. */
  readonly parent: string | null
  /** A forum's tags. */
  readonly tags: readonly { readonly id: string; readonly name: string }[]
}

export type Found =
  | { readonly ok: true; readonly channel: DiscordChannel }
  | { readonly ok: false; readonly receipt: Receipt }

export interface Channels {
  /**
   * The channel that the settings name by its name or id. Of several of that name it is one that threads can stand
   * in, or with `category` the category.
   */
  find(named: string, category?: 'category'): Promise<Found>
  /** The name of a channel that was looked up before. */
  nameOf(id: string): string | null
  /** The server has other channels: look anew. */
  changed(): void
}

interface Deps {
  readonly settings: () => Settings
  readonly gateway: Pick<Gateway, 'call'>
  readonly losses: Losses
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly clock: Clock
}

const TOPIC = 'discord:channels'
const KNOWN_FOR = 10 * 60_000

const CATEGORY: number = ChannelType.GuildCategory

/** What can be a place, what is meant first coming first. */
const PLACES: readonly number[] = [
  ChannelType.GuildForum,
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildMedia,
  CATEGORY,
]

const listed = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string().default(''),
    type: z.number(),
    parent_id: z.string().nullish(),
    available_tags: z.array(z.looseObject({ id: z.string(), name: z.string() })).default([]),
  }),
)
const meant = z.object({ id: z.string() })

/** Finds channels by name, and remembers them: one that gets another name is still the one that was meant. */
export function discordChannels({ settings, gateway, losses, feed, clock }: Deps): Channels {
  let known: readonly DiscordChannel[] | null = null
  let until = 0

  async function all(): Promise<readonly DiscordChannel[] | Receipt> {
    if (known && clock.now() < until) return known
    const guild = settings().discord?.guild ?? ''
    const called = await gateway.call({ method: 'GET', route: Routes.guildChannels(guild) })
    if (!called.ok) return known ?? receiptOf(called, 'place')
    known = listed
      .parse(called.data)
      .map(({ id, name, type, parent_id: parent = null, available_tags: tags }) => ({
        id,
        name,
        type,
        parent,
        tags,
      }))
    until = clock.now() + KNOWN_FOR
    return known
  }

  async function find(named: string, category?: 'category'): Promise<Found> {
    const list = await all()
    if ('ok' in list) return { ok: false, receipt: list }
    const found = await pick(named, list, category)
    if (found) {
      losses.mended(named)
      return { ok: true, channel: found }
    }
    const reason = `Discord has no channel “${named}” that the bot sees.`
    losses.unknown(named, reason)
    return { ok: false, receipt: { ok: false, kind: 'blocked', reason } }
  }

  async function pick(named: string, list: readonly DiscordChannel[], category?: 'category') {
    const byId = list.find(({ id }) => id === named)
    if (byId) return byId
    const [first] = placesNamed(named, list, category)
    const key = category ? `${named} (${category})` : named
    const former = meant.safeParse((await feed.get(TOPIC, key))?.body).data
    if (!first) return list.find(({ id }) => id === former?.id)
    if (former?.id !== first.id) await feed.put([{ topic: TOPIC, key, body: { id: first.id } }])
    return first
  }

  return {
    find,
    nameOf: (id) => known?.find((one) => one.id === id)?.name ?? null,
    changed() {
      until = 0
    },
  }
}

/** The channels of this name that conversations can be in, the one that is meant first. */
export function placesNamed<C extends Pick<DiscordChannel, 'name' | 'type'>>(
  named: string,
  list: readonly C[],
  category?: 'category',
): C[] {
  return list
    .filter(({ name, type }) => name === named && PLACES.includes(type))
    .toSorted((a, b) => rankOf(a, category) - rankOf(b, category))
}

function rankOf({ type }: Pick<DiscordChannel, 'type'>, category?: 'category'): number {
  return category && type === CATEGORY ? -1 : PLACES.indexOf(type)
}
