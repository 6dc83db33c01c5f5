import type { JsonObject } from '../slack/json.ts'
import { canSee, threadsOf } from './lookup.ts'
import type { Channel, ChannelKind, Overwrite, Person, Tag, ThreadState } from './model.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'
import { invalid } from './forms/check.ts'
import { wireChannel } from './wire-channel.ts'

export interface NewChannel {
  readonly name: string
  readonly kind: ChannelKind
  readonly id?: string
  readonly parentId?: string | null
  readonly topic?: string | null
  readonly overwrites?: readonly Overwrite[]
  readonly tags?: readonly Tag[]
  readonly requiresTag?: boolean
  readonly slowmode?: number
  readonly recipient?: string | null
  readonly thread?: ThreadState | null
}

/** Makes a place. Discord's caps hold for channels, and one that has a category takes its overwrites. */
export function makeChannel(office: Office, given: NewChannel): Channel {
  const { parentId = null } = given
  const parent = parentId === null ? undefined : office.channels.get(parentId)
  const fits = given.kind === 'dm' || Boolean(given.thread)
  if (!fits) roomFor(office, parentId)
  const channel: Channel = {
    id: given.id ?? office.id(),
    name: given.name,
    kind: given.kind,
    parentId,
    topic: given.topic ?? null,
    position: [...office.channels.values()].filter((one) => one.parentId === parentId).length,
    slowmode: given.slowmode ?? 0,
    overwrites: [...(given.overwrites ?? (fits ? [] : (parent?.overwrites ?? [])))].map((one) => ({
      ...one,
    })),
    tags: [...(given.tags ?? [])],
    requiresTag: given.requiresTag ?? false,
    messages: new Map(),
    ephemerals: new Map(),
    lastMessageId: null,
    recipient: given.recipient ?? null,
    thread: given.thread ?? null,
  }
  office.channels.set(channel.id, channel)
  office.changed()
  return channel
}

/** The direct messages of the app and a person, made when first asked for. */
export function directChannel(office: Office, person: Person): Channel {
  const known = [...office.channels.values()].find((one) => one.recipient === person.id)
  return (
    known ?? makeChannel(office, { name: `dm-${person.handle}`, kind: 'dm', recipient: person.id })
  )
}

export function tellOfChannel(office: Office, t: string, channel: Channel, more: JsonObject = {}) {
  office.tell({ t, d: { ...wireChannel(office, channel), ...more }, intent: 'GUILDS', channel })
}

/** Changes a channel in its place, and tells. */
export function changeChannel(office: Office, channel: Channel, change: () => void): void {
  const before = canSee(office, office.app.userId, channel)
  change()
  const after = canSee(office, office.app.userId, channel)
  // Who loses sight of a channel hears that it is gone; who gains it, that there is a new one.
  if (before && !after) {
    office.tell({ t: 'CHANNEL_DELETE', d: wireChannel(office, channel), intent: 'GUILDS' })
  } else if (after) {
    tellOfChannel(office, before ? 'CHANNEL_UPDATE' : 'CHANNEL_CREATE', channel)
  }
  if (after && !before) {
    const threads = threadsOf(office, channel.id).filter((one) => one.thread?.archived === false)
    office.tell({
      t: 'THREAD_LIST_SYNC',
      intent: 'GUILDS',
      d: {
        guild_id: office.guild.id,
        channel_ids: [channel.id],
        threads: threads.map((one) => wireChannel(office, one)),
        members: [],
      },
    })
  }
  office.changed()
}

/** Takes a channel away, with all its threads. */
export function removeChannel(office: Office, channel: Channel): void {
  const seen = canSee(office, office.app.userId, channel)
  for (const thread of threadsOf(office, channel.id)) office.channels.delete(thread.id)
  for (const [id, hook] of office.webhooks) {
    if (hook.channelId === channel.id) office.webhooks.delete(id)
  }
  office.channels.delete(channel.id)
  if (seen && channel.thread) {
    const { id, parentId } = channel
    const type = wireChannel(office, channel)['type']
    const d = { id, guild_id: office.guild.id, parent_id: parentId, type }
    office.tell({ t: 'THREAD_DELETE', d, intent: 'GUILDS' })
  } else if (seen) {
    office.tell({ t: 'CHANNEL_DELETE', d: wireChannel(office, channel), intent: 'GUILDS' })
  }
  office.changed()
}

function roomFor(office: Office, parentId: string | null) {
  const all = [...office.channels.values()].filter((one) => !one.thread && one.kind !== 'dm')
  if (all.length >= office.sizes.channels) throw refuse(30013)
  const inside = all.filter((one) => one.parentId === parentId)
  if (parentId !== null && inside.length >= office.sizes.inCategory) {
    throw invalid(
      ['parent_id'],
      'CHANNEL_PARENT_MAX_CHANNELS',
      `Maximum number of channels in category reached (${office.sizes.inCategory})`,
    )
  }
}
