import type { Conversation, Place } from './conversation.ts'

/** True where the team sees the conversation in this team chat now. */
export function isIn({ places }: Pick<Conversation, 'places'>, chat: string): boolean {
  return places.some((place) => place.chat === chat)
}

/** True where it was moved away from this team chat: its thread stands there and no longer goes on. */
export function hasLeft(
  conversation: Pick<Conversation, 'places' | 'left'>,
  chat: string,
): boolean {
  return hasLeftChannel(conversation, chat) && !isIn(conversation, chat)
}

/** True where a thread of it in this team chat no longer goes on, though another may. */
export function hasLeftChannel({ left = [] }: Pick<Conversation, 'left'>, chat: string): boolean {
  return left.some((place) => place.chat === chat)
}

/** Where it is in this team chat, if it is. */
export function placeOn({ places }: Pick<Conversation, 'places'>, chat: string): Place | null {
  return places.find((place) => place.chat === chat) ?? null
}

/** True where one thread does for both. */
export function isSameSpot(one: Place, other: Place): boolean {
  return one.chat === other.chat && one.channel === other.channel
}

/** True where this thread of it, opened for that channel, no longer goes on, since another in the same chat does. */
export function hasGoneOn(
  conversation: Pick<Conversation, 'places' | 'left'>,
  chat: string,
  channel: string | undefined,
): boolean {
  const now = placeOn(conversation, chat)?.channel
  const isKnown = now !== undefined && channel !== undefined
  return isKnown && hasLeftChannel(conversation, chat) && channel !== now
}

/** Where those find it who look for it in this chat: “#vip” of the same chat, or “the desk and Slack”. */
export function whereNow(conversation: Pick<Conversation, 'places'>, chat: string): string {
  const place = placeOn(conversation, chat)
  return place ? placeName(place) : chatNames(conversation.places)
}

/** What people call a place: “#vip”, or its chat where the channel has a bare id. */
export function placeName({ chat, channel }: Place): string {
  return /^(?:[CG][A-Z0-9]{6,}|\d{15,})$/.test(channel) ? chatName(chat) : `#${channel}`
}

/** What people call a team chat: “the desk”, “Slack”. */
export function chatName(chat: string): string {
  return chat === 'desk' ? 'the desk' : `${chat.charAt(0).toUpperCase()}${chat.slice(1)}`
}

/** “to” what: “the desk and Slack”. */
export function chatNames(places: readonly Pick<Place, 'chat'>[]): string {
  return places.map(({ chat }) => chatName(chat)).join(' and ')
}

/** Where: “at the desk and in Slack”. */
export function inChats(places: readonly Pick<Place, 'chat'>[]): string {
  return places
    .map(({ chat }) => `${chat === 'desk' ? 'at' : 'in'} ${chatName(chat)}`)
    .join(' and ')
}

/** True where both name the same channels of the same team chats, in whatever order. */
export function samePlaces(some: readonly Place[], others: readonly Place[]): boolean {
  return some.length === others.length && some.every((one) => others.some((it) => isSame(one, it)))
}

function isSame(one: Place, other: Place): boolean {
  const all = ({ channel, others = [] }: Place) => [channel, ...others].join('\n')
  return one.chat === other.chat && all(one) === all(other)
}
