import { z } from 'zod'
import type { Self } from './heard.ts'

/** What an event says of where the app may be: a channel lost or back, under Slack's own word; or to ask who it is. */
export type Standing =
  | { readonly kind: 'lost'; readonly channel: string; readonly error: string }
  | { readonly kind: 'back'; readonly channel: string }
  | { readonly kind: 'app' }

const event = z.looseObject({
  type: z.string(),
  channel: z.string().optional().catch(undefined),
  user: z.string().optional(),
})

const LOST: Readonly<Record<string, string>> = {
  channel_archive: 'is_archived',
  group_archive: 'is_archived',
  channel_deleted: 'channel_not_found',
  group_deleted: 'channel_not_found',
  channel_left: 'not_in_channel',
  group_left: 'not_in_channel',
}

/** Reads such an event; null for any other. */
export function standingOf(given: unknown, self: Self): Standing | null {
  const read = event.safeParse(given).data
  if (!read) return null
  const { type, channel = '', user } = read
  if (type === 'tokens_revoked' || type === 'app_uninstalled') return { kind: 'app' }
  if (channel === '') return null
  const error = LOST[type]
  if (error !== undefined) return { kind: 'lost', channel, error }
  if (type === 'channel_unarchive' || type === 'group_unarchive') return { kind: 'back', channel }
  if (user !== self.userId) return null
  if (type === 'member_left_channel') return { kind: 'lost', channel, error: 'not_in_channel' }
  return type === 'member_joined_channel' ? { kind: 'back', channel } : null
}
