import { changeChannel, removeChannel } from './channels.ts'
import { displayName, theChannel, theMessage, threadsOf } from './lookup.ts'
import type { Place } from './lookup.ts'
import { see, seeAgain } from './message-view.ts'
import type { SeenMessage } from './message-view.ts'
import { remove, unfurl } from './messages.ts'
import type { Channel, MessageRef, Overwrite } from './model.ts'
import type { Office } from './office.ts'
import { overwriteOf } from './overwriting.ts'
import { bits } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { changeThread } from './threads.ts'
import { typingIn } from './typing.ts'

/** A channel as it is now, and what the server's owner does to it. */
export interface SeenChannel {
  readonly id: string
  readonly name: string
  readonly kind: Channel['kind']
  readonly topic: string | null
  /** The category's name, or the parent's of a thread. */
  readonly within: string | null
  /** What stands in it, oldest first. */
  readonly holds: readonly SeenMessage[]
  /** What one person alone sees in it, oldest first. */
  readonly ephemerals: readonly SeenMessage[]
  texts(): string[]
  /** Its threads or posts, oldest first, archived ones too. */
  threads(): SeenThread[]
  thread(idOrName: Place): SeenThread
  message(ref: MessageRef | string): SeenMessage
  /** A forum's tags. */
  readonly tags: readonly string[]
  readonly webhooks: readonly string[]
  /** Display names of who is shown as typing. */
  typing(): string[]
  renames(name: string): void
  deletes(): void
  deletesMessage(ref: MessageRef | string): void
  /** Takes rights from the app, a role or a person here; the app if nobody is named. */
  forbids(permissions: Permission | readonly Permission[], who?: string): void
  /** Gives them here. */
  permits(permissions: Permission | readonly Permission[], who?: string): void
  /** Gives a forum other tags. */
  retags(names: readonly string[]): void
  requiresTag(on: boolean): void
  /** Discord shows the page of a link under a message: a change that nobody made. */
  unfurls(ref: MessageRef | string): void
}

/** A thread, or a post of a forum. */
export interface SeenThread extends SeenChannel {
  readonly archived: boolean
  readonly locked: boolean
  /** Names of the tags that a post has. */
  readonly applied: readonly string[]
  /** Display names of who is in it. */
  readonly members: readonly string[]
  archives(): void
  unarchives(): void
  locks(): void
  unlocks(): void
}

export function seeChannel(office: Office, place: Place): SeenChannel {
  const channel = theChannel(office, place)
  const holds = () => [...channel.messages.values()].map((one) => see(office, one))
  const overwrite = (who: string | undefined, change: (one: Overwrite) => void) =>
    changeChannel(office, channel, () => change(overwriteOf(office, channel, who)))
  return {
    id: channel.id,
    kind: channel.kind,
    get name() {
      return channel.name
    },
    get topic() {
      return channel.topic
    },
    get within() {
      return office.channels.get(channel.parentId ?? '')?.name ?? null
    },
    get holds() {
      return holds()
    },
    get ephemerals() {
      return [...channel.ephemerals.values()].map((one) => see(office, one))
    },
    texts: () => holds().map(({ text }) => text),
    threads: () => threadsOf(office, channel.id).map((one) => seeThread(office, one)),
    thread: (idOrName) => seeThread(office, idOrName),
    message: (ref) => seeAgain(office, refOf(channel, ref)),
    get tags() {
      return channel.tags.map(({ name }) => name)
    },
    get webhooks() {
      const all = [...office.webhooks.values()].filter((one) => one.channelId === channel.id)
      return all.map(({ name }) => name)
    },
    typing: () => typingIn(office, channel).map((id) => displayName(office, id)),
    renames: (name) =>
      channel.thread
        ? changeThread(office, channel, { name })
        : changeChannel(office, channel, () => {
            channel.name = name
          }),
    deletes: () => removeChannel(office, channel),
    deletesMessage: (ref) => remove(office, theMessage(office, refOf(channel, ref))),
    forbids: (permissions, who) =>
      overwrite(who, (one) => {
        one.deny |= bits([permissions].flat())
        one.allow &= ~bits([permissions].flat())
      }),
    permits: (permissions, who) =>
      overwrite(who, (one) => {
        one.allow |= bits([permissions].flat())
        one.deny &= ~bits([permissions].flat())
      }),
    retags: (names) =>
      changeChannel(office, channel, () => {
        channel.tags = names.map(
          (name) =>
            channel.tags.find((one) => one.name === name) ?? {
              id: office.id(),
              name,
              moderated: false,
              emoji: null,
            },
        )
      }),
    requiresTag: (on) =>
      changeChannel(office, channel, () => {
        channel.requiresTag = on
      }),
    unfurls: (ref) => {
      const page = { type: 'link', title: 'A page', url: 'https://example.com' }
      unfurl(office, theMessage(office, refOf(channel, ref)), page)
    },
  }
}

export function seeThread(office: Office, place: Place): SeenThread {
  const channel = theChannel(office, place)
  const { thread } = channel
  if (!thread) throw new Error(`#${channel.name} is no thread`)
  const change = (given: Parameters<typeof changeThread>[2]) => changeThread(office, channel, given)
  // Copied with its getters, which read how things are when asked.
  const seen = Object.create(
    {},
    Object.getOwnPropertyDescriptors(seeChannel(office, channel)),
  ) as SeenChannel
  const more = {
    get archived() {
      return thread.archived
    },
    get locked() {
      return thread.locked
    },
    get applied() {
      const tags = office.channels.get(channel.parentId ?? '')?.tags ?? []
      return thread.tags.map((id) => tags.find((one) => one.id === id)?.name ?? '(gone)')
    },
    get members() {
      return [...thread.members].map((id) => displayName(office, id))
    },
    archives: () => change({ archived: true }),
    unarchives: () => change({ archived: false }),
    locks: () => change({ locked: true }),
    unlocks: () => change({ locked: false }),
  }
  Object.defineProperties(seen, Object.getOwnPropertyDescriptors(more))
  return seen as SeenThread
}

function refOf(channel: Channel, ref: MessageRef | string): MessageRef {
  return typeof ref === 'string' ? { channel: channel.id, id: ref } : ref
}
