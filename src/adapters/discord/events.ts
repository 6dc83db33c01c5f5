import type { Dispatch } from './connection.ts'
import { ignored } from './heard.ts'
import type { Heard, Self } from './heard.ts'
import { hearChanged, hearPosted } from './hearing.ts'
import { cleared, personIn, place, reaction, removal } from './payloads.ts'
import { reactionOf } from './reactions.ts'

/** What the gateway told means to a conversation, from its payload alone. */
export function hear({ t, d }: Dispatch, self: Self): Heard {
  switch (t) {
    case 'MESSAGE_CREATE':
      return hearPosted(d, self)
    case 'MESSAGE_UPDATE':
      return hearChanged(d, self)
    case 'MESSAGE_DELETE':
      return hearRemoved(d)
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
      return hearReaction(t === 'MESSAGE_REACTION_ADD', d, self)
    case 'MESSAGE_REACTION_REMOVE_ALL':
    case 'MESSAGE_REACTION_REMOVE_EMOJI':
      return hearCleared(d)
    case 'THREAD_DELETE':
    case 'CHANNEL_DELETE':
      return hearGone(d)
    default:
      return ignored(`a “${t}” is not about a conversation`)
  }
}

const UNREADABLE = 'it cannot be read'

function hearRemoved(d: unknown): Heard {
  const read = removal.safeParse(d).data
  return read ? { kind: 'removed', channel: read.channel_id, id: read.id } : ignored(UNREADABLE)
}

function hearReaction(on: boolean, d: unknown, self: Self): Heard {
  const read = reaction.safeParse(d).data
  if (!read) return ignored(UNREADABLE)
  const { channel_id: channel, message_id: id, user_id: user, member } = read
  if (user === self.userId) return ignored('it is our own reaction')
  if (member?.user?.bot) return ignored('it is an app’s')
  const emoji = reactionOf(read.emoji)
  if (emoji === null) return ignored('it is the server’s own emoji, or a mark of a state')
  const from = personIn(member?.user ?? { id: user }, member)
  return { kind: 'reacted', on, channel, id, emoji, from }
}

function hearCleared(d: unknown): Heard {
  const read = cleared.safeParse(d).data
  if (!read) return ignored(UNREADABLE)
  const { channel_id: channel, message_id: id } = read
  const emoji = read.emoji ? reactionOf(read.emoji) : null
  if (read.emoji && emoji === null) return ignored('it is the server’s own emoji, or a mark')
  return { kind: 'cleared', channel, id, emoji }
}

function hearGone(d: unknown): Heard {
  const read = place.safeParse(d).data
  return read ? { kind: 'gone', channel: read.id } : ignored(UNREADABLE)
}
