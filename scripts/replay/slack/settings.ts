import { SITES_DOOR } from '../chat/site.ts'
import { DEPARTMENTS } from '../sorted/labels.ts'
import type { Sorting } from '../sorted/settings.ts'
import { sortedSettings } from '../sorted/settings.ts'
import { slackIdOf } from './protocol.ts'

interface Given {
  readonly mode: 'socket' | 'http'
  readonly inboxes: readonly string[]
  readonly people: readonly string[]
  readonly sorting: Sorting | null
}

/** Settings for a server whose team sits in Slack: each inbox has a channel there of its own name. */
export function slackSettings({ mode, inboxes, people, sorting }: Given): string {
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    slack: { mode },
    channels: [{ id: 'replay', name: 'replay' }],
    // Every second one is known by the e-mail address alone.
    agents: people.map((name, index) => ({
      id: name.toLowerCase(),
      name,
      ...(sorting ? { teams: DEPARTMENTS } : {}),
      ...(index % 2 === 0
        ? { slack: slackIdOf(name) }
        : { email: `${name.toLowerCase()}@example.com` }),
    })),
    inboxes: inboxes.map((id) => ({
      id,
      name: id,
      doors: [SITES_DOOR],
      places: [{ chat: 'slack', channel: id }],
      undo: { reply: '0s', first: '0s' },
    })),
    ...(sorting && sortedSettings(sorting, inboxes, (channel) => ({ chat: 'slack', channel }))),
  })
}
