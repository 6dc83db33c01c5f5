import type { Generated } from 'kysely'
import type { Actor, Role } from '../../conversation/actor.ts'
import type { AssignWay, Conversation, Status } from '../../conversation/conversation.ts'
import type { Event } from '../../conversation/events.ts'
import type {
  AgentId,
  ConversationId,
  FileId,
  InboxId,
  MessageId,
  VisitorId,
} from '../../conversation/ids.ts'
import type { Content, Message, MessageKind } from '../../conversation/message.ts'
import type { FeedEntry, Job, KeptEvent, Timer, Visitor } from '../../ports.ts'
import type { Json } from './json.ts'

type Flag = 0 | 1
/** Epoch milliseconds. */
type Time = number

/** The tables as the queries see them. Their promises stand in `migrations/`. */
export interface Tables {
  schema_version: { version: number; applied_at: Time }
  holder: { one: 1; pid: number; host: string; since: Time; seen_at: Time }
  counters: { name: 'conversations' | 'feed' | 'turns'; value: number }
  conversations: {
    id: ConversationId
    number: number
    visitor: VisitorId
    inbox: InboxId
    status: Status
    version: number
    is_current: Flag
    snapshot: Json<Conversation>
    opened_at: Time
    updated_at: Time
    /** Who has it, or had it last when it is closed. */
    assignee: AgentId | null
    waiting_since: Time | null
    /** Folded, for searching. */
    visitor_name: string
    team: string | null
    /** How it is to find an agent, where it does not go by its team. */
    way: AssignWay | null
    /** Null where it stands in no queue. */
    queue_rank: number | null
  }
  events: {
    conversation: ConversationId
    seq: number
    at: Time
    type: Event['type']
    actor_kind: Actor['kind']
    actor_id: string | null
    actor: Json<Actor>
    body: Json<Event>
  }
  messages: {
    id: MessageId
    conversation: ConversationId
    number: number
    kind: MessageKind
    at: Time
    version: number
    snapshot: Json<Message>
  }
  message_versions: { message: MessageId; version: number; at: Time; content: Json<Content> }
  outbox: {
    id: Generated<number>
    lane: string
    conversation: ConversationId
    target: string
    job: Json<Job>
    message: MessageId | null
    not_before: Time
    attempts: number
    created_at: Time
    state: 'waiting' | 'dead'
    kind: string | null
    reason: string | null
    died_at: Time | null
  }
  inbox: {
    door: string
    id: string
    conversation: ConversationId
    message: MessageId | null
    at: Time
  }
  intake: {
    seq: Generated<number>
    platform: string
    id: string
    lane: string
    /** Null once it was handled. */
    body: Json<KeptEvent['body']> | null
    at: Time
  }
  turns: { agent: AgentId; turn: number }
  timers: { conversation: ConversationId; kind: Timer['kind']; at: Time }
  links: {
    id: Generated<number>
    chat: string
    ref: string
    conversation: ConversationId
    message: MessageId | null
    channel: string | null
  }
  feed: {
    topic: string
    key: string
    position: number
    change: number
    body: Json<FeedEntry['body']>
  }
  members: {
    id: AgentId
    name: string
    email: string | null
    picture: string | null
    role: Role
    teams: Json<readonly string[]>
    active: Flag
    on_duty: Flag
    created_at: Time
  }
  invites: {
    token_hash: string
    role: Role
    teams: Json<readonly string[]>
    agent: AgentId | null
    by_agent: AgentId | null
    expires_at: Time
  }
  sessions: { token_hash: string; agent: AgentId; expires_at: Time }
  visitors: {
    id: VisitorId
    inbox: InboxId
    name: string
    email: string | null
    verified_as: string | null
    attributes: Json<Visitor['attributes']>
    created_at: Time
    seen_at: Time
  }
  canned: { inbox: InboxId; name: string; text: string; origin: 'settings' | 'team' }
  files: {
    id: FileId
    inbox: InboxId
    name: string
    type: string
    size: number
    width: number | null
    height: number | null
    sha256: string
    by: Json<Actor>
    at: Time
  }
  audit: {
    id: Generated<number>
    at: Time
    by: Json<Actor>
    what: string
    conversation: ConversationId | null
    result: 'done' | 'refused'
    detail: string
  }
  keepsakes: { key: string; value: string }
}
