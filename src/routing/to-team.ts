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
  if (wasThere || left !== undefined)
    return leftBehind(deps, chat, conversation, await threadIn(left), job)
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
  thread: Ref | null,
  job: TeamJob,
): Promise<Receipt> {
  if (thread === null || (job.do !== 'line' && job.do !== 'refresh')) return DONE
  const receipt = await show(deps, chat, conversation, thread, job)
  return isGone(receipt) ? DONE : receipt
}

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
