import type { Command } from '../../commands/command.ts'
import { commandNamed } from '../../commands/index.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId, MessageId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Store } from '../../ports.ts'
import { chosenArgs } from '../chats/chosen.ts'
import type { Asked } from './asked.ts'
import { readFormId } from './form-ids.ts'
import type { At } from './heard.ts'
import { targetOf } from './interaction.ts'
import type { ButtonPress, Interaction, Menu, Search, Slash, Submission } from './interaction.ts'
import { MESSAGE_MENU, PERSON_MENU } from './menus.ts'
import { readMessagePress } from './message-presses.ts'
import type { MessagePress } from './message-presses.ts'
import { readForm } from './modals.ts'
import { argsIn, conversationNamed, filesIn } from './options.ts'
import type { DiscordPeople } from './people.ts'
import { linkedPost } from './post-links.ts'
import { readPressId } from './press-ids.ts'
import { NOT_A_THREAD, NOTHING_THERE, WRITTEN_HERE } from './sentences.ts'
import { handPosted } from './source-ids.ts'

export interface AskedDeps {
  readonly database: {
    readonly store: Pick<Store, 'load' | 'message' | 'byNumber' | 'list' | 'linked' | 'taken'>
  }
  readonly people: Pick<DiscordPeople, 'memberOf' | 'nameOf'>
  /** Whose thread this channel is; null where it is none's. */
  readonly conversationIn: (channel: string) => Promise<ConversationId | null>
  /** Why nothing can be done any more in this channel; null where its conversation goes on in it. */
  readonly awayFrom: (id: ConversationId, channel: string) => Promise<string | null>
}

const OLD_BUTTON = 'This button is not known any more: use the card.'
const OLD_FORM = 'This form is not known any more. Open it anew from the card.'
const NO_COMMAND = 'Greenroom does not know this command any more: reload Discord.'
const NOBODY = 'They are not a member of the team.'

/** What was asked for by a slash command, a menu, a button or a form; or in a sentence why it is nothing. */
export function readingAsked({ database, people, conversationIn, awayFrom }: AskedDeps) {
  const { store } = database

  async function askedBy(given: Exclude<Interaction, Search>): Promise<Asked | Wrong> {
    const asked = await readBy(given)
    if ('wrong' in asked || !asked.conversation || asked.command.afterMove) return asked
    const channel = given.channel_id ?? ''
    const { id } = asked.conversation
    const away = (await conversationIn(channel)) === id && (await awayFrom(id, channel))
    return away ? { wrong: away } : asked
  }

  async function readBy(given: Exclude<Interaction, Search>) {
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
    if (item?.beside) return chosenBeside(command, { channel, id: data.target_id })
    // A thread that hangs on a message has its id: the card's menu is its thread's.
    const conversation = (await conversationAt(channel)) ?? (await conversationAt(data.target_id))
    return conversation ? bare(command, conversation) : { wrong: NOT_A_THREAD }
  }

  /** The post may be one of several that show a message, or a note that was sent since. */
  async function chosenBeside(command: Command, at: At): Promise<Asked | Wrong> {
    const link = await linkedPost(store, at)
    const message = link?.message ? await store.message(link.message) : null
    if (!message) return { wrong: NOTHING_THERE }
    // The app cannot change what somebody wrote, and the thread would go on showing the former words.
    const isTheirs = await handPosted(store, { channel: at.channel, posts: [at.id] })
    if (isTheirs && command.name === 'edit') return { wrong: WRITTEN_HERE }
    return pressedBeside({ command: command.name, message: await asSent(message) })
  }

  /** What is read now: a note that was claimed and sent is the reply that it became, until that is taken back. */
  async function asSent({ id, sentAs }: Message): Promise<MessageId> {
    const reply = sentAs === undefined ? null : await store.message(sentAs)
    return reply && reply.removedAt === undefined && reply.withdrawnAt === undefined ? reply.id : id
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
    return { ...bare(command, conversation), args: chosenArgs(command, press.chosen) }
  }

  async function pressedBeside(press: MessagePress): Promise<Asked | Wrong> {
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
    if (about.message !== null) {
      const asked = await pressedBeside({ command: command.name, message: about.message })
      if ('wrong' in asked) return { wrong: OLD_FORM }
      return { ...asked, args: { ...filled.args, ...asked.args }, bare: false }
    }
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
