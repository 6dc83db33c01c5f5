import type { Conversation } from '../conversation/conversation.ts'
import { hasLeft, isIn, placeOn } from '../conversation/places.ts'
import type { Receipt, Ref, Store, TeamChat, TeamJob } from '../ports.ts'
import type { OpeningDeps, WhyOpened } from './opening-threads.ts'
import { openThread } from './opening-threads.ts'
import { DONE, refused } from './receipts.ts'
import { teamThread } from './team-thread.ts'

export interface ToTeamDeps extends OpeningDeps {
  readonly store: OpeningDeps['store'] & Pick<Store, 'message'>
}

/** Carries one job to the conversation's thread on a team chat, which is opened where there is none any more. */
export async function toTeam(
  deps: ToTeamDeps,
  conversation: Conversation,
  chatName: string,
  job: TeamJob,
): Promise<Receipt> {
  const chat = deps.teamChat(chatName)
  const wasThere = hasLeft(conversation, chatName)
  if (!chat || !(wasThere || isIn(conversation, chatName)))
    return refused(`The team chat “${chatName}” is not set up any more.`)
  const threadIn = async (channel?: string) => deps.store.thread(chatName, conversation.id, channel)
  const left = 'in' in job ? job.in : undefined
  if (wasThere || left !== undefined) return leftBehind(deps, chat, conversation, left, job)
  const thread = await threadIn(placeOn(conversation, chatName)?.channel)
  if (thread === null) {
    // What comes before the job that opens the new one brings all of it there.
    const elsewhere = await threadIn()
    const why = elsewhere === null ? whyOpened(job) : 'moved'
    const opened = await openThread(deps, chat, conversation, why)
    const hasGoneAlong = opened.ok && opened.ref === elsewhere
    return hasGoneAlong && job.do !== 'open'
      ? show(deps, chat, conversation, opened.ref, job)
      : opened
  }
  if (job.do === 'open' && job.from !== undefined && (await threadIn(job.from)) === null)
    return DONE
  if (job.do === 'line' && isKnown(deps, conversation, chatName, job)) return DONE
  const receipt =
    job.do === 'open'
      ? await openThread(deps, chat, conversation, whyOpened(job))
      : await show(deps, chat, conversation, thread, job)
  if (!isGone(receipt)) return receipt
  const opened = await openThread(deps, chat, conversation, isMove(job) ? 'moved' : 'anew')
  // All that was said is in the new one, and no line is: one that alerts people must not be lost with the old.
  return opened.ok && job.do === 'line' && job.tone === 'alert'
    ? show(deps, chat, conversation, opened.ref, job)
    : opened
}

/** True where the thread opened with it. */
function isKnown(
  { begun }: ToTeamDeps,
  { id }: Conversation,
  chat: string,
  { asOf = Infinity }: Extract<TeamJob, { do: 'line' }>,
): boolean {
  return asOf <= (begun?.get(chat, id) ?? 0)
}

function whyOpened(job: TeamJob): WhyOpened {
  if (job.do !== 'open') return 'anew'
  return isMove(job) ? 'moved' : 'begins'
}

function isMove(job: TeamJob): boolean {
  return job.do === 'open' && job.all === true
}

function isGone(receipt: Receipt): boolean {
  return !receipt.ok && receipt.kind === 'gone'
}

/** A thread that the conversation was moved away from says where to, and shows nothing of what is said since. */
async function leftBehind(
  deps: ToTeamDeps,
  chat: TeamChat,
  conversation: Conversation,
  channel: string | undefined,
  job: TeamJob,
): Promise<Receipt> {
  if (job.do !== 'line' && job.do !== 'refresh') return DONE
  const thread = await deps.store.thread(chat.name, conversation.id, channel)
  const stands =
    thread === null
      ? await unheardOf(deps, chat, conversation, channel)
      : ({ ok: true, ref: thread } as const)
  const receipt = stands.ok ? await show(deps, chat, conversation, stands.ref, job) : stands
  return isGone(receipt) ? DONE : receipt
}

/** The thread that was made there by a try of which nobody knew what became when the conversation went on. */
async function unheardOf(
  { store }: ToTeamDeps,
  chat: TeamChat,
  conversation: Conversation,
  channel: string | undefined,
): Promise<Receipt> {
  const { id, left = [] } = conversation
  const place = left.find(
    (one) => one.chat === chat.name && one.channel === (channel ?? one.channel),
  )
  if (!place || !chat.findThread) return NONE
  const found = await chat.findThread(conversation, place)
  if (!found.ok) return found
  const now = placeOn(conversation, chat.name)?.channel
  const newest = await store.thread(chat.name, id, now)
  if (found.ref === newest) return NONE
  const link = { chat: chat.name, conversation: id, message: null }
  await store.link({ ...link, ref: found.ref, channel: place.channel })
  // The newest is still the one that it is in.
  if (newest !== null) await store.link({ ...link, ref: newest, ...(now ? { channel: now } : {}) })
  return found
}

const NONE: Receipt = { ok: false, kind: 'gone', reason: 'There is no thread.' }

async function show(
  deps: ToTeamDeps,
  chat: TeamChat,
  conversation: Conversation,
  ref: Ref,
  job: Exclude<TeamJob, { do: 'open' }>,
): Promise<Receipt> {
  if (job.do === 'refresh') return chat.refresh(ref, conversation)
  const thread = teamThread(deps, chat, ref)
  if (job.do === 'line') return thread.line(job)
  const message = await deps.store.message(job.message)
  return message ? thread[job.do](message) : refused('The message is gone.')
}
