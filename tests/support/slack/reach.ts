import { directChannel, findChannel } from './lookup.ts'
import type { Call } from './method.ts'
import type { Channel } from './model.ts'
import { Refusal } from './refusal.ts'
import { channelWords } from './wire-people.ts'

/** The channel that an argument names, if the app can see it at all. */
export function reach({ office }: Call, named: string): Channel {
  const channel = findChannel(office, named)
  const hidden = channel && channel.kind !== 'public' && !channel.members.has(office.app.userId)
  if (!channel || hidden) throw new Refusal('channel_not_found')
  return channel
}

/** The same, for what may be written to: also a person's id, which means their direct messages. */
export function reachToPost(call: Call, named: string): Channel {
  const { office, token } = call
  const person = office.people.get(named)
  const channel = person ? directChannel(office, person) : reach(call, named)
  const stranger = !channel.members.has(office.app.userId)
  if (stranger && !token.scopes.includes('chat:write.public')) throw new Refusal('not_in_channel')
  if (channel.archived) throw new Refusal('is_archived')
  if (channel.readOnly) throw new Refusal('restricted_action_read_only_channel')
  return channel
}

/** The same, for what may be read: `history` or `read` is the scope wanted. */
export function reachToRead(call: Call, named: string, wanted: 'history' | 'read'): Channel {
  const channel = reach(call, named)
  call.needs(`${channelWords(channel).plural}:${wanted}`)
  if (wanted === 'history' && !channel.members.has(call.office.app.userId)) {
    throw new Refusal('not_in_channel')
  }
  return channel
}

/** One page of a list and Slack's cursor for the next. */
export function paged<T>(
  items: readonly T[],
  {
    limit = 100,
    cursor,
  }: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): { readonly items: readonly T[]; readonly next: string } {
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('at:', '')) : 0
  if (!Number.isInteger(start)) throw new Refusal('invalid_cursor')
  const size = Math.min(Math.max(1, limit), 999)
  const end = start + size
  const next = end < items.length ? Buffer.from(`at:${end}`).toString('base64') : ''
  return { items: items.slice(start, end), next }
}
