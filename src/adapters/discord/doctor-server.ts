import { Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, unseen, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import type { App } from './doctor-app.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask, Unanswered } from './doctor-asking.ts'

/** The server, as far as the doctor looks at it. */
export interface Server {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly roles: readonly Role[]
  readonly channels: readonly Channel[]
  /** The bot as a member. */
  readonly me: { readonly id: string; readonly roles: readonly string[] }
}

export type Role = z.infer<typeof role>
export type Channel = z.infer<typeof channel>

const bits = z.union([z.string(), z.number()]).transform(BigInt)
const role = z.looseObject({ id: z.string(), name: z.string(), permissions: bits })
const guild = z.looseObject({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(role),
})
const overwrite = z.looseObject({ id: z.string(), type: z.number(), allow: bits, deny: bits })
const tag = z.looseObject({ id: z.string(), name: z.string() })
const channel = z.looseObject({
  id: z.string(),
  name: z.string().catch(''),
  type: z.number(),
  parent_id: z.string().nullish(),
  flags: z.number().catch(0),
  permission_overwrites: z.array(overwrite).catch([]),
  available_tags: z.array(tag).catch([]),
})
const member = z.looseObject({
  roles: z.array(z.string()),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish().catch(null),
})
const others = z.array(z.looseObject({ id: z.string(), name: z.string() }))
const threads = z.looseObject({ threads: z.array(z.unknown()) })

/** Whether the bot is in the server that the settings name; null where it is not. */
export async function* checkServer(
  ask: Ask,
  { id, invite }: { readonly id: string; readonly invite: string },
  app: App,
): Findings<Server | null> {
  const itself = await ask('GET', Routes.guild(id))
  const all = await ask('GET', Routes.guildChannels(id))
  const me = await ask('GET', Routes.guildMember(id, app.user))
  if (!itself.ok || !all.ok || !me.ok) {
    const failed = [itself, all, me].find((one): one is Unanswered => !one.ok)
    if (failed) yield await noServer(ask, failed, id, invite)
    return null
  }
  const { name, owner_id: ownerId, roles } = guild.parse(itself.data)
  yield well(`The bot is in the server “${name}”.`)
  const mine = member.parse(me.data)
  const until = mine.communication_disabled_until
  if (until && Date.parse(until) > Date.now())
    yield ill(
      'Somebody put the bot in a time-out: it may write nothing.',
      'In Discord: the bot among the members, right click, Remove Timeout.',
    )
  const channels = z.array(channel).parse(all.data)
  return { id, name, ownerId, roles, channels, me: { id: app.user, roles: mine.roles } }
}

async function noServer(
  ask: Ask,
  failed: Unanswered,
  id: string,
  invite: string,
): Promise<Finding> {
  const isOut = failed.failure.status === 404 || failed.failure.status === 403
  if (!isOut)
    return ill(`The server could not be looked at. ${failed.sentence}`, mendAsking(failed))
  const answer = await ask('GET', Routes.userGuilds())
  const there = answer.ok ? (others.safeParse(answer.data).data ?? []) : []
  const known = there.map((one) => `“${one.name}”, ${one.id}`).join('; ')
  return ill(
    `The bot is not in a server with the id ${id}.`,
    known === ''
      ? `Invite it, as somebody who may manage the server: ${invite}`
      : `It is in ${known}: if one of them is meant, write its id as discord.guild. If not, invite it: ${invite}`,
  )
}

/** What Discord takes of channels and of open threads in one server. */
const MOST = { channels: 500, threads: 1_000 }
const NEAR = 0.9

/** How near the server is to Discord's walls. */
export async function* checkRoom(ask: Ask, { id, channels }: Server): Findings {
  const answer = await ask('GET', Routes.guildActiveThreads(id))
  const open = answer.ok ? threads.parse(answer.data).threads.length : null
  const { length } = channels
  if (length >= MOST.channels * NEAR)
    yield doubtful(
      `The server has ${length} of ${MOST.channels} channels: Discord takes no more than that.`,
      'Remove some; or let conversations be threads or posts, which do not count.',
    )
  if (open === null) return yield unseen('Discord did not say how many threads are open.')
  const threadsAtMost = MOST.threads.toLocaleString('en')
  if (open >= MOST.threads * NEAR)
    return yield doubtful(
      `The server has ${open} of ${threadsAtMost} open threads.`,
      'Archive old ones of other channels; Greenroom archives those of closed conversations when it must.',
    )
  if (length < MOST.channels * NEAR)
    yield well(
      `The server has ${length} of ${MOST.channels} channels and ${open} of ${threadsAtMost} open threads.`,
    )
}
