import { z } from 'zod'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { FeedEntry, PublicMessage, PublicState } from '../../ports.ts'
import { publicBlocks, publicFile, storedContent } from '../content.ts'
import type { WidgetMessage } from './protocol.ts'

/** The topic of a visitor's feed, and of the news that it has changed. */
export function topicOf(visitor: string): string {
  return `widget:${visitor}`
}

/** The key that the state has among a feed's messages; no message's id looks like it. */
export const STATE = '~state'

const face = { name: z.string(), picture: z.string().nullable() }

const storedMessage = z.object({
  // The brands have no runtime form; what was stored under them was theirs.
  id: z.string().transform((id) => id as MessageId),
  conversation: z.string().transform((id) => id as ConversationId),
  number: z.number(),
  from: z.object({ kind: z.enum(['visitor', 'human', 'automation']), ...face }),
  content: storedContent,
  at: z.number(),
  editedAt: z.number().nullable(),
  removed: z.boolean(),
  reactions: z
    .object({ team: z.array(z.string()), own: z.array(z.string()) })
    .default({ team: [], own: [] }),
})

/** A message as a visitor's feed holds it: with its files, and not their addresses, which expire. */
export type StoredMessage = PublicMessage & {
  readonly removed: boolean
  readonly reactions: Reactions
}

interface Reactions {
  readonly team: readonly string[]
  readonly own: readonly string[]
}

const NONE: Reactions = { team: [], own: [] }

const storedState: z.ZodType<PublicState> = z.object({
  status: z.enum(['waiting', 'claimed', 'snoozed', 'closed']),
  agent: z.object(face).nullable(),
})

export function toStored(message: PublicMessage, reactions: Reactions = NONE): StoredMessage {
  const { id, conversation, number, from, content, at, editedAt } = message
  return { id, conversation, number, from, content, at, editedAt, removed: false, reactions }
}

/** A removed message keeps its place and loses what it said. */
export function withoutContent(message: StoredMessage): StoredMessage {
  return { ...message, content: { blocks: [], files: [] }, removed: true, reactions: NONE }
}

export function readMessage(entry: FeedEntry): StoredMessage {
  return storedMessage.parse(entry.body)
}

export function readState(entry: FeedEntry): PublicState {
  return storedState.parse(entry.body)
}

/** The message as the widget shows it; `address` signs a file's address afresh. */
export function widgetMessage(entry: FeedEntry, address: (file: FileRef) => string): WidgetMessage {
  const { id, from, at, editedAt, removed, content, reactions } = readMessage(entry)
  return {
    id,
    position: entry.position,
    mine: from.kind === 'visitor',
    from: { name: from.name, picture: from.picture },
    at,
    editedAt,
    removed,
    blocks: publicBlocks(content),
    files: content.files.map((file) => publicFile(file, address(file))),
    ...(reactions.team.length > 0 ? { reactions: reactions.team } : {}),
    ...(reactions.own.length > 0 ? { own: reactions.own } : {}),
  }
}
