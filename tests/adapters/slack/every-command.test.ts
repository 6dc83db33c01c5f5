import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlackChat, PARTNERS } from '../../support/slack-chat.ts'
import type { SlackChat } from '../../support/slack-chat.ts'
import { drawCard } from '../../../src/adapters/slack/cards.ts'
import { SHORTCUTS } from '../../../src/adapters/slack/commands.ts'
import { manifest } from '../../../src/adapters/slack/manifest.ts'
import { actionOf, MORE, readPress } from '../../../src/adapters/chats/presses.ts'
import { SHORT } from '../../../src/adapters/slack/typed.ts'
import type { Command } from '../../../src/commands/command.ts'
import { commandNamed, commands } from '../../../src/commands/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Ref } from '../../../src/ports.ts'
import { aMember, aMessage, asPost } from '../../support/desk.ts'
import { opening } from '../../contracts/changes.ts'
import { BESIDE_A_MESSAGE, TYPED_COMMANDS, typedArguments } from '../../support/every-command.ts'
import { STATES, subject } from './house.ts'

let on: SlackChat
let ref: Ref
let conversation: Conversation

beforeAll(async () => {
  on = await openSlackChat()
  await on.database.people.put({ ...aMember('Ben', 'admin'), email: 'ben@example.com' })
  const saved = await on.database.store.save(opening())
  if (saved.outcome !== 'won') throw new Error('It was not opened.')
  conversation = saved.conversation
  const opened = await on.chat.openThread(conversation, PARTNERS)
  if (!opened.ok) throw new Error(opened.reason)
  ref = opened.ref
  await on.chat.post(ref, asPost(aMessage('m1', 'Hello?', { conversation: conversation.id })))
})

afterAll(async () => on.stop())

const ben = () => on.slack.user('ben')
const inThread = () => ({ thread: on.thread(ref).root })

/** Resolves with the command that the road was given next. */
async function given(doing: () => Promise<unknown>): Promise<string> {
  const before = on.inbox.commands.length
  await doing()
  await on.slack.until(() => on.inbox.commands.length > before, 'a command')
  return on.inbox.commands.at(-1)?.name ?? ''
}

const each = (list: readonly Command[]) => list.map((one) => [one.name, one] as const)

describe.each(each(TYPED_COMMANDS))('in Slack, %s', (name, command) => {
  const rest = typedArguments(command)

  it('is given by a line in the thread', async () => {
    const line = `!${name} ${rest}`
    expect(await given(() => ben().says(PARTNERS.channel, line, inThread()))).toBe(name)
  })

  it('is given by mentioning the app in the thread', async () => {
    const line = `@greenroom ${name} ${rest}`
    expect(await given(() => ben().says(PARTNERS.channel, line, inThread()))).toBe(name)
  })

  it('is given outside of threads, with the conversation’s number where it is about one', async () => {
    const number = command.inThread ? `${conversation.number} ` : ''
    const line = `/greenroom ${name} ${number}${rest}`
    expect(await given(() => ben().runs(line, PARTNERS.channel))).toBe(name)
  })
})

describe('in Slack', () => {
  it('what goes with a button stands on the card, in some state, and so do canned replies and notes', () => {
    const onCards = new Set(
      Object.values(STATES).flatMap((state) => pressesOn(drawCard(subject(state), commands))),
    )
    const wanted = commands.filter(({ button }) => button).map(({ name }) => name)
    expect([...onCards].toSorted()).toEqual([...wanted, 'canned', 'note'].toSorted())
  })

  it.each(each(commands.filter(({ pick }) => pick)))(
    'a value chosen in a list of the card gives %s',
    async (name, { pick }) => {
      const { root } = on.thread(ref)
      const list = pick?.label ?? ''
      expect(await given(() => ben().presses(root, list, 'Refund'))).toBe(name)
      expect(on.inbox.commands.at(-1)).toMatchObject({
        conversation: conversation.id,
        args: { [pick?.arg ?? '']: 'refund' },
      })
    },
  )

  it.each(SHORTCUTS.filter((name) => commandNamed(name)?.args.length === 0))(
    'the menu of a message gives %s',
    async (name) => {
      const { root } = on.thread(ref)
      expect(await given(() => ben().shortcut(actionOf(name), root))).toBe(name)
    },
  )

  it.each(SHORTCUTS.filter((name) => commandNamed(name)?.args.length !== 0))(
    'the menu of a message asks for what %s wants',
    async (name) => {
      await ben().shortcut(actionOf(name), on.thread(ref).root)
      await on.slack.until(() => typeof ben().modal()?.submit === 'string', 'a form')
      expect(ben().modal()?.submit).toBeTruthy()
    },
  )

  it.each(SHORT)('/%s is a slash command of its own', async (name) => {
    const slash = manifest().features.slash_commands.map(({ command }) => command)
    expect(slash).toContain(`/${name}`)
    const number = commandNamed(name)?.inThread ? String(conversation.number) : ''
    const line = `/${name} ${number} ${typedArguments(commandNamed(name) ?? fail(name))}`
    expect(await given(() => ben().runs(line, PARTNERS.channel))).toBe(name)
  })

  it('what is about one message stands beside it; Slack itself edits and deletes', () => {
    const drawn = ['undo', 'send', 'retry']
    expect(BESIDE_A_MESSAGE.map(({ name }) => name)).toEqual([...drawn, 'edit', 'delete'])
  })

  it('help names every command that can be typed', async () => {
    const help = await commandNamed('help')?.run({ by: { role: 'admin' } } as never)
    const text = help && 'text' in help ? help.text : ''
    for (const { name } of TYPED_COMMANDS) expect(text).toContain(`/${name}`)
  })
})

function fail(name: string): never {
  throw new Error(`There is no command “${name}”.`)
}

interface Pressable {
  readonly action_id: string
  readonly value?: string
  readonly options?: readonly { readonly value: string }[]
}

function pressesOn({ blocks }: ReturnType<typeof drawCard>): string[] {
  const actions = blocks.find(({ type }) => type === 'actions')
  const elements = (actions as { elements?: readonly Pressable[] } | undefined)?.elements ?? []
  return elements.flatMap(({ action_id: id, value = '', options }) =>
    (id === MORE ? (options ?? []).map((one) => one.value) : [value]).flatMap(
      (one) => readPress(id, one)?.command ?? [],
    ),
  )
}
