import type { InboxSettings, Settings } from '../../../config.ts'

/** An inbox that direct messages lead to. */
export interface OpenInbox {
  readonly inbox: InboxSettings
  readonly limits: InboxSettings['doors'][number]['limits']
}

/** The inboxes with a door in Discord, in the settings' order. */
export function openInboxes({ inboxes }: Settings): readonly OpenInbox[] {
  return inboxes.flatMap((inbox) => {
    const door = inbox.doors.find(({ channel }) => channel === 'discord')
    return door ? [{ inbox, limits: door.limits }] : []
  })
}

/** The one with this id; the only one there is where none is named; null where that says nothing. */
export function chosenInbox(settings: Settings, id: string | null): OpenInbox | null {
  const open = openInboxes(settings)
  if (id !== null) return open.find(({ inbox }) => inbox.id === id) ?? null
  return open.length === 1 ? (open[0] ?? null) : null
}
