import type { Conversation } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { isIn } from '../conversation/places.ts'
import type { Post, Receipt, Store, TeamChat } from '../ports.ts'
import type { TeamThread } from './team-thread.ts'

type Threads = Pick<Store, 'thread' | 'shown'>

/**
 * Brings the end of what was said into a thread that a conversation was moved to: all of it into a new one, and
 * what it missed into one that stands there from before. What was whispered stays where it was, with the two whom
 * it is for.
 */
export async function fillMoved(
  store: Threads,
  thread: TeamThread,
  { id }: Conversation,
  said: readonly Message[],
): Promise<Receipt> {
  const open = said.filter(({ to }) => !to)
  if (thread.ref === (await store.thread(thread.chat.name, id)))
    return bringUpToDate(store, thread, open)
  const told = await sayWhatIsLeftOut(thread, open)
  return told.ok ? thread.replay(open) : told
}

/** What stands there already is shown as it is by now, and is not posted again. */
async function bringUpToDate(
  store: Threads,
  { chat, replay, amend }: TeamThread,
  said: readonly Message[],
): Promise<Receipt> {
  const missed: Message[] = []
  for (const message of said) {
    const isThere = (await store.shown(chat.name, message.id)) !== null
    if (!isThere) missed.push(message)
    else if (hasChanged(message)) {
      const amended = await amend(message)
      if (!amended.ok) return amended
    }
  }
  return replay(missed)
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
