import { join } from 'node:path'
import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Command } from '../../commands/command.ts'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { FileRef } from '../../conversation/message.ts'
import type {
  Clock,
  Coordination,
  Database,
  Elsewhere,
  Invite,
  Member,
  Ref,
  TeamChat,
  TeamInbox,
} from '../../ports.ts'
import { publicFile } from '../content.ts'
import type { Files } from '../files.ts'
import type { Upgrade } from '../http-upgrades.ts'
import { deskDoor } from './doors.ts'
import { cardOf, THREADS } from './entries.ts'
import { entrance } from './entrance.ts'
import { faceOf } from './faces.ts'
import type { Parse } from './incoming.ts'
import { LIMITS } from './limits.ts'
import { TYPING } from './news.ts'
import type { Typing } from './news.ts'
import { deskNotices } from './notices.ts'
import { deskOutgoing } from './outgoing.ts'
import { openRoom } from './room.ts'
import { deskRoutes } from './routes.ts'
import { runDesk } from './running.ts'
import type { Running } from './running.ts'
import { signIn } from './sign-in.ts'
import { deskUpgrade } from './upgrade.ts'
import { drawWorld } from './world.ts'

export interface DeskDeps {
  readonly settings: () => Settings
  readonly database: Database
  readonly coordination: Coordination
  readonly clock: Clock
  readonly log: Logger
  readonly files: Pick<Files, 'receive' | 'find' | 'url'>
  readonly commands: readonly Command[]
  readonly parse: Parse
  /** Where a conversation is that was moved away from here. */
  readonly whereabouts: (conversation: Conversation) => Promise<readonly Elsewhere[]>
  /** Where browsers find this desk; its own pages alone may speak to it. */
  readonly baseUrl: string
  /** The folder of the built pages; the project's own by default. */
  readonly pages?: string
  /** How often (ms) it looks who is still here. */
  readonly heartbeat?: number
}

export interface Desk extends TeamChat {
  readonly routes: Router
  readonly upgrade: Upgrade
  /** Shows a line across every page until it is replaced; null clears it. */
  announce(banner: string | null): void
  /** Makes a link that lets in once, whoever opens it; what it says is for one person alone. */
  enterLink(invite: Invite): Promise<string>
}

const BUILT = join(import.meta.dirname, '../../../dist/web')

/** The built-in team chat: threads and cards on a web page. */
export function createDesk(deps: DeskDeps): Desk {
  const { settings, database, coordination, clock, files } = deps
  let running: Running | null = null

  const door = deskDoor(deps)
  const signing = signIn(deps)
  const address = (file: FileRef) => publicFile(file, files.url(file, LIMITS.address))
  const notices = deskNotices({ feed: database.feed, coordination, clock })
  const room = openRoom({ settings, coordination, clock, world })

  async function world() {
    const members = await database.people.all()
    const about = { settings, library: database.library, commands: deps.commands }
    const draw = await drawWorld(about, members, coordination.present(), clock.now())
    const noticeFor = await notices.shownTo()
    return (me: Member) => ({ ...draw(me), notice: noticeFor(me) })
  }

  async function start(inbox: TeamInbox) {
    running = await runDesk({ ...deps, inbox, room, world, address, door, invite: signing.invite })
  }

  async function stop() {
    const ending = running
    running = null
    await ending?.stop()
  }

  function typing(thread: Ref, name: string, on: boolean) {
    coordination.publish(TYPING, { thread, name, on, visitor: true, by: null } satisfies Typing)
  }

  return {
    name: 'desk',
    whispers: true,
    start,
    stop,
    typing,
    notice: notices.notice,
    ...deskOutgoing(deps),
    announce: room.announce,
    async linkTo(thread) {
      const entry = await database.feed.get(THREADS, thread)
      const { number } = entry ? cardOf(entry).conversation : {}
      return number === undefined ? null : new URL(`/desk/#${number}`, deps.baseUrl).href
    },
    enterLink: signing.enterLink,
    routes: deskRoutes({
      door,
      entrance: entrance({ door, signing, coordination }),
      settings,
      files,
      coordination,
      address,
      memberNamed: async (id) => {
        const members = await database.people.all()
        return members.find((member) => member.id === id) ?? null
      },
      memberWithFace: async (face) => {
        const members = await database.people.all()
        return members.find((member) => faceOf(member.id) === face) ?? null
      },
      page: join(deps.pages ?? BUILT, 'desk'),
    }),
    upgrade: deskUpgrade({
      door,
      closed: () => (running ? null : 'The desk is not open at the moment: try again soon.'),
      isFull: ({ member }) => room.seatsOf(member.id) >= LIMITS.seats,
      seat: (socket, visit) => {
        if (running) running.seat(socket, visit)
        else socket.close(1001)
      },
      log: deps.log,
    }),
  }
}
