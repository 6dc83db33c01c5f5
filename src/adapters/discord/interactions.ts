import type { Command } from '../../commands/command.ts'
import { commandNamed } from '../../commands/index.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Database, Member } from '../../ports.ts'
import { commandOf } from '../chats/presses.ts'
import { remembered } from '../chats/remembered.ts'
import { discordAsking } from './asking.ts'
import type { Wish } from './asking.ts'
import type { Asked } from './asked.ts'
import { fittingChoices } from './components.ts'
import { CONVERSATION } from './definitions.ts'
import { BEGUN } from './doing.ts'
import type { DoingDeps } from './doing.ts'
import type { Gateway } from './gateway.ts'
import { interaction as shape, targetOf, whoOf } from './interaction.ts'
import type { ButtonPress, Interaction, Menu, Search, Slash, Submission } from './interaction.ts'
import { readFormId } from './form-ids.ts'
import { MESSAGE_MENU, PERSON_MENU } from './menus.ts'
import { readMessagePress } from './message-presses.ts'
import { readForm } from './modals.ts'
import { offering as offeringFrom } from './offering.ts'
import type { OfferingDeps } from './offering.ts'
import { argsIn, conversationNamed, filesIn, valueOf } from './options.ts'
import type { DiscordPeople } from './people.ts'
import { readPressId } from './press-ids.ts'
import { answering } from './responding.ts'
import type { LinkTo } from './said.ts'
import { NOT_A_THREAD, STRANGER } from './sentences.ts'

export interface InteractionDeps extends DoingDeps, OfferingDeps {
  readonly database: Pick<Database, 'store' | 'intake' | 'people' | 'library'>
  readonly gateway: Pick<Gateway, 'call'>
  readonly people: Pick<DiscordPeople, 'memberOf' | 'nameOf'>
  /** Whose thread this channel is; null where it is none's. */
  readonly conversationIn: (channel: string) => Promise<ConversationId | null>
  readonly linkTo: LinkTo
}

const OLD_BUTTON = 'This button is not known any more: use the card.'
const OLD_FORM = 'This form is not known any more. Open it anew from the card.'
const NO_COMMAND = 'Greenroom does not know this command any more: reload Discord.'
const NOBODY = 'They are not a member of the team.'

/** Enough for what comes again after a gap. */
const MOST = 5_000

/** What people do with slash commands, menus, buttons and forms. */
export interface Interactions {
  /** Answers one as it comes: Discord waits three seconds. One that came before is left alone. */
  answer(interaction: unknown): Promise<void>
  /** Does what was begun before, and is not known to be done. */
  takeUp(): Promise<void>
}

export function discordInteractions(deps: InteractionDeps): Interactions {
  const { database, people, gateway, linkTo } = deps
  const { store, intake } = database
  const offering = offeringFrom(deps)
  const { next } = discordAsking({ ...deps, offering })
  const seen = remembered<true>(MOST)
  const under = new Set<string>()

  async function take(raw: unknown, kept?: number): Promise<void> {
    const given = shape.safeParse(raw).data
    if (!given || under.has(given.id) || (kept === undefined && seen.get(given.id))) return
    seen.set(given.id, true)
    under.add(given.id)
    try {
      await handle(given, raw, kept)
    } finally {
      under.delete(given.id)
    }
  }

  async function handle(given: Interaction, raw: unknown, kept?: number): Promise<void> {
    const answer = answering(gateway, given, linkTo)
    const who = whoOf(given)
    const by = who && (await people.memberOf(who))
    if (given.type === 4) return answer.offer(by ? fittingChoices(await search(given, by)) : [])
    if (!by) return answer.say(STRANGER)
    const asked = await askedBy(given)
    if ('wrong' in asked) return answer.say(asked.wrong)
    const wish: Wish = { id: given.id, by, asked, raw, fromForm: given.type === 5 }
    return next(kept === undefined ? wish : { ...wish, kept }, answer)
  }

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

  async function search({ data, channel_id: channel }: Search, by: Member) {
    const command = commandNamed(data.name)
    const option = data.options.find(({ focused }) => focused)
    if (!command || !option) return []
    const words = valueOf(data.options, option.name)
    if (option.name === CONVERSATION) return offering.conversations(command, by, words)
    const arg = command.args.find(({ name }) => name === option.name)
    if (!arg) return []
    const named = await conversationNamed(data.options, store)
    const conversation = 'found' in named ? named.found : null
    return offering.values(command, arg, words, conversation ?? (await conversationAt(channel)))
  }

  async function conversationAt(channel: string): Promise<Conversation | null> {
    const id = await deps.conversationIn(channel)
    return id && store.load(id)
  }

  return {
    answer: (interaction) => take(interaction),
    async takeUp() {
      for (const { body, seq } of await intake.waiting(BEGUN, MOST)) await take(body, seq)
    },
  }
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
