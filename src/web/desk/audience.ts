import type { DeskMember, DeskThread } from '../../adapters/desk/protocol.ts'

/** Who will read what is being typed. `command`: nobody; it is an order to Greenroom. */
export type Direction =
  | { readonly to: 'visitor' }
  | {
      readonly to: 'team'
      readonly because: 'not-joined' | 'closed' | 'reads-only' | 'chosen' | 'begun' | 'slashes'
    }
  | { readonly to: 'nobody' }

/** What the composer's direction follows from. */
export interface Draft {
  readonly text: string
  /** The note toggle was pressed. */
  readonly asNote: boolean
  /**
   * These words were begun while they could only be a note. They stay one until their writer says otherwise,
   * so that a colleague who assigns the conversation just then does not make them public.
   */
  readonly begunAsNote: boolean
}

/** The direction of a draft in a thread as it is now. What it says is what Enter will do. */
export function directionOf(
  draft: Draft,
  thread: DeskThread,
  me: DeskMember,
  isCommand: boolean,
): Direction {
  if (isCommand) return { to: 'nobody' }
  const barred = whyNotReply(thread, me)
  if (barred) return { to: 'team', because: barred }
  if (startsAsNote(draft.text)) return { to: 'team', because: 'slashes' }
  if (draft.asNote) return { to: 'team', because: 'chosen' }
  return draft.begunAsNote ? { to: 'team', because: 'begun' } : { to: 'visitor' }
}

/** Why this member's words cannot reach the visitor now, or null when they can. */
export function whyNotReply(
  thread: DeskThread,
  me: DeskMember,
): 'not-joined' | 'closed' | 'reads-only' | null {
  if (me.role === 'creator') return 'reads-only'
  if (thread.status === 'closed') return 'closed'
  return thread.joined.includes(me.id) ? null : 'not-joined'
}

/** True for words that are a note only because their writer may not speak to the visitor yet: they can be sent later. */
export function isGated(draft: Draft, direction: Direction): boolean {
  if (direction.to !== 'team' || draft.asNote || startsAsNote(draft.text)) return false
  return ['not-joined', 'closed', 'begun'].includes(direction.because)
}

/** `//` makes a note of what follows. */
function startsAsNote(text: string): boolean {
  return text.trimStart().startsWith('//')
}

/** What a draft says, without the `//` that made it a note. */
export function saidText(text: string): string {
  const trimmed = text.trim()
  return trimmed.startsWith('//') ? trimmed.slice(2).trim() : trimmed
}

/** A line for Greenroom itself: `/…`, or `!` and a command that there is. */
export function isCommandLine(text: string, names: ReadonlySet<string>): boolean {
  const line = text.trimStart()
  if (line.startsWith('//')) return false
  if (line.startsWith('/')) return true
  const bang = /^!([a-z-]+)/i.exec(line)
  return bang !== null && names.has((bang[1] ?? '').toLowerCase())
}

/** What to tell someone whose words can, or can no longer, reach the visitor since a moment ago; null if neither. */
export function whatChanged(
  before: DeskThread,
  after: DeskThread,
  me: DeskMember,
  draft: Draft,
): string | null {
  const could = whyNotReply(before, me) === null
  const can = whyNotReply(after, me) === null
  if (could === can) return null
  if (can)
    return draft.begunAsNote ? 'You can answer now. What you began as a note stays a note.' : null
  if (after.status === 'closed')
    return 'This was closed. What you write is now a note for the team.'
  const { assignee } = after
  if (!assignee) return 'Nobody has this any more. What you write is now a note for the team.'
  return `${assignee.name} has this now. What you write is now a note for the team.`
}
