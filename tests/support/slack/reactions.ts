import type { Message } from './model.ts'
import type { Office } from './office.ts'

/** Adds someone's reaction; false if they have it there already. */
export function react(office: Office, message: Message, user: string, name: string): boolean {
  const known = message.reactions.find((one) => one.name === name)
  if (known?.users.includes(user)) return false
  if (known) known.users.push(user)
  else message.reactions.push({ name, users: [user] })
  tellReaction(office, 'reaction_added', message, user, name)
  return true
}

/** Takes someone's reaction back; false if there is none. */
export function unreact(office: Office, message: Message, user: string, name: string): boolean {
  const known = message.reactions.find((one) => one.name === name)
  if (!known?.users.includes(user)) return false
  known.users.splice(known.users.indexOf(user), 1)
  if (known.users.length === 0) message.reactions.splice(message.reactions.indexOf(known), 1)
  tellReaction(office, 'reaction_removed', message, user, name)
  return true
}

function tellReaction(
  office: Office,
  type: 'reaction_added' | 'reaction_removed',
  message: Message,
  user: string,
  reaction: string,
) {
  office.tell({
    event: {
      type,
      user,
      reaction,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      ...(message.author.user === undefined ? {} : { item_user: message.author.user }),
      event_ts: office.ts(),
    },
    subscription: type,
    scope: 'reactions:read',
    channel: message.channel,
  })
  office.changed()
}
