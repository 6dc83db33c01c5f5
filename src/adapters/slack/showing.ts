import type { FileRef } from '../../conversation/message.ts'
import type { Database } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import { withWhispers } from '../chats/with-whispers.ts'
import type { Files } from '../files.ts'
import type { Channels } from './channels.ts'
import { slackChoosing } from './choosing.ts'
import type { Notices } from './notices.ts'
import { slackOutgoing } from './outgoing.ts'
import type { OutgoingDeps } from './outgoing.ts'
import type { SlackPeople } from './people.ts'
import { slackShares } from './shares.ts'
import { slackStates } from './states.ts'
import { slackUploads } from './uploads.ts'
import { slackWhispers } from './whispering.ts'
import { withSlackReactions } from './with-reactions.ts'
import { withUploads } from './with-uploads.ts'

interface Deps extends Omit<OutgoingDeps, 'choosing' | 'states' | 'drawing' | 'meet'> {
  readonly database: Database
  readonly channels: Channels
  readonly people: SlackPeople
  readonly notices: Notices
  readonly files: Pick<Files, 'url' | 'open'>
  /** Where people find this server: files are read there. */
  readonly baseUrl: string
  /** Ms within which an uploaded file is to be shown by Slack, or it is a link as well. */
  readonly patience: number
  /** A state that passes within so many ms is not drawn. */
  readonly settle: number
}

/** For so many ms the address of a file is good. */
const ADDRESS = 7 * 86_400_000

/** All that Greenroom shows in Slack: threads and their posts, and with these files, whispers, reactions and states. */
export function showing(deps: Deps) {
  const { database, gateway, channels, people, notices, files, losses, clock, log, settle } = deps
  const { store, feed } = database
  const states = slackStates({ store, gateway, notices, clock, log, settle })
  const shares = slackShares(gateway, deps.patience)
  /** Why a file is shown as a link. */
  const reasons = remembered<string>(5_000)
  const threads = slackOutgoing({
    ...deps,
    choosing: slackChoosing({ settings: deps.settings, channels, gateway, losses }),
    states,
    drawing: {
      userOf: people.userOf,
      address: (file: FileRef) => new URL(files.url(file, ADDRESS), deps.baseUrl).href,
      why: ({ id }: FileRef) => reasons.get(id) ?? null,
    },
    meet: people.meet,
  })
  const withFiles = withUploads(threads, {
    uploads: slackUploads({ feed, store, gateway, files, shares }),
    people: database.people,
    left: (file, reason) => reasons.set(file, reason),
  })
  const whispers = slackWhispers({ store, gateway, people, notices, losses, clock })
  const outgoing = withSlackReactions(withWhispers(withFiles, whispers), {
    database,
    gateway,
    clock,
    log,
    settle,
  })
  return {
    ...outgoing,
    shares,
    async stop() {
      await outgoing.stop()
      await states.stop()
    },
  }
}
