import type { AgentId } from '../../conversation/ids.ts'
import type { Content, FileRef, Message } from '../../conversation/message.ts'
import type { Post } from '../../ports.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { plain, words } from './blocks.ts'
import type { Block, Element } from './blocks.ts'
import type { SlackMessage } from './cards.ts'
import { drawEarlier } from './earlier.ts'
import { escapeSlack } from './escape.ts'
import { toSlack } from './markup.ts'
import { messageButton } from './message-presses.ts'
import { visitorName } from './persona.ts'
import { splitText } from './pieces.ts'
import { LIMITS } from './limits.ts'

export interface PostDrawing {
  /** The members' names: no visitor passes for one. */
  readonly members: readonly string[]
  userOf(member: AgentId): string | null
  /** Where a file can be read, for a week. */
  address(file: FileRef): string
  /** Why a file is a link instead of an upload; null where nobody knows. */
  why(file: FileRef): string | null
}

/**
 * A post as one or more messages of Slack's, in order; never none. `earlier`: what the message said before
 * its edits, oldest first. What a visitor deletes stays readable for the team.
 */
export function drawPost(
  post: Post,
  drawing: PostDrawing,
  earlier: readonly Content[] = [],
): [SlackMessage, ...SlackMessage[]] {
  if (post.kind === 'line') return [drawLine(post, drawing)]
  const { message } = post
  if (message.removedAt !== undefined && message.kind !== 'visitor')
    return [aside('_', 'This message was deleted.')]
  if (message.withdrawnAt !== undefined) return [aside('_', 'This reply was withdrawn.')]
  const [first = aside('_', 'There are no words in this message.'), ...rest] = [
    ...toSlack(message.content).map(({ block, text }) => ({ blocks: [block], text })),
    ...filesOf(message, drawing),
  ]
  const drawn: [SlackMessage, ...SlackMessage[]] = [withHead(first, message), ...rest]
  const last = drawn.length - 1
  drawn[last] = withEnd(drawn[last] ?? first, message, earlier)
  return drawn
}

/** Whom a post shows as its writer, as `chat.postMessage` takes it. */
export interface Persona {
  readonly username: string
  readonly icon_emoji?: string
}

/** Whose name and face the post stands under; null for Greenroom's own. */
export function personaOver(post: Post, { members }: Pick<PostDrawing, 'members'>): Persona | null {
  if (post.kind === 'line') return null
  const { by } = post.message
  if (by.kind === 'visitor') {
    const username = visitorName(post.by.name, members)
    return { username, icon_emoji: `:${faceOfVisitor(by).name}:` }
  }
  return by.kind === 'system' ? null : { username: post.by.name.slice(0, LIMITS.username) }
}

function drawLine(
  { text, tone, for: alerted }: Extract<Post, { kind: 'line' }>,
  { userOf }: PostDrawing,
): SlackMessage {
  const users = tone === 'alert' ? alerted.flatMap((member) => userOf(member) ?? []) : []
  if (users.length === 0) return aside(tone === 'alert' ? '!' : '_', text)
  const mentions = users.flatMap((user) => [{ type: 'user' as const, user_id: user }, words(' ')])
  return {
    blocks: [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [...mentions, words(text)] }],
      },
    ],
    text: `${users.map((user) => `<@${user}>`).join(' ')} ${escapeSlack(text)}`,
  }
}

/** Something that Greenroom says, small unless it is to be noticed. */
export function aside(tone: '_' | '!', text: string): SlackMessage {
  const pieces = splitText(text, LIMITS.sectionText).slice(0, 5)
  const blocks = pieces.map((piece): Block =>
    tone === '!'
      ? { type: 'section', text: plain(piece) }
      : { type: 'context', elements: [plain(piece)] },
  )
  return { blocks, text: escapeSlack(text.slice(0, LIMITS.post / 6)) }
}

function filesOf({ content }: Message, { address, why }: PostDrawing): SlackMessage[] {
  if (content.files.length === 0) return []
  const elements = content.files.flatMap((file, index) => [
    words(index === 0 ? 'File: ' : '\nFile: '),
    { type: 'link' as const, url: address(file), text: file.name },
    ...reasonOf(why(file)),
  ])
  const text = escapeSlack(content.files.map(({ name }) => `[file: ${name}]`).join('\n'))
  return [
    { blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }], text },
  ]
}

function reasonOf(reason: string | null): Element[] {
  return reason === null ? [] : [words(`. ${reason} This link works for a week.`)]
}

/** What the team writes elsewhere says here for whom it is. */
function withHead(drawn: SlackMessage, message: Message): SlackMessage {
  if (message.kind === 'visitor') {
    if (message.removedAt === undefined) return drawn
    return { ...drawn, blocks: [context('The visitor deleted this. It said:'), ...drawn.blocks] }
  }
  const head = message.kind === 'reply' ? '→ To the visitor' : '🔒 Note, for the team alone'
  return { ...drawn, blocks: [context(head), ...drawn.blocks] }
}

function withEnd(drawn: SlackMessage, message: Message, earlier: readonly Content[]): SlackMessage {
  if (message.failed !== undefined) {
    const failed = context(`✗ It did not reach the visitor. ${message.failed}`)
    const blocks = [...drawn.blocks, failed, messageButton('retry', 'Retry', message)]
    return { ...drawn, blocks }
  }
  if (message.editedAt === undefined) return drawn
  return { ...drawn, blocks: [...drawn.blocks, context('(edited)'), ...drawEarlier(earlier)] }
}

function context(text: string): Block {
  return { type: 'context', elements: [plain(text.slice(0, LIMITS.sectionText / 2))] }
}
