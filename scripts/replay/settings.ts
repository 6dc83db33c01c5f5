/** Settings for a server of our own: these inboxes on one channel, replies held for `undo`, limits out of the way. */
export function ownSettings(inboxes: readonly string[], undo = '0s'): string {
  const limits = {
    messages_per_minute: 600,
    burst: 100,
    new_conversations_per_hour_per_ip: 10_000,
  }
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    channels: [{ id: 'replay', name: 'replay' }],
    inboxes: inboxes.map((id) => ({
      id,
      name: id,
      doors: [{ channel: 'widget', origins: ['*'], limits }],
      places: [{ chat: 'desk', channel: 'replay' }],
      undo: { reply: undo, first: undo },
    })),
  })
}
