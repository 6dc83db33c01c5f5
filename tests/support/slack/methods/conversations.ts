import { z } from 'zod'
import { flag, page, text, time, ts } from '../arguments.ts'
import { directChannel, findPerson, repliesOf, topLevelOf } from '../lookup.ts'
import { join } from '../membership.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { ChannelKind, Message } from '../model.ts'
import { paged, reach, reachToRead } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { byTime } from '../timestamps.ts'
import { wireMessage } from '../wire-message.ts'
import { wireChannel } from '../wire-people.ts'

const range = {
  ...page,
  oldest: time.optional(),
  latest: time.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
}

const KINDS: Readonly<Record<string, { kind: ChannelKind; scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
}

const list = method({
  name: 'conversations.list',
  tier: 2,
  args: z.object({ ...page, types: text.optional(), exclude_archived: flag.optional() }),
  run(args, call) {
    const kinds = (args.types ?? 'public_channel').split(',').map((type) => {
      const known = KINDS[type.trim()]
      if (!known) throw new Refusal('invalid_types')
      call.needs(known.scope)
      return known.kind
    })
    const seen = [...call.office.channels.values()]
      .filter((one) => kinds.includes(one.kind))
      .filter((one) => one.kind === 'public' || one.members.has(call.office.app.userId))
      .filter((one) => !args.exclude_archived || !one.archived)
    const { items, next } = paged(seen, args)
    return {
      channels: items.map((one) => wireChannel(call.office, one)),
      response_metadata: { next_cursor: next },
    }
  },
})

const info = method({
  name: 'conversations.info',
  tier: 3,
  args: z.object({
    channel: text,
    include_num_members: flag.optional(),
    include_locale: flag.optional(),
  }),
  run(args, call) {
    return { channel: wireChannel(call.office, reachToRead(call, args.channel, 'read')) }
  },
})

const history = method({
  name: 'conversations.history',
  tier: 3,
  args: z.object({ channel: text, ...range }),
  run(args, call) {
    const channel = reachToRead(call, args.channel, 'history')
    // A range is read from the newest; with only `oldest` too.
    const found = topLevelOf(channel)
      .filter((one) => within(one, args))
      .toReversed()
    return { ...pageOf(call, found, args), pin_count: channel.pins.size }
  },
})

const replies = method({
  name: 'conversations.replies',
  tier: 3,
  args: z.object({ channel: text, ts, ...range }),
  run(args, call) {
    const channel = reachToRead(call, args.channel, 'history')
    const named = channel.messages.get(args.ts)
    if (!named) throw new Refusal('thread_not_found')
    const root = channel.messages.get(named.threadTs ?? named.ts) ?? named
    const found = repliesOf(channel, root.ts).filter((one) => within(one, args))
    return pageOf(call, [root, ...found], args)
  },
})

const joinMethod = method({
  name: 'conversations.join',
  tier: 3,
  scopes: ['channels:join'],
  args: z.object({ channel: text }),
  run(args, call) {
    const channel = reach(call, args.channel)
    if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
    if (channel.archived) throw new Refusal('is_archived')
    join(call.office, channel, call.office.app.userId)
    return { channel: wireChannel(call.office, channel) }
  },
})

const members = method({
  name: 'conversations.members',
  tier: 4,
  args: z.object({ channel: text, ...page }),
  run(args, call) {
    const { items, next } = paged([...reachToRead(call, args.channel, 'read').members], args)
    return { members: items, response_metadata: { next_cursor: next } }
  },
})

const open = method({
  name: 'conversations.open',
  tier: 3,
  scopes: ['im:write'],
  args: z.object({
    users: text.optional(),
    channel: text.optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  }),
  run(args, call) {
    const person = findPerson(call.office, args.users ?? '')
    if (!person) throw new Refusal('user_not_found')
    return { channel: { id: directChannel(call.office, person).id } }
  },
})

type Range = z.infer<z.ZodObject<typeof range>>

function within(message: Message, { oldest = '0', latest, inclusive = false }: Range): boolean {
  const sinceOldest = byTime(message.ts, oldest)
  const untilLatest = latest === undefined ? 1 : byTime(latest, message.ts)
  return inclusive ? sinceOldest >= 0 && untilLatest >= 0 : sinceOldest > 0 && untilLatest > 0
}

function pageOf({ office }: Call, found: readonly Message[], args: Range) {
  const limit = Math.min(args.limit ?? 100, office.largestPage)
  const { items, next } = paged(found, { ...args, limit })
  const metadata = args.include_all_metadata ? 'all' : 'type'
  return {
    messages: items.map((one) => wireMessage(office, one, { metadata })),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

export const conversations: readonly Method[] = [
  list,
  info,
  history,
  replies,
  joinMethod,
  members,
  open,
]
