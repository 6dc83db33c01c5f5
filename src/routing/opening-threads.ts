import type { Conversation, Place } from '../conversation/conversation.ts'
import type { Message } from '../conversation/message.ts'
import type { Receipt, Ref, Store, TeamChat } from '../ports.ts'
import type { Begun } from './begun.ts'
import { fillMoved, showTheWay } from './moved-threads.ts'
import { DONE, refused } from './receipts.ts'
import type { TeamThread, TeamThreadDeps } from './team-thread.ts'
import { teamThread } from './team-thread.ts'

export interface OpeningDeps extends TeamThreadDeps {
  readonly store: Pick<Store, 'load' | 'history' | 'thread' | 'shown' | 'posts' | 'link'>
  teamChat(name: string): TeamChat | undefined
  /** With which event each thread began that this process opened for a new conversation. */
  readonly begun?: Begun
}

/** Why a thread is opened: the conversation begins with it, was moved to it, or has none any more. */
export type WhyOpened = 'begins' | 'moved' | 'anew'

/** Opens a conversation's thread on a chat; with all that was said, unless the conversation begins with it. */
export async function openThread(
  deps: OpeningDeps,
  chat: TeamChat,
  conversation: Conversation,
  why: WhyOpened,
): Promise<Receipt> {
  const { id, places } = conversation
  const place = places.find((one) => one.chat === chat.name)
  if (!place) return refused('This conversation has no place there.')
  const opened = await chat.openThread(conversation, place)
  if (!opened.ok) return opened
  const { ref } = opened
  // It is the conversation's thread once all is in it: a try that ends before is gone on with.
  const filled = (await hasGoneAlong(deps, conversation, place, ref))
    ? DONE
    : await fill(deps, teamThread(deps, chat, ref), conversation, place, why)
  if (!filled.ok) return filled
  const { channel } = place
  await deps.store.link({ chat: chat.name, ref, conversation: id, message: null, channel })
  if (why === 'begins') deps.begun?.set(chat.name, id, conversation.events)
  if (why === 'moved') await showTheWay(deps.store, (name) => deps.teamChat(name), id)
  return opened
}

/** True where the chat has brought the thread itself to its new channel, with all that is in it. */
async function hasGoneAlong(
  { store }: OpeningDeps,
  { id }: Conversation,
  { chat, channel }: Place,
  ref: Ref,
): Promise<boolean> {
  return (await store.thread(chat, id)) === ref && (await store.thread(chat, id, channel)) !== ref
}

const REPLAYED = 200

async function fill(
  { store }: OpeningDeps,
  thread: TeamThread,
  conversation: Conversation,
  place: Place,
  why: WhyOpened,
): Promise<Receipt> {
  if (why === 'begins') return DONE
  const said = await store.history(conversation.id, REPLAYED)
  if (why === 'moved') return fillMoved(store, thread, conversation, place, said)
  return thread.replay(await withoutTold(store, thread.chat, said))
}

/** Without the whispers that stand elsewhere than in the thread: those were not lost with it. */
async function withoutTold(
  store: Pick<Store, 'shown'>,
  chat: TeamChat,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const told = new Set<Message>()
  for (const message of messages) {
    if (message.to && (await store.shown(chat.name, message.id)) !== null) told.add(message)
  }
  return messages.filter((message) => !told.has(message))
}
