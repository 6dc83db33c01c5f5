import type { FileId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { People, Post, Receipt, Ref, TeamChat } from '../../ports.ts'
import { personaOver } from './drawn-posts.ts'
import type { MessagePost } from './putting-posts.ts'
import type { UploadState } from './upload-states.ts'
import type { Uploads } from './uploads.ts'

type Chat = Pick<TeamChat, 'post' | 'amend'> & Required<Pick<TeamChat, 'postSome'>>

interface Deps {
  readonly uploads: Uploads
  readonly people: Pick<People, 'all'>
  /** Told why a file is a link, before it is drawn as one. */
  readonly left: (file: FileId, reason: string) => void
}

/**
 * The same, and a message's files are uploaded below its words. The chat draws files as links: it is given those
 * alone that Slack did not take.
 */
export function withUploads<C extends Chat>(chat: C, { uploads, people, left }: Deps): C {
  async function post(thread: Ref, given: Post): Promise<Receipt> {
    if (given.kind === 'line' || !hasFiles(given.message))
      return chat.post(thread, namedOnly(given))
    const posted = await chat.post(thread, withLinks(given, []))
    if (!posted.ok) return posted
    const shown = await uploads.show(thread, given.message, await nameOf(given))
    if (!shown.ok) return shown.receipt
    if (shown.state.left.length === 0) return posted
    return chat.amend(thread, linked(given, shown.state))
  }

  /** A message with files stands by itself. */
  async function postSome(thread: Ref, posts: readonly Post[]) {
    const end = posts.findIndex(namesFiles)
    const [first] = posts
    if (!first || end !== 0) return chat.postSome(thread, end === -1 ? posts : posts.slice(0, end))
    const receipt = await post(thread, first)
    return receipt.ok ? { ok: true as const, refs: [receipt.ref] } : { ok: false as const, receipt }
  }

  async function amend(thread: Ref, given: Post): Promise<Receipt> {
    if (given.kind === 'line') return chat.amend(thread, given)
    const state = await uploads.stateOf(thread, given.message.id)
    if (hasFiles(given.message)) return chat.amend(thread, state ? linked(given, state) : given)
    const amended = await chat.amend(thread, namedOnly(given))
    if (!amended.ok) return amended
    const discarded = await uploads.discard(given.message.id)
    return discarded.ok ? amended : discarded
  }

  function linked(given: MessagePost, state: UploadState): MessagePost {
    for (const { file, reason } of state.left) left(file, reason)
    return withLinks(given, state.left)
  }

  async function nameOf(given: MessagePost): Promise<string | null> {
    const members = (await people.all()).filter(({ active }) => active)
    return personaOver(given, { members: members.map(({ name }) => name) })?.username ?? null
  }

  return { ...chat, post, postSome, amend }
}

function namesFiles(given: Post): boolean {
  return given.kind === 'message' && given.message.content.files.length > 0
}

function hasFiles({ content, removedAt, withdrawnAt }: Message): boolean {
  return content.files.length > 0 && removedAt === undefined && withdrawnAt === undefined
}

/** Of a message that was taken back: the names of its files stay where its words do. */
function namedOnly(given: Post): Post {
  if (given.kind === 'line' || given.message.content.files.length === 0) return given
  const { blocks } = given.message.content
  return withContent(given, { blocks: [...blocks, ...namesOf(given.message)], files: [] })
}

/** With no files but these; a message without words names its files instead. */
function withLinks(given: MessagePost, left: readonly { readonly file: FileId }[]): MessagePost {
  const { blocks, files } = given.message.content
  return withContent(given, {
    blocks: blocks.length > 0 ? blocks : namesOf(given.message),
    files: files.filter(({ id }) => left.some(({ file }) => file === id)),
  })
}

function withContent(given: MessagePost, content: Message['content']): MessagePost {
  return { ...given, message: { ...given.message, content } }
}

function namesOf({ content }: Message) {
  const name = (text: string) => ({ kind: 'text', text: `📎 ${text}` }) as const
  return content.files.map((file) => ({ kind: 'paragraph', inlines: [name(file.name)] }) as const)
}
