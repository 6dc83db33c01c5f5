import type { Action } from '../conversation/actions.ts'
import type { AgentRef, Human, Role } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { AgentId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'

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
  'text' | 'agent' | 'duration' | 'tag' | 'priority' | 'outcome' | 'canned' | 'message' | 'word'

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
}

export interface Button {
  readonly label: string
  readonly style: 'primary' | 'normal' | 'danger'
  /** Whether a member of the command's role could press it to any avail, as things stand. */
  when(conversation: Conversation, by: Presser): boolean
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
  readonly newMessageId: () => MessageId
  readonly history: () => Promise<readonly Message[]>
  readonly canned: () => Promise<readonly { readonly name: string; readonly text: string }[]>
}

/** What is to change about a member. */
export interface MemberChange {
  readonly id: AgentId
  readonly role?: Role
  readonly active?: boolean
}

/** An action for the conversation, a change of a member, or something for the eyes of who asked. */
export type Outcome =
  | { readonly do: Action }
  | { readonly member: MemberChange; readonly text: string }
  | { readonly text: string }
  | { readonly insert: string }
  | { readonly wrong: string }

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
  /** The lowest role that may give it. */
  readonly for: Role
  readonly button: Button | null
  run(input: Input): Outcome | Promise<Outcome>
}

/** Whether this member is shown the command's button. */
export function mayPress(command: Command, conversation: Conversation, by: Presser): boolean {
  return mayActAs(by.role, command.for) && command.button?.when(conversation, by) === true
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
  return { aliases: [], args: [], inThread: true, for: 'agent', button: null, ...definition }
}

/** What an agent's name that nobody has is answered with. */
export function unknownAgent(name: string | undefined): Outcome {
  const wanted = (name ?? '').replace(/^@/, '')
  if (wanted === '') return { wrong: 'Say to whom: `@name`.' }
  return { wrong: `Nobody called “${wanted}” answers visitors here. Pick a name from the list.` }
}
