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
    ...items(settings, 'agents').flatMap((agent, index) =>
      unknownTeams(agent, teams).map(under('agents', index)),
    ),
    ...slackGroups(settings, teams).map(under('slack')),
    ...items(settings, 'inboxes').flatMap((inbox, index) =>
      [
        ...unknown(['team'], text(inbox, 'team'), 'team', teams),
        ...['places', 'moves'].flatMap((list) => badPlaces(inbox, list, channels, settings)),
        ...needlessMoves(inbox),
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

function slackGroups(settings: unknown, teams: readonly string[]): Flaw[] {
  const slack = member(settings, 'slack')
  return [
    ...twice(slack, 'groups', 'group'),
    ...items(slack, 'groups').flatMap((group, index) =>
      unknownTeams(group, teams).map(under('groups', index)),
    ),
  ]
}

function unknownTeams(agent: unknown, teams: readonly string[]): Flaw[] {
  return items(agent, 'teams').flatMap((team, index) =>
    typeof team === 'string' ? unknown(['teams', index], team, 'team', teams) : [],
  )
}

function badPlaces(
  inbox: unknown,
  list: string,
  channels: readonly string[],
  settings: unknown,
): Flaw[] {
  const slack = member(settings, 'slack') !== undefined
  const places = items(inbox, list)
  const chats = places.map((place) => text(place, 'chat'))
  return places.flatMap((place, index): Flaw[] => {
    const chat = chats[index] ?? null
    if (chat !== null && chats.indexOf(chat) < index) {
      const message = `is a second place in ${chat}: a conversation has one thread in each chat`
      return [{ path: [list, index], message }]
    }
    if (chat === 'slack' && !slack) {
      const message = 'names slack, which is not set up: add `slack: {}` at the top level'
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
