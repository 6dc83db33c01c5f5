import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../slack/json.ts'
import type { Connection } from './connection.ts'
import { wants } from './intents.ts'
import type { Happening, Office } from './office.ts'
import { canSee } from './lookup.ts'
import { mayReadContent, withoutContent } from './wire-message.ts'

/** How many frames are kept for a resume. */
const KEPT = 5000

export interface Session {
  readonly id: string
  readonly intents: number
  connection: Connection | null
  seq: number
  readonly frames: JsonObject[]
  /** When its connection was lost; null while it has one. */
  lostAt: number | null
  /** It cannot be resumed, whatever happens to its connection. */
  forgotten: boolean
}

export interface Sessions {
  readonly all: readonly Session[]
  begin(intents: number, connection: Connection): Session
  /** The session, if it can still be resumed from there. */
  resumable(id: string, seq: number): Session | undefined
  /** Sends a dispatch, and keeps it for a resume. */
  dispatch(session: Session, t: string, d: JsonObject): void
  /** Tells each session what it may hear. */
  tell(happening: Happening): void
  end(session: Session): void
}

export function createSessions(office: Office, resumableFor: number): Sessions {
  const all: Session[] = []

  function dispatch(session: Session, t: string, d: JsonObject) {
    session.seq += 1
    const frame = { op: 0, t, s: session.seq, d }
    session.frames.push(frame)
    if (session.frames.length > KEPT) session.frames.shift()
    session.connection?.send(frame)
  }

  function end(session: Session) {
    if (all.includes(session)) all.splice(all.indexOf(session), 1)
  }

  /** Sessions that nobody came back for in time are gone, with what was kept for them. */
  function sweep() {
    const now = office.clock.now()
    const gone = all.filter((one) => one.lostAt !== null && now - one.lostAt > resumableFor)
    for (const one of gone) end(one)
  }

  return {
    all,
    begin(intents, connection) {
      sweep()
      const id = randomUUID().replaceAll('-', '')
      const session: Session = {
        id,
        intents,
        connection,
        seq: 0,
        frames: [],
        lostAt: null,
        forgotten: false,
      }
      all.push(session)
      return session
    },
    resumable(id, seq) {
      sweep()
      const found = all.find((one) => one.id === id)
      const oldest = found ? found.seq - found.frames.length : 0
      return found && !found.forgotten && seq >= oldest ? found : undefined
    },
    dispatch,
    tell(happening) {
      sweep()
      for (const session of all) {
        const d = heardBy(office, session, happening)
        if (d) dispatch(session, happening.t, d)
      }
    },
    end,
  }
}

/** What a session hears of a happening: nothing, all, or all but the words. */
function heardBy(
  office: Office,
  { intents }: Session,
  { intent, channel, message, d }: Happening,
): JsonObject | undefined {
  if (intent !== null && !wants(intents, intent)) return undefined
  const inside = office.guild.members.has(office.app.userId)
  if (channel && channel.kind !== 'dm' && !inside) return undefined
  if (channel && office.channels.has(channel.id) && !canSee(office, office.app.userId, channel)) {
    return undefined
  }
  const blind = message && !wants(intents, 'MESSAGE_CONTENT') && !mayReadContent(office, message)
  return blind ? withoutContent(d) : d
}
