import { SITES_DOOR } from '../chat/site.ts'
import { DEPARTMENTS } from '../sorted/labels.ts'
import type { Sorting } from '../sorted/settings.ts'
import { sortedSettings } from '../sorted/settings.ts'
import { discordIdOf, TEAM_ROLE } from './protocol.ts'
import type { Mode } from './protocol.ts'

interface Given {
  readonly guildId: string
  readonly mode: Mode
  readonly inboxes: readonly string[]
  readonly people: readonly string[]
  readonly sorting: Sorting | null
}

const AS = { forum: 'post', thread: 'thread', channel: 'channel' } as const satisfies Record<
  Mode,
  string
>

/** Settings for a server whose team sits in Discord: each inbox has a place there of its own name. */
export function discordSettings({ guildId, mode, inboxes, people, sorting }: Given): string {
  const teams = sorting ? { teams: DEPARTMENTS } : {}
  // In every second one visitors speak under their own names. A channel of one's own would want webhooks of its own.
  const placeIn = (channel: string, index: number) => ({
    chat: 'discord',
    channel,
    as: AS[mode],
    ...(index % 2 === 1 && mode !== 'channel' ? { webhooks: true } : {}),
  })
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    discord: { guild: guildId, roles: [{ role: TEAM_ROLE, as: 'agent', ...teams }] },
    channels: [{ id: 'replay', name: 'replay' }],
    // Every second one is a member by their role alone.
    agents: people.flatMap((name, index) =>
      index % 2 === 0
        ? [{ id: name.toLowerCase(), name, discord: discordIdOf(index), ...teams }]
        : [],
    ),
    inboxes: inboxes.map((id, index) => ({
      id,
      name: id,
      doors: [SITES_DOOR],
      places: [placeIn(id, index)],
      undo: { reply: '0s', first: '0s' },
    })),
    // What supervisors are told of moods reads like words of a visitor's that go on.
    classify: { mood: 'off' },
    ...(sorting && sortedSettings(sorting, inboxes, placeIn)),
  })
}
