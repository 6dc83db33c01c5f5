import { items, member, repeated, text, texts, twice, under, unknown } from './flaws.ts'
import type { Flaw } from './flaws.ts'
import { badPlace, badPlaces, SET_UP } from './place-references.ts'
import { brokenRoutes } from './route-references.ts'

/**
 * What refers to nothing, and what is there twice. It takes the settings and the taxonomy as they were read
 * and looks past whatever else is wrong with them, so that all is said at once.
 */
export function brokenReferences(settings: unknown, taxonomy: unknown): Flaw[] {
  const teams = texts(settings, 'teams', 'id')
  const channels = texts(settings, 'channels', 'id')
  const policies = texts(settings, 'sla', 'name')
  return [
    ...['teams', 'channels', 'agents', 'inboxes'].flatMap((list) => twice(settings, list, 'id')),
    ...twice(settings, 'agents', 'slack'),
    ...twice(settings, 'agents', 'discord'),
    ...twice(settings, 'sla', 'name'),
    ...items(settings, 'teams').flatMap((team, index) =>
      badOverflow(team, teams).map(under('teams', index)),
    ),
    ...badPlace(member(member(settings, 'classify'), 'report'), channels, settings).map(
      under('classify', 'report'),
    ),
    ...items(settings, 'agents').flatMap((agent, index) =>
      unknownTeams(agent, teams).map(under('agents', index)),
    ),
    ...given(member(settings, 'slack'), 'groups', 'group', teams).map(under('slack')),
    ...given(member(settings, 'discord'), 'roles', 'role', teams).map(under('discord')),
    ...items(settings, 'inboxes').flatMap((inbox, index) =>
      [
        ...unknown(['team'], text(inbox, 'team'), 'team', teams),
        ...['places', 'moves'].flatMap((list) => badPlaces(inbox, list, channels, settings)),
        ...unknown(['sla'], text(inbox, 'sla'), 'policy', policies, 'policies of sla'),
        ...badDepartments(inbox, teams, channels, settings),
        ...twice(inbox, 'prechat', 'ask'),
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
    ...brokenRoutes(settings, taxonomy, {
      teams,
      channels,
      policies,
      inboxes: texts(settings, 'inboxes', 'id'),
    }),
  ]
}

/** What is wrong with the groups or roles of a chat that make people members. */
function given(chat: unknown, list: string, key: string, teams: readonly string[]): Flaw[] {
  return [
    ...twice(chat, list, key),
    ...items(chat, list).flatMap((one, index) => unknownTeams(one, teams).map(under(list, index))),
  ]
}

function badOverflow(team: unknown, teams: readonly string[]): Flaw[] {
  const to = text(member(team, 'overflow'), 'team')
  const path = ['overflow', 'team']
  if (to !== null && to === text(team, 'id')) {
    return [{ path, message: 'is this team itself: it wants another that helps out' }]
  }
  return unknown(path, to, 'team', teams)
}

function badDepartments(
  inbox: unknown,
  teams: readonly string[],
  channels: readonly string[],
  settings: unknown,
): Flaw[] {
  return [
    ...twice(inbox, 'departments', 'team'),
    ...twice(inbox, 'departments', 'name'),
    ...items(inbox, 'departments').flatMap((one, index) =>
      [
        ...unknown(['team'], text(one, 'team'), 'team', teams),
        ...badPlaces(one, 'places', channels, settings),
      ].map(under('departments', index)),
    ),
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
