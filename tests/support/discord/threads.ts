import { makeChannel, tellOfChannel } from './channels.ts'
import { activeThreads } from './lookup.ts'
import type { Channel } from './model.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'
import { wireThreadMember } from './wire-channel.ts'
import { wireMember } from './wire-people.ts'

export interface NewThread {
  readonly name: string
  readonly by: string
  /** The id of the message that it hangs on. */
  readonly id?: string
  readonly kind?: 'public thread' | 'private thread'
  /** In minutes. */
  readonly autoArchive?: number
  readonly tags?: readonly string[]
  readonly slowmode?: number
}

const DAY_OF_MINUTES = 1440

export function openThread(office: Office, parent: Channel, given: NewThread): Channel {
  roomFor(office)
  const now = office.clock.now()
  const thread = makeChannel(office, {
    name: given.name,
    kind: given.kind ?? 'public thread',
    parentId: parent.id,
    ...(given.id === undefined ? {} : { id: given.id }),
    slowmode: given.slowmode ?? 0,
    thread: {
      ownerId: given.by,
      archived: false,
      locked: false,
      autoArchive: given.autoArchive ?? DAY_OF_MINUTES,
      archivedAt: now,
      createdAt: now,
      activeAt: now,
      tags: [...(given.tags ?? [])],
      members: new Set([given.by]),
      messageCount: 0,
      totalSent: 0,
    },
  })
  if (parent.kind === 'forum') parent.lastMessageId = thread.id
  tellOfChannel(office, 'THREAD_CREATE', thread, { newly_created: true })
  watch(office, thread)
  return thread
}

export interface ThreadChange {
  readonly archived?: boolean
  readonly locked?: boolean
  readonly name?: string
  readonly autoArchive?: number
  readonly tags?: readonly string[]
  readonly slowmode?: number
}

/** Changes a thread in its place, and tells. */
export function changeThread(office: Office, channel: Channel, change: ThreadChange): void {
  const { thread } = channel
  if (!thread) throw new Error(`#${channel.name} is no thread`)
  const { archived = thread.archived } = change
  if (!archived && thread.archived) roomFor(office)
  if (archived !== thread.archived) thread.archivedAt = office.clock.now()
  thread.archived = archived
  thread.locked = change.locked ?? thread.locked
  thread.autoArchive = change.autoArchive ?? thread.autoArchive
  if (change.tags) thread.tags = [...change.tags]
  channel.name = change.name ?? channel.name
  channel.slowmode = change.slowmode ?? channel.slowmode
  if (!archived) {
    awake(office, channel)
    watch(office, channel)
  }
  tellOfChannel(office, 'THREAD_UPDATE', channel)
  office.changed()
}

/** Something happened in it, so that it is not archived yet. */
export function awake(office: Office, { thread }: Channel): void {
  if (thread) thread.activeAt = office.clock.now()
}

export function joinThread(office: Office, channel: Channel, userId: string): void {
  const { thread } = channel
  if (!thread || thread.members.has(userId)) return
  if (thread.members.size >= office.sizes.threadMembers) throw refuse(30033)
  thread.members.add(userId)
  tellMembers(office, channel, [userId], [])
}

export function leaveThread(office: Office, channel: Channel, userId: string): void {
  if (channel.thread?.members.delete(userId)) tellMembers(office, channel, [], [userId])
}

function tellMembers(
  office: Office,
  channel: Channel,
  added: readonly string[],
  removed: readonly string[],
) {
  office.tell({
    t: 'THREAD_MEMBERS_UPDATE',
    // Without the intent for members an app hears of its own comings and goings alone.
    intent: [...added, ...removed].includes(office.app.userId) ? 'GUILDS' : 'GUILD_MEMBERS',
    channel,
    d: {
      id: channel.id,
      guild_id: office.guild.id,
      member_count: Math.min(50, channel.thread?.members.size ?? 0),
      added_members: added.map((id) => ({
        ...wireThreadMember(channel, id),
        member: wireMember(office, id),
        presence: null,
      })),
      removed_member_ids: removed,
    },
  })
}

/** Archives it when nothing has happened in it for long enough. */
function watch(office: Office, channel: Channel) {
  const { thread } = channel
  if (!thread) return
  const due = thread.activeAt + thread.autoArchive * 60_000
  office.clock.after(due - office.clock.now(), () => {
    if (thread.archived || !office.channels.has(channel.id)) return
    const stale = office.clock.now() >= thread.activeAt + thread.autoArchive * 60_000
    if (stale) changeThread(office, channel, { archived: true })
    else watch(office, channel)
  })
}

function roomFor(office: Office) {
  if (activeThreads(office).length >= office.sizes.activeThreads) throw refuse(160006)
}
