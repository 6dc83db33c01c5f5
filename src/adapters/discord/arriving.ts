import { randomUUID } from 'node:crypto'
import type { PlatformEvent } from '../../ports.ts'
import type { Dispatch } from './connection.ts'
import { hear } from './events.ts'
import type { Heard, Self } from './heard.ts'
import { removals } from './payloads.ts'
import { editId, messageId, removalId } from './source-ids.ts'

/** Something to be kept and then handled, if it is about a conversation. */
export interface ToKeep {
  readonly id: string
  readonly body: Dispatch
  /** Where it happened. */
  readonly channel: string
  /** Of a message that was written: its id. */
  readonly wrote: string | null
  /** Of a message that is gone: its thread, if it was the card of one, for such a thread has the card's id. */
  readonly card: string | null
  /** What it means to a conversation. */
  readonly heard: Heard
}

/** What of a dispatch is to be kept, from its payload alone. */
export function toKeep(dispatch: Dispatch, self: Self): ToKeep[] {
  return eachOf(dispatch).flatMap((body) => {
    const heard = hear(body, self)
    const id = idOf(heard)
    if (id === null || heard.kind === 'ignored') return []
    const { channel } = heard
    const wrote = heard.kind === 'message' ? heard.id : null
    const card = heard.kind === 'removed' ? heard.id : null
    return [{ id, body, channel, wrote, card, heard }]
  })
}

/** As the intake keeps it: a channel's is done in order. */
export function asEvent({ id, body }: ToKeep, lane: string): Omit<PlatformEvent, 'platform'> {
  return { id, lane, body }
}

/** Many that were deleted at once are so many that were deleted. */
function eachOf(dispatch: Dispatch): Dispatch[] {
  if (dispatch.t !== 'MESSAGE_DELETE_BULK') return [dispatch]
  const { ids, channel_id: channel } = removals.safeParse(dispatch.d).data ?? { ids: [] }
  return ids.map((id) => ({ t: 'MESSAGE_DELETE', d: { id, channel_id: channel } }))
}

function idOf(heard: Heard): string | null {
  switch (heard.kind) {
    case 'message':
    // Its author is told that it was not delivered: it is not delivered later, should it be read back.
    case 'unreadable':
      return messageId(heard.id)
    case 'edited':
      return editId(heard.id, heard.editedAt)
    case 'removed':
      return removalId(heard.id)
    case 'reacted':
      // Discord gives these no id and no time: one that comes again changes nothing.
      return fresh(`reaction:${heard.id}:${heard.from.id}`)
    case 'cleared':
      return fresh(`cleared:${heard.id}`)
    case 'gone':
      return fresh(`gone:${heard.channel}`)
    case 'ignored':
      return null
  }
}

function fresh(about: string): string {
  return `${about}:${randomUUID()}`
}
