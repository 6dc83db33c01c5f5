import type { AgentId } from '../../conversation/ids.ts'
import type { Content, FileRef, Message } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Post } from '../../ports.ts'
import { intoPieces } from '../pieces.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { escapeDiscord, escapedAtMost } from './escape.ts'
import { fitting } from './fitting.ts'
import { LIMITS } from './limits.ts'
import { MARK_LENGTH } from './marks.ts'
import { toDiscord } from './markup.ts'
import { messageButton } from './message-presses.ts'
import { visitorName } from './persona.ts'
import type { DiscordMessage } from './posting.ts'

export interface PostDrawing {
  /** The members' names: no visitor passes for one. */
  readonly members: readonly string[]
  userOf(member: AgentId): string | null
  /** Where a file can be read, for a week. */
  address(file: FileRef): string
  /** Why a file is a link instead of an upload; null where it is uploaded. */
  why(file: FileRef): string | null
  /** The name over the post is a webhook's, so that it need not stand in it. */
  readonly named?: boolean
}

const ROOM = LIMITS.message - MARK_LENGTH
// Of an address, a small line and the like, beside words of their own.
const LINE = 1_500
// Of mentions, each of which takes 24 characters at most.
const BESIDE_WORDS = 19
const ALONE = 80
// What was said before an edit: the newest of it, each within two small lines' length.
const VERSIONS = 5
const EARLIER = 350

/**
 * A post as one or more messages of Discord's, in order; never none. `earlier`: what the message said before its
 * edits, oldest first. What a visitor deletes stays readable for the team.
 */
export function drawPost(
  post: Post,
  drawing: PostDrawing,
  earlier: readonly Content[] = [],
): [DiscordMessage, ...DiscordMessage[]] {
  if (post.kind === 'line') return drawLine(post, drawing)
  const { message } = post
  if (message.removedAt !== undefined && message.kind !== 'visitor')
    return inMessages([small('This message was deleted.')])
  if (message.withdrawnAt !== undefined) return inMessages([small('This reply was withdrawn.')])
  const words = toDiscord(message.content)
  const uploads = message.content.files.filter((file) => drawing.why(file) === null)
  const drawn = inMessages([
    ...headOf(post, drawing),
    ...(words.length === 0 && message.content.files.length === 0
      ? [small('There are no words in this message.')]
      : words),
    ...message.content.files.flatMap((file) => linkTo(file, drawing)),
    ...endOf(message, earlier),
  ])
  const [first, ...rest] = drawn
  const withFiles = { ...first, ...(uploads.length > 0 ? { files: uploads } : {}) }
  return message.failed === undefined
    ? [withFiles, ...rest]
    : withRetry([withFiles, ...rest], message)
}

/** What stands in the place of a post that AutoMod did not let through. */
export function placeholder(post: Post, isAtDesk: boolean): DiscordMessage {
  if (post.kind === 'line')
    return aside('Something happened here that AutoMod of this server does not let be said.')
  const whose =
    post.message.kind === 'visitor' ? 'The visitor wrote something' : 'Something was written'
  const where = isAtDesk ? 'It is at the desk.' : 'The command /transcript shows it.'
  return aside(`${whose} that AutoMod of this server does not let be shown. ${where}`)
}

/** Something that Greenroom says, small. */
export function small(text: string): string {
  return escapeDiscord(text)
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `-# ${line}`))
    .join('\n')
}

/** The same as a message. */
export function aside(text: string): DiscordMessage {
  return { content: small(fitting(text, LINE / 2)) }
}

function drawLine(
  { text, tone, for: alerted }: Extract<Post, { kind: 'line' }>,
  { userOf }: PostDrawing,
): [DiscordMessage, ...DiscordMessage[]] {
  const pieces = intoPieces(text, escapedAtMost, LINE).slice(0, 5)
  if (tone === 'info') return inMessages(pieces.map(small))
  const users = alerted.flatMap((member) => userOf(member) ?? [])
  const [some = [], ...others] = inGroups(users)
  const [first, ...rest] = inMessages(pieces.map(escapeDiscord), mentions(some))
  const more = others.map((alerts) => ({ content: mentions(alerts), alerts }))
  return [some.length > 0 ? { ...first, alerts: some } : first, ...rest, ...more]
}

function mentions(users: readonly string[]): string {
  return users.map((user) => `<@${user}> `).join('')
}

/** As many as a message alerts beside a line's words, and then as many as it alerts without any. */
function inGroups(users: readonly string[]): string[][] {
  const groups = users.length > 0 ? [users.slice(0, BESIDE_WORDS)] : []
  for (let at = BESIDE_WORDS; at < users.length; at += ALONE)
    groups.push(users.slice(at, at + ALONE))
  return groups
}

/** Who wrote it: a visitor in bold under their face, what the team wrote elsewhere small and with for whom it is. */
function headOf(
  { message, by }: Extract<Post, { kind: 'message' }>,
  drawing: PostDrawing,
): string[] {
  const { members, named = false } = drawing
  const author = message.by.kind === 'system' ? '' : ` · ${fitting(by.name, LIMITS.username)}`
  if (message.kind === 'reply') return [small(`→ To the visitor${author}`)]
  // What it became stands below, as a reply.
  if (message.sentAs !== undefined) return [small(`📤 Sent to the visitor${author}`)]
  if (message.kind === 'note') return [small(`🔒 Note, for the team alone${author}`)]
  const deleted =
    message.removedAt === undefined ? [] : [small('The visitor deleted this. It said:')]
  if (named || message.by.kind !== 'visitor') return deleted
  const { sign } = faceOfVisitor(message.by)
  return [...deleted, `${sign} **${escapeDiscord(visitorName(by.name, members))}**`]
}

function linkTo(file: FileRef, { address, why }: PostDrawing): string[] {
  const reason = why(file)
  if (reason === null) return []
  const name = escapeDiscord(fitting(file.name, 200))
  return [`📎 ${name}: <${address(file)}>`, small(`${reason} This link works for a week.`)]
}

function endOf(message: Message, earlier: readonly Content[]): string[] {
  if (message.failed !== undefined)
    return [small(fitting(`✗ It did not reach the visitor. ${message.failed}`, LINE / 2))]
  if (message.editedAt === undefined) return []
  return [small('(edited)'), ...earlier.slice(-VERSIONS).map(before)]
}

function before(content: Content): string {
  const text = plainText(content).replaceAll(/\s+/g, ' ')
  return small(
    `Before: ${text.length <= EARLIER ? text : `${text.slice(0, EARLIER).toWellFormed()}…`}`,
  )
}

function withRetry(
  drawn: readonly [DiscordMessage, ...DiscordMessage[]],
  message: Message,
): [DiscordMessage, ...DiscordMessage[]] {
  const rows = [messageButton('retry', 'Retry', message)]
  const last = drawn.length - 1
  const [first, ...rest] = drawn
  if (last === 0) return [{ ...first, rows }]
  return [first, ...rest.map((one, index) => (index === last - 1 ? { ...one, rows } : one))]
}

/** Pieces under one another in as few messages as hold them. */
export function inMessages(
  pieces: readonly string[],
  start = '',
): [DiscordMessage, ...DiscordMessage[]] {
  const [first = '', ...rest] = pieces
  const texts = [`${start}${first}`]
  for (const piece of rest) {
    const joined = `${texts.at(-1)}\n${piece}`
    if (joined.length <= ROOM) texts[texts.length - 1] = joined
    else texts.push(piece)
  }
  const [one = '', ...more] = texts
  return [{ content: one }, ...more.map((content) => ({ content }))]
}
