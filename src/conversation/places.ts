import type { Conversation, Place } from './conversation.ts'

/** True where the team sees the conversation in this team chat now. */
export function isIn({ places }: Pick<Conversation, 'places'>, chat: string): boolean {
  return places.some((place) => place.chat === chat)
}

/** True where it was moved away from this team chat: its thread stands there and no longer goes on. */
export function hasLeft({ left = [] }: Pick<Conversation, 'left'>, chat: string): boolean {
  return left.some((place) => place.chat === chat)
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
