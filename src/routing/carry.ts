import type { ConversationId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { placeOn } from '../conversation/places.ts'
import type { OutboxRow, Receipt, Store, TeamJob, VisitorJob } from '../ports.ts'
import { burstOf } from './bursts.ts'
import { isEcho } from './lanes.ts'
import { openThread } from './opening-threads.ts'
import { DONE, refused } from './receipts.ts'
import { teamThread } from './team-thread.ts'
import type { ToTeamDeps } from './to-team.ts'
import { toTeam } from './to-team.ts'
import type { ToVisitorDeps } from './to-visitor.ts'
import { toVisitor } from './to-visitor.ts'
import type { Carried } from './trying.ts'

export interface CarryDeps extends ToVisitorDeps, ToTeamDeps {
  readonly store: Store
  readonly people: ToTeamDeps['people']
  /** Resolves when it is known what a new conversation is about, or not to be known in time. */
  sorted?(id: ConversationId): Promise<void>
}

/** Carries one outbox row to where it must go, as things are now, and says what became of it. */
export async function carry(deps: CarryDeps, row: OutboxRow): Promise<Receipt> {
  if (row.job.do === 'open') await deps.sorted?.(row.conversation)
  const conversation = await deps.store.load(row.conversation)
  if (!conversation) return refused('The conversation is gone.')
  return row.target === 'visitor'
    ? toVisitor(deps, conversation, row.job as VisitorJob, isEcho(row))
    : toTeam(deps, conversation, row.target, row.job as TeamJob)
}

/**
 * Carries the first few of a lane's rows together where they are one burst and their chat is behind; null when
 * the first goes by itself.
 */
export async function carryTogether(
  deps: CarryDeps,
  rows: readonly OutboxRow[],
): Promise<Carried | null> {
  const [first, second] = rows
  if (first?.job.do !== 'post' || second?.job.do !== 'post') return null
  const chat = deps.teamChat(first.target)
  if (!chat?.postSome) return null
  const conversation = await deps.store.load(first.conversation)
  if (!conversation) return null
  const place = placeOn(conversation, chat.name)
  const ref = place && (await deps.store.thread(chat.name, first.conversation, place.channel))
  if (ref === null) return null
  const burst = burstOf(await messagesOf(deps, rows))
  const carried = await teamThread(deps, chat, ref).postSome(burst)
  const failed = carried && !carried.receipt.ok ? carried.receipt.kind : null
  return failed === 'gone' || failed === 'refused' ? null : carried
}

/** The messages of the posts that these rows begin with. */
async function messagesOf(
  { store }: CarryDeps,
  rows: readonly OutboxRow[],
): Promise<readonly Message[]> {
  const messages: Message[] = []
  for (const { job } of rows) {
    const message = job.do === 'post' ? await store.message(job.message) : null
    if (!message) break
    messages.push(message)
  }
  return messages
}

/** Opens a conversation's thread on a chat anew, with all that was said, where it is gone. */
export async function openAnew(
  deps: CarryDeps,
  chatName: string,
  id: ConversationId,
): Promise<Receipt> {
  const conversation = await deps.store.load(id)
  const chat = deps.teamChat(chatName)
  const hasThread = (await deps.store.thread(chatName, id)) !== null
  return conversation && chat && hasThread ? openThread(deps, chat, conversation, 'anew') : DONE
}
