import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labelOf } from '../../../src/adapters/chats/offered.ts'
import { definitions } from '../../../src/adapters/discord/definitions.ts'
import { MESSAGE_MENU, PERSON_MENU } from '../../../src/adapters/discord/menus.ts'
import { messageButton } from '../../../src/adapters/discord/message-presses.ts'
import { parsePosts } from '../../../src/adapters/discord/refs.ts'
import type { Arg, Command } from '../../../src/commands/command.ts'
import { commandNamed, commands } from '../../../src/commands/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Ref, TeamCommand } from '../../../src/ports.ts'
import { INBOX, opening } from '../../contracts/changes.ts'
import { aMember, aMessage, asPost } from '../../support/desk.ts'
import type { Outcome } from '../../support/discord/hands.ts'
import { openDiscordChat } from '../../support/discord-chat.ts'
import type { DiscordChat } from '../../support/discord-chat.ts'
import { BESIDE_A_MESSAGE, TYPED_COMMANDS, typedArguments } from '../../support/every-command.ts'
import { STATES } from '../slack/house.ts'

let on: DiscordChat
let ref: Ref
let conversation: Conversation
/** What the app posted in Ben's name. */
let post: { readonly channel: string; readonly id: string }

beforeAll(async () => {
  on = await openDiscordChat()
  await on.database.people.put(aMember('Ben', 'admin'))
  const hello = { inbox: INBOX, name: 'hello', text: 'Hello there!' }
  await on.database.library.seed([hello])
  const change = opening()
  const message = { conversation: change.after.id }
  const note = aMessage('n1', 'Mind the tone', { ...message, kind: 'note', by: human() })
  const saved = await on.database.store.save({ ...change, messages: [note] })
  if (saved.outcome !== 'won') throw new Error('It was not opened.')
  conversation = saved.conversation
  const opened = await on.chat.openThread(conversation, on.place)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
  const posted = await on.chat.post(ref, asPost(note))
  const posts = posted.ok ? parsePosts(posted.ref) : null
  if (!posts) throw new Error('It was not posted.')
  post = { channel: posts.channel, id: posts.posts[0] }
  await on.discord.until(() => on.discord.commands().length > 0, 'the app’s commands')
})

afterAll(async () => on.stop())

function human() {
  const { id, name, role } = aMember('Ben', 'admin')
  return { kind: 'human', id, name, role } as const
}

const ben = () => on.discord.user('ben')
const thread = () => ({ id: on.thread(ref).id })
const number = () => String(conversation.number)

/** Resolves with the command that the road was given next. */
async function given(doing: () => Promise<unknown>): Promise<TeamCommand> {
  const before = on.inbox.commands.length
  await doing()
  await on.discord.until(() => on.inbox.commands.length > before, 'a command')
  const found = on.inbox.commands.at(-1)
  if (!found) throw new Error('There is no command.')
  return found
}

/** The same, where a form or a list may stand between: it is filled in as it wants. */
async function asked(command: Command, doing: () => Promise<Outcome>): Promise<TeamCommand> {
  return given(async () => {
    const { modal, message } = await doing()
    if (modal) await ben().submits(filled(command))
    if (message?.buttons.includes('hello')) await ben().chooses(message, 'Which', 'hello')
  })
}

/** What a person could choose or type for an argument. */
function value({ kind, choices }: Arg): string {
  const [first = 'some words'] = choices
  if (kind === 'agent') return 'Ben'
  if (kind === 'canned') return 'hello'
  return kind === 'chat' ? 'desk' : first
}

function filled({ args }: Command): Readonly<Record<string, string>> {
  const asks = args.filter(({ kind }) => kind !== 'message')
  return Object.fromEntries(asks.map((arg) => [arg.label, value(arg)]))
}

function options({ args }: Command): Readonly<Record<string, string>> {
  return Object.fromEntries(args.map((arg) => [arg.name, value(arg)]))
}

const each = (list: readonly Command[]) => list.map((one) => [one.name, one] as const)

describe.each(each(TYPED_COMMANDS))('in Discord, %s', (name, command) => {
  const rest = typedArguments(command)
  const about = () => (command.inThread ? conversation.id : null)
  const inThread = () => expect.objectContaining({ name, conversation: conversation.id }) as unknown

  it('is given by a slash command in the thread', async () => {
    const { args, ...got } = await given(() => ben().runs(`/${name}`, thread(), options(command)))
    expect(got).toMatchObject({ name, conversation: about() })
    expect(Object.keys(args).toSorted()).toEqual(command.args.map((arg) => arg.name).toSorted())
  })

  it('is given by a slash command outside of threads, which names the conversation', async () => {
    const which = command.inThread ? { conversation: number() } : {}
    const line = () => ben().runs(`/${name}`, 'lobby', { ...options(command), ...which })
    expect(await given(line)).toMatchObject({ name, conversation: about() })
  })

  it('is given by a line in the thread', async () => {
    expect(await given(() => ben().says(thread(), `!${name} ${rest}`))).toEqual(inThread())
  })

  it('is given by mentioning the app in the thread', async () => {
    const line = `@Greenroom ${name} ${rest}`
    expect(await given(() => ben().says(thread(), line))).toEqual(inThread())
  })

  it('is given by mentioning the app outside of threads, with the conversation’s number', async () => {
    const line = `@Greenroom ${name} ${command.inThread ? `${number()} ` : ''}${rest}`
    const got = await given(() => ben().says('lobby', line))
    expect(got).toMatchObject({ name, conversation: about() })
  })
})

describe('the menus in Discord', () => {
  it.each(MESSAGE_MENU)('of a message give $label', async ({ label, command: name }) => {
    const command = commandNamed(name) ?? fail(name)
    const got = await asked(command, () => ben().shortcut(label, post))
    const about = BESIDE_A_MESSAGE.includes(command) ? { message: 'n1' } : {}
    expect(got).toMatchObject({ name, conversation: conversation.id, args: about })
  })

  it.each(PERSON_MENU)('of a person give $label', async ({ label, command: name, arg }) => {
    const command = commandNamed(name) ?? fail(name)
    const got = await asked(command, () => ben().shortcut(label, { user: 'ben', place: thread() }))
    expect(got).toMatchObject({ name, args: { [arg]: 'ben' } })
  })

  it('are no more than Discord takes', () => {
    expect(MESSAGE_MENU.length).toBeLessThanOrEqual(15)
    expect(PERSON_MENU.length).toBeLessThanOrEqual(15)
  })
})

describe('in Discord', () => {
  it('what is about one message stands beside it, as a button or in its menu', () => {
    const menu = MESSAGE_MENU.filter(({ beside }) => beside).map(({ command }) => command)
    const buttons = (['undo', 'send', 'retry'] as const).filter(
      (name) => messageButton(name, name, { id: 'n1' as never }).components.length > 0,
    )
    expect(BESIDE_A_MESSAGE.map(({ name }) => name)).toEqual([...buttons, ...menu])
  })

  it('help names every command that can be typed, and each is registered', async () => {
    const help = await commandNamed('help')?.run({ by: { role: 'admin' } } as never)
    const text = help && 'text' in help ? help.text : ''
    const registered = definitions(commands, ['desk']).map(({ name }) => name)
    for (const { name } of TYPED_COMMANDS) {
      expect(text).toContain(`/${name}`)
      expect(registered).toContain(name)
    }
  })
})

// Last, for the thread of what is closed is archived.
const ON_CARDS = commands.filter(
  ({ name, button }) => button !== null || ['reply', 'canned', 'note'].includes(name),
)

describe('the card in Discord', () => {
  it.each(each(commands.filter(({ pick }) => pick)))(
    'gives %s once a value is chosen in its list',
    async (name, { pick }) => {
      await on.chat.refresh(ref, conversation)
      const doing = () => ben().chooses(on.card(ref), pick?.label ?? '', 'Refund')
      expect(await given(doing)).toMatchObject({
        name,
        conversation: conversation.id,
        args: { [pick?.arg ?? '']: 'refund' },
      })
    },
  )

  it.each(each(ON_CARDS))('gives %s, in some state', async (name, command) => {
    const label = labelOf(command)
    for (const state of Object.values(STATES)) {
      const { id, number: its, visitor } = conversation
      await on.chat.refresh(ref, { ...state, id, number: its, visitor, places: [on.place] })
      if (on.card(ref).buttons.includes(label)) break
    }
    const card = on.card(ref)
    const isButton = JSON.stringify(card.components).includes(`"label":"${label}","style"`)
    const got = await asked(command, () =>
      isButton ? ben().presses(card, label) : ben().chooses(card, 'More…', label),
    )
    expect(got).toMatchObject({ name, conversation: conversation.id })
  })
})

function fail(name: string): never {
  throw new Error(`There is no command “${name}”.`)
}
