import type { Conversation, Place } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { isIn } from '../conversation/places.ts'
import type { Post, Receipt, Store, TeamChat } from '../ports.ts'
import { DONE } from './receipts.ts'
import type { TeamThread } from './team-thread.ts'

type Threads = Pick<Store, 'thread' | 'posts' | 'link'>

/**
 * Brings the end of what was said into a thread that a conversation was moved to: all of it into a new one, and
 * what it missed into one that stands there from before. What was whispered stays where it was, with the two whom
 * it is for.
 */
export async function fillMoved(
  store: Threads,
  thread: TeamThread,
  { id }: Conversation,
  { channel }: Place,
  said: readonly Message[],
): Promise<Receipt> {
  const open = said.filter(({ to }) => !to)
  const { ref, chat } = thread
  const stands =
    ref === (await store.thread(chat.name, id, channel)) ||
    ref === (await store.thread(chat.name, id))
  const told = stands ? DONE : await sayWhatIsLeftOut(thread, open)
  // A new one is written in, too, before all is in it.
  return told.ok ? bringUpToDate(store, thread, open) : told
}

/** What stands there already is shown as it is by now, and is not posted again. */
async function bringUpToDate(
  store: Threads,
  thread: TeamThread,
  said: readonly Message[],
): Promise<Receipt> {
  const missed: Message[] = []
  for (const message of said) {
    if (!(await standsIn(store, thread, message))) missed.push(message)
    else if (hasChanged(message)) {
      const amended = await thread.amend(message)
      if (!amended.ok) return amended
    }
  }
  return thread.replay(missed)
}

/** True where the thread has a post of it, which is from then on the one that shows it. */
async function standsIn(
  store: Threads,
  { chat, ref }: TeamThread,
  { id: message, conversation }: Message,
): Promise<boolean> {
  const posts = await store.posts(chat.name, message)
  const its = posts.find((post) => chat.holds?.(ref, post) ?? true)
  if (its === undefined) return false
  if (its !== posts[0]) await store.link({ chat: chat.name, ref: its, conversation, message })
  return true
}

function hasChanged(message: Message): boolean {
  const { version, removedAt, withdrawnAt, failed, sentAs, reactions = [] } = message
  if (version > 1 || reactions.length > 0) return true
  return [removedAt, withdrawnAt, failed, sentAs].some((one) => one !== undefined)
}

async function sayWhatIsLeftOut(
  { chat, ref }: TeamThread,
  [first]: readonly Message[],
): Promise<Receipt> {
  if (!first || first.number === 1) return { ok: true, ref }
  const id = `${first.conversation}:before:${first.number}`
  const text = `What was said before is left out here: \`/transcript\` shows it.`
  const line: Post = { kind: 'line', id, at: first.at, text, tone: 'info', for: [] }
  return chat.post(ref, line)
}

/** The cards that were left behind lead to the thread, now that there is one. Nothing hangs on it. */
export async function showTheWay(
  store: Pick<Store, 'load' | 'thread'>,
  teamChat: (name: string) => Pick<TeamChat, 'refresh'> | undefined,
  id: ConversationId,
): Promise<void> {
  const conversation = await store.load(id)
  for (const { chat, channel } of conversation?.left ?? []) {
    if (!conversation) return
    const thread = await store.thread(chat, id, isIn(conversation, chat) ? channel : undefined)
    if (thread !== null) await teamChat(chat)?.refresh(thread, conversation)
  }
}
