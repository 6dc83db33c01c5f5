import type { Conversation } from '../conversation/conversation.ts'
import { assigneeOf } from '../conversation/conversation.ts'
import type { Actor, AgentRef } from '../conversation/actor.ts'
import { mayActAs, nameOf } from '../conversation/actor.ts'
import type { ConversationId, InboxId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { hasLeft, isIn } from '../conversation/places.ts'
import { reactionsForVisitor } from '../conversation/reactions.ts'
import type {
  Byline,
  OutboxRow,
  People,
  Post,
  PublicAuthor,
  PublicMessage,
  PublicState,
  Receipt,
  Store,
  TeamChat,
  TeamJob,
  VisitorChannel,
  VisitorJob,
} from '../ports.ts'
import { burstOf } from './bursts.ts'
import type { Carried } from './deliver.ts'
import { isEcho } from './lanes.ts'
import { fillMoved, showTheWay } from './moved-threads.ts'
import type { MovedThread } from './moved-threads.ts'

export interface CarryDeps {
  readonly store: Store
  readonly people: People
  teamChat(name: string): TeamChat | undefined
  channel(name: string): VisitorChannel | undefined
  /** How an inbox signs what it sends. */
  signature(inbox: InboxId): Signature
  /** A member's picture as visitors may see it. */
  picture(agent: Byline & { readonly id: string }): string | null
}

/** The inbox's own name, and the face that visitors see on every person's words; null for the agent's own. */
export interface Signature {
  readonly brand: string
  readonly face: Byline | null
}

const DONE: Receipt = { ok: true, ref: '' }

/** Carries one outbox row to where it must go, as things are now, and says what became of it. */
export async function carry(deps: CarryDeps, row: OutboxRow): Promise<Receipt> {
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
  const [first, ...after] = rows
  const chat = first && deps.teamChat(first.target)
  if (!chat?.postSome || !first || !after[0] || !isPost(first) || !isPost(after[0])) return null
  const conversation = await deps.store.load(first.conversation)
  if (!conversation || !isIn(conversation, chat.name)) return null
  const thread = await deps.store.thread(chat.name, first.conversation)
  const burst = thread === null ? [] : burstOf(await messagesOf(deps, rows))
  if (thread === null || burst.length < 2) return null
  const carried = await postSome(deps, chat, thread, burst)
  const failed = carried && !carried.receipt.ok ? carried.receipt.kind : null
  return failed === 'gone' || failed === 'refused' ? null : carried
}

function isPost({ job }: OutboxRow): boolean {
  return job.do === 'post'
}

/** The messages of the posts that these rows begin with. */
async function messagesOf(deps: CarryDeps, rows: readonly OutboxRow[]): Promise<Message[]> {
  const messages: Message[] = []
  for (const { job } of rows) {
    const message = job.do === 'post' ? await deps.store.message(job.message) : null
    if (!message) break
    messages.push(message)
  }
  return messages
}

/** Carries what the chat takes of a burst's beginning; null when the first goes by itself. */
async function postSome(
  deps: CarryDeps,
  chat: TeamChat,
  thread: string,
  burst: readonly Message[],
): Promise<Carried | null> {
  const [first] = burst
  if (!first || burst.length < 2 || !chat.postSome) return null
  const by = await byline(deps, first.by)
  const posts = burst.map((message) => ({ kind: 'message', message, by }) as const)
  const shown = await chat.postSome(thread, posts)
  if (!shown?.ok) return shown && { receipt: shown.receipt, count: 1 }
  for (const [index, ref] of shown.refs.entries()) {
    const message = burst[index]
    if (message) await linkPost(deps, chat, message, ref)
  }
  return { receipt: DONE, count: shown.refs.length }
}

function refused(reason: string): Receipt {
  return { ok: false, kind: 'refused', reason }
}

// --- to the visitor ---------------------------------------------------------------------------

async function toVisitor(
  deps: CarryDeps,
  conversation: Conversation,
  job: VisitorJob,
  echo: boolean,
): Promise<Receipt> {
  const channel = deps.channel(conversation.door.channel)
  if (!channel) return refused(`The door “${conversation.door.channel}” is not set up any more.`)
  if (job.do === 'state') {
    return channel.state
      ? channel.state(conversation.door, await publicState(deps, conversation))
      : DONE
  }
  if (job.do === 'react')
    return toReactions(channel, conversation, await deps.store.message(job.message))
  if (echo && !channel.capabilities.echo) return DONE
  const message = await deps.store.message(job.message)
  if (!message || !mayReachVisitor(message, echo))
    return refused('This message is not for visitors.')
  if (job.do === 'remove')
    return channel.remove ? channel.remove(conversation.door, message.id) : DONE
  if (message.withdrawnAt !== undefined || message.removedAt !== undefined) return DONE
  const outgoing = await publicMessage(deps, conversation, message)
  if (job.do === 'send') return channel.send(conversation.door, outgoing)
  return channel.edit ? channel.edit(conversation.door, outgoing) : DONE
}

/** Of a reaction, too, only what was set by someone who had joined, on what visitors see. */
async function toReactions(
  channel: VisitorChannel,
  { door }: Conversation,
  message: Message | null,
): Promise<Receipt> {
  if (!message || message.kind === 'note') return refused('This message is not for visitors.')
  if (message.withdrawnAt !== undefined || message.removedAt !== undefined) return DONE
  const { team, own } = reactionsForVisitor(message)
  return channel.react ? channel.react(door, message.id, team, own) : DONE
}

/** The last gate, whatever came before it: nothing but replies goes out, and a visitor's own words back. */
function mayReachVisitor(message: Message, echo: boolean): boolean {
  return message.kind === (echo ? 'visitor' : 'reply')
}

async function publicMessage(
  deps: CarryDeps,
  conversation: Conversation,
  message: Message,
): Promise<PublicMessage> {
  return {
    id: message.id,
    conversation: message.conversation,
    number: message.number,
    from: await publicAuthor(deps, conversation, message.by),
    content: message.content,
    at: message.at,
    editedAt: message.editedAt ?? null,
  }
}

async function publicAuthor(
  deps: CarryDeps,
  conversation: Conversation,
  by: Actor,
): Promise<PublicAuthor> {
  const signature = deps.signature(conversation.inbox)
  if (by.kind === 'visitor') return { kind: 'visitor', name: by.name, picture: null }
  // A machine never goes by a person's name, be they made up.
  if (by.kind !== 'human') return { kind: 'automation', name: signature.brand, picture: null }
  return { kind: 'human', ...(signature.face ?? (await face(deps, by))) }
}

async function publicState(deps: CarryDeps, conversation: Conversation): Promise<PublicState> {
  const assignee = assigneeOf(conversation)
  if (!assignee) return { status: conversation.status, agent: null }
  const agent = deps.signature(conversation.inbox).face ?? (await face(deps, assignee))
  return { status: conversation.status, agent }
}

async function face(deps: CarryDeps, who: AgentRef) {
  const member = await deps.people.get(who.id)
  const name = member?.name ?? who.name
  return { name, picture: deps.picture({ id: who.id, name, picture: member?.picture ?? null }) }
}

// --- to the team ------------------------------------------------------------------------------

async function toTeam(
  deps: CarryDeps,
  conversation: Conversation,
  chatName: string,
  job: TeamJob,
): Promise<Receipt> {
  const chat = deps.teamChat(chatName)
  const wasThere = hasLeft(conversation, chatName)
  if (!chat || !(wasThere || isIn(conversation, chatName)))
    return refused(`The team chat “${chatName}” is not set up any more.`)
  const thread = await deps.store.thread(chatName, conversation.id)
  if (wasThere) return leftBehind(deps, chat, conversation, thread, job)
  if (thread === null) return openThread(deps, chat, conversation, job)
  const receipt =
    job.do === 'open'
      ? await openThread(deps, chat, conversation, job)
      : await show(deps, chat, conversation, thread, job)
  if (receipt.ok || receipt.kind !== 'gone') return receipt
  return openThread(deps, chat, conversation, job, thread)
}

/** A thread that the conversation was moved away from says where to, and shows nothing of what is said since. */
async function leftBehind(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  thread: string | null,
  job: TeamJob,
): Promise<Receipt> {
  if (thread === null || (job.do !== 'line' && job.do !== 'refresh')) return DONE
  const receipt = await show(deps, chat, conversation, thread, job)
  return !receipt.ok && receipt.kind === 'gone' ? DONE : receipt
}

/** Opens the thread, or anew where it is gone; a new one gets all that was said. */
async function openThread(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  job: TeamJob,
  lost: string | null = null,
): Promise<Receipt> {
  const place = conversation.places.find((one) => one.chat === chat.name)
  if (!place) return refused('This conversation has no place there.')
  const opened = await chat.openThread(conversation, place)
  if (!opened.ok) return opened
  // It is the conversation's thread once all is in it: a try that ends before is gone on with.
  const replayed = await fill(deps, chat, conversation, opened.ref, job, lost)
  if (!replayed.ok) return replayed
  await deps.store.link({
    chat: chat.name,
    ref: opened.ref,
    conversation: conversation.id,
    message: null,
  })
  if (job.do === 'open' && job.all)
    await showTheWay(deps.store, (name) => deps.teamChat(name), conversation.id)
  return opened
}

/** Brings what was said into a thread that was opened: nothing where the conversation begins with it. */
async function fill(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  ref: string,
  job: TeamJob,
  lost: string | null,
): Promise<Receipt> {
  const isMoved = job.do === 'open' && job.all === true
  if (job.do === 'open' && lost === null && !isMoved) return DONE
  const said = await deps.store.history(conversation.id, REPLAYED)
  if (!isMoved) return replay(deps, chat, ref, await withoutTold(deps, chat, said))
  const thread: MovedThread = {
    chat,
    ref,
    replay: (messages) => replay(deps, chat, ref, messages),
    amend: (message) => post(deps, chat, ref, message, 'amend'),
  }
  return fillMoved(deps.store, thread, conversation, said)
}

const REPLAYED = 200

/** Without the whispers that stand elsewhere than in the thread: those were not lost with it. */
async function withoutTold(
  { store }: CarryDeps,
  chat: TeamChat,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const told = new Set<Message>()
  for (const message of messages) {
    if (message.to && (await store.shown(chat.name, message.id)) !== null) told.add(message)
  }
  return messages.filter((message) => !told.has(message))
}

async function replay(
  deps: CarryDeps,
  chat: TeamChat,
  thread: string,
  given: readonly Message[],
): Promise<Receipt> {
  let messages = given
  for (let [first] = messages; first; [first] = messages) {
    const some = await postSome(deps, chat, thread, burstOf(messages))
    const { receipt, count } = some ?? {
      receipt: await post(deps, chat, thread, first, 'post'),
      count: 1,
    }
    if (!receipt.ok) return receipt
    messages = messages.slice(count)
  }
  return DONE
}

/** Opens a conversation's thread on a chat anew, with all that was said, where it is gone. */
export async function openAnew(
  deps: CarryDeps,
  chatName: string,
  id: ConversationId,
): Promise<Receipt> {
  const conversation = await deps.store.load(id)
  const chat = deps.teamChat(chatName)
  const lost = await deps.store.thread(chatName, id)
  if (!conversation || !chat || lost === null) return DONE
  return openThread(deps, chat, conversation, { do: 'open' }, lost)
}

async function show(
  deps: CarryDeps,
  chat: TeamChat,
  conversation: Conversation,
  thread: string,
  job: TeamJob,
): Promise<Receipt> {
  if (job.do === 'refresh' || job.do === 'open') return chat.refresh(thread, conversation)
  if (job.do === 'line') return chat.post(thread, await line(deps, job))
  const message = await deps.store.message(job.message)
  return message ? post(deps, chat, thread, message, job.do) : refused('The message is gone.')
}

async function post(
  deps: CarryDeps,
  chat: TeamChat,
  thread: string,
  message: Message,
  how: 'post' | 'amend',
): Promise<Receipt> {
  if (message.to && !chat.whispers) return DONE
  const receipt = await chat[how](thread, {
    kind: 'message',
    message,
    by: await byline(deps, message.by),
  })
  if (receipt.ok && how === 'post') await linkPost(deps, chat, message, receipt.ref)
  return receipt
}

async function linkPost(
  deps: CarryDeps,
  chat: TeamChat,
  { id, conversation }: Message,
  ref: string,
): Promise<void> {
  // A chat that names its posts as we do needs no second name kept.
  if (ref !== id) await deps.store.link({ chat: chat.name, ref, conversation, message: id })
}

async function byline(deps: CarryDeps, by: Actor): Promise<Byline> {
  if (by.kind === 'human') return face(deps, by)
  return { name: nameOf(by), picture: null }
}

async function line(deps: CarryDeps, job: Extract<TeamJob, { do: 'line' }>): Promise<Post> {
  const supervisors = job.supervisors
    ? (await deps.people.all()).filter((one) => one.active && mayActAs(one.role, 'supervisor'))
    : []
  return {
    kind: 'line',
    id: job.id,
    at: job.at,
    text: job.text,
    tone: job.tone,
    for: [...new Set([...job.for, ...supervisors.map((one) => one.id)])],
  }
}
