import { awaitFile, fillFile, removeFile, share } from './files.ts'
import { theChannel, theMessage, thePerson } from './lookup.ts'
import { join, leave } from './membership.ts'
import { post, remove, revise } from './messages.ts'
import { see } from './message-view.ts'
import type { SeenMessage } from './message-view.ts'
import type { MessageRef, Person } from './model.ts'
import type { Office } from './office.ts'
import { react, unreact } from './reactions.ts'
import { typed } from './typing.ts'
import type { Said } from './typing.ts'

export interface Where {
  /** The thread to say it in, by its parent. */
  readonly thread?: MessageRef | string
  /** “Also send to channel.” */
  readonly broadcast?: boolean
  /** `/me …` */
  readonly me?: boolean
}

export interface GivenFile {
  readonly name: string
  readonly content: string | Buffer
  readonly mimetype?: string
  /** It comes from another workspace: events carry its id alone. */
  readonly foreign?: boolean
}

/** What a person does with messages. Each resolves when Slack has it; the app hears of it then. */
export interface Writer {
  says(channel: string, said: Said, where?: Where): Promise<SeenMessage>
  edits(message: MessageRef, said: Said): Promise<SeenMessage>
  deletes(message: MessageRef): Promise<void>
  reacts(message: MessageRef, emoji: string): Promise<void>
  unreacts(message: MessageRef, emoji: string): Promise<void>
  uploads(
    channel: string,
    files: GivenFile | readonly GivenFile[],
    where?: Where & { readonly saying?: Said },
  ): Promise<SeenMessage>
  /** Deletes a file of theirs that a message has. */
  deletesFile(message: MessageRef, name: string): Promise<void>
  joins(channel: string): Promise<void>
  leaves(channel: string): Promise<void>
}

export function createWriter(office: Office, handle: string): Writer {
  const me = thePerson(office, handle)

  return {
    async says(name, said, where = {}) {
      const channel = enter(office, me, name)
      const threadTs = threadOf(where)
      const message = post(office, channel, {
        ...typed(office, said),
        author: authorOf(me),
        threadTs,
        broadcast: threadTs !== null && where.broadcast === true,
        subtype: where.me ? 'me_message' : null,
        clientMsgId: me.botId ? null : `client-${office.id('')}`,
      })
      return see(office, message)
    },
    async edits(ref, said) {
      const message = own(office, me, ref)
      revise(office, message, { ...typed(office, said), editedBy: me.id })
      return see(office, message)
    },
    deletes: async (ref) => remove(office, own(office, me, ref)),
    async reacts(ref, emoji) {
      react(office, theMessage(office, ref), me.id, emoji)
    },
    async unreacts(ref, emoji) {
      unreact(office, theMessage(office, ref), me.id, emoji)
    },
    async uploads(name, given, where = {}) {
      const channel = enter(office, me, name)
      const files = [given].flat().map((one) => store(office, me, one))
      const words = typed(office, where.saying ?? '')
      const author = authorOf(me)
      return see(
        office,
        share(office, channel, files, { ...words, author, threadTs: threadOf(where) }),
      )
    },
    async deletesFile(ref, name) {
      const { files } = own(office, me, ref)
      const file = files
        .flatMap((id) => office.files.get(id) ?? [])
        .find((one) => one.name === name)
      if (!file) throw new Error(`The message has no file “${name}”`)
      removeFile(office, file)
    },
    joins: async (name) => join(office, theChannel(office, name), me.id),
    leaves: async (name) => leave(office, theChannel(office, name), me.id),
  }
}

function enter(office: Office, me: Person, name: string) {
  const channel = theChannel(office, name)
  if (me.deactivated) throw new Error(`${me.handle} is deactivated and cannot write`)
  if (channel.archived) throw new Error(`#${channel.name} is archived`)
  // People, unlike apps, join a public channel by writing in it.
  if (!channel.members.has(me.id) && channel.kind !== 'public') {
    throw new Error(`${me.handle} is not in #${channel.name}`)
  }
  channel.members.add(me.id)
  return channel
}

function own(office: Office, me: Person, ref: MessageRef) {
  const message = theMessage(office, ref)
  if (message.author.user !== me.id) throw new Error(`That message is not ${me.handle}’s`)
  return message
}

function store(office: Office, me: Person, given: GivenFile) {
  const bytes = Buffer.from(given.content)
  const file = awaitFile(office, given.name, bytes.length, me.id, given)
  fillFile(office, file, bytes)
  file.state = 'complete'
  return file
}

function authorOf(me: Person) {
  return me.botId ? { user: me.id, botId: me.botId, appId: `A-${me.botId}` } : { user: me.id }
}

function threadOf({ thread }: Where): string | null {
  if (thread === undefined) return null
  return typeof thread === 'string' ? thread : thread.ts
}
