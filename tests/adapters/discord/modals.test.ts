import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelChoices } from '../../../src/conversation/naming-labels.ts'
import { CHOICES } from '../../support/example-labels.ts'
import { formId, readFormId } from '../../../src/adapters/discord/form-ids.ts'
import { messageButton, readMessagePress } from '../../../src/adapters/discord/message-presses.ts'
import { commandForm, readForm } from '../../../src/adapters/discord/modals.ts'
import type { Modal } from '../../../src/adapters/discord/modals.ts'
import { pressId, readPressId } from '../../../src/adapters/discord/press-ids.ts'
import { MORE, optionValue } from '../../../src/adapters/chats/presses.ts'
import type { Arg, Command } from '../../../src/commands/command.ts'
import { commandNamed, commands } from '../../../src/commands/index.ts'
import type { ConversationId, MessageId } from '../../../src/conversation/ids.ts'
import { checked, form, text } from '../../support/discord/forms/check.ts'
import { fields } from '../../support/discord/forms/components.ts'
import { expectAlways } from '../slack/always.ts'

const ID = 'b6a1f0f4-7f0e-4a52-9a52-6f4e2f6a7a10' as ConversationId
const conversation = { id: ID, number: 1042, version: 999_999_999 }
const picks = Array.from({ length: 25 }, (_, at) => ({ name: `10${at} · Mia`, value: `c-${at}` }))
const choices = {
  members: [
    { name: 'Ana', value: 'ana' },
    { name: 'Ben', value: 'ben' },
  ],
  tags: ['refund', 'vip'],
  chats: ['desk', 'slack', 'discord'],
  labels: labelChoices([...CHOICES.intents, ...CHOICES.departments]),
  teams: [{ id: 'billing', name: 'Billing' }],
}

function named(name: string): Command {
  const found = commandNamed(name)
  if (!found) throw new Error(`There is no command ${name}.`)
  return found
}

function check(modal: Modal): void {
  const shape = { custom_id: text(1, 100), title: text(1, 45), components: fields }
  checked((problems) => form(shape, Object.keys(shape))(plain(modal), [], problems))
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

interface Seen {
  readonly label: string
  readonly component: {
    readonly type: number
    readonly custom_id: string
    readonly value?: string
    readonly required?: boolean
    readonly options?: readonly { readonly label: string; readonly default?: true }[]
  }
}

const seen = (modal: Modal) => plain(modal.components) as Seen[]

/** What Discord sends when somebody submits the form as it stands. */
function submitted(modal: Modal, filled: Readonly<Record<string, string>> = {}) {
  return seen(modal).map(({ component: { custom_id: id, type, value = '' } }) =>
    type === 4
      ? { custom_id: id, value: filled[id] ?? value }
      : { custom_id: id, values: [filled[id] ?? []].flat() },
  )
}

const asked = commands.filter(({ args }) => args.some(({ kind }) => kind !== 'message'))

describe('a form', () => {
  it.each(asked)('of /$name is taken by Discord, in its thread and outside', (command) => {
    const long = ({ kind }: Arg) => (kind === 'message' ? ID : 'x'.repeat(9_000))
    const given = Object.fromEntries(command.args.map((arg) => [arg.name, long(arg)]))
    expect(() => {
      check(commandForm(command, conversation, choices))
      check(commandForm(command, picks, choices))
      check(commandForm(command, conversation, choices, given))
    }).not.toThrow()
  })

  it('says which conversation it is about', () => {
    expect(commandForm(named('reply'), conversation, choices).title).toBe('Reply · 1042')
    const [which] = seen(commandForm(named('claim'), picks, choices))
    expect(which).toMatchObject({ label: 'Conversation' })
    expect(which?.component.options).toHaveLength(25)
  })

  it('has a list for what is chosen, and a line where it is too long to be one', () => {
    const [agent, note] = seen(commandForm(named('transfer'), conversation, choices))
    expect(agent?.component.options?.map(({ label }) => label)).toEqual(['Ana', 'Ben'])
    expect(note?.component).toMatchObject({ type: 4, required: false })
    const many = Array.from({ length: 26 }, (_, at) => ({ name: `Agent ${at}`, value: `${at}` }))
    const [typed] = seen(commandForm(named('assign'), conversation, { ...choices, members: many }))
    expect(typed?.component.type).toBe(4)
  })

  it('keeps what was typed already', () => {
    const given = { agent: 'ben', note: 'He knows the courier' }
    const [agent, note] = seen(commandForm(named('transfer'), conversation, choices, given))
    expect(agent?.component.options?.find((one) => one.default)?.label).toBe('Ben')
    expect(note?.component.value).toBe('He knows the courier')
    const [until] = seen(commandForm(named('snooze'), conversation, choices, { until: '2d' }))
    expect(until?.component).toMatchObject({ type: 4, value: '2d' })
  })

  it('holds the longest canned reply, and gives it back whole', () => {
    const reply = `${'All is well. '.repeat(760)}Bye`
    const modal = commandForm(named('reply'), conversation, choices, { text: reply })
    expect(seen(modal).map(({ component }) => component.required)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(readForm(named('reply'), submitted(modal)).args['text']).toBe(reply)
  })

  it('makes no word out of two where a text goes on in the next field', () => {
    const fields = [
      { custom_id: 'arg:text', value: 'All is well.' },
      { custom_id: 'arg:text:2', value: 'Bye' },
      { custom_id: 'arg:text:3', value: '' },
    ]
    expect(readForm(named('reply'), fields).args).toEqual({ text: 'All is well.\nBye' })
  })

  it('is read as it was filled in', () => {
    const close = commandForm(named('close'), picks, choices)
    const filled = { conversation: 'c-3', 'arg:outcome': 'spam', 'arg:note': '  Again \n' }
    expect(readForm(named('close'), submitted(close, filled))).toEqual({
      args: { outcome: 'spam', note: 'Again' },
      conversation: 'c-3',
      files: [],
    })
  })
})

describe('what a component carries', () => {
  it('fits, and says the same when it comes back', () => {
    for (const { name } of commands) {
      const id = pressId(name, conversation)
      expect(id.length).toBeLessThanOrEqual(100)
      expect(readPressId(id, undefined)).toEqual({
        command: name,
        conversation: ID,
        version: conversation.version,
      })
      const about = { command: name, conversation: ID, message: null }
      expect(formId(about).length).toBeLessThanOrEqual(100)
      expect(readFormId(formId(about))).toEqual(about)
      expect(readFormId(formId({ ...about, conversation: null }))).toEqual({
        ...about,
        conversation: null,
      })
      expect(readPressId(formId(about), undefined)).toBeNull()
    }
    expect(readPressId(MORE, optionValue('close', conversation))?.command).toBe('close')
    expect(readPressId(MORE, undefined)).toBeNull()
  })

  it('names the message that it is beside', () => {
    const id = 'b6a1f0f4-7f0e-4a52-9a52-6f4e2f6a7a11' as MessageId
    const [button] = messageButton('retry', 'Retry', { id }).components
    const customId = button && 'custom_id' in button ? button.custom_id : ''
    expect(customId.length).toBeLessThanOrEqual(100)
    expect(readMessagePress(customId)).toEqual({ command: 'retry', message: id })
    expect(readPressId(customId, undefined)).toBeNull()
    expect(readMessagePress(pressId('claim', conversation))).toBeNull()
    const about = { command: 'edit', conversation: null, message: id }
    expect(formId({ ...about, conversation: ID })).toBe(formId(about))
    expect(readFormId(formId(about))).toEqual(about)
  })

  it('is nothing when it is not ours', () => {
    expectAlways(
      fc.property(fc.string({ maxLength: 100 }), (id) => {
        expect([readPressId(id, id), readMessagePress(id), readFormId(id)]).toEqual([
          null,
          null,
          null,
        ])
      }),
    )
  })
})
