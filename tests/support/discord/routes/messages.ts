import { isObject, stringAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { compose, recompose } from '../composing.ts'
import { invalid } from '../forms/check.ts'
import { MESSAGE_FIELDS, checkMessage, hasSome } from '../forms/message.ts'
import { closedTo } from '../members.ts'
import { post, remove, removeMany, revise } from '../messages.ts'
import type { Channel, Message } from '../model.ts'
import type { Office } from '../office.ts'
import { may } from '../permissions.ts'
import { need, needLife, needVoice, numberFrom, reach, reachMessage } from '../reach.ts'
import { Refusal, refuse } from '../refusal.ts'
import { DONE, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { compare, isSnowflake, snowflakeAt } from '../snowflakes.ts'
import { readMessage } from '../wire-message.ts'

// “The past few minutes”, say the docs.
const NONCE_LIFE = 3 * 60_000
// What people and apps have written, and answers to commands; all else Discord writes itself.
const EDITABLE = [0, 19, 20]
const TWO_WEEKS = 14 * 24 * 60 * 60_000

/** What the app wrote in each channel, by nonce. */
const written = new WeakMap<Channel, Map<Message['nonce'], string>>()

export const messageRoutes: readonly Route[] = [
  route('message.create', 'POST /channels/:channel/messages', create, {
    fields: Object.keys(MESSAGE_FIELDS.posted),
  }),
  route('message.bulkDelete', 'POST /channels/:channel/messages/bulk-delete', bulkDelete),
  route('message.list', 'GET /channels/:channel/messages', list),
  route('message.read', 'GET /channels/:channel/messages/:message', (call) => {
    const channel = reach(call)
    if (!may(call.office, call.office.app.userId, channel, 'READ_MESSAGE_HISTORY')) {
      throw refuse(50001)
    }
    return ok(readMessage(call.office, reachMessage(call, channel)))
  }),
  route('message.edit', 'PATCH /channels/:channel/messages/:message', edit, {
    fields: Object.keys(MESSAGE_FIELDS.edited),
  }),
  route('message.delete', 'DELETE /channels/:channel/messages/:message', (call) => {
    const { office } = call
    const channel = reach(call)
    const message = reachMessage(call, channel)
    if (!isOwn(office, message)) {
      if (channel.kind === 'dm') throw refuse(50003)
      need(office, channel, 'MANAGE_MESSAGES')
    }
    needLife(office, channel, { deleting: true })
    remove(office, message)
    return DONE
  }),
]

function create(call: Call) {
  const { office, body, files } = call
  const channel = reach(call)
  needVoice(office, channel)
  needPartner(office, channel)
  checkMessage('posted', body)
  const again = sameNonce(office, channel, body)
  if (again) return ok(readMessage(office, again))
  if (hasSome(body['embeds'])) need(office, channel, 'EMBED_LINKS')
  if (files.length > 0) need(office, channel, 'ATTACH_FILES')
  const replyTo = replied(office, channel, body)
  const message = post(office, channel, {
    author: { kind: 'user', id: office.app.userId },
    ...compose(
      office,
      channel,
      office.app.userId,
      body,
      files,
      channel.messages.get(replyTo?.id ?? ''),
    ),
    nonce: nonceOf(body),
    replyTo,
  })
  remember(channel, message)
  return ok(readMessage(office, message))
}

function needPartner(office: Office, { recipient }: Channel) {
  const person = office.people.get(recipient ?? '')
  const closed = person && closedTo(office, person)
  if (closed) throw closed
}

function nonceOf(body: JsonObject): string | number | null {
  const { nonce } = body
  return typeof nonce === 'string' || typeof nonce === 'number' ? nonce : null
}

/** The message that the app wrote under this nonce of late. */
function sameNonce(office: Office, channel: Channel, body: JsonObject): Message | undefined {
  if (body['enforce_nonce'] !== true) return undefined
  const id = written.get(channel)?.get(nonceOf(body))
  const message = channel.messages.get(id ?? '')
  return message && message.at >= office.clock.now() - NONCE_LIFE ? message : undefined
}

function remember(channel: Channel, { nonce, id }: Message) {
  if (nonce === null) return
  const known = written.get(channel) ?? new Map<Message['nonce'], string>()
  written.set(channel, known.set(nonce, id))
}

function replied(office: Office, channel: Channel, body: JsonObject): Message['replyTo'] {
  const reference = body['message_reference']
  if (!isObject(reference)) return null
  const id = stringAt(reference, 'message_id') ?? ''
  if (!may(office, office.app.userId, channel, 'READ_MESSAGE_HISTORY')) {
    throw new Refusal(403, 160002, 'Cannot reply without permission to read message history')
  }
  if (channel.messages.has(id)) return { channel: channel.id, id }
  if (reference['fail_if_not_exists'] === false) return null
  throw invalid(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')
}

function edit(call: Call) {
  const { office, body, files } = call
  const channel = reach(call)
  const message = reachMessage(call, channel)
  if (!isOwn(office, message)) throw refuse(50005)
  if (!EDITABLE.includes(message.type)) throw refuse(50021)
  needLife(office, channel)
  checkMessage('edited', body)
  revise(office, message, recompose(office, channel, message, body, files))
  return ok(readMessage(office, message))
}

function list(call: Call) {
  const { office, query } = call
  const channel = reach(call)
  if (channel.kind === 'forum' || channel.kind === 'category') throw refuse(50008)
  const limit = numberFrom(query, 'limit', { fallback: 50, most: 100 })
  if (!may(office, office.app.userId, channel, 'READ_MESSAGE_HISTORY')) return ok([])
  const all = [...channel.messages.values()]
  return ok(page(all, query, limit).map((one) => readMessage(office, one)))
}

/** Youngest first, as Discord gives them; of `after` the oldest that come then. */
function page(all: readonly Message[], query: URLSearchParams, limit: number): Message[] {
  const [before, after, around] = ['before', 'after', 'around'].map((key) => {
    const id = query.get(key)
    if (id !== null && !isSnowflake(id) && !/^\d+$/.test(id)) {
      throw invalid([key], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`)
    }
    return id
  })
  if (around) {
    const older = all.filter((one) => compare(one.id, around) < 0).slice(-Math.floor(limit / 2))
    const rest = all
      .filter((one) => compare(one.id, around) >= 0)
      .slice(0, Math.ceil(limit / 2) + 1)
    return [...older, ...rest].slice(0, limit).toReversed()
  }
  if (after) {
    return all
      .filter((one) => compare(one.id, after) > 0)
      .slice(0, limit)
      .toReversed()
  }
  const older = !before ? all : all.filter((one) => compare(one.id, before) < 0)
  return older.slice(-limit).toReversed()
}

function bulkDelete(call: Call) {
  const { office, body } = call
  const channel = reach(call)
  if (channel.kind === 'dm') throw refuse(50003)
  need(office, channel, 'MANAGE_MESSAGES')
  const ids = Array.isArray(body['messages']) ? body['messages'].map(String) : []
  if (ids.length < 2 || ids.length > 100) throw refuse(50016)
  const oldest = snowflakeAt(office.clock.now() - TWO_WEEKS)
  if (ids.some((id) => compare(id, oldest) < 0)) throw refuse(50034)
  removeMany(
    office,
    channel,
    ids.filter((id) => channel.messages.has(id)),
  )
  return DONE
}

function isOwn(office: Office, { author }: Message): boolean {
  return author.kind === 'user' && author.id === office.app.userId
}
