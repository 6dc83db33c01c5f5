import { defined } from '../slack/json.ts'
import { theChannel } from './lookup.ts'
import type { Message } from './model.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'
import { wireMember } from './wire-people.ts'

export function react(office: Office, message: Message, userId: string, emoji: string): void {
  const known = message.reactions.find((one) => one.emoji === emoji)
  if (known?.users.includes(userId)) return
  if (!known && message.reactions.length >= office.sizes.reactions) throw refuse(30010)
  if (known) known.users.push(userId)
  else message.reactions.push({ emoji, users: [userId] })
  tell(office, 'MESSAGE_REACTION_ADD', message, { userId, emoji })
}

export function unreact(office: Office, message: Message, userId: string, emoji: string): void {
  const known = message.reactions.find((one) => one.emoji === emoji)
  if (!known?.users.includes(userId)) return
  known.users.splice(known.users.indexOf(userId), 1)
  if (known.users.length === 0) message.reactions.splice(message.reactions.indexOf(known), 1)
  tell(office, 'MESSAGE_REACTION_REMOVE', message, { userId, emoji })
}

/** Takes away all reactions, or all of one emoji. */
export function clearReactions(office: Office, message: Message, emoji?: string): void {
  const left = emoji === undefined ? [] : message.reactions.filter((one) => one.emoji !== emoji)
  message.reactions.splice(0, message.reactions.length, ...left)
  const t = emoji === undefined ? 'MESSAGE_REACTION_REMOVE_ALL' : 'MESSAGE_REACTION_REMOVE_EMOJI'
  tell(office, t, message, emoji === undefined ? {} : { emoji })
}

function tell(
  office: Office,
  t: string,
  message: Message,
  { userId, emoji }: { readonly userId?: string; readonly emoji?: string },
) {
  const channel = theChannel(office, message.channel)
  const dm = channel.kind === 'dm'
  const added = t === 'MESSAGE_REACTION_ADD'
  const member = added && !dm && userId !== undefined ? wireMember(office, userId) : undefined
  const author = message.author.kind === 'user' ? message.author.id : undefined
  office.tell({
    t,
    channel,
    intent: dm ? 'DIRECT_MESSAGE_REACTIONS' : 'GUILD_MESSAGE_REACTIONS',
    d: defined({
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      guild_id: dm ? undefined : office.guild.id,
      member,
      message_author_id: added ? author : undefined,
      emoji: emoji === undefined ? undefined : { id: null, name: emoji },
      burst: false,
      type: 0,
    }),
  })
  office.changed()
}
