import type { Action, Refusal } from '../conversation/actions.ts'
import type { AgentRef, Human } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { AgentId, ConversationId, InboxId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import type { Command, Input, MemberChange, Outcome } from '../commands/command.ts'
import { commandNamed } from '../commands/index.ts'
import type {
  Answer,
  Audit,
  Clock,
  CommandAnswer,
  Library,
  Member,
  People,
  Store,
  TeamCommand,
  TeamInbox,
} from '../ports.ts'
import type { Router } from './router.ts'
import { newMessageId } from './router.ts'

export interface TeamRoadDeps {
  readonly router: Router
  readonly store: Store
  readonly people: People
  readonly library: Library
  readonly audit: Audit
  readonly clock: Clock
  /** The inbox's time zone. */
  zone(inbox: InboxId): string
  /** A member changed: whoever shows members is to look again. */
  peopleChanged(): void
  /** Tells the visitor's door that an agent who has joined types. */
  typing(conversation: Conversation, by: Member, on: boolean): void
}

/** The most that a transcript or a command reads back. */
const LONGEST_HISTORY = 5_000

/** What the team chat `chat` reports to: from a line or a command to an action on a conversation. */
export function createTeamInbox(deps: TeamRoadDeps, chat: string): TeamInbox {
  return {
    async message(message) {
      const by = await human(deps, message.by)
      if (!by) return refused(STRANGER)
      return deps.router.fulfil({
        key: message.conversation,
        by,
        load: () => deps.store.load(message.conversation),
        action: async () => ({
          type: 'say',
          message: newMessageId(),
          content: message.content,
          intent: message.intent,
        }),
        source: { door: chat, id: message.id },
        ...(message.ref === null ? {} : { shown: { chat, ref: message.ref } }),
      })
    },

    edited: (edit) =>
      aboutMessage(deps, chat, edit, (target) => ({
        type: 'edit',
        target,
        content: edit.content,
        intent: edit.intent,
      })),

    removed: (removal) =>
      aboutMessage(deps, chat, removal, (target) => ({ type: 'remove', target })),

    command: (given) => runCommand(deps, chat, given),

    async typing(conversationId, by, on) {
      const [member, conversation] = await Promise.all([
        deps.people.get(by),
        deps.store.load(conversationId),
      ])
      // What someone types before they have joined is a note: the visitor hears nothing of it.
      if (member?.active && conversation?.joined.includes(by)) deps.typing(conversation, member, on)
    },
  }
}

const STRANGER: Refusal = {
  code: 'not-allowed',
  sentence: 'Only members of the team can do that here. Ask a supervisor for an invitation.',
}

const NOT_THERE: Refusal = { code: 'invalid', sentence: 'There is no such message any more.' }

function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}

async function human(deps: TeamRoadDeps, id: AgentId): Promise<Human | null> {
  const member = await deps.people.get(id)
  if (!member?.active) return null
  return { kind: 'human', id: member.id, name: member.name, role: member.role }
}

async function aboutMessage(
  deps: TeamRoadDeps,
  chat: string,
  wish: { readonly id: string; readonly by: AgentId; readonly message: MessageId },
  action: (target: Message) => Action,
): Promise<Answer> {
  const by = await human(deps, wish.by)
  if (!by) return refused(STRANGER)
  const message = await deps.store.message(wish.message)
  if (!message) return refused(NOT_THERE)
  return deps.router.fulfil({
    key: message.conversation,
    by,
    load: () => deps.store.load(message.conversation),
    action: async () => action((await deps.store.message(message.id)) ?? message),
    source: { door: chat, id: wish.id },
  })
}

async function runCommand(
  deps: TeamRoadDeps,
  chat: string,
  given: TeamCommand,
): Promise<CommandAnswer> {
  const by = await human(deps, given.by)
  if (!by) return refused(STRANGER)
  const command = commandNamed(given.name)
  if (!command) {
    return refused({
      code: 'invalid',
      sentence: `There is no command “/${given.name.slice(0, 40)}”.`,
    })
  }
  const refusal = permission(command, by) ?? completeness(command, given)
  if (refusal) return denied(deps, by, given, refusal)
  const conversation = given.conversation ? await deps.store.load(given.conversation) : null
  if (command.inThread && !conversation) {
    return refused({
      code: 'invalid',
      sentence: `\`/${command.name}\` belongs in a conversation’s thread.`,
    })
  }
  const outcome = await command.run(await inputFor(deps, given, by, conversation))
  if ('do' in outcome) return carryOut(deps, chat, given, by, command)
  if ('member' in outcome) return changeMember(deps, by, given, outcome)
  return shown(outcome)
}

/** The one place where a command's role is checked. */
function permission(command: Command, by: Human): Refusal | null {
  if (mayActAs(by.role, command.for)) return null
  const whose =
    command.for === 'lead'
      ? 'an escalation lead'
      : `${/^[aeiou]/.test(command.for) ? 'an' : 'a'} ${command.for}`
  return {
    code: 'not-allowed',
    sentence: `\`/${command.name}\` is for ${whose}${command.for === 'admin' ? '' : ' and above'}; you are here as ${by.role}.`,
  }
}

function completeness(command: Command, given: TeamCommand): Refusal | null {
  const missing = command.args.find((arg) => arg.required && !given.args[arg.name]?.trim())
  if (!missing) return null
  const hint = missing.placeholder === '' ? '' : ` (${missing.placeholder})`
  return {
    code: 'invalid',
    sentence: `\`/${command.name}\` wants ${missing.label.toLowerCase()}${hint}.`,
  }
}

async function denied(
  deps: TeamRoadDeps,
  by: Human,
  given: TeamCommand,
  refusal: Refusal,
): Promise<CommandAnswer> {
  if (refusal.code === 'not-allowed') {
    await deps.audit.note({
      at: deps.clock.now(),
      by,
      what: given.name,
      conversation: given.conversation,
      result: 'refused',
      detail: refusal.sentence,
    })
  }
  return refused(refusal)
}

/** Runs the command anew on each try, so that what it is about is as fresh as the decision. */
async function carryOut(
  deps: TeamRoadDeps,
  chat: string,
  given: TeamCommand,
  by: Human,
  command: Command,
): Promise<CommandAnswer> {
  const id = given.conversation
  if (!id)
    return refused({ code: 'invalid', sentence: `\`/${command.name}\` belongs in a thread.` })
  const answer = await deps.router.fulfil({
    key: id,
    by,
    load: () => deps.store.load(id),
    action: async (conversation) => {
      const outcome = await command.run(await inputFor(deps, given, by, conversation))
      return 'do' in outcome ? outcome.do : wrong(outcome)
    },
    source: { door: chat, id: given.id },
  })
  if (!answer.ok) return denied(deps, by, given, answer.refusal)
  return { ok: true }
}

function wrong(outcome: Outcome): Refusal {
  return {
    code: 'invalid',
    sentence: 'wrong' in outcome ? outcome.wrong : 'That cannot be done just now.',
  }
}

type MemberOutcome = Extract<Outcome, { member: MemberChange }>

async function changeMember(
  deps: TeamRoadDeps,
  by: Human,
  given: TeamCommand,
  { member: change, text }: MemberOutcome,
): Promise<CommandAnswer> {
  const known = await deps.people.get(change.id)
  if (!known) return refused({ code: 'invalid', sentence: 'They are not a member any more.' })
  await deps.people.put({ ...known, ...change })
  await deps.audit.note({
    at: deps.clock.now(),
    by,
    what: given.name,
    conversation: null,
    result: 'done',
    detail: text,
  })
  deps.peopleChanged()
  return { ok: true, text }
}

function shown(
  outcome: Exclude<Outcome, { do: Action } | { member: MemberChange }>,
): CommandAnswer {
  if ('text' in outcome) return { ok: true, text: outcome.text }
  if ('insert' in outcome) return { ok: true, insert: outcome.insert }
  return refused({ code: 'invalid', sentence: outcome.wrong })
}

async function inputFor(
  deps: TeamRoadDeps,
  given: TeamCommand,
  by: Human,
  conversation: Conversation | null,
): Promise<Input> {
  const members = await deps.people.all()
  const named = given.args['message']
  return {
    args: given.args,
    by,
    now: deps.clock.now(),
    zone: conversation ? deps.zone(conversation.inbox) : 'UTC',
    target: named ? await targetIn(deps, named as MessageId, conversation?.id ?? null) : null,
    agent: (name) => agentNamed(members, name),
    fellows: () => members.filter((member) => member.active),
    newMessageId,
    history: async () => (conversation ? deps.store.history(conversation.id, LONGEST_HISTORY) : []),
    canned: async () => (conversation ? deps.library.all(conversation.inbox) : []),
  }
}

async function targetIn(
  deps: TeamRoadDeps,
  id: MessageId,
  conversation: ConversationId | null,
): Promise<Message | null> {
  const message = await deps.store.message(id)
  return message?.conversation === conversation ? message : null
}

/** An active member who may answer visitors, by id or by name, case aside. */
function agentNamed(members: readonly Member[], raw: string): AgentRef | null {
  const name = raw.trim().replace(/^@/, '').toLowerCase()
  const found = members.find(
    (member) =>
      member.active &&
      mayActAs(member.role, 'agent') &&
      (member.id === raw || member.name.toLowerCase() === name),
  )
  return found ? { id: found.id, name: found.name } : null
}
