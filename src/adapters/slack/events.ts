import { emojiNamed } from './emoji.ts'
import { ignored } from './heard.ts'
import type { Heard, Self } from './heard.ts'
import { hearChanged, hearDeleted, hearMention, hearPosted } from './hearing.ts'
import { anyEvent, homeEvent, reactionEvent } from './payloads.ts'

/** What an event of the Events API means to a conversation, from its payload alone. */
export function hear(event: unknown, self: Self): Heard {
  const known = anyEvent.safeParse(event).data
  if (!known) return ignored('it is not an event')
  switch (known.type) {
    case 'message':
      return hearMessage(known.subtype, event, self)
    case 'reaction_added':
    case 'reaction_removed':
      return hearReaction(event, self)
    case 'app_mention':
      return hearMention(event, self)
    case 'app_home_opened':
      return hearHome(event)
    default:
      return ignored(`a “${known.type}” is not about a conversation`)
  }
}

function hearMessage(subtype: string | undefined, event: unknown, self: Self): Heard {
  if (subtype === 'message_changed') return hearChanged(event, self)
  if (subtype === 'message_deleted') return hearDeleted(event, self)
  return hearPosted(event, self)
}

function hearReaction(event: unknown, self: Self): Heard {
  const read = reactionEvent.safeParse(event).data
  if (!read) return ignored('it is not on a message')
  if (read.user === self.userId) return ignored('it is our own reaction')
  const emoji = emojiNamed(read.reaction)
  if (!emoji) return ignored('it is not an emoji')
  const { channel, ts } = read.item
  return {
    kind: 'reacted',
    on: read.type === 'reaction_added',
    channel,
    ts,
    user: read.user,
    emoji,
    at: read.event_ts,
  }
}

function hearHome(event: unknown): Heard {
  const read = homeEvent.safeParse(event).data
  return read ? { kind: 'home opened', user: read.user } : ignored('it is another tab')
}
