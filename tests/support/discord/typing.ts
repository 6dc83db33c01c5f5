import { defined } from '../slack/json.ts'
import type { Channel } from './model.ts'
import type { Office } from './office.ts'
import { wireMember } from './wire-people.ts'

// Discord shows it for as long as this, or until the message comes.
const SHOWN_FOR = 10_000

const shown = new WeakMap<Channel, Map<string, number>>()

export function type(office: Office, channel: Channel, userId: string): void {
  const typing = shown.get(channel) ?? new Map<string, number>()
  typing.set(userId, office.clock.now())
  shown.set(channel, typing)
  const dm = channel.kind === 'dm'
  const own = userId === office.app.userId
  const d = defined({
    channel_id: channel.id,
    guild_id: dm ? undefined : office.guild.id,
    user_id: userId,
    timestamp: Math.floor(office.clock.now() / 1000),
    member: dm ? undefined : wireMember(office, userId),
  })
  const intent = dm ? 'DIRECT_MESSAGE_TYPING' : 'GUILD_MESSAGE_TYPING'
  if (!own) office.tell({ t: 'TYPING_START', d, channel, intent })
  office.changed()
}

/** Who is shown as typing there now, by id. */
export function typingIn(office: Office, channel: Channel): string[] {
  const since = office.clock.now() - SHOWN_FOR
  const last = [...channel.messages.values()].at(-1)
  return [...(shown.get(channel) ?? [])]
    .filter(([id, at]) => {
      const sent = last?.author.kind === 'user' && last.author.id === id ? last.at : 0
      return at > since && at > sent
    })
    .map(([id]) => id)
}
