import type { Action, Rerouted } from '../conversation/actions.ts'
import type { AgentRef, Human, Role } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation, Place } from '../conversation/conversation.ts'
import type { RecordedEvent } from '../conversation/events.ts'
import type { AgentId, InboxId, MessageId } from '../conversation/ids.ts'
import type { Given, Label, Labels } from '../conversation/labels.ts'
import type { Message } from '../conversation/message.ts'
import type { Wanted } from '../conversation/wanted.ts'

/** One value that a command asks for. Every surface draws its form, and parses its line, from these. */
export interface Arg {
  readonly name: string
  readonly label: string
  /** `text` takes the rest of the line; `message` is named by the surface, never typed. */
  readonly kind: ArgKind
  readonly required: boolean
  readonly choices: readonly string[]
  readonly placeholder: string
}

export type ArgKind =
  | 'text'
  | 'agent'
  | 'duration'
  | 'tag'
  | 'priority'
  | 'outcome'
  | 'canned'
  | 'message'
  | 'chat'
  | 'label'
  | 'team'
  | 'teams'
  | 'word'

/** A member, as far as permission needs to know them. */
export interface Presser {
  readonly id: AgentId
  readonly role: Role
}

/** A member, as commands about members know them. */
export interface Fellow {
  readonly id: AgentId
  readonly name: string
  readonly role: Role
  readonly onDuty: boolean
  /** Ids of the teams that they are in. */
  readonly teams: readonly string[]
}

/** What says which teams a member is in, where no command does. */
export type TeamsBy = 'settings' | 'slack' | 'discord'

/** A member of a team who answers visitors, with the claimed conversations that they have and may have. */
export interface Seat {
  readonly name: string
  readonly onDuty: boolean
  readonly load: number
  readonly capacity: number
}

/** How a conversation stands in its team’s queue. */
export interface Queued {
  readonly team: string
  /** From 1. */
  readonly place: number
  /** Why nobody gets it, in words that follow “because”; null where somebody is about to. */
  readonly why: string | null
}

export interface Button {
  readonly label: string
  readonly style: 'primary' | 'normal' | 'danger'
  /** Whether a member of the command's role could press it to any avail, as things stand. */
  when(conversation: Conversation, by: Presser): boolean
}

/** A value of a command that a card offers to be chosen at once, where a button would open a form. */
export interface ChosenOnCard {
  /** The command's argument that it is. */
  readonly arg: string
  readonly label: string
  /** Whether choosing is to any avail, as things stand. */
  when(conversation: Conversation): boolean
  /** What is so already, or is thought to be. */
  now(conversation: Conversation): Given | null
}

/** What a command runs on. Looking things up is all it may do; what it wants done it returns. */
export interface Input {
  readonly args: Readonly<Record<string, string>>
  readonly by: Human
  /** Epoch ms. */
  readonly now: number
  /** IANA name of the inbox's time zone. */
  readonly zone: string
  /** The message that a `message` argument names. */
  readonly target: Message | null
  /** Active members who may answer visitors, by name, case aside. */
  readonly agent: (name: string) => AgentRef | null
  /** All active members. */
  readonly fellows: () => readonly Fellow[]
  /** Team chats that are set up. */
  readonly chats: readonly string[]
  /** Where the team sees the conversation now. */
  readonly places: readonly Place[]
  /** Where in a team chat the conversation would go, or null where nothing is set up for its inbox. */
  readonly placeIn: (chat: string) => Place | null
  readonly newMessageId: () => MessageId
  readonly history: () => Promise<readonly Message[]>
  /** When, and in a sentence where, the conversation was moved. */
  readonly moves: () => Promise<readonly { readonly at: number; readonly text: string }[]>
  /** How the conversation came to where it is: what opened, sorted, labelled and rerouted it. */
  readonly routing: () => Promise<readonly RecordedEvent[]>
  /** How sure a machine must be of a label before rules go by it, from 0 to 1. */
  readonly sure: number
  /** Labels that the conversation's inbox uses. */
  readonly labels: readonly Label[]
  /** Where the rules send the conversation as things are now, with these labels corrected; null: nowhere else. */
  readonly rerouted: (corrected: Labels) => Promise<Rerouted | null>
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  /** Where a team's conversations wait. */
  readonly queueOf: (team: string) => Rerouted
  readonly inboxName: (inbox: InboxId) => string
  /** A conversation's place in its team's queue, from 1; null where nobody is given any in order. */
  readonly queuePlace: (conversation: Conversation) => Promise<number | null>
  /** How this conversation waits; null where nobody is given it in order. */
  readonly queued: () => Promise<Queued | null>
  /** Who of a team answers visitors. */
  readonly staff: (team: string) => Promise<readonly Seat[]>
  /** What says which teams a member is in; null where a command does. */
  readonly teamsBy: (member: AgentId) => Promise<TeamsBy | null>
  /** How many stand before this conversation in the queue. */
  readonly past: () => Promise<number>
  /** Conversations of all inboxes, in the order of `Store.list`. */
  readonly open: (wanted: Wanted) => Promise<readonly Conversation[]>
  readonly canned: () => Promise<readonly { readonly name: string; readonly text: string }[]>
}

/** What is to change about a member. */
export interface MemberChange {
  readonly id: AgentId
  readonly role?: Role
  readonly teams?: readonly string[]
  readonly active?: boolean
  readonly onDuty?: boolean
}

/** What a form about one message is to be filled with. */
export interface About {
  readonly conversation: Conversation
  readonly target: Message
  readonly by: Human
}

/** What stands in a form at first, by argument; or in a sentence why it need not be opened. */
export type Prefilled =
  { readonly args: Readonly<Record<string, string>> } | { readonly wrong: string }

/**
 * An action for the conversation, a change of a member, or something for the eyes of who asked.
 * `denied`: with this argument it is for a higher role.
 */
export type Outcome =
  | { readonly do: Action }
  | { readonly member: MemberChange; readonly text: string }
  | { readonly text: string }
  | { readonly insert: string }
  | { readonly wrong: string }
  | { readonly denied: string }

/**
 * A command, once: buttons, forms, `/text`, completion, permission and help all follow from this value.
 * It is about a conversation unless `inThread` is false.
 */
export interface Command {
  readonly name: string
  readonly aliases: readonly string[]
  /** What it does, in a phrase that starts with a verb. */
  readonly summary: string
  readonly args: readonly Arg[]
  readonly inThread: boolean
  /** It may be given where the conversation was moved away from, too. */
  readonly afterMove: boolean
  /** The lowest role that may give it. */
  readonly for: Role
  readonly button: Button | null
  readonly pick: ChosenOnCard | null
  /** Of a command about one message: what stands in its form at first. */
  readonly prefill: ((about: About) => Prefilled) | null
  run(input: Input): Outcome | Promise<Outcome>
}

/** Whether this member is shown the command's button. */
export function mayPress(command: Command, conversation: Conversation, by: Presser): boolean {
  return mayActAs(by.role, command.for) && command.button?.when(conversation, by) === true
}

/** Whether this member can choose the command's value on the card. */
export function mayPick(command: Command, conversation: Conversation, by: Presser): boolean {
  return mayActAs(by.role, command.for) && command.pick?.when(conversation) === true
}

type ArgOptions = Partial<Pick<Arg, 'required' | 'choices' | 'placeholder'>>

/** An argument that is required unless said otherwise. */
export function arg(name: string, kind: ArgKind, label: string, options: ArgOptions = {}): Arg {
  return { name, kind, label, required: true, choices: [], placeholder: '', ...options }
}

/** What most commands share: in a thread, for agents, without arguments, aliases or button. */
export function command(
  definition: Pick<Command, 'name' | 'summary' | 'run'> & Partial<Command>,
): Command {
  const usual = { aliases: [], args: [], inThread: true, afterMove: false } as const
  return { ...usual, button: null, pick: null, prefill: null, for: 'agent', ...definition }
}

/** What an agent's name that nobody has is answered with. */
export function unknownAgent(name: string | undefined): Outcome {
  const wanted = (name ?? '').replace(/^@/, '')
  if (wanted === '') return { wrong: 'Say to whom: `@name`.' }
  return { wrong: `Nobody called “${wanted}” answers visitors here. Pick a name from the list.` }
}
