import type { Sorting } from './sorted/settings.ts'
import { sortedChannels, sortedSettings } from './sorted/settings.ts'

/** Settings for a server of our own: these inboxes on one channel, replies held for `undo`, limits out of the way. */
export function ownSettings(
  inboxes: readonly string[],
  undo = '0s',
  sorting: Sorting | null = null,
): string {
  const limits = {
    messages_per_minute: 600,
    burst: 100,
    new_conversations_per_hour_per_ip: 10_000,
  }
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    channels: ['replay', ...(sorting ? sortedChannels(inboxes) : [])].map((id) => ({
      id,
      name: id,
    })),
    inboxes: inboxes.map((id) => ({
      id,
      name: id,
      doors: [{ channel: 'widget', origins: ['*'], limits }],
      places: [{ chat: 'desk', channel: 'replay' }],
      undo: { reply: undo, first: undo },
    })),
    ...(sorting && sortedSettings(sorting, inboxes, (channel) => ({ chat: 'desk', channel }))),
  })
}
