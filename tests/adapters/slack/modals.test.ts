import fc from 'fast-check'
import { anyText, expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { labelChoices } from '../../../src/conversation/naming-labels.ts'
import { CHOICES } from '../../support/example-labels.ts'
import { PICK_AGENT, PICK_CANNED, suggest } from '../../../src/adapters/slack/fields.ts'
import {
  answerView,
  commandForm,
  formErrors,
  loadingView,
  readAbout,
  readForm,
} from '../../../src/adapters/slack/modals.ts'
import { commandOf } from '../../../src/adapters/chats/presses.ts'
import type { Command } from '../../../src/commands/command.ts'
import { commandNamed, commands } from '../../../src/commands/index.ts'
import type { ConversationId, MessageId } from '../../../src/conversation/ids.ts'
import { checkView } from '../../support/slack/blocks/view.ts'

const about = { conversation: 'c1' as ConversationId, message: 'm1' as MessageId }
const choices = {
  members: [
    { id: 'ana', name: 'Ana' },
    { id: 'ben', name: 'Ben' },
  ],
  tags: ['refund', 'vip'],
  chats: ['desk', 'slack'],
  labels: labelChoices([...CHOICES.intents, ...CHOICES.departments]),
  teams: [{ id: 'billing', name: 'Billing' }],
}
const valid = (view: object) => checkView({ ...view })

function named(name: string): Command {
  const command = commandNamed(name)
  if (!command) throw new Error(`There is no command ${name}.`)
  return command
}

interface Field {
  readonly type: string
  readonly block_id: string
  readonly optional?: boolean
  readonly element: {
    readonly type: string
    readonly action_id: string
    readonly initial_value?: string
  }
}

function fieldsOf(view: { readonly blocks: readonly object[] }): Field[] {
  return (view.blocks as Field[]).filter(({ type }) => type === 'input')
}

/** What Slack sends when somebody fills a form in so. */
function submitted(
  view: { readonly blocks: readonly object[] },
  fill: (field: Field) => string | null,
) {
  return Object.fromEntries(
    fieldsOf(view).map((field) => {
      const { type, action_id: id } = field.element
      const value = fill(field)
      const picked = value === null ? null : { text: { type: 'plain_text', text: value }, value }
      const state =
        type === 'plain_text_input' ? { type, value } : { type, selected_option: picked }
      return [field.block_id, { [id]: state }]
    }),
  )
}

describe.each(commands.map((command) => [command.name, command] as const))(
  'the form of /%s',
  (_, command) => {
    const view = commandForm(command, about, choices)

    it('is one that Slack takes', () => {
      expect(() => valid(view)).not.toThrow()
      expect(commandOf(view.callback_id ?? '')).toBe(command.name)
    })

    it('brings back what it is about and what was filled in', () => {
      expect(readAbout(view.private_metadata ?? '')).toEqual(about)
      const args = readForm(
        command,
        about,
        submitted(view, ({ block_id: id }) => `value of ${id}`),
      )
      for (const arg of command.args) {
        expect(args?.[arg.name]).toBe(arg.kind === 'message' ? 'm1' : `value of arg:${arg.name}`)
      }
    })

    it('asks for just what is required', () => {
      const required = command.args.filter((arg) => arg.required && arg.kind !== 'message')
      expect(fieldsOf(view).filter((field) => !field.optional)).toHaveLength(required.length)
      const empty = readForm(
        command,
        about,
        submitted(view, () => null),
      )
      expect(Object.keys(empty ?? {})).toEqual(
        command.args.filter(({ kind }) => kind === 'message').map(({ name }) => name),
      )
    })
  },
)

describe('a form', () => {
  it('offers the agents by public name, as a list or, when they are many, as one types', () => {
    const field = fieldsOf(commandForm(named('assign'), about, choices))[0]
    expect(field?.element).toMatchObject({
      type: 'static_select',
      options: [
        { text: { text: 'Ana' }, value: 'ana' },
        { text: { text: 'Ben' }, value: 'ben' },
      ],
    })
    const members = Array.from({ length: 101 }, (_, index) => ({
      id: `m${index}`,
      name: `Member ${index}`,
    }))
    const many = commandForm(named('assign'), about, { ...choices, members })
    expect(fieldsOf(many)[0]?.element).toMatchObject({
      type: 'external_select',
      action_id: PICK_AGENT,
    })
    expect(() => valid(many)).not.toThrow()
  })

  it('asks for canned replies as one types', () => {
    const [field] = fieldsOf(commandForm(named('canned'), about, choices))
    expect(field?.element).toMatchObject({ type: 'external_select', action_id: PICK_CANNED })
  })

  it('holds a long text in as many fields as it takes, and gives all of it back', () => {
    const text = Array.from({ length: 1_500 }, (_, index) => `Word${index}`).join(' ')
    const view = commandForm(named('reply'), about, choices, { text })
    expect(fieldsOf(view).length).toBeGreaterThan(3)
    expect(() => valid(view)).not.toThrow()
    const back = readForm(
      named('reply'),
      about,
      submitted(view, ({ element }) => element.initial_value ?? ''),
    )
    expect(back).toEqual({ text })
  })

  it('shows a refusal beside the field that it is about', () => {
    const refusal = { code: 'invalid', sentence: 'Say to whom: `@name`.' } as const
    expect(formErrors(named('transfer'), {}, refusal)).toEqual({ 'arg:agent': refusal.sentence })
    expect(formErrors(named('close'), { outcome: 'answered' }, refusal)).toEqual({
      'arg:outcome': refusal.sentence,
    })
    expect(formErrors(named('claim'), {}, refusal)).toBeNull()
    expect(formErrors(named('undo'), {}, refusal)).toBeNull()
  })

  it('is read from nothing but what Slack sends', () => {
    expectAlways(
      fc.property(fc.jsonValue(), fc.string(), (values, metadata) => {
        expect(() => readForm(named('transfer'), about, values)).not.toThrow()
        expect(() => readAbout(metadata)).not.toThrow()
        expect(readAbout(JSON.stringify(values))).toBeNull()
      }),
    )
  })
})

describe('suggestions', () => {
  it('are what begins with what was typed, then what has it elsewhere, a hundred at most', () => {
    const names = ['late-refund', 'refund', 'Refund-vip', 'hello']
    expect(suggest(names, 'ref').map(({ value }) => value)).toEqual([
      'refund',
      'Refund-vip',
      'late-refund',
    ])
    expect(
      suggest(
        Array.from({ length: 300 }, (_, index) => `reply-${index}`),
        '',
      ),
    ).toHaveLength(100)
  })
})

describe('an answer', () => {
  it('is shown whole when there is room, and else says how much is missing', () => {
    expectAlways(
      fc.property(anyText(), fc.integer({ min: 1, max: 400 }), (text, times) => {
        expect(() =>
          valid(answerView('Transcript of a very long conversation', text.repeat(times))),
        ).not.toThrow()
      }),
    )
    const view = answerView('Transcript', 'word '.repeat(60_000))
    expect(() => valid(view)).not.toThrow()
    expect(JSON.stringify(view.blocks.at(-1))).toMatch(/and \d+ more characters/)
  })

  it('is waited for', () => {
    expect(() => valid(loadingView('Close'))).not.toThrow()
  })
})
