import { PermissionFlagsBits } from 'discord.js'
import type { PermissionFlags } from 'discord.js'
import type { Settings } from '../../config.ts'

/** What the bot's permissions are for: a way of showing conversations, or visitors under their own names. */
export type Use = 'post' | 'thread' | 'channel' | 'webhooks'

/** A permission of the bot's role. */
export interface Permission {
  readonly flag: keyof PermissionFlags
  /** As Discord's own pages call it. */
  readonly named: string
  /** What Greenroom does with it; what is lost without it. */
  readonly why: string
  readonly uses: readonly Use[]
}

const EVERYWHERE: readonly Use[] = ['post', 'thread', 'channel']

/** All that the bot may ever need, each with its reason. */
export const PERMISSIONS: readonly Permission[] = [
  {
    flag: 'ViewChannel',
    named: 'View Channels',
    why: 'sees the channels that the settings name, and hears what the team writes in them',
    uses: EVERYWHERE,
  },
  {
    flag: 'SendMessages',
    named: 'Send Messages',
    why: 'posts cards, and opens the posts of a forum',
    uses: EVERYWHERE,
  },
  {
    flag: 'SendMessagesInThreads',
    named: 'Send Messages in Threads and Posts',
    why: 'brings visitors’ messages into threads and posts',
    uses: ['post', 'thread'],
  },
  {
    flag: 'CreatePublicThreads',
    named: 'Create Public Threads',
    why: 'opens a thread under each card of a text channel',
    uses: ['thread'],
  },
  {
    flag: 'ManageThreads',
    named: 'Manage Threads and Posts',
    why: 'archives what is closed, opens it again, and sets the status tags of a forum',
    uses: ['post', 'thread'],
  },
  {
    flag: 'ReadMessageHistory',
    named: 'Read Message History',
    why: 'reads what it missed, and looks for its own messages after a crash, so that each is there once',
    uses: EVERYWHERE,
  },
  {
    flag: 'EmbedLinks',
    named: 'Embed Links',
    why: 'draws cards',
    uses: EVERYWHERE,
  },
  {
    flag: 'AttachFiles',
    named: 'Attach Files',
    why: 'brings visitors’ files',
    uses: EVERYWHERE,
  },
  {
    flag: 'AddReactions',
    named: 'Add Reactions',
    why: 'marks the team’s messages: held, delivered, seen, not delivered',
    uses: EVERYWHERE,
  },
  {
    flag: 'ManageChannels',
    named: 'Manage Channels',
    why: 'makes a channel for each conversation, where a place is a category',
    uses: ['channel'],
  },
  {
    flag: 'PinMessages',
    named: 'Pin Messages',
    why: 'pins the card in a conversation’s own channel',
    uses: ['channel'],
  },
  {
    flag: 'ManageWebhooks',
    named: 'Manage Webhooks',
    why: 'shows visitors’ messages under the visitor’s name, where a place has `webhooks`',
    uses: ['webhooks'],
  },
]

/** Those that these uses need. */
export function permissionsFor(uses: readonly Use[]): Permission[] {
  return PERMISSIONS.filter((one) => one.uses.some((use) => uses.includes(use)))
}

/** What the settings use. A place that does not say what a conversation is may be a forum or a text channel. */
export function usesIn(settings: Pick<Settings, 'inboxes'> | null): Use[] {
  const inboxes = settings?.inboxes ?? []
  const places = inboxes
    .flatMap(({ places, moves, routed }) => [...places, ...moves, ...routed])
    .filter(({ chat }) => chat === 'discord')
  const uses = places.flatMap(({ as, webhooks }): Use[] => [
    ...(as ? [as] : (['post', 'thread'] as const)),
    ...(webhooks ? (['webhooks'] as const) : []),
  ])
  return places.length === 0 ? ['post', 'thread'] : [...new Set(uses)]
}

/** Them in one number, as Discord counts them. */
export function bitsOf(permissions: readonly Pick<Permission, 'flag'>[]): bigint {
  return permissions.reduce((all, { flag }) => all | PermissionFlagsBits[flag], 0n)
}
