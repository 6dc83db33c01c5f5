import type { ConversationId } from '../conversation/ids.ts'
import type { OutboxRow } from '../ports.ts'

/** The lane by which a conversation's replies go out, as the store names it. */
export function visitorLane(conversation: ConversationId): string {
  return `${conversation}|visitor`
}

/** True for what brings a visitor's own words to their other screens. */
export function isEcho(row: OutboxRow): boolean {
  return row.lane.endsWith('|echo')
}
