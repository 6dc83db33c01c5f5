import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOffered } from '../../../src/adapters/chats/offered.ts'
import { MORE } from '../../../src/adapters/chats/presses.ts'
import { drawCard, renderCardAsText } from '../../../src/adapters/discord/cards.ts'
import { escapeDiscord } from '../../../src/adapters/discord/escape.ts'
import { drawMovedCard } from '../../../src/adapters/discord/moved-card.ts'
import { bodyOf } from '../../../src/adapters/discord/posting.ts'
import { readPressId } from '../../../src/adapters/discord/press-ids.ts'
import { commands } from '../../../src/commands/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import { checkMessage } from '../../support/discord/forms/message.ts'
import { anyText, expectAlways } from '../slack/always.ts'
import { STATES, subject, visitor } from '../slack/house.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/discord/cards')
const states = Object.entries(STATES)
const mark = { outbox: 'c1', part: 1 }
const { waiting } = STATES

if (!waiting) throw new Error('There is no such state.')

/** What can be pressed on a card: its buttons and the choices of its menu. */
function presses(conversation: Conversation) {
  const rows = drawCard(subject(conversation), commands).rows ?? []
  return rows.flatMap(({ components }) =>
    components.flatMap((one) => {
      if ('options' in one) return one.options.map(({ value }) => readPressId(MORE, value))
      return 'custom_id' in one ? [readPressId(one.custom_id, undefined)] : []
    }),
  )
}

describe.each(states)('the card of a conversation that is %s', (state, conversation) => {
  const card = drawCard(subject(conversation), commands)

  it('is what Discord is sent', async () => {
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(
      join(fixtures, `${state}.json`),
    )
    expect(() => checkMessage('posted', bodyOf(card, mark))).not.toThrow()
  })

  it('reads well', async () => {
    const text = `${renderCardAsText(card)}\n`
    await expect(text).toMatchFileSnapshot(join(fixtures, `${state}.txt`))
    expect(text).toContain('Nina · 1001 ✓ verified')
  })

  it('is the same when nothing has changed', () => {
    expect(drawCard(subject({ ...conversation }), commands)).toEqual(card)
  })

  it('offers all that somebody of the team could press, and to answer, and leaves nothing out', () => {
    const offered = presses(conversation).map((one) => one?.command)
    const wanted = commands.filter((one) => isOffered(one, conversation)).map(({ name }) => name)
    const reply = conversation.status === 'closed' ? [] : ['reply']
    expect(new Set(offered)).toEqual(new Set([...wanted, ...reply]))
    expect(offered).toHaveLength(wanted.length + reply.length)
  })

  it('carries on every button which conversation it is, and as of when', () => {
    for (const press of presses(conversation)) {
      expect(press).toMatchObject({ conversation: conversation.id, version: conversation.version })
    }
  })
})

describe('a card', () => {
  it('shows a visitor’s details as words, whatever is in them', () => {
    const nasty = fc.constantFrom(
      '@everyone',
      '<@123456789012345678>',
      '[bank](https://evil.example)',
      '# big\n> quote',
      '||spoiler|| **bold** `code`',
      '',
      '\n',
      '\u202e',
      'x'.repeat(5_000),
      '*'.repeat(3_000),
    )
    const text = fc.oneof(nasty, anyText())
    const details = fc.record({ name: text, email: text, page: text, pageTitle: text, tag: text })
    expectAlways(
      fc.property(details, ({ name, email, tag, ...attributes }) => {
        const named = { ...waiting, tags: [tag], visitor: { ...waiting.visitor, name } }
        const known = { ...visitor, name, email, attributes: { ...attributes, other: email } }
        const card = drawCard(subject(named, { visitor: known }), commands)
        expect(() => checkMessage('posted', bodyOf(card, mark))).not.toThrow()
        for (const { value } of card.embed?.fields ?? []) {
          expect(value).not.toMatch(/(?<!\\)(?:\\\\)*(?:\*\*|\|\||`|@everyone|<@)/)
          expect(value).not.toMatch(/(?<!\\)\]\(/)
        }
      }),
    )
  })

  it('marks only a visitor whose site has proved who they are', () => {
    const posing = subject(
      { ...waiting, visitor: { ...waiting.visitor, name: 'Nina ✓ verified' } },
      { visitor: null },
    )
    expect(renderCardAsText(drawCard(posing, commands))).not.toContain('✓')
  })

  it('of what was moved away leads where people can go', () => {
    const places = [{ chat: 'desk', channel: 'support' }]
    const moved = drawMovedCard({ ...waiting, places }, [
      { chat: 'desk', link: 'https://desk.example/desk/#1001' },
      { chat: 'slack', link: 'http://localhost:3000/' },
    ])
    expect(() => checkMessage('posted', bodyOf(moved, mark))).not.toThrow()
    expect(moved.rows?.flatMap(({ components }) => components)).toMatchObject([
      { url: 'https://desk.example/desk/#1001' },
    ])
  })
})

describe('the card of a conversation that a rule sent there', () => {
  it('names the rule, and not as markup', () => {
    const card = drawCard(subject({ ...waiting, rule: 'VIPs **@everyone**' }), commands)
    expect(renderCardAsText(card)).toContain('Routed by: “VIPs')
    expect(JSON.stringify(card.embed?.fields)).not.toContain('**@everyone')
  })
})

describe('the card of a visitor who is to be answered by a policy', () => {
  const since = waiting.waitingSince ?? 0
  const due = { at: since + 60_000, which: 'first', policy: '**Fast** @here' } as const
  const said = (conversation: Conversation) => {
    const card = drawCard(subject(conversation, { due }), commands)
    expect(() => checkMessage('posted', bodyOf(card, mark))).not.toThrow()
    return card.embed?.description?.split('\n').at(-1)
  }

  it('says by when, and since when that is past, and a policy’s name is no markup', () => {
    const at = `<t:${due.at / 1_000}:f>`
    expect(said(waiting)).toBe(`**Reply due** ${at} ${escapeDiscord('(**Fast** @here)')}`)
    const overdue = { which: 'first', policy: due.policy, since, due: due.at } as const
    expect(said({ ...waiting, overdue })).toContain(`**Overdue since** ${at}`)
    expect(said({ ...waiting, overdue })).not.toContain('**Fast')
  })
})
