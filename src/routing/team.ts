import type { Action, Intent, Refusal } from '../conversation/actions.ts'
import type { AgentRef, Human } from '../conversation/actor.ts'
import { mayActAs } from '../conversation/actor.ts'
import type { Conversation, Place } from '../conversation/conversation.ts'
import type { AgentId, ConversationId, InboxId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import { mayRead } from '../conversation/message.ts'
import { isIn } from '../conversation/places.ts'
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
  Receipt,
  Store,
  TeamChat,
  TeamCommand,
  TeamInbox,
  TeamMessage,
} from '../ports.ts'
import { movedAway } from './elsewhere.ts'
import { knowingWhoHadJoined } from './joining.ts'
import { lineFor } from './lines.ts'
import type { Router, Wish } from './router.ts'
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
  /** The inbox's name, as people read it. */
  inboxName(inbox: InboxId): string
  /** A member changed: whoever shows members is to look again. */
  peopleChanged(): void
  /** Tells the visitor's door that an agent who has joined types. */
  typing(conversation: Conversation, by: Member, on: boolean): void
  /** Team chats that are set up, by name. */
  chats(): readonly string[]
  teamChat(name: string): Pick<TeamChat, 'linkTo'> | undefined
  /** Where an inbox's conversations go in a team chat by its settings, or null. */
  placeIn(inbox: InboxId, chat: string): Place | null
  /** Opens a conversation's thread on the chat anew, with all that was said. */
  openAnew(chat: string, conversation: ConversationId): Promise<Receipt>
}

/** The most that a transcript or a command reads back. */
const LONGEST_HISTORY = 5_000

/** What the team chat `chat` reports to: from a line or a command to an action on a conversation. */
export function createTeamInbox(deps: TeamRoadDeps, chat: string): TeamInbox {
  const joins = knowingWhoHadJoined(deps)

  /** A line that was written before its author joined was a note to them. */
  async function intentOf(
    { by, at, intent }: TeamMessage,
    conversation: Conversation | null,
  ): Promise<Intent> {
    if (intent !== 'auto' || at === undefined || !conversation) return intent
    return (await joins.wasOutside(conversation, by, at)) ? 'gated' : intent
  }

  return {
    async message(message) {
      const by = await human(deps, message.by)
      if (!by) return refused(STRANGER)
      return deps.router.fulfil({
        key: message.conversation,
        by,
        load: () => deps.store.load(message.conversation),
        action: async (conversation) =>
          (await movedAway(deps, conversation, chat, 'write')) ?? {
            type: 'say',
            message: newMessageId(),
            content: message.content,
            intent: await intentOf(message, conversation),
          },
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

    reacted: ({ emoji, on, shown = false, ...wish }) =>
      aboutMessage(
        deps,
        chat,
        wish,
        (target) => ({ type: 'react', target, emoji, on }),
        shown ? { chat, ref: null } : undefined,
      ),

    command: (given) =>
      runCommand(deps, chat, given, async (before) => {
        const after = given.at === undefined ? null : await deps.store.load(before.id)
        if (given.at !== undefined && after) await joins.changed(before, after, given.at)
      }),

    async lost(conversation) {
      const receipt = await deps.openAnew(chat, conversation)
      if (!receipt.ok && receipt.kind === 'retry') throw new Error(receipt.reason)
    },

    async typing(conversationId, by, on) {
      const [member, conversation] = await Promise.all([
        deps.people.get(by),
        deps.store.load(conversationId),
      ])
      // What someone types before they have joined is a note: the visitor hears nothing of it.
      if (!member?.active || !mayActAs(member.role, 'agent')) return
      if (!conversation?.joined.includes(by)) return
      if (isIn(conversation, chat)) deps.typing(conversation, member, on)
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
  shown?: Wish['shown'],
): Promise<Answer> {
  const by = await human(deps, wish.by)
  if (!by) return refused(STRANGER)
  const message = await deps.store.message(wish.message)
  if (!message) return refused(NOT_THERE)
  return deps.router.fulfil({
    key: message.conversation,
    by,
    load: () => deps.store.load(message.conversation),
    action: async (conversation) =>
      (await movedAway(deps, conversation, chat, 'do it')) ??
      action((await deps.store.message(message.id)) ?? message),
    source: { door: chat, id: wish.id },
    ...(shown ? { shown } : {}),
  })
}

async function runCommand(
  deps: TeamRoadDeps,
  chat: string,
  given: TeamCommand,
  done: (before: Conversation) => Promise<void>,
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
  if ('do' in outcome) {
    const answer = await carryOut(deps, chat, given, by, command)
    if (answer.ok && conversation) await done(conversation)
    return answer
  }
  if ('member' in outcome) return changeMember(deps, by, given, outcome)
  if ('denied' in outcome) {
    return denied(deps, by, given, { code: 'not-allowed', sentence: outcome.denied })
  }
  const away = await gone(deps, chat, command, conversation)
  return away ? refused(away) : shown(outcome)
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
      const away = await gone(deps, chat, command, conversation)
      if (away) return away
      const outcome = await command.run(await inputFor(deps, given, by, conversation))
      return 'do' in outcome ? outcome.do : wrong(outcome)
    },
    source: { door: chat, id: given.id },
  })
  if (!answer.ok) return denied(deps, by, given, answer.refusal)
  return { ok: true }
}

/** Why a command cannot be given from here any more, or null. */
async function gone(
  deps: TeamRoadDeps,
  chat: string,
  { inThread, afterMove }: Command,
  conversation: Conversation | null,
): Promise<Refusal | null> {
  return inThread && !afterMove ? movedAway(deps, conversation, chat, 'do it') : null
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
  { member: { id, ...change }, text }: MemberOutcome,
): Promise<CommandAnswer> {
  const member = await deps.people.change(id, change)
  if (!member) return refused({ code: 'invalid', sentence: 'They are not a member any more.' })
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
  outcome: Exclude<Outcome, { do: Action } | { member: MemberChange } | { denied: string }>,
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
    target: named ? await targetIn(deps, named as MessageId, conversation?.id ?? null, by) : null,
    agent: (name) => agentNamed(members, name),
    fellows: () => members.filter((member) => member.active),
    chats: deps.chats(),
    places: conversation?.places ?? [],
    placeIn: (chat) => (conversation ? placeFor(deps, conversation, chat) : null),
    newMessageId,
    history: async () =>
      conversation
        ? readableBy(by, await deps.store.history(conversation.id, LONGEST_HISTORY))
        : [],
    moves: async () => (conversation ? movesOf(deps, conversation) : []),
    inboxName: (inbox) => deps.inboxName(inbox),
    open: (wanted) => deps.store.list(wanted),
    canned: async () => (conversation ? deps.library.all(conversation.inbox) : []),
  }
}

/** By the settings; or where its thread stands that it was moved away from. */
function placeFor(
  deps: TeamRoadDeps,
  { inbox, left = [] }: Conversation,
  chat: string,
): Place | null {
  return deps.placeIn(inbox, chat) ?? left.find((place) => place.chat === chat) ?? null
}

async function movesOf({ store }: TeamRoadDeps, conversation: Conversation) {
  const events = await store.events(conversation.id)
  return events
    .filter(({ event }) => event.type === 'moved')
    .flatMap((recorded) => lineFor(recorded, conversation) ?? [])
}

async function targetIn(
  deps: TeamRoadDeps,
  id: MessageId,
  conversation: ConversationId | null,
  by: Human,
): Promise<Message | null> {
  const message = await deps.store.message(id)
  return message?.conversation === conversation && mayRead(message, by.id) ? message : null
}

function readableBy(by: Human, messages: readonly Message[]): Message[] {
  return messages.filter((message) => mayRead(message, by.id))
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
