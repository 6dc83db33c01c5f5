import type { DeskThread } from '../../adapters/desk/protocol.ts'

/** “Moved to Slack”, of what the team sees elsewhere now; null for what is here. */
export function movedWords({ movedTo }: DeskThread): string | null {
  return movedTo ? `Moved to ${movedTo.map(({ name }) => name).join(' and ')}` : null
}
