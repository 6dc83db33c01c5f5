import { ChannelType, PermissionFlagsBits } from 'discord.js'
import type { Settings } from '../../config.ts'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { placesNamed } from './channels.ts'
import { checkForum } from './doctor-forum.ts'
import type { Channel, Server } from './doctor-server.ts'
import { bitsOf, permissionsFor } from './permissions.ts'
import type { Permission, Use } from './permissions.ts'
import { rightsIn } from './rights.ts'

/** A place in Discord, as the settings have it. */
export interface NamedPlace {
  readonly channel: string
  readonly as?: 'post' | 'thread' | 'channel'
  readonly webhooks?: boolean
}

/** A place in which the bot may do what it needs to. */
export interface OpenPlace {
  readonly channel: Channel
  readonly mode: 'post' | 'thread' | 'channel'
}

const MODES: Readonly<Record<number, OpenPlace['mode']>> = {
  [ChannelType.GuildForum]: 'post',
  [ChannelType.GuildMedia]: 'post',
  [ChannelType.GuildText]: 'thread',
  [ChannelType.GuildAnnouncement]: 'thread',
  [ChannelType.GuildCategory]: 'channel',
}
const KINDS = {
  post: 'a forum: each conversation is a post',
  thread: 'a text channel: each conversation is a thread',
  channel: 'a category: each conversation is a channel of its own',
} as const satisfies Record<OpenPlace['mode'], string>

/** Those that the settings name, each once. */
export function placesIn({ inboxes }: Pick<Settings, 'inboxes'>): NamedPlace[] {
  const all = inboxes
    .flatMap(({ places, moves, routed }) => [...places, ...moves, ...routed])
    .filter(({ chat }) => chat === 'discord')
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

/** Whether each place is there, of the right kind, open to the bot and closed to others; gives back those that work. */
export async function* checkPlaces(
  server: Server,
  named: readonly NamedPlace[],
  invite: (uses: readonly Use[]) => string,
): Findings<OpenPlace[]> {
  const open: OpenPlace[] = []
  for (const place of named) {
    const found = channelsNamed(server, place)
    const channel = found[0] && homeOf(server, found[0], place)
    const mode = channel && MODES[channel.type]
    if (!channel || !mode) {
      yield channel ? otherKind(channel) : unknown(place.channel)
      continue
    }
    if (found.length > 1) yield ambiguous(place.channel, channel, found.length)
    const uses: readonly Use[] = [mode, ...(place.webhooks ? (['webhooks'] as const) : [])]
    const lost = lacking(server, channel, uses)
    if (lost.length > 0) {
      yield closed(channel, lost, invite(uses))
      continue
    }
    yield well(`${nameOf(channel)} is ${KINDS[mode]}; the bot may do there all that it needs to.`)
    if (place.as !== undefined && place.as !== mode) yield otherMode(channel, place.as, mode)
    if (isOpenToAll(server, channel)) yield readByAll(channel)
    if (mode === 'post') yield* checkForum(server, channel)
    open.push({ channel, mode })
  }
  return open
}

/** As people write it: a category has no #. */
export function nameOf({ name, type }: Pick<Channel, 'name' | 'type'>): string {
  return MODES[type] === 'channel' ? `“${name}”` : `#${name}`
}

function channelsNamed({ channels }: Server, { channel: named, as }: NamedPlace): Channel[] {
  const byId = channels.find(({ id }) => id === named)
  return byId ? [byId] : placesNamed(named, channels, as === 'channel' ? 'category' : undefined)
}

/** A text channel's conversations may have channels of their own beside it: then its category is their place. */
function homeOf({ channels }: Server, channel: Channel, { as }: NamedPlace): Channel {
  if (as !== 'channel' || MODES[channel.type] !== 'thread') return channel
  return channels.find(({ id }) => id === channel.parent_id) ?? channel
}

/** What the bot may not do there of what it needs; where it sees nothing, only that. */
function lacking(server: Server, channel: Channel, uses: readonly Use[]): Permission[] {
  const rights = rightsIn(server, server.me, channel.permission_overwrites)
  const lost = permissionsFor(uses).filter((one) => (rights & bitsOf([one])) === 0n)
  return rights === 0n ? lost.slice(0, 1) : lost
}

function isOpenToAll(server: Server, channel: Channel): boolean {
  const everybody = { id: '', roles: [] }
  const rights = rightsIn(server, everybody, channel.permission_overwrites)
  return (rights & PermissionFlagsBits.ViewChannel) !== 0n
}

function unknown(named: string): Finding {
  return ill(
    `The server has no channel “${named}” that conversations can be in.`,
    'Make it in Discord, a forum, a text channel or a category; or mend its name under places in the settings.',
  )
}

function otherKind(channel: Channel): Finding {
  return ill(
    `${nameOf(channel)} is of a kind that conversations cannot be in.`,
    'Name a forum, a text channel or a category under places.',
  )
}

function ambiguous(named: string, channel: Channel, count: number): Finding {
  return doubtful(
    `The server has ${count} channels of the name “${named}”; Greenroom takes the one with the id ${channel.id}.`,
    'Write the id of the one that is meant into the settings, in quotes.',
  )
}

function closed(channel: Channel, lost: readonly Permission[], invite: string): Finding {
  const name = nameOf(channel)
  const all = lost.map(({ named, why }) => `${named}: ${why}`).join('\n')
  return ill(
    `The bot lacks these permissions in ${name}:\n${all}`,
    `In Discord: ${name}, Edit, Permissions, add the bot’s role and allow them. Or give them to its role in the whole server, by ${invite}`,
  )
}

function otherMode(channel: Channel, as: string, mode: OpenPlace['mode']): Finding {
  return doubtful(
    `The settings say as: ${as} for ${nameOf(channel)}, which is ${KINDS[mode]}.`,
    'Take that line away, or name a channel of the kind that is meant.',
  )
}

function readByAll(channel: Channel): Finding {
  return doubtful(
    `Everybody in the server can read ${nameOf(channel)}, and so all that visitors write.`,
    `If that is not meant, in Discord: ${nameOf(channel)}, Edit, Permissions, Private, and add the team’s roles and the bot’s.`,
  )
}
