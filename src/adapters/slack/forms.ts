import type { types } from '@slack/bolt'
import type { Command } from '../../commands/command.ts'
import { commandNamed } from '../../commands/index.ts'
import type { Settings } from '../../config.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, Database, TeamInbox } from '../../ports.ts'
import type { Parsed } from '../../routing/interpret.ts'
import { labelsHere } from '../label-choices.ts'
import { teamChats } from '../team-chats.ts'
import { shortcutIn } from './arriving.ts'
import type { Press, Shortcut, Slash, Submission } from './interactions.ts'
import { asMeant } from './as-meant.ts'
import type { AwayFrom } from '../chats/left-threads.ts'
import { labelOf } from '../chats/offered.ts'
import { speakers } from '../chats/suggesting.ts'
import { lineOf } from '../chats/typed.ts'
import type { Typed } from '../chats/typed.ts'
import type { Choices } from './fields.ts'
import { isIts } from './left.ts'
import type { Gateway } from './gateway.ts'
import { answerView, commandForm, formErrors, loadingView, readAbout, readForm } from './modals.ts'
import type { About } from './modals.ts'
import type { SlackPeople } from './people.ts'
import { PICKED, pickedIn } from './picking.ts'
import { commandOf, readPress } from '../chats/presses.ts'
import { threadRef } from './refs.ts'
import { NOT_A_THREAD, STRANGER } from './sentences.ts'
import { slackSuggestions } from './suggestions.ts'
import { readSlash } from './typed.ts'

interface Deps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store' | 'people' | 'library'>
  readonly people: SlackPeople
  readonly gateway: Gateway
  readonly settings: () => Settings
  readonly clock: Clock
  readonly parse: (line: string) => Parsed
  readonly awayFrom: AwayFrom
}

/** What a form was asked for. */
interface Asked {
  readonly command: string
  readonly conversation: ConversationId | null
  /** Why nothing can be done there any more. */
  readonly away?: string | null
  /** What was typed, of a slash command. */
  readonly typed?: Typed
}

/** Forms, which Slack wants answered within three seconds: they are opened at once and drawn after. */
export function slackForms(deps: Deps) {
  const { inbox, database, people, gateway, settings, parse } = deps
  const { store } = database

  /** Opens the form for what was pressed, chosen or typed. */
  async function open(body: Press | Shortcut | Slash): Promise<void> {
    const asked = await askedBy(body)
    const command = asked && commandNamed(asked.command)
    if (!command) return
    const opened = await gateway.call({
      method: 'views.open',
      rank: 'words',
      args: { trigger_id: body.trigger_id, view: loadingView(labelOf(command)) },
    })
    if (!opened.ok) return
    const view = await viewFor(whoOf(body), command, asked)
    await update(idOf(opened.data['view']), view)
  }

  async function update(view_id: string, view: types.ModalView): Promise<void> {
    await gateway.call({ method: 'views.update', rank: 'words', args: { view_id, view } })
  }

  async function askedBy(body: Press | Shortcut | Slash): Promise<Asked | null> {
    if (body.type === 'block_actions') return fromPress(body)
    if (body.type === 'message_action') return fromShortcut(body)
    const typed = readSlash(body)
    return { command: typed.name, conversation: null, typed }
  }

  function fromPress(body: Press) {
    const [action] = body.actions
    const value = action?.selected_option?.value ?? action?.value ?? ''
    return action ? readPress(action.action_id, value) : null
  }

  async function fromShortcut(body: Shortcut) {
    const thread = shortcutIn(body)
    const link = await store.linked('slack', threadRef(thread))
    const conversation = link?.message === null ? link.conversation : null
    const away = conversation && (await deps.awayFrom(conversation, isIts(store, thread)))
    return { command: commandOf(body.callback_id) ?? '', conversation, away }
  }

  async function viewFor(
    user: string,
    command: Command,
    { conversation, typed, away = null }: Asked,
  ): Promise<types.ModalView> {
    const name = labelOf(command)
    if (!(await people.memberOf(user))) return answerView(name, STRANGER)
    if (away !== null) return answerView(name, away)
    if (typed) return typedForm(command, await asMeant(typed, people))
    if (command.inThread && !conversation) return answerView(name, NOT_A_THREAD)
    return commandForm(command, { conversation, message: null }, await choicesFor(conversation))
  }

  /** Asks for the conversation where no number was typed; what else was typed stands in the form. */
  async function typedForm(command: Command, typed: Typed): Promise<types.ModalView> {
    const { number } = typed
    const conversation = number === null ? null : ((await store.byNumber(number))?.id ?? null)
    if (number !== null && !conversation)
      return answerView(labelOf(command), `There is no conversation ${number}.`)
    const parsed = parse(lineOf(typed))
    const given = parsed.ok ? parsed.args : {}
    const about = { conversation, message: null, picks: number === null }
    return commandForm(command, about, await choicesFor(conversation), given)
  }

  /** The conversation was picked: what is offered for it follows. */
  async function picked({ user, view, actions: [action] }: Press): Promise<void> {
    const about = view && readAbout(view.private_metadata)
    const command = view && commandNamed(commandOf(view.callback_id) ?? '')
    if (!about?.picks || !command || !(await people.memberOf(user.id))) return
    // The brand has no runtime form; whether there is such a conversation the store says.
    const conversation = (action?.selected_option?.value ?? null) as ConversationId | null
    const choices = await choicesFor(conversation)
    await update(view.id, commandForm(command, { ...about, conversation }, choices))
  }

  /** Carries out a submitted form; what comes back is shown in its place, null closes it. */
  async function submit(body: Submission): Promise<Record<string, unknown> | null> {
    const command = commandNamed(commandOf(body.view.callback_id) ?? '')
    const about = readAbout(body.view.private_metadata)
    const args = command && about ? readForm(command, about, body.view.state?.values) : null
    if (!command || !about || !args) return updated(answerView('Greenroom', OLD_FORM))
    const by = await people.memberOf(body.user.id)
    if (!by) return updated(answerView(labelOf(command), STRANGER))
    const conversation = about.picks ? pickedIn(body.view.state?.values) : about.conversation
    const id = `view:${body.view.id}`
    const answer = await inbox.command({ id, by: by.id, conversation, name: command.name, args })
    if (!answer.ok) {
      const errors =
        formErrors(command, args, answer.refusal) ??
        (about.picks ? { [PICKED]: answer.refusal.sentence } : null)
      if (errors) return { response_action: 'errors', errors }
      return updated(answerView(labelOf(command), answer.refusal.sentence))
    }
    if (answer.insert !== undefined)
      return updated(await replyForm({ conversation, message: null }, answer.insert))
    return answer.text === undefined ? null : updated(answerView(labelOf(command), answer.text))
  }

  /** A canned reply stands in the form of a reply, to be read over and sent. */
  async function replyForm(about: About, text: string): Promise<types.ModalView> {
    const reply = commandNamed('reply')
    if (!reply) return answerView('Canned', text)
    return commandForm(reply, about, await choicesFor(about.conversation), { text })
  }

  async function choicesFor(id: ConversationId | null): Promise<Choices> {
    const conversation = id && (await store.load(id))
    const inbox = conversation && settings().inboxes.find((one) => one.id === conversation.inbox)
    const tags = inbox ? inbox.tags : []
    return {
      members: await speakers(database),
      tags,
      chats: teamChats(settings()),
      labels: labelsHere(settings(), conversation ? conversation.inbox : null),
      teams: settings().teams,
    }
  }

  return { open, picked, submit, options: slackSuggestions(deps) }
}

const OLD_FORM = 'This form is not known any more. Open it anew from the card.'

function updated(view: types.ModalView): Record<string, unknown> {
  return { response_action: 'update', view }
}

function whoOf(body: Press | Shortcut | Slash): string {
  return body.type === undefined ? body.user_id : body.user.id
}

function idOf(view: unknown): string {
  return typeof view === 'object' && view !== null && 'id' in view ? String(view.id) : ''
}
