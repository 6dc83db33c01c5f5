import { didYouMean } from './nearest.ts'

/** A flaw in the settings, at the value under a path. */
export interface Flaw {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * What refers to nothing, and what is there twice. It takes the settings as they were read and looks
 * past whatever else is wrong with them, so that all is said at once.
 */
export function brokenReferences(settings: unknown): Flaw[] {
  const teams = texts(settings, 'teams', 'id')
  const channels = texts(settings, 'channels', 'id')
  return [
    ...['teams', 'channels', 'agents', 'inboxes'].flatMap((list) => twice(settings, list, 'id')),
    ...twice(settings, 'agents', 'slack'),
    ...twice(settings, 'agents', 'discord'),
    ...items(settings, 'agents').flatMap((agent, index) =>
      unknownTeams(agent, teams).map(under('agents', index)),
    ),
    ...given(member(settings, 'slack'), 'groups', 'group', teams).map(under('slack')),
    ...given(member(settings, 'discord'), 'roles', 'role', teams).map(under('discord')),
    ...items(settings, 'inboxes').flatMap((inbox, index) =>
      [
        ...unknown(['team'], text(inbox, 'team'), 'team', teams),
        ...['places', 'moves'].flatMap((list) => badPlaces(inbox, list, channels, settings)),
        ...needlessMoves(inbox),
        ...badDoors(inbox, settings),
        ...noPersona(inbox),
        ...twice(inbox, 'canned', 'name'),
        ...repeated(items(inbox, 'tags')).map((tag) => ({
          path: ['tags', tag],
          message: 'is in the list already',
        })),
      ].map(under('inboxes', index)),
    ),
  ]
}

/** What is wrong with the groups or roles of a chat that make people members. */
function given(chat: unknown, list: string, key: string, teams: readonly string[]): Flaw[] {
  return [
    ...twice(chat, list, key),
    ...items(chat, list).flatMap((one, index) => unknownTeams(one, teams).map(under(list, index))),
  ]
}

function unknownTeams(agent: unknown, teams: readonly string[]): Flaw[] {
  return items(agent, 'teams').flatMap((team, index) =>
    typeof team === 'string' ? unknown(['teams', index], team, 'team', teams) : [],
  )
}

/** What the settings want at their top level before a place can be in a chat. */
const SET_UP: ReadonlyMap<string, string> = new Map([
  ['slack', 'slack: {}'],
  ['discord', 'discord: { guild: "…" }'],
])

function badPlaces(
  inbox: unknown,
  list: string,
  channels: readonly string[],
  settings: unknown,
): Flaw[] {
  const places = items(inbox, list)
  const chats = places.map((place) => text(place, 'chat'))
  return places.flatMap((place, index): Flaw[] => {
    const chat = chats[index] ?? null
    if (chat !== null && chats.indexOf(chat) < index) {
      const message = `is a second place in ${chat}: a conversation has one thread in each chat`
      return [{ path: [list, index], message }]
    }
    const wanted = chat === null ? undefined : SET_UP.get(chat)
    if (chat !== null && wanted !== undefined && member(settings, chat) === undefined) {
      const message = `names ${chat}, which is not set up: add \`${wanted}\` at the top level`
      return [{ path: [list, index, 'chat'], message }]
    }
    if (chat !== 'desk') {
      return repeated(items(place, 'channels')).map((again) => ({
        path: [list, index, 'channels', again],
        message: 'is in the list already',
      }))
    }
    return unknown([list, index, 'channel'], text(place, 'channel'), 'channel', channels)
  })
}

function badDoors(inbox: unknown, settings: unknown): Flaw[] {
  const channels = items(inbox, 'doors').map((door) => text(door, 'channel'))
  return channels.flatMap((channel, index) => {
    if (channel !== 'discord') return []
    const path = ['doors', index, 'channel']
    if (channels.indexOf(channel) < index)
      return [{ path, message: 'is a second door in discord: one is enough' }]
    if (member(settings, 'discord') !== undefined) return []
    const wanted = SET_UP.get(channel) ?? ''
    return [
      { path, message: `names discord, which is not set up: add \`${wanted}\` at the top level` },
    ]
  })
}

function needlessMoves(inbox: unknown): Flaw[] {
  const chats = items(inbox, 'places').map((place) => text(place, 'chat'))
  return items(inbox, 'moves').flatMap((place, index) => {
    const chat = text(place, 'chat')
    if (chat === null || !chats.includes(chat)) return []
    const message = `names ${chat}, which is among the places already`
    return [{ path: ['moves', index, 'chat'], message }]
  })
}

function noPersona(inbox: unknown): Flaw[] {
  if (text(inbox, 'reply_as') !== 'persona' || (member(inbox, 'persona') ?? null) !== null)
    return []
  const message = 'is persona, so the inbox wants one: add `persona: { name: … }` to it'
  return [{ path: ['reply_as'], message }]
}

function unknown(
  path: readonly PropertyKey[],
  name: string | null,
  what: string,
  known: readonly string[],
): Flaw[] {
  if (name === null || known.includes(name)) return []
  return [
    {
      path,
      message: `names the ${what} ${name}, which is not among the ${what}s: ${didYouMean(name, known)}`,
    },
  ]
}

function twice(of: unknown, list: string, key: string): Flaw[] {
  return repeated(items(of, list).map((item) => text(item, key))).map((index) => ({
    path: [list, index, key],
    message: 'is taken already: each wants its own',
  }))
}

/** The indexes of texts that stood in the list before. */
function repeated(list: readonly unknown[]): number[] {
  return list.flatMap((item, index) =>
    typeof item === 'string' && list.indexOf(item) < index ? [index] : [],
  )
}

function under(...start: PropertyKey[]) {
  return ({ path, message }: Flaw): Flaw => ({ path: [...start, ...path], message })
}

function texts(of: unknown, list: string, key: string): string[] {
  return items(of, list).flatMap((item) => text(item, key) ?? [])
}

function items(of: unknown, key: string): readonly unknown[] {
  const list = member(of, key)
  return Array.isArray(list) ? list : []
}

function text(of: unknown, key: string): string | null {
  const value = member(of, key)
  return typeof value === 'string' ? value : null
}

function member(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
}
