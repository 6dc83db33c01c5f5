import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { anyText, expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { drawCard, renderCardAsText } from '../../../src/adapters/slack/cards.ts'
import { isOffered } from '../../../src/adapters/chats/offered.ts'
import { MORE, readPress } from '../../../src/adapters/chats/presses.ts'
import { commands } from '../../../src/commands/index.ts'
import { mayPress } from '../../../src/commands/command.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { Due } from '../../../src/conversation/sla.ts'
import { checkMessageBlocks } from '../../support/slack/blocks/check.ts'
import { ana, ben, cleo } from '../../support/given.ts'
import { STATES, subject, visitor } from './house.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/slack/cards')
const manual = readFileSync(join(import.meta.dirname, '../../../docs/slack.md'), 'utf8')
const states = Object.entries(STATES)

interface Pressable {
  readonly action_id: string
  readonly value?: string
  readonly options?: readonly { readonly value: string }[]
}

/** What can be pressed on a card: its buttons and the choices of its menu. */
function presses(conversation: Conversation) {
  const actions = drawCard(subject(conversation), commands).blocks.find(
    ({ type }) => type === 'actions',
  )
  const elements = (actions as { elements?: readonly Pressable[] } | undefined)?.elements ?? []
  return elements.flatMap(({ action_id: id, value, options }) =>
    (options?.map((one) => one.value) ?? [value ?? '']).map((one) => ({ id, value: one })),
  )
}

describe.each(states)('the card of a conversation that is %s', (state, conversation) => {
  const card = drawCard(subject(conversation), commands)

  it('is what Slack is sent', async () => {
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(
      join(fixtures, `${state}.json`),
    )
    expect(() => checkMessageBlocks(card.blocks)).not.toThrow()
  })

  it('reads as in the manual', async () => {
    const text = `${renderCardAsText(card)}\n`
    await expect(text).toMatchFileSnapshot(join(fixtures, `${state}.txt`))
    expect(manual).toContain(`\`\`\`text\n${text}\`\`\``)
  })

  it('is the same when nothing has changed, so that it need not be sent again', () => {
    expect(drawCard(subject({ ...conversation }), commands)).toEqual(card)
  })

  it('offers what somebody of the team could press, and nothing else', () => {
    const offered = presses(conversation).map(({ id, value }) => readPress(id, value)?.command)
    const admin = (who: typeof ben) => ({ ...who, role: 'admin' as const })
    const somebody = [ben, ana, cleo].flatMap((who) => [who, admin(who)])
    const pressable = commands.filter((one) =>
      somebody.some((by) => mayPress(one, conversation, by)),
    )
    const withButton = offered.filter((name) => name !== 'canned' && name !== 'note')
    expect(new Set(withButton)).toEqual(new Set(pressable.map(({ name }) => name)))
  })

  it('leaves no command out for want of room', () => {
    const offered = commands.filter((one) => isOffered(one, conversation))
    expect(presses(conversation)).toHaveLength(offered.length)
  })

  it('carries on every button which conversation it is, and as of when', () => {
    for (const { id, value } of presses(conversation)) {
      expect(readPress(id, value)).toMatchObject({
        conversation: conversation.id,
        version: conversation.version,
      })
    }
  })
})

describe('a card', () => {
  it('shows a visitor’s details as words, whatever is in them', () => {
    const nasty = fc.constantFrom(
      '<!channel>',
      '<@U1>',
      '<https://evil.example|x>',
      'https://evil.example',
      '@here',
      '',
      '\n',
      '\u202e',
      'x'.repeat(5_000),
      '&',
    )
    const text = fc.oneof(nasty, anyText())
    const details = fc.record({
      name: text,
      email: text,
      page: text,
      pageTitle: text,
      language: text,
      other: text,
      tag: text,
    })
    expectAlways(
      fc.property(details, ({ name, email, tag, ...attributes }) => {
        const { waiting } = STATES
        if (!waiting) throw new Error('There is no such state.')
        const named = { ...waiting, tags: [tag], visitor: { ...waiting.visitor, name } }
        const known = {
          ...visitor,
          name,
          email,
          attributes: { ...attributes, [attributes.other]: email },
        }
        const card = drawCard(subject(named, { visitor: known }), commands)
        expect(() => checkMessageBlocks(card.blocks)).not.toThrow()
        expect(card.text).not.toMatch(/[<>]/)
        expect(JSON.stringify(card.blocks)).not.toMatch(/mrkdwn|"link"[^}]*"text"/)
        expect(JSON.stringify(card.blocks).length).toBeLessThan(12_000)
      }),
    )
  })

  it('marks only a visitor whose site has proved who they are', () => {
    const { waiting } = STATES
    if (!waiting) throw new Error('There is no such state.')
    expect(renderCardAsText(drawCard(subject(waiting), commands))).toMatch(
      /^🦔 Nina · \d+ ✓ verified\n/,
    )
    const posing = subject(
      { ...waiting, visitor: { ...waiting.visitor, name: 'Nina ✓ verified' } },
      { visitor: null },
    )
    expect(renderCardAsText(drawCard(posing, commands))).not.toContain('✓')
  })
})

describe('the card of a visitor who is to be answered by a policy', () => {
  const { waiting } = STATES
  if (!waiting?.waitingSince) throw new Error('There is no such state.')
  const since = waiting.waitingSince
  const said = (conversation: Conversation, due: Due | null) => {
    const card = drawCard(subject(conversation, { due }), commands)
    expect(() => checkMessageBlocks(card.blocks)).not.toThrow()
    return renderCardAsText(card)
  }

  it('says by when, and since when that is past, in each reader’s own time', () => {
    const due = { at: since + 60_000, which: 'first', policy: 'Fast' } as const
    expect(said(waiting, due)).toContain('\nReply due 2026-11-20 09:02 UTC (Fast)\n')
    const overdue = { which: 'first', policy: 'Fast', since, due: due.at } as const
    expect(said({ ...waiting, overdue }, due)).toContain(
      '\nOverdue since 2026-11-20 09:02 UTC (Fast)\n',
    )
    expect(said({ ...waiting, overdue, waitingSince: null }, null)).not.toMatch(/due/)
  })
})

describe('a press on a card of long ago', () => {
  it.each([
    [MORE, 'close'],
    ['greenroom:close', ''],
    ['greenroom:close', 'c1'],
    ['greenroom:', '3:c1'],
    ['someone-elses', '3:c1'],
    ['greenroom:close', '3:c1 or so'],
  ])('%s with %j is nothing that is known', (id, value) => {
    expect(readPress(id, value)).toBeNull()
  })
})
