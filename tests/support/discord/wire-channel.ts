import { defined } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { isThread } from './lookup.ts'
import type { Channel, ChannelKind } from './model.ts'
import type { Office } from './office.ts'
import { wireUserById } from './wire-people.ts'

const TYPES: Readonly<Record<ChannelKind, number>> = {
  text: 0,
  dm: 1,
  category: 4,
  'public thread': 11,
  'private thread': 12,
  forum: 15,
}

export function wireChannel(office: Office, channel: Channel): JsonObject {
  if (channel.kind === 'dm') return wireDm(office, channel)
  const common = {
    id: channel.id,
    type: TYPES[channel.kind],
    guild_id: office.guild.id,
    name: channel.name,
    parent_id: channel.parentId,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: channel.slowmode,
    flags: channel.requiresTag ? 16 : 0,
  }
  if (isThread(channel)) return { ...common, ...threadFields(office, channel) }
  return {
    ...common,
    position: channel.position,
    topic: channel.topic,
    nsfw: false,
    permission_overwrites: channel.overwrites.map((one) => ({
      id: one.id,
      type: one.kind === 'role' ? 0 : 1,
      allow: String(one.allow),
      deny: String(one.deny),
    })),
    ...(channel.kind === 'forum' ? forumFields(channel) : {}),
  }
}

export function wireThreadMember(channel: Channel, userId: string): JsonObject {
  const since = channel.thread?.createdAt ?? 0
  const joined = new Date(since).toISOString()
  return { id: channel.id, user_id: userId, join_timestamp: joined, flags: 0 }
}

function threadFields(
  office: Office,
  channel: Channel & { readonly thread: NonNullable<Channel['thread']> },
): JsonObject {
  const { thread } = channel
  const joined = thread.members.has(office.app.userId)
  return defined({
    owner_id: thread.ownerId,
    message_count: thread.messageCount,
    total_message_sent: thread.totalSent,
    member_count: Math.min(50, thread.members.size),
    applied_tags: thread.tags,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: thread.autoArchive,
      archive_timestamp: new Date(thread.archivedAt).toISOString(),
      create_timestamp: new Date(thread.createdAt).toISOString(),
      ...(channel.kind === 'private thread' ? { invitable: true } : {}),
    },
    member: joined ? wireThreadMember(channel, office.app.userId) : undefined,
  })
}

function forumFields(channel: Channel): JsonObject {
  return {
    available_tags: channel.tags.map((tag) => ({
      id: tag.id,
      name: tag.name,
      moderated: tag.moderated,
      emoji_id: null,
      emoji_name: tag.emoji,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
    default_auto_archive_duration: 4320,
    template: '',
  }
}

function wireDm(office: Office, { id, recipient, lastMessageId }: Channel): JsonObject {
  return {
    id,
    type: 1,
    last_message_id: lastMessageId,
    flags: 0,
    recipients: recipient === null ? [] : [wireUserById(office, recipient)],
  }
}
