import { items, member, repeated, text, texts, twice, under, unknown } from './flaws.ts'
import type { Flaw } from './flaws.ts'
import { badPlaces, SET_UP } from './place-references.ts'
import { brokenRoutes } from './route-references.ts'

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
    ...brokenRoutes(settings, { teams, channels, inboxes: texts(settings, 'inboxes', 'id') }),
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
