/**
 * The borders of Greenroom. A glossary for what follows:
 *
 * - Visitor channel: a door that visitors come in by (the website widget, e-mail, a messenger).
 * - Team chat: where the team sits (the desk, Slack, Discord). A conversation is a thread there.
 * - Arrival: what a door received. Answer: what the door may tell its sender.
 * - Ref: a place on a platform, opaque to all but its adapter.
 * - Receipt: what became of a delivery. Results are returned, not thrown.
 * - Change: one decision, saved in one transaction or not at all.
 * - Outbox row: one thing that must reach one place. Lane: rows that go out in order, one at a time.
 * - Feed: an embedded surface's durable log with a cursor, so that after any gap it gets what it missed.
 */
import type { Actor, Role } from './conversation/actor.ts'
import type { Conversation, Door, Place } from './conversation/conversation.ts'
import type { RecordedEvent } from './conversation/events.ts'
import type {
  AgentId,
  ConversationId,
  FileId,
  InboxId,
  MessageId,
  VisitorId,
} from './conversation/ids.ts'
import type { Intent, Refusal } from './conversation/actions.ts'
import type { Classification, Corrected, Given, Label, Language } from './conversation/labels.ts'
import type { Content, FileRef, Message } from './conversation/message.ts'
import type { Wanted } from './conversation/wanted.ts'

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

// --- deliveries -------------------------------------------------------------------------------

export type Ref = string

/**
 * What became of a delivery. `retry`: may go through later, not before `after` ms if given.
 * `gone`: the place is no more (deleted thread, closed door). `refused`: it will never be taken.
 * `blocked`: a person must mend something first (a revoked token, an archived channel).
 * A retry that is `untried` was not begun, as its turn had not come. Neither that nor `blocked` counts as a try.
 */
export type Receipt =
  | { readonly ok: true; readonly ref: Ref }
  | {
      readonly ok: false
      readonly kind: 'retry'
      readonly reason: string
      readonly after?: number
      readonly untried?: true
    }
  | { readonly ok: false; readonly kind: 'gone' | 'refused' | 'blocked'; readonly reason: string }

// --- visitor channels -------------------------------------------------------------------------

/** Whom the visitor sees as the author: a person of the team, the brand, or the visitor. */
export interface PublicAuthor {
  readonly kind: 'visitor' | 'human' | 'automation'
  readonly name: string
  readonly picture: string | null
}

/** One public message on its way to a visitor. `id` makes a second delivery of it harmless. */
export interface PublicMessage {
  readonly id: MessageId
  readonly conversation: ConversationId
  readonly number: number
  readonly from: PublicAuthor
  readonly content: Content
  readonly at: number
  readonly editedAt: number | null
}

/** What a visitor sees of how things stand: who answers them. */
export interface PublicState {
  readonly status: 'waiting' | 'claimed' | 'snoozed' | 'closed'
  readonly agent: { readonly name: string; readonly picture: string | null } | null
}

/** The visitor that an arrival is from, as its door knows them. */
export interface Sender {
  readonly visitor: VisitorId
  readonly inbox: InboxId
  readonly name: string
  readonly door: Door
}

/** What a door received. `id` is the sender's own for it: seen before, it is answered and nothing happens twice. */
export type Arrival = { readonly from: Sender; readonly id: string } & (
  | { readonly kind: 'message'; readonly content: Content }
  | { readonly kind: 'edit'; readonly message: MessageId; readonly content: Content }
  | { readonly kind: 'remove'; readonly message: MessageId }
  | {
      readonly kind: 'react'
      readonly message: MessageId
      /** One emoji in Unicode. */
      readonly emoji: string
      readonly on: boolean
    }
  /** What is sent does not reach them: why, in a sentence for the team. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** They can be reached again: this reply, which failed, goes out once more. */
  | { readonly kind: 'again'; readonly message: MessageId }
)

/** Small news from a door, which may be lost without harm. */
export type Signal = { readonly from: Sender } & (
  | { readonly kind: 'received'; readonly upTo: number }
  | { readonly kind: 'saw'; readonly upTo: number }
  | { readonly kind: 'typing'; readonly on: boolean }
)

export type Answer =
  | { readonly ok: true; readonly conversation: ConversationId; readonly message: MessageId | null }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a visitor channel may say to the road. `arrived` resolves only when the arrival is durable. */
export interface VisitorInbox {
  arrived(arrival: Arrival): Promise<Answer>
  signalled(signal: Signal): Promise<void>
}

export interface VisitorChannel {
  readonly name: string
  readonly capabilities: {
    /** `seen`: it reports what reached and was seen; `none`: accepted is all that can be known. */
    readonly receipts: 'seen' | 'none'
    /** It shows the visitor's own words from what Greenroom sends (a widget in several tabs). */
    readonly echo: boolean
  }
  start(inbox: VisitorInbox): Promise<void>
  send(to: Door, message: PublicMessage): Promise<Receipt>
  edit?(to: Door, message: PublicMessage): Promise<Receipt>
  remove?(to: Door, message: MessageId): Promise<Receipt>
  /**
   * The team's reactions on a message as they are now, each emoji once; and the visitor's own, for doors
   * that show those from what Greenroom sends.
   */
  react?(
    to: Door,
    message: MessageId,
    emojis: readonly string[],
    own: readonly string[],
  ): Promise<Receipt>
  /** Who answers, and whether: for doors that show it. */
  state?(to: Door, state: PublicState): Promise<Receipt>
  typing?(to: Door, name: string, on: boolean): void
  stop(): Promise<void>
}

// --- team chats -------------------------------------------------------------------------------

/** A message or a line as a thread shows it. */
export type Post =
  | { readonly kind: 'message'; readonly message: Message; readonly by: Byline }
  /** What happened, in a sentence: “Ana claimed this.” `for`: who should be alerted to it. */
  | {
      readonly kind: 'line'
      readonly id: string
      readonly at: number
      readonly text: string
      readonly tone: 'info' | 'alert'
      readonly for: readonly AgentId[]
    }

/** The author as the team sees them. */
export interface Byline {
  readonly name: string
  readonly picture: string | null
}

/** What an agent wrote in a thread. `id` is the platform's own for it. */
export interface TeamMessage {
  readonly id: string
  readonly by: AgentId
  readonly conversation: ConversationId
  readonly content: Content
  readonly intent: Intent
  /** The platform already shows it in the thread under this ref: it need not be posted there. */
  readonly ref: Ref | null
  /** When it was written, by the platform's clock (epoch ms): before its author joined it was a note, however late it comes. */
  readonly at?: number
}

/** A command as a surface took it: from a button, a form or a line. */
export interface TeamCommand {
  readonly id: string
  readonly by: AgentId
  readonly conversation: ConversationId | null
  readonly name: string
  readonly args: Readonly<Record<string, string>>
  /** When it was given, by the platform's clock (epoch ms). */
  readonly at?: number
  /** Everybody in the thread reads the answer, so that there is no whisper in it. */
  readonly openly?: boolean
}

/** What a surface shows, privately, to who gave the command. */
export type CommandAnswer =
  | { readonly ok: true; readonly text?: string; readonly insert?: string }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a team chat may say to the road. Each resolves only when its doing is durable. */
export interface TeamInbox {
  message(message: TeamMessage): Promise<Answer>
  command(command: TeamCommand): Promise<CommandAnswer>
  edited(edit: {
    readonly id: string
    readonly by: AgentId
    readonly message: MessageId
    readonly content: Content
    readonly intent: Intent
  }): Promise<Answer>
  removed(removal: {
    readonly id: string
    readonly by: AgentId
    readonly message: MessageId
  }): Promise<Answer>
  /** `shown`: the platform shows it under the message by itself. */
  reacted(reaction: {
    readonly id: string
    readonly by: AgentId
    readonly message: MessageId
    /** One emoji in Unicode. */
    readonly emoji: string
    readonly on: boolean
    readonly shown?: boolean
    /** When it was set, by the platform's clock (epoch ms), as of a `TeamMessage`. */
    readonly at?: number
  }): Promise<Answer>
  typing(conversation: ConversationId, by: AgentId, on: boolean): Promise<void>
  /** Its thread is gone: it gets another at once, with all that was said. Rejects when that is to be tried again. */
  lost(conversation: ConversationId): Promise<void>
}

/** A line for the team that belongs to no conversation: text, no markup. */
export interface Notice {
  readonly id: string
  readonly text: string
}

export interface TeamChat {
  readonly name: string
  /**
   * It shows a message that has a `to` to its author and that agent alone, and nothing of it to anyone else.
   * A chat that does not say so is never given one.
   */
  readonly whispers?: true
  start(inbox: TeamInbox): Promise<void>
  /**
   * Makes the thread with its card. Twice for one conversation and channel gives the same thread; for another
   * channel than before it gives another, or the one there was, which then is in that channel.
   */
  openThread(conversation: Conversation, place: Place): Promise<Receipt>
  /**
   * The thread that was made in this place and whose making nobody was told of, as the answer or the process was
   * lost: `gone` where there is none. Left out by a chat in which that cannot be.
   */
  findThread?(conversation: Conversation, place: Place): Promise<Receipt>
  post(thread: Ref, post: Post): Promise<Receipt>
  /**
   * Shows the first of these messages, which follow one another in the thread, and with it as many after it as
   * go out together, where the place is behind: `refs` of them, in order, or the receipt of why none. Null when
   * the first is to go by itself.
   */
  postSome?(
    thread: Ref,
    posts: readonly Post[],
  ): Promise<
    | { readonly ok: true; readonly refs: readonly Ref[] }
    | { readonly ok: false; readonly receipt: Receipt }
    | null
  >
  /** Shows a message anew after an edit, a removal or a change of its delivery. */
  amend(thread: Ref, post: Post): Promise<Receipt>
  /** Redraws the card from state. */
  refresh(thread: Ref, conversation: Conversation): Promise<Receipt>
  /** True where this post is one of that thread’s; a chat in which a conversation has one thread need not say. */
  holds?(thread: Ref, post: Ref): boolean
  /** The thread's address, for people to open; null where it has none. */
  linkTo?(thread: Ref): Promise<string | null>
  /** Says something in a channel, outside of any conversation; the same `id` again changes nothing. */
  notice?(place: Place, notice: Notice): Promise<Receipt>
  typing?(thread: Ref, name: string, on: boolean): void
  stop(): Promise<void>
}

/** A team chat that a conversation is in, with its thread's address for people, where there is one. */
export interface Elsewhere {
  readonly chat: string
  readonly link: string | null
}

// --- the store --------------------------------------------------------------------------------

/** Who must hear of a decision. `message` is read when the row goes out, so it is sent as it is then. */
export type Effect =
  | { readonly lane: 'team'; readonly chat: string; readonly job: TeamJob }
  | { readonly lane: 'visitor' | 'echo'; readonly job: VisitorJob; readonly notBefore?: number }

export type TeamJob =
  /**
   * `all`: with what was said before, or with what of it a thread that stands there has missed. `from`: the
   * channel of the same chat that it was in; a conversation that had no thread there yet simply begins.
   */
  | { readonly do: 'open'; readonly all?: true; readonly from?: string }
  | { readonly do: 'post'; readonly message: MessageId }
  | { readonly do: 'amend'; readonly message: MessageId }
  /**
   * `for`: who is to be alerted; `supervisors`: and every supervisor too. `in`: the channel of a thread that was
   * left; `asOf`: the event that it tells of, where a thread that opens after it need not say so.
   */
  | {
      readonly do: 'line'
      readonly id: string
      readonly at: number
      readonly text: string
      readonly tone: 'info' | 'alert'
      readonly for: readonly AgentId[]
      readonly supervisors: boolean
      readonly in?: string
      readonly asOf?: number
    }
  /** Redraws the card, or that of the thread which was left in a channel; several that wait in one lane are one. */
  | { readonly do: 'refresh'; readonly in?: string }

export type VisitorJob =
  | { readonly do: 'send'; readonly message: MessageId }
  | { readonly do: 'edit'; readonly message: MessageId }
  | { readonly do: 'remove'; readonly message: MessageId }
  /** The reactions on it, as they are when the row goes out. */
  | { readonly do: 'react'; readonly message: MessageId }
  | { readonly do: 'state' }

export type Job = TeamJob | VisitorJob

/** Something due at a time. One of each kind for a conversation; setting it again moves it. */
export interface Timer {
  readonly conversation: ConversationId
  /** `overflow`: nobody of its team took it in time. `sla`: a reply is due. */
  readonly kind: 'wake' | 'overflow' | 'sla'
  readonly at: number
}

/** What an agent is given a conversation by, so that two who give out at once do not give the same. */
export interface Turn {
  readonly agent: AgentId
  /** The turns that were taken, as the roster had it: where one was taken since, the save is lost. */
  readonly after: number
  /** Claimed conversations that the agent must have fewer than, or the save is lost. */
  readonly capacity: number
  /** It is theirs by order: their next one comes after everybody else’s. */
  readonly inOrder: boolean
}

/** Who has how many, and whose turn it was. */
export interface Roster {
  /** How many turns were taken, by anyone. */
  readonly turns: number
  /** How many claimed conversations each agent has; of those who have none, nothing. */
  readonly loads: ReadonlyMap<AgentId, number>
  /** The last turn of each agent who was given one in order; a higher one is more recent. */
  readonly last: ReadonlyMap<AgentId, number>
}

/** A team’s conversations that may be given out. `automatic`: those too that name no way of their own. */
export interface Queue {
  readonly team: string
  readonly automatic: boolean
}

/** Where a conversation stands in its queue. */
export type InQueue = Pick<Conversation, 'priority' | 'waitingSince' | 'number'>

/** One decision. All of it is saved, or nothing. */
export interface Change {
  /** As it was loaded; null opens a new conversation for its visitor. */
  readonly before: Conversation | null
  /** With `version` one more than before's. For a new one `number` is given by the store. */
  readonly after: Conversation
  readonly events: readonly RecordedEvent[]
  /** Messages that are new or changed, as they are after. */
  readonly messages: readonly Message[]
  readonly effects: readonly Effect[]
  /** Held replies that must not go out after all. */
  readonly cancel: readonly MessageId[]
  readonly timers: readonly (
    Timer | (Pick<Timer, 'conversation' | 'kind'> & { readonly at: null })
  )[]
  /** What caused it, as its door or platform names it; taken once, ever. */
  readonly source: {
    readonly door: string
    readonly id: string
    readonly message: MessageId | null
  } | null
  /** A platform's message that already shows one of these messages. */
  readonly links: readonly Link[]
  /** By whose turn it is given away. */
  readonly turn?: Turn
}

export interface Link {
  readonly chat: string
  readonly ref: Ref
  readonly conversation: ConversationId
  /** Null for the thread itself. */
  readonly message: MessageId | null
  /** Of a thread: the channel of the place that it was opened for. */
  readonly channel?: string
}

/**
 * `won`: durable, with the conversation as saved and the lanes that have new work.
 * `lost`: someone else saved first, nothing of it was kept: load and decide again.
 * `seen`: this source was taken before; what it became.
 */
export type Saved =
  | {
      readonly outcome: 'won'
      readonly conversation: Conversation
      readonly lanes: readonly string[]
    }
  | { readonly outcome: 'lost' }
  | {
      readonly outcome: 'seen'
      readonly conversation: ConversationId
      readonly message: MessageId | null
    }

export interface Store {
  load(id: ConversationId): Promise<Conversation | null>
  byNumber(number: number): Promise<Conversation | null>
  /** The visitor's current conversation, open or closed, or null before their first. */
  current(visitor: VisitorId): Promise<Conversation | null>
  /** The same visitor's conversation before this one, or null. */
  previous(conversation: Conversation): Promise<Conversation | null>
  /** The longest wait first, then those that do not wait, the newest number first. */
  list(wanted: Wanted): Promise<Conversation[]>
  save(change: Change): Promise<Saved>
  /** What this source became, or null if it was not taken before. */
  taken(
    door: string,
    id: string,
  ): Promise<{ readonly conversation: ConversationId; readonly message: MessageId | null } | null>
  message(id: MessageId): Promise<Message | null>
  /** Messages by number, ascending: the newest `limit` of those before number `before`. */
  history(conversation: ConversationId, limit: number, before?: number): Promise<Message[]>
  versions(
    message: MessageId,
  ): Promise<{ readonly version: number; readonly at: number; readonly content: Content }[]>
  events(conversation: ConversationId): Promise<RecordedEvent[]>
  /** Timers due at `now`, oldest first; each stays until a save moves or clears it. */
  due(now: number, limit: number): Promise<Timer[]>
  /** When the next timer is due, or null. */
  nextDue(): Promise<number | null>
  /** Ends a timer that there was nothing to do for, unless it was moved meanwhile. */
  endTimer(timer: Timer): Promise<void>
  /** Lets a timer that it is too early for ring at `at` instead, unless it was moved meanwhile. */
  delayTimer(timer: Timer, at: number): Promise<void>
  roster(): Promise<Roster>
  /** Those of `isQueued`, the most urgent first, of these the longest wait, then the lowest number. */
  queue(queue: Queue, limit: number, after?: InQueue): Promise<Conversation[]>
  /** How many stand before this place in the queue. */
  ahead(queue: Queue, of: InQueue): Promise<number>
  /** Who had the newest of the visitor's conversations before this number that anyone had, or null. */
  lastAgent(visitor: VisitorId, before: number): Promise<AgentId | null>
  link(link: Link): Promise<void>
  /** The conversation's newest thread on a chat, or in this channel of it alone, or null before it is made. */
  thread(chat: string, conversation: ConversationId, channel?: string): Promise<Ref | null>
  linked(chat: string, ref: Ref): Promise<Link | null>
  /** Where a chat shows a message, or null where it was not linked. */
  shown(chat: string, message: MessageId): Promise<Ref | null>
  /** All that was linked as showing a message in a chat, the newest first: of several threads each has its own. */
  posts(chat: string, message: MessageId): Promise<readonly Ref[]>
}

/** What a platform sent, as it sent it. `lane`: what must be handled in the order of its coming. */
export interface PlatformEvent {
  readonly platform: string
  /** The platform's own id for it, the same each time it is delivered. */
  readonly id: string
  readonly lane: string
  readonly body: unknown
}

export interface KeptEvent extends PlatformEvent {
  /** Ascending in the order of their coming. */
  readonly seq: number
}

/**
 * What platforms sent, kept before it is acknowledged, and until it is handled: a crash between the
 * two loses nothing, and a second delivery is known by its id.
 */
export interface Intake {
  /** Durable when it resolves; null when this id was kept before. */
  keep(event: PlatformEvent): Promise<KeptEvent | null>
  /** The oldest that are not handled yet, after `seq` and of these lanes alone if given. */
  waiting(
    platform: string,
    limit: number,
    after?: number,
    lanes?: readonly string[],
  ): Promise<KeptEvent[]>
  /** Ends these; their ids stay known. */
  handled(seqs: readonly number[]): Promise<void>
  /** Forgets what was handled and kept before this time (epoch ms), at most `limit`; gives back how many. */
  forget(before: number, limit: number): Promise<number>
}

export interface OutboxRow {
  /** Ascending in the order of the decisions. */
  readonly id: number
  readonly lane: string
  readonly conversation: ConversationId
  /** Which team chat, or `visitor`. */
  readonly target: string
  readonly job: Job
  readonly notBefore: number
  readonly attempts: number
  readonly createdAt: number
}

/**
 * What became of a row: `done` and `dead` end it, `retry` and `wait` keep it at the head of its lane;
 * `wait` without counting a try.
 */
export type Settlement =
  | { readonly row: number; readonly as: 'done' }
  | {
      readonly row: number
      readonly as: 'retry' | 'wait'
      readonly at: number
      readonly kind: string
      readonly reason: string
    }
  | { readonly row: number; readonly as: 'dead'; readonly kind: string; readonly reason: string }

export interface DeadLetter {
  readonly row: OutboxRow
  readonly kind: string
  readonly reason: string
  readonly at: number
}

export interface Outbox {
  /** Lanes that have waiting rows, with the time at which the head of each may go out. */
  lanes(): Promise<{ readonly lane: string; readonly at: number }[]>
  /** The oldest waiting rows of a lane, in order. */
  next(lane: string, limit: number): Promise<OutboxRow[]>
  settle(settlements: readonly Settlement[]): Promise<void>
  /** Given up, newest first. */
  dead(limit: number, conversation?: ConversationId): Promise<DeadLetter[]>
  /** Puts a dead row back at the end of its lane. False if it is not there. */
  revive(row: number): Promise<boolean>
  counts(): Promise<{
    readonly waiting: number
    readonly dead: number
    readonly oldest: number | null
  }>
}

/** One entry of a feed, as it is now. `position` is fixed when it first appears; `change` grows with each put, over all topics. */
export interface FeedEntry {
  readonly topic: string
  readonly key: string
  readonly position: number
  readonly change: number
  readonly body: unknown
}

export interface Feed {
  /** Durable when it resolves. An entry with the same topic and key is replaced and keeps its position. */
  put(
    entries: readonly { readonly topic: string; readonly key: string; readonly body: unknown }[],
  ): Promise<FeedEntry[]>
  get(topic: string, key: string): Promise<FeedEntry | null>
  /** Entries of a topic changed after `change`, in the order of their changes. */
  since(topic: string, change: number, limit: number): Promise<FeedEntry[]>
  /** The newest `limit` entries by position, before `position` if given; ascending. */
  page(topic: string, limit: number, position?: number): Promise<FeedEntry[]>
  /** The newest change number of all, 0 at first. */
  head(): Promise<number>
}

// --- people, library, files -------------------------------------------------------------------

export interface Member {
  readonly id: AgentId
  /** The public alias: all that a visitor ever sees of who they are. */
  readonly name: string
  readonly email: string | null
  readonly picture: string | null
  readonly role: Role
  readonly teams: readonly string[]
  readonly active: boolean
  /** Takes new conversations now. New members do. */
  readonly onDuty: boolean
  readonly createdAt: number
}

export interface Invite {
  readonly role: Role
  readonly teams: readonly string[]
  /** A fixed member to sign in as, or null: whoever opens it becomes a new member. */
  readonly agent: AgentId | null
  readonly by: AgentId | null
  readonly expiresAt: number
}

/** Members, and the one-time links and sessions by which they come in. Tokens are kept as SHA-256 only. */
export interface People {
  all(): Promise<Member[]>
  get(id: AgentId): Promise<Member | null>
  put(member: Member): Promise<void>
  /** Changes what is given and nothing else; null when there is no such member. */
  change(
    id: AgentId,
    change: Partial<Pick<Member, 'role' | 'teams' | 'active' | 'onDuty'>>,
  ): Promise<Member | null>
  invite(tokenHash: string, invite: Invite): Promise<void>
  peek(tokenHash: string, now: number): Promise<Invite | null>
  /** Atomically: once, and not after it expired. */
  redeem(tokenHash: string, now: number): Promise<Invite | null>
  startSession(tokenHash: string, agent: AgentId, expiresAt: number): Promise<void>
  session(tokenHash: string, now: number): Promise<AgentId | null>
  endSession(tokenHash: string): Promise<void>
}

/** A visitor as their inbox knows them. */
export interface Visitor {
  readonly id: VisitorId
  readonly inbox: InboxId
  readonly name: string
  readonly email: string | null
  /** The site's own id for them, proved by its signature. */
  readonly verifiedAs: string | null
  readonly attributes: Readonly<Record<string, string>>
  readonly createdAt: number
  readonly seenAt: number
}

export interface Visitors {
  get(id: VisitorId): Promise<Visitor | null>
  byVerified(inbox: InboxId, verifiedAs: string): Promise<Visitor | null>
  /** Inserts or replaces. Throws nothing when two do so at once: the later stands. */
  put(visitor: Visitor): Promise<void>
}

export interface CannedReply {
  readonly inbox: InboxId
  /** What agents type: `/canned refund`. */
  readonly name: string
  readonly text: string
}

/** Canned replies, seeded from the settings and kept in the store. */
export interface Library {
  all(inbox: InboxId): Promise<CannedReply[]>
  /** Adds those that are not there and updates those that only the settings ever wrote. */
  seed(replies: readonly CannedReply[]): Promise<void>
}

export interface FileRecord extends FileRef {
  readonly inbox: InboxId
  readonly sha256: string
  readonly by: Actor
  readonly at: number
}

export interface FileRecords {
  add(file: FileRecord): Promise<void>
  get(id: FileId): Promise<FileRecord | null>
}

export interface AuditEntry {
  readonly at: number
  readonly by: Actor
  readonly what: string
  readonly conversation: ConversationId | null
  readonly result: 'done' | 'refused'
  readonly detail: string
}

export interface Audit {
  note(entry: AuditEntry): Promise<void>
  newest(limit: number): Promise<AuditEntry[]>
}

/** Small values that an installation keeps for itself, such as its signing secret. */
export interface Keepsakes {
  /** The value under `key`; made by `make` and kept if there is none. */
  keep(key: string, make: () => string): Promise<string>
}

/** A person’s word on what a conversation is about, with the words that it is of, as they read now. */
export interface Correction {
  readonly conversation: ConversationId
  readonly inbox: InboxId
  readonly at: number
  readonly kind: Corrected
  /** The label’s id as it was then. */
  readonly label: string
  /** What it was called before: the same, where the person only confirmed it. */
  readonly was: Given | null
  readonly by: AgentId
  /** The visitor’s first message, which machines are asked about first; empty where it was taken back. */
  readonly opening: string
  /** It and what the visitor wrote after it, before anyone answered. */
  readonly text: string
}

/** What a machine guessed, beside what a person said at last. */
export interface Verdict {
  readonly conversation: ConversationId
  readonly kind: Corrected
  readonly guess: Given
  readonly said: Given
}

/** What people said of conversations: read from their events and messages, so that it goes when these go. */
export interface Labelling {
  /** The newest first; of each conversation and kind the last word counts. */
  corrections(limit: number): Promise<readonly Correction[]>
  /** Conversations that a machine said something of from `from` until before `to` (epoch ms), and how that fared since. */
  sorted(
    from: number,
    to: number,
  ): Promise<{
    readonly conversations: number
    /** Those of them in which a person did anything. */
    readonly lookedAt: number
    readonly verdicts: readonly Verdict[]
  }>
}

/** All that one database holds. */
export interface Database {
  readonly labelling: Labelling
  readonly store: Store
  readonly outbox: Outbox
  readonly intake: Intake
  readonly feed: Feed
  readonly people: People
  readonly visitors: Visitors
  readonly library: Library
  readonly files: FileRecords
  readonly audit: Audit
  readonly keepsakes: Keepsakes
  /** Resolves while it can be read and written; throws a sentence otherwise. */
  check(): Promise<void>
  close(): Promise<void>
}

// --- classification ---------------------------------------------------------------------------

/** What a classifier may choose from: nothing else can be in what it gives back. */
export interface Choices {
  readonly intents: readonly Label[]
  readonly departments: readonly Label[]
  /** Languages that the inbox is written to in; none: any. */
  readonly languages: readonly Language[]
}

/**
 * Says what a text is about, in labels and numbers. Null where it cannot say, within its own limits of time:
 * it never rejects for a reason that lies in the text or on the way to a service.
 */
export interface Classifier {
  readonly name: string
  /** About one conversation it is asked so often at most; as often as there is something new, if left out. */
  readonly atMost?: number
  classify(text: string, choices: Choices): Promise<Classification | null>
  stop(): Promise<void>
}

// --- coordination -----------------------------------------------------------------------------

/** News between parts, and between processes: it only wakes; the store is the truth. */
export interface Coordination {
  publish(topic: string, news: unknown): void
  /** Gives back a function that ends the subscription. */
  subscribe(topic: string, hear: (news: unknown) => void): () => void
  /** Takes one of `burst` tokens that refill at `perMinute`; false when there is none. */
  take(
    bucket: string,
    limit: { readonly burst: number; readonly perMinute: number },
  ): Promise<boolean>
  /** Who is present now, and saying so for `ttl` ms. */
  here(agent: AgentId, ttl: number): void
  present(): readonly AgentId[]
}
