import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import type { Once } from '../chats/once.ts'
import type { DiscordChannel } from './channels.ts'
import type { DiscordFailure } from './failures.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'

const listed = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string().catch(''),
    type: z.number(),
    parent_id: z.string().nullish(),
    permission_overwrites: z.array(z.unknown()).catch([]),
  }),
)
const CATEGORIES: readonly number[] = [ChannelType.GuildCategory]

const made = z.looseObject({ id: z.string() })

/** Discord takes as many channels in a category. */
const MOST = 50

/**
 * This category while it has room, else the first of “Desk 2”, “Desk 3”… that has, made with the same rights if
 * need be. `full`: those that Discord put nothing more into.
 */
export async function roomyCategory(
  gateway: Pick<Gateway, 'call'>,
  guild: string,
  { id, name }: Pick<DiscordChannel, 'id' | 'name'>,
  full: readonly string[],
): Promise<Once<DiscordFailure>> {
  const called = await gateway.call({ method: 'GET', route: Routes.guildChannels(guild) })
  if (!called.ok) return { ok: false, receipt: receiptOf(called, 'place') }
  const all = listed.parse(called.data)
  const hasRoom = (category: string) =>
    !full.includes(category) && all.filter((one) => one.parent_id === category).length < MOST
  if (hasRoom(id)) return { ok: true, id }
  const others = Array.from({ length: MOST }, (_, index) => `${name} ${index + 2}`)
  const there = others.map((next) => all.find((one) => isCategory(one) && one.name === next))
  const roomy = there.find((one) => one && hasRoom(one.id))
  if (roomy) return { ok: true, id: roomy.id }
  const [fresh = name] = others.filter((_, index) => !there[index])
  // Without the same rights everybody would see into it.
  const rights = all.find((one) => one.id === id)?.permission_overwrites ?? []
  const created = await gateway.call({
    method: 'POST',
    route: Routes.guildChannels(guild),
    body: {
      name: fresh,
      type: ChannelType.GuildCategory,
      permission_overwrites: rights,
    },
  })
  if (created.ok) return { ok: true, id: made.parse(created.data).id }
  return { ok: false, receipt: receiptOf(created, 'place'), why: created.failure }
}

/** True for a channel that only holds others. */
export function isCategory({ type }: { readonly type: number }): boolean {
  return CATEGORIES.includes(type)
}
