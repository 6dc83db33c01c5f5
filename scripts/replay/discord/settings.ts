import { SITES_DOOR } from '../chat/site.ts'
import { discordIdOf, TEAM_ROLE } from './protocol.ts'
import type { Mode } from './protocol.ts'

interface Given {
  readonly guildId: string
  readonly mode: Mode
  readonly inboxes: readonly string[]
  readonly people: readonly string[]
}

const AS = { forum: 'post', thread: 'thread', channel: 'channel' } as const satisfies Record<
  Mode,
  string
>

/** Settings for a server whose team sits in Discord: each inbox has a place there of its own name. */
export function discordSettings({ guildId, mode, inboxes, people }: Given): string {
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    discord: { guild: guildId, roles: [{ role: TEAM_ROLE, as: 'agent' }] },
    channels: [{ id: 'replay', name: 'replay' }],
    // Every second one is a member by their role alone.
    agents: people.flatMap((name, index) =>
      index % 2 === 0 ? [{ id: name.toLowerCase(), name, discord: discordIdOf(index) }] : [],
    ),
    inboxes: inboxes.map((id, index) => ({
      id,
      name: id,
      doors: [SITES_DOOR],
      // In every second one visitors speak under their own names. A channel of one's own would want webhooks of its own.
      places: [
        {
          chat: 'discord',
          channel: id,
          as: AS[mode],
          ...(index % 2 === 1 && mode !== 'channel' ? { webhooks: true } : {}),
        },
      ],
      undo: { reply: '0s', first: '0s' },
    })),
  })
}
