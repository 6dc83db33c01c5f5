import type { types } from '@slack/bolt'
import { commandNamed } from '../../commands/index.ts'
import type { Settings } from '../../config.ts'
import { mayActAs } from '../../conversation/actor.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Database, TeamInbox } from '../../ports.ts'
import { shortcutIn } from './arriving.ts'
import type { Press, Shortcut, Submission, Suggestion } from './arriving.ts'
import { labelOf } from './commands.ts'
import { PICK_CANNED, suggest } from './fields.ts'
import type { Choices } from './fields.ts'
import type { Gateway } from './gateway.ts'
import { answerView, commandForm, formErrors, loadingView, readAbout, readForm } from './modals.ts'
import type { About } from './modals.ts'
import type { SlackPeople } from './people.ts'
import { commandOf, readPress } from './presses.ts'
import { threadRef } from './refs.ts'
import { NOT_A_THREAD, STRANGER } from './sentences.ts'

interface Deps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store' | 'people' | 'library'>
  readonly people: SlackPeople
  readonly gateway: Gateway
  readonly settings: () => Settings
}

/** Forms, which Slack wants answered within three seconds: they are opened at once and drawn after. */
export function slackForms({ inbox, database, people, gateway, settings }: Deps) {
  const { store, library } = database

  /** Opens the form for what was pressed or chosen. */
  async function open(body: Press | Shortcut): Promise<void> {
    const asked = body.type === 'block_actions' ? fromPress(body) : await fromShortcut(body)
    const command = asked && commandNamed(asked.command)
    if (!command) return
    const opened = await gateway.call({
      method: 'views.open',
      rank: 'words',
      args: { trigger_id: body.trigger_id, view: loadingView(labelOf(command)) },
    })
    if (!opened.ok) return
    const view = await viewFor(body.user.id, command, asked.conversation)
    await gateway.call({
      method: 'views.update',
      rank: 'words',
      args: { view_id: idOf(opened.data['view']), view },
    })
  }

  function fromPress(body: Press) {
    const [action] = body.actions
    const value = action?.selected_option?.value ?? action?.value ?? ''
    return action ? readPress(action.action_id, value) : null
  }

  async function fromShortcut(body: Shortcut) {
    const link = await store.linked('slack', threadRef(shortcutIn(body)))
    const conversation = link?.message === null ? link.conversation : null
    return { command: commandOf(body.callback_id) ?? '', conversation }
  }

  async function viewFor(
    user: string,
    command: NonNullable<ReturnType<typeof commandNamed>>,
    conversation: ConversationId | null,
  ): Promise<types.ModalView> {
    const name = labelOf(command)
    if (!(await people.memberOf(user))) return answerView(name, STRANGER)
    if (command.inThread && !conversation) return answerView(name, NOT_A_THREAD)
    return commandForm(command, { conversation, message: null }, await choicesFor(conversation))
  }

  /** Carries out a submitted form; what comes back is shown in its place, null closes it. */
  async function submit(body: Submission): Promise<Record<string, unknown> | null> {
    const command = commandNamed(commandOf(body.view.callback_id) ?? '')
    const about = readAbout(body.view.private_metadata)
    const args = command && about ? readForm(command, about, body.view.state?.values) : null
    if (!command || !about || !args) return updated(answerView('Greenroom', OLD_FORM))
    const by = await people.memberOf(body.user.id)
    if (!by) return updated(answerView(labelOf(command), STRANGER))
    const { conversation } = about
    const id = `view:${body.view.id}`
    const answer = await inbox.command({ id, by: by.id, conversation, name: command.name, args })
    if (!answer.ok) {
      const errors = formErrors(command, args, answer.refusal)
      if (errors) return { response_action: 'errors', errors }
      return updated(answerView(labelOf(command), answer.refusal.sentence))
    }
    if (answer.insert !== undefined) return updated(await replyForm(about, answer.insert))
    return answer.text === undefined ? null : updated(answerView(labelOf(command), answer.text))
  }

  /** A canned reply stands in the form of a reply, to be read over and sent. */
  async function replyForm(about: About, text: string): Promise<types.ModalView> {
    const reply = commandNamed('reply')
    if (!reply) return answerView('Canned', text)
    return commandForm(reply, about, await choicesFor(about.conversation), { text })
  }

  async function options(body: Suggestion): Promise<Record<string, unknown>> {
    const about = readAbout(body.view?.private_metadata ?? '')
    const by = await people.memberOf(body.user.id)
    if (!by) return { options: [] }
    const conversation = about?.conversation ? await store.load(about.conversation) : null
    const names =
      body.action_id === PICK_CANNED
        ? conversation
          ? (await library.all(conversation.inbox)).map(({ name }) => name)
          : []
        : (await speakers()).map(({ name }) => name)
    return { options: suggest(names, body.value) }
  }

  async function choicesFor(id: ConversationId | null): Promise<Choices> {
    const conversation = id && (await store.load(id))
    const inbox = conversation && settings().inboxes.find((one) => one.id === conversation.inbox)
    return { members: await speakers(), tags: inbox ? inbox.tags : [] }
  }

  async function speakers() {
    const members = await database.people.all()
    return members.filter(({ active, role }) => active && mayActAs(role, 'agent'))
  }

  return { open, submit, options }
}

const OLD_FORM = 'This form is not known any more. Open it anew from the card.'

function updated(view: types.ModalView): Record<string, unknown> {
  return { response_action: 'update', view }
}

function idOf(view: unknown): string {
  return typeof view === 'object' && view !== null && 'id' in view ? String(view.id) : ''
}
