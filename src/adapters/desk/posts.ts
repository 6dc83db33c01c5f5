import type { Actor } from '../../conversation/actor.ts'
import type { FileRef, Message, Reaction } from '../../conversation/message.ts'
import { plainText } from '../../conversation/message.ts'
import type { Byline, FeedEntry, Post, Store } from '../../ports.ts'
import { publicBlocks } from '../content.ts'
import { bodyOf } from './entries.ts'
import type { PostBody } from './entries.ts'
import type { DeskFile, DeskPost, DeskReaction } from './protocol.ts'

/** The key under which a thread keeps a post. */
export function keyOf(post: Post): string {
  return post.kind === 'line' ? post.id : post.message.id
}

/** A post as the feed keeps it, with what the message said before, if it was edited. */
export async function keepPost(post: Post, store: Pick<Store, 'versions'>): Promise<PostBody> {
  if (post.kind === 'line') return { ...post, files: [] }
  const { message, by } = post
  return keepMessage(message, by, message.version > 1 ? await earlier(message, store) : [])
}

/** A kept post as the page draws it, with addresses for its files that work from now on. */
export function postOf(entry: FeedEntry, address: (file: FileRef) => DeskFile): DeskPost {
  const { position, change } = entry
  const { files, ...body } = bodyOf(entry)
  if (body.kind === 'line') return { ...body, position, change }
  return { ...body, files: files.map(address), position, change }
}

type Earlier = Extract<DeskPost, { kind: 'message' }>['earlier']

function keepMessage(message: Message, by: Byline, before: Earlier): PostBody {
  const removed = message.removedAt !== undefined
  const reactions = removed ? [] : (message.reactions ?? []).map(reactionOf)
  return {
    kind: 'message',
    id: message.id,
    number: message.number,
    as: message.kind,
    by: { id: idOf(message.by), ...by, actor: message.by.kind },
    at: message.at,
    // What a visitor takes back stays readable for the team, behind a press.
    blocks: removed && message.kind !== 'visitor' ? [] : publicBlocks(message.content),
    files: removed ? [] : message.content.files,
    version: message.version,
    editedAt: message.editedAt ?? null,
    removedAt: message.removedAt ?? null,
    earlier: removed && message.kind !== 'visitor' ? [] : before,
    heldUntil: message.heldUntil ?? null,
    withdrawnAt: message.withdrawnAt ?? null,
    failed: message.failed ?? null,
    gated: message.gated ?? false,
    sentAs: message.sentAs ?? null,
    ...(message.to ? { to: message.to } : {}),
    ...(reactions.length > 0 ? { reactions } : {}),
  }
}

function reactionOf({ emoji, by, public: isPublic }: Reaction): DeskReaction {
  return { emoji, by: by === 'visitor' ? null : by, public: isPublic }
}

async function earlier(message: Message, store: Pick<Store, 'versions'>): Promise<Earlier> {
  const versions = await store.versions(message.id)
  return versions
    .filter(({ version }) => version < message.version)
    .map(({ at, content }) => ({ at, text: plainText(content) }))
}

function idOf(by: Actor): string | null {
  return by.kind === 'visitor' || by.kind === 'human' ? by.id : null
}
