import type { JsonObject } from '../slack/json.ts'
import { seeThread } from './channel-view.ts'
import type { SeenThread } from './channel-view.ts'
import { withReplied } from './composing.ts'
import { enter, needs } from './entering.ts'
import { storeFile } from './files.ts'
import { theChannel, theMessage, thePerson } from './lookup.ts'
import type { Place } from './lookup.ts'
import { mentionsIn } from './mentions.ts'
import { see } from './message-view.ts'
import type { SeenMessage } from './message-view.ts'
import { pin, post, remove, revise } from './messages.ts'
import type { Channel, MessageRef, Person } from './model.ts'
import type { Office } from './office.ts'
import { react, unreact } from './reactions.ts'
import { openThread } from './threads.ts'
import { type } from './typing.ts'
import { typed } from './typed.ts'
import { wireMessage } from './wire-message.ts'

export interface GivenFile {
  readonly name: string
  readonly content: string | Buffer
  readonly type?: string
}

export interface How {
  readonly replyTo?: MessageRef
  readonly files?: GivenFile | readonly GivenFile[]
  /** A sticker by its name, a poll by its question: messages without words. */
  readonly sticker?: string
  readonly poll?: string
}

/** What a person does with messages. Each resolves when Discord has it; the app hears of it then. */
export interface Writer {
  /** Writes in a channel or a thread; in `@greenroom` it is a direct message to the app. */
  says(place: Place, words: string, how?: How): Promise<SeenMessage>
  edits(ref: MessageRef, words: string): Promise<SeenMessage>
  deletes(ref: MessageRef): Promise<void>
  reacts(ref: MessageRef, emoji: string): Promise<void>
  unreacts(ref: MessageRef, emoji: string): Promise<void>
  uploads(
    place: Place,
    files: GivenFile | readonly GivenFile[],
    saying?: string,
  ): Promise<SeenMessage>
  forwards(ref: MessageRef, place: Place): Promise<SeenMessage>
  types(place: Place): Promise<void>
  pins(ref: MessageRef): Promise<void>
  unpins(ref: MessageRef): Promise<void>
  /** Starts a thread on a message. */
  opensThread(on: MessageRef, name: string): Promise<SeenThread>
  /** Writes a new post into a forum. */
  posts(
    forum: Place,
    given: { readonly name: string; readonly text: string; readonly tags?: readonly string[] },
  ): Promise<SeenThread>
}

export function createWriter(office: Office, handle: string): Writer {
  const me = thePerson(office, handle)
  const author = { kind: 'user', id: me.id } as const

  async function says(place: Place, words: string, how: How = {}) {
    const channel = enter(office, me, place)
    const files = [how.files ?? []].flat()
    if (files.length > 0) needs(office, me, channel, 'ATTACH_FILES')
    const content = typed(office, words)
    const named = mentionsIn(office, channel, content, { id: me.id })
    const message = post(office, channel, {
      author,
      content,
      mentions: how.replyTo ? withReplied(named, theMessage(office, how.replyTo)) : named,
      replyTo: how.replyTo ? { channel: channel.id, id: how.replyTo.id } : null,
      attachments: files.map((one) => store(office, channel, one)),
      nonce: office.id(),
      stickers:
        how.sticker === undefined ? [] : [{ id: office.id(), name: how.sticker, format_type: 1 }],
      extras: how.poll === undefined ? {} : { poll: pollOf(how.poll) },
    })
    return see(office, message)
  }

  return {
    says,
    uploads: async (place, files, saying = '') => says(place, saying, { files }),
    async edits(ref, words) {
      const message = own(office, me, ref)
      const { thread } = theChannel(office, message.channel)
      if (thread?.archived) throw new Error('Nothing is edited in an archived thread')
      revise(office, message, { content: typed(office, words) })
      return see(office, message)
    },
    async deletes(ref) {
      const message = theMessage(office, ref)
      const channel = theChannel(office, ref.channel)
      if (message.author.id !== me.id) needs(office, me, channel, 'MANAGE_MESSAGES')
      remove(office, message)
    },
    async reacts(ref, emoji) {
      needs(office, me, theChannel(office, ref.channel), 'ADD_REACTIONS')
      react(office, theMessage(office, ref), me.id, emoji)
    },
    unreacts: async (ref, emoji) => unreact(office, theMessage(office, ref), me.id, emoji),
    async forwards(ref, place) {
      const channel = enter(office, me, place)
      const { content, embeds, attachments, timestamp, type } = wireMessage(
        office,
        theMessage(office, ref),
      )
      const snapshot = { message: { content, embeds, attachments, timestamp, type, flags: 0 } }
      return see(
        office,
        post(office, channel, {
          author,
          extras: {
            message_reference: { type: 1, channel_id: ref.channel, message_id: ref.id },
            message_snapshots: [snapshot],
          },
        }),
      )
    },
    types: async (place) => type(office, enter(office, me, place), me.id),
    async pins(ref) {
      needs(office, me, theChannel(office, ref.channel), 'PIN_MESSAGES')
      pin(office, theMessage(office, ref), true, me.id)
    },
    async unpins(ref) {
      needs(office, me, theChannel(office, ref.channel), 'PIN_MESSAGES')
      pin(office, theMessage(office, ref), false, me.id)
    },
    async opensThread(on, name) {
      const channel = theChannel(office, on.channel)
      needs(office, me, channel, 'CREATE_PUBLIC_THREADS')
      return seeThread(office, openThread(office, channel, { name, by: me.id, id: on.id }))
    },
    async posts(place, { name, text, tags = [] }) {
      const forum = theChannel(office, place)
      needs(office, me, forum, 'SEND_MESSAGES')
      const ids = tags.map((tag) => tagId(forum, tag))
      const thread = openThread(office, forum, { name, by: me.id, tags: ids })
      const content = typed(office, text)
      post(office, thread, { author, id: thread.id, content })
      return seeThread(office, thread)
    },
  }
}

function own(office: Office, me: Person, ref: MessageRef) {
  const message = theMessage(office, ref)
  if (message.author.id !== me.id) throw new Error(`That message is not ${me.handle}’s`)
  return message
}

function store(office: Office, channel: Channel, { name, content, type }: GivenFile): string {
  return storeFile(office, channel.id, { name, type, bytes: Buffer.from(content) }).id
}

function tagId(forum: Channel, name: string): string {
  const found = forum.tags.find((one) => one.name === name)
  if (!found) throw new Error(`#${forum.name} has no tag “${name}”`)
  return found.id
}

function pollOf(question: string): JsonObject {
  return {
    question: { text: question },
    answers: [{ answer_id: 1, poll_media: { text: 'Yes' } }],
    expiry: null,
    allow_multiselect: false,
    layout_type: 1,
  }
}
