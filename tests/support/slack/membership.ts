import type { Channel } from './model.ts'
import type { Office } from './office.ts'
import { tellMessage } from './message-events.ts'
import { channelWords } from './wire-people.ts'

/** Someone comes into a channel. */
export function join(office: Office, channel: Channel, user: string): void {
  if (channel.members.has(user)) return
  channel.members.add(user)
  const ts = office.ts()
  tellMembership(office, channel, 'member_joined_channel', user, ts)
  const text = `<@${user}> has joined the channel`
  tellMessage(office, channel, { subtype: 'channel_join', user, text, ts, event_ts: ts })
  office.changed()
}

/** Someone goes, or is put out. The app hears of its own going, and of nothing after it. */
export function leave(office: Office, channel: Channel, user: string): void {
  if (!channel.members.has(user)) return
  const ts = office.ts()
  tellMembership(office, channel, 'member_left_channel', user, ts)
  if (user === office.app.userId) {
    const type = channel.kind === 'public' ? 'channel_left' : 'group_left'
    office.tell({ event: { type, channel: channel.id, event_ts: ts }, subscription: type })
  }
  channel.members.delete(user)
  office.changed()
}

/** Archives a channel or brings it back. */
export function archive(office: Office, channel: Channel, by: string, archived: boolean): void {
  channel.archived = archived
  const word = archived ? 'archive' : 'unarchive'
  tellChannel(office, channel, word, { channel: channel.id, user: by })
}

export function rename(office: Office, channel: Channel, name: string): void {
  channel.name = name
  tellChannel(office, channel, 'rename', { channel: { id: channel.id, name, created: 1700000000 } })
}

function tellChannel(
  office: Office,
  channel: Channel,
  word: string,
  fields: Readonly<Record<string, unknown>>,
) {
  const type = `${channelWords(channel).type}_${word}`
  office.tell({
    event: { type, ...fields, event_ts: office.ts() },
    subscription: type,
    channel: channel.id,
  })
  office.changed()
}

function tellMembership(office: Office, channel: Channel, type: string, user: string, ts: string) {
  office.tell({
    event: {
      type,
      user,
      channel: channel.id,
      channel_type: channel.kind === 'public' ? 'C' : 'G',
      team: office.team.id,
      event_ts: ts,
    },
    subscription: type,
    channel: channel.id,
  })
}
