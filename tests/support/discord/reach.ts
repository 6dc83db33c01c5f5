import { invalid } from './forms/check.ts'
import { findChannel } from './lookup.ts'
import type { Channel, Message, Webhook } from './model.ts'
import type { Office } from './office.ts'
import { may } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Call } from './route.ts'
import { isSnowflake } from './snowflakes.ts'

/** The channel that a call names, if the app can see it at all. */
export function reach({ office, params }: Call): Channel {
  return reachById(office, params['channel'] ?? '', 'channel_id')
}

export function reachById(office: Office, id: string, field: string): Channel {
  if (!isSnowflake(id)) {
    throw invalid([field], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`)
  }
  const channel = findChannel(office, { id })
  if (!channel) throw refuse(10003)
  if (!may(office, office.app.userId, channel, 'VIEW_CHANNEL')) throw refuse(50001)
  return channel
}

/** Refuses unless the app may do all of this there. */
export function need(office: Office, channel: Channel, ...permissions: readonly Permission[]) {
  for (const permission of permissions) {
    if (!may(office, office.app.userId, channel, permission)) throw refuse(50013)
  }
}

export function reachMessage(call: Call, channel: Channel): Message {
  const found = channel.messages.get(call.params['message'] ?? '')
  if (!found) throw refuse(10008)
  return found
}

/** Refuses what is not done in an archived or a locked thread. */
export function needLife(office: Office, channel: Channel, { deleting = false } = {}): void {
  const { thread } = channel
  if (!thread) return
  const moderator = may(office, office.app.userId, channel, 'MANAGE_THREADS')
  if (thread.locked && !moderator) throw refuse(160005)
  if (thread.archived && !deleting) throw refuse(50083)
}

/** Refuses what the app may not write there. */
export function needVoice(office: Office, channel: Channel): void {
  if (channel.kind === 'forum' || channel.kind === 'category') throw refuse(50008)
  if (!channel.thread) return need(office, channel, 'SEND_MESSAGES')
  need(office, channel, 'SEND_MESSAGES_IN_THREADS')
  const moderator = may(office, office.app.userId, channel, 'MANAGE_THREADS')
  if (channel.thread.locked && !moderator) throw refuse(160005)
}

/** A webhook by its id; by its token too if the path has one. */
export function reachWebhook({ office, params }: Call): Webhook {
  const hook = office.webhooks.get(params['webhook'] ?? '')
  if (!hook) throw refuse(10015)
  const { token } = params
  if (token !== undefined && token !== hook.token) throw refuse(50027)
  return hook
}

export function numberFrom(
  query: URLSearchParams,
  key: string,
  { fallback, most }: { readonly fallback: number; readonly most: number },
): number {
  const given = query.get(key)
  if (given === null) return fallback
  const value = Number(given)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  const said = `int value should be less than or equal to ${most}.`
  throw value > most
    ? invalid([key], 'NUMBER_TYPE_MAX', said)
    : new Refusal(400, 50035, 'Invalid Form Body', { errors: { [key]: { _errors: [] } } })
}
