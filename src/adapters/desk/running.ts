import { setTimeout as wait } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { FileRef } from '../../conversation/message.ts'
import type { FeedEntry, Member, TeamInbox } from '../../ports.ts'
import { postBatch, threadBatch } from './batches.ts'
import type { Extent } from './batches.ts'
import { buttonsOf } from './commands.ts'
import type { Door, Visit } from './doors.ts'
import type { Deed, Frame } from './frames.ts'
import { deskIncoming } from './incoming.ts'
import type { IncomingDeps, Outcome } from './incoming.ts'
import type { DeskDeps } from './index.ts'
import { LIMITS } from './limits.ts'
import { goLive } from './live.ts'
import { ALERT, alertNews, CHANGED, PEOPLE, TYPING, typingNews } from './news.ts'
import type { Typing } from './news.ts'
import { once } from './once.ts'
import { knowOpenThreads } from './open-threads.ts'
import { postOf } from './posts.ts'
import type { DeskFile } from './protocol.ts'
import { deskReading } from './reading.ts'
import type { PostPage } from './reading.ts'
import type { openRoom } from './room.ts'
import { takeSeat } from './seat.ts'
import type { SeatDeps } from './seat.ts'

export interface RunningDeps extends DeskDeps {
  readonly inbox: TeamInbox
  readonly room: ReturnType<typeof openRoom>
  readonly world: SeatDeps['world']
  readonly address: (file: FileRef) => DeskFile
  readonly door: Door
  readonly invite: IncomingDeps['invite']
}

export type Running = Awaited<ReturnType<typeof runDesk>>

/** The desk from its start to its stop: seats for those who come, live news for those who sit. */
export async function runDesk(deps: RunningDeps) {
  const { database, coordination, room, inbox, log } = deps
  const open = await knowOpenThreads(database.feed)
  const buttons = buttonsOf(deps.commands)
  const draw = drawing(deps, buttons)
  const live = goLive({
    feed: database.feed,
    open,
    audience: room.audience,
    drawThreads: (entries, cursor) => draw.threads(entries, { cursor, reset: false }),
    drawPosts: (thread, entries) => draw.page(thread, { entries, more: true, reset: false }),
    log,
  })
  const seatDeps: SeatDeps = {
    live,
    reading: deskReading(database.feed, open),
    drawThreads: draw.threads,
    drawPage: draw.page,
    drawOlder: draw.older,
    world: deps.world,
    memberOf: deps.door.memberOf,
    deed: doing(deps),
    typing: (frame, by) =>
      attempt('pass on that somebody types', async () => passTyping(frame, by)),
    arrived: room.arrived,
    log,
  }

  const endings = [
    coordination.subscribe(CHANGED, live.wake),
    coordination.subscribe(PEOPLE, () => attempt('look at the members', room.peopleChanged)),
    coordination.subscribe(TYPING, (news) => heard(typingNews(news), room.typing)),
    coordination.subscribe(ALERT, (news) => heard(alertNews(news), room.alert)),
  ]
  const beat = setInterval(() => {
    attempt('look who is here', room.beat)
    // News may be lost between processes; what changed is then told a beat later.
    live.wake()
  }, deps.heartbeat ?? LIMITS.heartbeat)
  // What changed while it was being started.
  live.wake()

  function seat(socket: WebSocket, visit: Visit) {
    const taken = takeSeat(socket, visit, seatDeps)
    room.add(taken)
    socket.once('close', () => room.remove(taken))
  }

  async function passTyping({ thread, on }: Extract<Frame, { type: 'typing' }>, by: Member) {
    const limit = { burst: 20, perMinute: 120 }
    if (!(await coordination.take(`desk:typing:${by.id}`, limit))) return
    const news: Typing = { thread, name: by.name, visitor: false, on, by: by.id }
    coordination.publish(TYPING, news)
    await inbox.typing(thread, by.id, on)
  }

  function attempt(what: string, work: () => Promise<void>) {
    work().catch((error: unknown) => log.error({ err: error }, `the desk could not ${what}`))
  }

  /** Says goodbye to everyone, lets what is being done come to its end, and keeps what it knows. */
  async function stop() {
    clearInterval(beat)
    for (const end of endings) end()
    await Promise.race([room.close(), wait(LIMITS.stop, undefined, { ref: false })])
    await live.stop()
    await open.save()
  }

  return { seat, stop }
}

/** Does each deed once; what was refused or broke is told as a sentence, and may be tried again under the same id. */
function doing(deps: RunningDeps): (deed: Deed, by: Member) => Promise<Outcome> {
  const remembered = once<Outcome>(LIMITS.answers, ({ ok }) => ok)
  const incoming = deskIncoming(deps)
  return async (deed, by) => {
    try {
      return await remembered(`${by.id}:${deed.id}`, async () => incoming.take(deed, by))
    } catch (error) {
      deps.log.error(
        { err: error, agent: by.id, frame: deed.type },
        'a frame could not be followed',
      )
      return { ok: false, error: 'Greenroom could not do this just now. Try again.' }
    }
  }
}

function drawing({ address }: RunningDeps, buttons: ReturnType<typeof buttonsOf>) {
  const drawn = (entries: readonly FeedEntry[]) => entries.map((entry) => postOf(entry, address))
  return {
    threads: (entries: readonly FeedEntry[], extent: Extent) =>
      threadBatch(entries, extent, buttons),
    page: (thread: string, { entries, more, reset }: PostPage) =>
      postBatch(thread, drawn(entries), more, reset),
    older: (thread: string, { entries, more }: PostPage) =>
      Buffer.from(JSON.stringify({ type: 'older', thread, posts: drawn(entries), more })),
  }
}

function heard<T>(news: T | null, tell: (news: T) => void) {
  if (news !== null) tell(news)
}
