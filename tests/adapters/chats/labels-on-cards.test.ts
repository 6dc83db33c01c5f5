import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  drawCard as drawDiscord,
  renderCardAsText as readDiscord,
} from '../../../src/adapters/discord/cards.ts'
import { bodyOf } from '../../../src/adapters/discord/posting.ts'
import { readPressId } from '../../../src/adapters/discord/press-ids.ts'
import {
  drawCard as drawSlack,
  renderCardAsText as readSlack,
} from '../../../src/adapters/slack/cards.ts'
import { readPress } from '../../../src/adapters/chats/presses.ts'
import { commands } from '../../../src/commands/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Given } from '../../../src/conversation/labels.ts'
import { labelChoices } from '../../../src/conversation/naming-labels.ts'
import { CHOICES, label } from '../../support/example-labels.ts'
import { checkMessage } from '../../support/discord/forms/message.ts'
import { checkMessageBlocks } from '../../support/slack/blocks/check.ts'
import { STATES, subject } from '../slack/house.ts'

const fixtures = join(import.meta.dirname, '../../fixtures')
const { waiting, closed } = STATES
if (!waiting || !closed) throw new Error('There is no such state.')

const refund = (confidence: number | null): Given => ({ id: 'refund', name: 'Refund', confidence })
const sorted: Conversation = {
  ...waiting,
  rule: 'Refunds',
  labels: {
    intent: refund(0.86),
    department: { id: 'billing', name: 'Billing', confidence: 0.8 },
    sentiment: { id: 'negative', name: 'negative', confidence: 0.9 },
    language: { id: 'de', name: 'de', confidence: 0.97 },
  },
}
const labels = labelChoices([...CHOICES.intents, ...CHOICES.departments])
const many = labelChoices(
  Array.from({ length: 140 }, (_, at) => label('intent', `l${at}`, { name: `Label ${at}` })),
)

interface Select {
  readonly id: string
  readonly placeholder: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly chosen: string | undefined
}

/** A list of the card, as it was sent to Slack. */
function inSlack(conversation: Conversation, offered = labels): Select | null {
  const { blocks } = drawSlack(subject(conversation, { labels: offered }), commands)
  checkMessageBlocks(blocks)
  for (const block of blocks) {
    if (block.type !== 'actions') continue
    const found = block.elements.find((one) => one.type === 'static_select')
    if (found?.type !== 'static_select') continue
    const { action_id: id = '', placeholder, options = [], initial_option: chosen } = found
    return {
      id,
      placeholder: placeholder?.text ?? '',
      options: options.map(({ text, value = '' }) => ({ name: text.text, value })),
      chosen: chosen?.value,
    }
  }
  return null
}

/** The same in Discord. */
function inDiscord(conversation: Conversation, offered = labels): Select | null {
  const card = drawDiscord(subject(conversation, { labels: offered }), commands)
  checkMessage('posted', bodyOf(card, { outbox: 'c1', part: 1 }))
  const all = (card.rows ?? []).flatMap(({ components }) => components)
  for (const one of all) {
    if (!('options' in one) || one.placeholder === 'More…') continue
    return {
      id: one.custom_id,
      placeholder: one.placeholder ?? '',
      options: one.options.map(({ label: name, value }) => ({ name, value })),
      chosen: one.options.find((option) => option.default)?.value,
    }
  }
  return null
}

describe('the card of a conversation that was sorted', () => {
  it('is what Slack is sent, and what Discord is', async () => {
    const slack = drawSlack(subject(sorted, { labels }), commands)
    const discord = drawDiscord(subject(sorted, { labels }), commands)
    const kept: readonly (readonly [string, string])[] = [
      ['slack/cards/sorted.json', `${JSON.stringify(slack, null, 2)}\n`],
      ['slack/cards/sorted.txt', `${readSlack(slack)}\n`],
      ['discord/cards/sorted.json', `${JSON.stringify(discord, null, 2)}\n`],
      ['discord/cards/sorted.txt', `${readDiscord(discord)}\n`],
    ]
    for (const [file, text] of kept) await expect(text).toMatchFileSnapshot(join(fixtures, file))
    for (const [chat, read] of [
      ['slack', readSlack(slack)],
      ['discord', readDiscord(discord)],
    ] as const) {
      expect(read).toContain('About: Refund (86 %) · Billing · negative · de')
      const manual = readFileSync(join(import.meta.dirname, `../../../docs/${chat}.md`), 'utf8')
      expect(manual).toContain(`\`\`\`text\n${read}\n\`\`\``)
    }
  })

  it('shows names of labels as words, whatever is in them', () => {
    const name = '**<!channel>** @everyone `x` <https://evil.example>'
    const nasty = { ...sorted, labels: { intent: { id: 'x', name, confidence: 0.9 } } }
    const slack = drawSlack(subject(nasty, { visitor: null }), commands)
    expect(slack.text).not.toContain('<!')
    expect(JSON.stringify(slack.blocks)).not.toMatch(/mrkdwn|"link"/)
    const [about] = drawDiscord(subject(nasty), commands).embed?.fields ?? []
    expect(about?.value).toMatch(/^\\\*\\\*/)
    expect(about?.value).not.toMatch(/[^\\]`/)
  })
})

describe.each([
  ['Slack', inSlack, 100],
  ['Discord', inDiscord, 25],
] as const)('the list of labels on a card in %s', (_, list, most) => {
  it('offers what visitors of the inbox want, and nothing where that is nothing', () => {
    expect(list(waiting)?.options.map(({ name }) => name)).toEqual([
      'Refund',
      'Where is my order',
      'Praise',
    ])
    expect(list(waiting, labelChoices(CHOICES.departments))).toBeNull()
    expect(list(closed)).toBeNull()
  })

  it('leaves a machine’s guess to be chosen, and shows what a person chose', () => {
    expect(list(waiting)).toMatchObject({ placeholder: 'It is about…', chosen: undefined })
    expect(list(sorted)).toMatchObject({
      placeholder: 'It is about… Refund? 86 %',
      chosen: undefined,
    })
    expect(list({ ...waiting, labels: { intent: refund(null) } })?.chosen).toBe('refund')
  })

  it('offers as many as it can, what it is already among them', () => {
    const intent = { id: 'l139', name: 'Label 139', confidence: null }
    const drawn = list({ ...waiting, labels: { intent } }, many)
    expect(drawn?.options).toHaveLength(most)
    expect(drawn?.options.slice(0, 2).map(({ value }) => value)).toEqual(['l139', 'l0'])
    expect(drawn?.chosen).toBe('l139')
  })

  it('is there for a label of a former taxonomy, too', () => {
    const intent = { id: 'gone', name: 'Old name', confidence: null }
    expect(list({ ...waiting, labels: { intent } })).toMatchObject({
      placeholder: 'It is about… Old name',
      chosen: undefined,
    })
  })
})

describe('what is chosen in such a list', () => {
  it('says which conversation it is about, as of when, and what was chosen', () => {
    const press = {
      command: 'label',
      conversation: waiting.id,
      version: waiting.version,
      chosen: 'refund',
    }
    expect(readPress(inSlack(waiting)?.id ?? '', 'refund')).toEqual(press)
    expect(readPressId(inDiscord(waiting)?.id ?? '', 'refund')).toEqual(press)
  })

  it('means nothing where no card of ours ever carried it', () => {
    for (const id of ['greenroom:label', 'greenroom:label x', 'greenroom:label 1:', 'label 1:c1'])
      expect(readPress(id, 'refund')).toBeNull()
  })
})
