import { z } from 'zod'
import { flag, text, ts } from '../arguments.ts'
import { EMOJI, plainName } from '../emoji.ts'
import { messageOrRefuse } from '../lookup.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { Channel } from '../model.ts'
import { react, unreact } from '../reactions.ts'
import { reach } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { wireMessage } from '../wire-message.ts'

const target = { channel: text, timestamp: ts }

const add = method({
  name: 'reactions.add',
  tier: 3,
  scopes: ['reactions:write'],
  args: z.object({ ...target, name: text }),
  run(args, call) {
    const message = messageOrRefuse(place(call, args.channel), args.timestamp)
    checkName(args.name)
    if (!react(call.office, message, call.office.app.userId, args.name)) {
      throw new Refusal('already_reacted')
    }
    return {}
  },
})

const remove = method({
  name: 'reactions.remove',
  tier: 2,
  scopes: ['reactions:write'],
  args: z.object({ ...target, name: text }),
  run(args, call) {
    const message = messageOrRefuse(place(call, args.channel), args.timestamp)
    checkName(args.name)
    if (!unreact(call.office, message, call.office.app.userId, args.name)) {
      throw new Refusal('no_reaction')
    }
    return {}
  },
})

const get = method({
  name: 'reactions.get',
  tier: 3,
  scopes: ['reactions:read'],
  args: z.object({ ...target, full: flag.optional() }),
  run(args, call) {
    const channel = reach(call, args.channel)
    const message = wireMessage(call.office, messageOrRefuse(channel, args.timestamp))
    return { type: 'message', channel: channel.id, message }
  },
})

const pin = method({
  name: 'pins.add',
  tier: 2,
  scopes: ['pins:write'],
  args: z.object(target),
  run(args, call) {
    const channel = place(call, args.channel)
    const message = messageOrRefuse(channel, args.timestamp)
    if (channel.pins.has(message.ts)) throw new Refusal('already_pinned')
    channel.pins.add(message.ts)
    return {}
  },
})

function place(call: Call, named: string): Channel {
  const channel = reach(call, named)
  if (!channel.members.has(call.office.app.userId)) throw new Refusal('not_in_channel')
  if (channel.archived) throw new Refusal('is_archived')
  return channel
}

function checkName(name: string) {
  if (!(plainName(name) in EMOJI)) throw new Refusal('invalid_name')
}

export const reactions: readonly Method[] = [add, remove, get, pin]
