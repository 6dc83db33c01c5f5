import { repliesOf, theChannel, topLevelOf } from './lookup.ts'
import { archive, join, leave, rename } from './membership.ts'
import { seeAgain, see } from './message-view.ts'
import type { SeenMessage } from './message-view.ts'
import { unfurl } from './messages.ts'
import type { Channel, MessageRef } from './model.ts'
import { theMessage } from './lookup.ts'
import type { Office } from './office.ts'

/** A thread as the channel's members see it now. */
export interface SeenThread {
  readonly root: SeenMessage
  /** Its replies, oldest first. */
  readonly holds: readonly SeenMessage[]
  /** The replies' words, oldest first. */
  texts(): string[]
}

/** A channel as its members see it now, and what its owners do to it. */
export interface SeenChannel {
  readonly id: string
  readonly name: string
  /** What stands in it, oldest first; replies only where they were sent to the channel too. */
  readonly holds: readonly SeenMessage[]
  texts(): string[]
  /** All its threads: messages with replies, oldest first. */
  threads(): SeenThread[]
  thread(root: MessageRef | string): SeenThread
  /** Any message in it, replies too. */
  message(ref: MessageRef | string): SeenMessage
  readonly pins: readonly string[]
  archives(): void
  unarchives(): void
  renames(name: string): void
  /** Puts the app out. */
  removesApp(): void
  /** Lets the app in again. */
  invitesApp(): void
  locks(root: MessageRef | string): void
  /** Only some may post from now on. */
  becomesReadOnly(): void
  /** Slack shows the page of a link under a message: a change that nobody made. */
  unfurls(message: MessageRef): void
}

export function seeChannel(office: Office, named: string): SeenChannel {
  const channel = theChannel(office, named)
  const owner = [...channel.members].find((id) => id !== office.app.userId) ?? office.app.userId
  const holds = () => topLevelOf(channel).map((one) => see(office, one))
  return {
    id: channel.id,
    get name() {
      return channel.name
    },
    get holds() {
      return holds()
    },
    texts: () => holds().map(({ text }) => text),
    threads: () =>
      topLevelOf(channel)
        .filter((one) => repliesOf(channel, one.ts).length > 0)
        .map((one) => seeThread(office, channel, one.ts)),
    thread: (root) => seeThread(office, channel, tsOf(root)),
    message: (ref) => seeAgain(office, { channel: channel.id, ts: tsOf(ref) }),
    get pins() {
      return [...channel.pins]
    },
    archives: () => archive(office, channel, owner, true),
    unarchives: () => archive(office, channel, owner, false),
    renames: (name) => rename(office, channel, name),
    removesApp: () => leave(office, channel, office.app.userId),
    invitesApp: () => join(office, channel, office.app.userId),
    locks: (root) => void channel.lockedThreads.add(tsOf(root)),
    becomesReadOnly: () => {
      channel.readOnly = true
    },
    unfurls: (message) =>
      unfurl(office, theMessage(office, message), {
        title: 'A page',
        from_url: 'https://example.com',
      }),
  }
}

function seeThread(office: Office, channel: Channel, root: string): SeenThread {
  const holds = () => repliesOf(channel, root).map((one) => see(office, one))
  return {
    get root() {
      return seeAgain(office, { channel: channel.id, ts: root })
    },
    get holds() {
      return holds()
    },
    texts: () => holds().map(({ text }) => text),
  }
}

function tsOf(ref: MessageRef | string): string {
  return typeof ref === 'string' ? ref : ref.ts
}
