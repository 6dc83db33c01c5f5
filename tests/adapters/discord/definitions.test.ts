import { describe, expect, it } from 'vitest'
import { definitions, hashOf } from '../../../src/adapters/discord/definitions.ts'
import { MESSAGE_MENU, PERSON_MENU } from '../../../src/adapters/discord/menus.ts'
import { command } from '../../../src/commands/command.ts'
import { commandNamed, commands } from '../../../src/commands/index.ts'
import { checkCommands } from '../../support/discord/forms/commands.ts'
import type { JsonObject } from '../../support/slack/json.ts'

interface Option {
  readonly name: string
  readonly type: number
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly { readonly value: string }[]
}

interface Definition {
  readonly name: string
  readonly type: number
  readonly options?: readonly Option[]
}

const CHATS = ['desk', 'slack', 'discord']
const all = plain(definitions(commands, CHATS)) as Definition[]

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function options(name: string): readonly Option[] {
  const found = all.find((one) => one.name === name && one.type === 1)
  if (!found) throw new Error(`There is no /${name}.`)
  return found.options ?? []
}

describe('what the app registers in the server', () => {
  it('is taken by Discord as it is', () => {
    expect(() => checkCommands(all as unknown as JsonObject[])).not.toThrow()
  })

  it('has every command that is typed, and none that is pressed beside a message', () => {
    const slash = all.filter(({ type }) => type === 1).map(({ name }) => name)
    const typed = commands.filter(({ args }) => !args.some(({ kind }) => kind === 'message'))
    expect(slash).toEqual(typed.map(({ name }) => name))
    expect(slash).not.toContain('undo')
  })

  it.each(commands.filter(({ args }) => args.every(({ kind }) => kind !== 'message')))(
    'asks for all that /$name takes, and for the conversation where it is about one',
    ({ name, args, inThread }) => {
      const names = options(name).map((option) => option.name)
      for (const arg of args) expect(names).toContain(arg.name)
      expect(names.includes('conversation')).toBe(inThread)
    },
  )

  it('offers fixed choices as such, and searches for what there may be many of', () => {
    const option = (name: string, of: string) => options(name).find((one) => one.name === of)
    expect(option('close', 'outcome')).toMatchObject({ required: true })
    expect(option('close', 'outcome')?.choices?.map(({ value }) => value)).toContain('spam')
    expect(option('move', 'to')?.choices?.map(({ value }) => value)).toEqual(CHATS)
    expect(option('assign', 'agent')).toMatchObject({ autocomplete: true, required: true })
    expect(option('canned', 'name')).toMatchObject({ autocomplete: true, required: false })
    expect(option('snooze', 'until')).toMatchObject({ autocomplete: true })
    expect(option('claim', 'conversation')).toMatchObject({ autocomplete: true })
  })

  it('lets words be left out, for a form in which they have more than one line', () => {
    const [text] = options('reply')
    expect(text).toMatchObject({ name: 'text' })
    expect(text?.required ?? false).toBe(false)
    expect(options('whisper').map(({ name }) => name)).toEqual(['to', 'text', 'conversation'])
    expect(options('reply').map(({ name }) => name)).toContain('file')
  })

  it('has menus for messages and for people, each for a command that there is', () => {
    const names = (type: number) => all.filter((one) => one.type === type).map(({ name }) => name)
    expect(names(3)).toEqual(MESSAGE_MENU.map(({ label }) => label))
    expect(names(2)).toEqual(PERSON_MENU.map(({ label }) => label))
    for (const { command: name } of [...MESSAGE_MENU, ...PERSON_MENU])
      expect(commandNamed(name)?.name).toBe(name)
    for (const { command: name, arg } of PERSON_MENU)
      expect(commandNamed(name)?.args.map((one) => one.name)).toContain(arg)
  })

  it('is known by its hash, which changes with it', () => {
    expect(hashOf(definitions(commands, CHATS))).toBe(hashOf(definitions(commands, CHATS)))
    const other = command({ name: 'wave', summary: 'Wave', run: () => ({ text: 'Hello' }) })
    expect(hashOf(definitions([...commands, other], CHATS))).not.toBe(
      hashOf(definitions(commands, CHATS)),
    )
  })
})
