import type { Refusal } from '../conversation/actions.ts'
import type { Human } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { Command, MemberChange, Outcome } from '../commands/command.ts'
import { commandNamed } from '../commands/index.ts'
import type { Audit, CommandAnswer, People, Store, TeamCommand } from '../ports.ts'
import { acting } from './acting.ts'
import type { InputDeps } from './command-input.ts'
import { inputFor } from './command-input.ts'
import type { ElsewhereDeps } from './elsewhere.ts'
import { movedAway } from './elsewhere.ts'
import type { Joins } from './joining.ts'
import { notFor } from './permission.ts'
import { invalid, refused, STRANGER } from './refusals.ts'
import type { Router } from './router.ts'

export interface CommandDeps extends InputDeps, ElsewhereDeps {
  readonly router: Router
  readonly store: InputDeps['store'] & Pick<Store, 'load' | 'thread'>
  readonly people: Pick<People, 'all' | 'get' | 'change'>
  readonly audit: Pick<Audit, 'note'>
  /** A member changed: whoever shows members is to look again. */
  peopleChanged(): void
}

/** Gives a member's command from a chat: whether they may, what it says or changes, what it does. */
export function givingCommands(
  deps: CommandDeps,
  chat: string,
  joins: Joins,
): (given: TeamCommand) => Promise<CommandAnswer> {
  async function give(given: TeamCommand): Promise<CommandAnswer> {
    const by = await acting(deps.people, given.by)
    if (!by) return refused(STRANGER)
    const command = commandNamed(given.name)
    if (!command) return refused(invalid(`There is no command “/${given.name.slice(0, 40)}”.`))
    const refusal = notFor(by, command) ?? whatIsMissing(command, given)
    if (refusal) return denied(by, given, refusal)
    const conversation = given.conversation ? await deps.store.load(given.conversation) : null
    if (command.inThread && !conversation) return refused(outOfThread(command))
    const outcome = await command.run(await inputFor(deps, given, by, conversation))
    if ('do' in outcome)
      return conversation
        ? carryOut(given, by, command, conversation)
        : refused(outOfThread(command))
    if ('member' in outcome) return changeMember(by, given, outcome.member, outcome.text)
    if ('denied' in outcome)
      return denied(by, given, { code: 'not-allowed', sentence: outcome.denied })
    const away = await movedFrom(command, conversation)
    if (away) return refused(away)
    return 'wrong' in outcome ? refused(invalid(outcome.wrong)) : { ok: true, ...outcome }
  }

  /** Runs the command anew on each try, so that what it is about is as fresh as the decision. */
  async function carryOut(
    given: TeamCommand,
    by: Human,
    command: Command,
    before: Conversation,
  ): Promise<CommandAnswer> {
    const answer = await deps.router.fulfil({
      key: before.id,
      by,
      load: () => deps.store.load(before.id),
      action: async (conversation) => {
        const away = await movedFrom(command, conversation)
        if (away) return away
        const outcome = await command.run(await inputFor(deps, given, by, conversation))
        return 'do' in outcome ? outcome.do : notNow(outcome)
      },
      source: { door: chat, id: given.id },
    })
    if (!answer.ok) return denied(by, given, answer.refusal)
    const after = given.at === undefined ? null : await deps.store.load(before.id)
    if (given.at !== undefined && after) await joins.changed(before, after, given.at)
    return { ok: true }
  }

  async function changeMember(
    by: Human,
    given: TeamCommand,
    { id, ...change }: MemberChange,
    text: string,
  ): Promise<CommandAnswer> {
    const member = await deps.people.change(id, change)
    if (!member) return refused(invalid('They are not a member any more.'))
    await note(by, { ...given, conversation: null }, 'done', text)
    deps.peopleChanged()
    return { ok: true, text }
  }

  /** Refused; and in the audit trail, where it was not for them. */
  async function denied(by: Human, given: TeamCommand, refusal: Refusal): Promise<CommandAnswer> {
    if (refusal.code === 'not-allowed') await note(by, given, 'refused', refusal.sentence)
    return refused(refusal)
  }

  async function note(
    by: Human,
    { name: what, conversation }: TeamCommand,
    result: 'done' | 'refused',
    detail: string,
  ): Promise<void> {
    await deps.audit.note({ at: deps.clock.now(), by, what, conversation, result, detail })
  }

  /** Why a command cannot be given from here any more, or null. */
  async function movedFrom(
    { inThread, afterMove }: Command,
    conversation: Conversation | null,
  ): Promise<Refusal | null> {
    return inThread && !afterMove ? movedAway(deps, conversation, chat, 'do it') : null
  }

  return give
}

function whatIsMissing(command: Command, given: TeamCommand): Refusal | null {
  const missing = command.args.find((arg) => arg.required && !given.args[arg.name]?.trim())
  if (!missing) return null
  const hint = missing.placeholder === '' ? '' : ` (${missing.placeholder})`
  return invalid(`\`/${command.name}\` wants ${missing.label.toLowerCase()}${hint}.`)
}

function outOfThread(command: Command): Refusal {
  return invalid(`\`/${command.name}\` belongs in a conversation’s thread.`)
}

function notNow(outcome: Outcome): Refusal {
  return invalid('wrong' in outcome ? outcome.wrong : 'That cannot be done just now.')
}
