import { items, member, repeated, text, under, unknown } from './flaws.ts'
import type { Flaw } from './flaws.ts'

/** What the settings want at their top level before a place can be in a chat. */
export const SET_UP: ReadonlyMap<string, string> = new Map([
  ['slack', 'slack: {}'],
  ['discord', 'discord: { guild: "…" }'],
])

/** What is wrong with a list of places: the second in one chat, a chat that is not set up, a channel that is not there. */
export function badPlaces(
  of: unknown,
  list: string,
  channels: readonly string[],
  settings: unknown,
): Flaw[] {
  const places = items(of, list)
  const chats = places.map((place) => text(place, 'chat'))
  return places.flatMap((place, index): Flaw[] => {
    const chat = chats[index] ?? null
    if (chat !== null && chats.indexOf(chat) < index) {
      const message = `is a second place in ${chat}: a conversation has one thread in each chat`
      return [{ path: [list, index], message }]
    }
    return badPlace(place, channels, settings).map(under(list, index))
  })
}

/** What is wrong with one place, whatever others there are. */
export function badPlace(place: unknown, channels: readonly string[], settings: unknown): Flaw[] {
  const chat = text(place, 'chat')
  const wanted = chat === null ? undefined : SET_UP.get(chat)
  if (chat !== null && wanted !== undefined && member(settings, chat) === undefined) {
    const message = `names ${chat}, which is not set up: add \`${wanted}\` at the top level`
    return [{ path: ['chat'], message }]
  }
  if (chat !== 'desk') {
    return repeated(items(place, 'channels')).map((again) => ({
      path: ['channels', again],
      message: 'is in the list already',
    }))
  }
  return unknown(['channel'], text(place, 'channel'), 'channel', channels)
}
