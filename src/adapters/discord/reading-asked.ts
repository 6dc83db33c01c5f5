import type { Command } from '../../commands/command.ts'
import { commandNamed } from '../../commands/index.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Store } from '../../ports.ts'
import { commandOf } from '../chats/presses.ts'
import type { Asked } from './asked.ts'
import { readFormId } from './form-ids.ts'
import { targetOf } from './interaction.ts'
import type { ButtonPress, Interaction, Menu, Search, Slash, Submission } from './interaction.ts'
import { MESSAGE_MENU, PERSON_MENU } from './menus.ts'
import { readMessagePress } from './message-presses.ts'
import { readForm } from './modals.ts'
import { argsIn, conversationNamed, filesIn } from './options.ts'
import type { DiscordPeople } from './people.ts'
import { readPressId } from './press-ids.ts'
import { NOT_A_THREAD } from './sentences.ts'

export interface AskedDeps {
  readonly database: { readonly store: Pick<Store, 'load' | 'message' | 'byNumber' | 'list'> }
  readonly people: Pick<DiscordPeople, 'memberOf' | 'nameOf'>
  /** Whose thread this channel is; null where it is none's. */
  readonly conversationIn: (channel: string) => Promise<ConversationId | null>
}

const OLD_BUTTON = 'This button is not known any more: use the card.'
const OLD_FORM = 'This form is not known any more. Open it anew from the card.'
const NO_COMMAND = 'Greenroom does not know this command any more: reload Discord.'
const NOBODY = 'They are not a member of the team.'

/** What was asked for by a slash command, a menu, a button or a form; or in a sentence why it is nothing. */
export function readingAsked({ database, people, conversationIn }: AskedDeps) {
  const { store } = database

  async function askedBy(given: Exclude<Interaction, Search>) {
    switch (given.type) {
      case 2:
        return isMenu(given) ? chosen(given) : typed(given)
      case 3:
        return pressed(given)
      case 5:
        return submitted(given)
    }
  }

  async function typed({ data, channel_id: channel }: Slash): Promise<Asked | Wrong> {
    const command = commandNamed(data.name)
    if (!command) return { wrong: NO_COMMAND }
    const named = await conversationNamed(data.options, store)
    if ('wrong' in named) return named
    const conversation = named.found ?? (command.inThread ? await conversationAt(channel) : null)
    const args = await argsIn(command, data.options, people.nameOf)
    return { command, conversation, args, files: filesIn(data), bare: false }
  }

  async function chosen({ data, channel_id: channel }: Menu): Promise<Asked | Wrong> {
    if (data.type === 2) return chosenPerson(data, channel)
    const item = MESSAGE_MENU.find(({ label }) => label === data.name)
    const command = commandNamed(item?.command ?? '')
    if (!command) return { wrong: NO_COMMAND }
    // A thread that hangs on a message has its id: the card's menu is its thread's.
    const conversation = (await conversationAt(channel)) ?? (await conversationAt(data.target_id))
    return conversation ? bare(command, conversation) : { wrong: NOT_A_THREAD }
  }

  async function chosenPerson(data: Menu['data'], channel: string): Promise<Asked | Wrong> {
    const item = PERSON_MENU.find(({ label }) => label === data.name)
    const command = commandNamed(item?.command ?? '')
    if (!item || !command) return { wrong: NO_COMMAND }
    const colleague = await people.memberOf(targetOf(data))
    if (!colleague) return { wrong: NOBODY }
    const conversation = command.inThread ? await conversationAt(channel) : null
    return { ...bare(command, conversation), args: { [item.arg]: colleague.id } }
  }

  async function pressed({ data: { custom_id: id, values } }: ButtonPress): Promise<Asked | Wrong> {
    const onMessage = readMessagePress(id)
    if (onMessage) return pressedBeside(onMessage)
    const press = readPressId(id, values[0])
    const command = press && commandNamed(press.command)
    const conversation = press && (await store.load(press.conversation))
    if (!command || !conversation) return { wrong: OLD_BUTTON }
    const isCanned = command.name === 'canned' && commandOf(id)?.startsWith('canned ')
    const args = isCanned && values[0] !== undefined ? { name: values[0] } : {}
    return { ...bare(command, conversation), args }
  }

  async function pressedBeside(press: NonNullable<ReturnType<typeof readMessagePress>>) {
    const command = commandNamed(press.command)
    const message = await store.message(press.message)
    const conversation = message && (await store.load(message.conversation))
    if (!command || !conversation) return { wrong: OLD_BUTTON }
    return { ...bare(command, conversation), args: { message: press.message } }
  }

  async function submitted({ data }: Submission): Promise<Asked | Wrong> {
    const about = readFormId(data.custom_id)
    const command = commandNamed(about?.command ?? '')
    if (!about || !command) return { wrong: OLD_FORM }
    const filled = readForm(command, data.components)
    const id = about.conversation ?? filled.conversation
    const files = filled.files.flatMap((one) => data.resolved.attachments?.[one] ?? [])
    const conversation = id && (await store.load(id))
    if (id && !conversation) return { wrong: OLD_FORM }
    return { command, conversation, args: filled.args, files, bare: false }
  }

  async function conversationAt(channel: string): Promise<Conversation | null> {
    const id = await conversationIn(channel)
    return id && store.load(id)
  }

  return { askedBy, conversationAt }
}

interface Wrong {
  readonly wrong: string
}

function isMenu(given: Slash | Menu): given is Menu {
  return given.data.type !== 1
}

function bare(command: Command, conversation: Conversation | null): Asked {
  return { command, conversation, args: {}, files: [], bare: true }
}
