import { isObject, stringAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { compose } from '../composing.ts'
import { checked, choice, form, integer, list, snowflake, text } from '../forms/check.ts'
import { lookAtMessage } from '../forms/message.ts'
import { activeThreads, canSee, threadsOf } from '../lookup.ts'
import { post } from '../messages.ts'
import type { Channel } from '../model.ts'
import { may } from '../permissions.ts'
import { need, needLife, numberFrom, reach, reachMessage } from '../reach.ts'
import { refuse } from '../refusal.ts'
import { DONE, created, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { joinThread, leaveThread, openThread } from '../threads.ts'
import { wireChannel, wireThreadMember } from '../wire-channel.ts'
import { readMessage } from '../wire-message.ts'
import { DURATIONS, checkTags } from './thread-change.ts'

const fields = form(
  {
    name: text(1, 100),
    auto_archive_duration: choice(...DURATIONS),
    rate_limit_per_user: integer(0, 21_600),
    applied_tags: list(0, 5, snowflake),
    type: choice(10, 11, 12),
  },
  ['name'],
)

const MEMBER = '/channels/:channel/thread-members'

export const threadRoutes: readonly Route[] = [
  route('thread.create', 'POST /channels/:channel/messages/:message/threads', fromMessage),
  route('thread.create', 'POST /channels/:channel/threads', start),
  route('thread.active', 'GET /guilds/:guild/threads/active', ({ office }) => {
    const seen = activeThreads(office).filter((one) => canSee(office, office.app.userId, one))
    return ok(listed(office, seen))
  }),
  route('thread.archived', 'GET /channels/:channel/threads/archived/:which', archived),
  route('thread.join', `PUT ${MEMBER}/@me`, (call) => {
    const channel = inThread(call)
    needLife(call.office, channel)
    joinThread(call.office, channel, call.office.app.userId)
    return DONE
  }),
  route('thread.leave', `DELETE ${MEMBER}/@me`, (call) => {
    leaveThread(call.office, inThread(call), call.office.app.userId)
    return DONE
  }),
  route('thread.add', `PUT ${MEMBER}/:user`, (call) => {
    const channel = inThread(call)
    const user = call.params['user'] ?? ''
    need(call.office, channel, 'SEND_MESSAGES_IN_THREADS')
    needLife(call.office, channel)
    if (!call.office.guild.members.has(user)) throw refuse(10007)
    joinThread(call.office, channel, user)
    return DONE
  }),
  route('thread.drop', `DELETE ${MEMBER}/:user`, (call) => {
    const channel = inThread(call)
    need(call.office, channel, 'MANAGE_THREADS')
    needLife(call.office, channel)
    leaveThread(call.office, channel, call.params['user'] ?? '')
    return DONE
  }),
  route('thread.member', `GET ${MEMBER}/:user`, (call) => {
    const channel = inThread(call)
    const named = call.params['user'] ?? ''
    const user = named === '@me' ? call.office.app.userId : named
    if (!channel.thread?.members.has(user)) throw refuse(10007)
    return ok(wireThreadMember(channel, user))
  }),
  route('thread.members', `GET ${MEMBER}`, (call) => {
    const channel = inThread(call)
    if (!call.office.app.privileged.has('GUILD_MEMBERS')) throw refuse(50001)
    return ok([...(channel.thread?.members ?? [])].map((id) => wireThreadMember(channel, id)))
  }),
]

function start(call: Call) {
  const { office, body } = call
  const channel = reach(call)
  if (channel.kind === 'forum') return startPost(call, channel)
  if (channel.kind !== 'text') throw refuse(50024)
  checked((problems) => fields(body, [], problems))
  // Discord makes a private thread unless it is told otherwise.
  const kind = body['type'] === 11 ? 'public thread' : 'private thread'
  need(
    office,
    channel,
    kind === 'public thread' ? 'CREATE_PUBLIC_THREADS' : 'CREATE_PRIVATE_THREADS',
  )
  return created(wireChannel(office, openThread(office, channel, { ...given(call), kind })))
}

function startPost(call: Call, forum: Channel) {
  const { office, body, files } = call
  need(office, forum, 'SEND_MESSAGES')
  const message: JsonObject = isObject(body['message']) ? body['message'] : {}
  checked((problems) => {
    fields(body, [], problems)
    lookAtMessage(problems, 'posted', message, ['message'])
  })
  const tags = Array.isArray(body['applied_tags']) ? body['applied_tags'].map(String) : []
  checkTags(office, forum.id, tags, may(office, office.app.userId, forum, 'MANAGE_THREADS'))
  const composed = compose(office, forum, office.app.userId, message, files)
  const thread = openThread(office, forum, { ...given(call), tags })
  const author = { kind: 'user', id: office.app.userId } as const
  const first = post(office, thread, { author, id: thread.id, ...composed })
  return created({ ...wireChannel(office, thread), message: readMessage(office, first) })
}

function fromMessage(call: Call) {
  const { office, body } = call
  const channel = reach(call)
  if (channel.kind !== 'text') throw refuse(50024)
  need(office, channel, 'CREATE_PUBLIC_THREADS')
  const message = reachMessage(call, channel)
  checked((problems) => fields(body, [], problems))
  if (office.channels.has(message.id)) throw refuse(160004)
  const thread = openThread(office, channel, { ...given(call), id: message.id })
  const author = { kind: 'user', id: office.app.userId } as const
  post(office, thread, { author, type: 21, replyTo: { channel: channel.id, id: message.id } })
  return created(wireChannel(office, thread))
}

function given({ office, body }: Call) {
  const minutes = body['auto_archive_duration']
  return {
    name: stringAt(body, 'name') ?? '',
    by: office.app.userId,
    slowmode: Number(body['rate_limit_per_user'] ?? 0),
    ...(typeof minutes === 'number' ? { autoArchive: minutes } : {}),
  }
}

function archived(call: Call) {
  const { office, query, params } = call
  const parent = reach(call)
  need(office, parent, 'READ_MESSAGE_HISTORY')
  const kind = params['which'] === 'private' ? 'private thread' : 'public thread'
  if (kind === 'private thread') need(office, parent, 'MANAGE_THREADS')
  const before = Date.parse(query.get('before') ?? '')
  const limit = numberFrom(query, 'limit', { fallback: 50, most: 100 })
  const all = threadsOf(office, parent.id)
    .filter((one) => one.kind === kind && one.thread?.archived)
    .filter((one) => Number.isNaN(before) || Number(one.thread?.archivedAt) < before)
    .toSorted((a, b) => Number(b.thread?.archivedAt) - Number(a.thread?.archivedAt))
  return ok({ ...listed(office, all.slice(0, limit)), has_more: all.length > limit })
}

function listed(office: Call['office'], threads: readonly Channel[]) {
  const me = office.app.userId
  return {
    threads: threads.map((one) => wireChannel(office, one)),
    members: threads
      .filter((one) => one.thread?.members.has(me))
      .map((one) => wireThreadMember(one, me)),
  }
}

function inThread(call: Call): Channel {
  const channel = reach(call)
  if (!channel.thread) throw refuse(50024)
  return channel
}
