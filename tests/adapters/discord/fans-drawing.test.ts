import { describe, expect, it } from 'vitest'
import { drawReply } from '../../../src/adapters/discord/fans/drawing.ts'
import { choicesFor, contactForm } from '../../../src/adapters/discord/fans/form.ts'
import { openInboxes } from '../../../src/adapters/discord/fans/inboxes.ts'
import { drawPicker } from '../../../src/adapters/discord/fans/picker.ts'
import { wordsOf } from '../../../src/adapters/discord/fans/words.ts'
import { settings } from '../../../src/config/schema.ts'
import type { ConversationId, FileId, MessageId } from '../../../src/conversation/ids.ts'
import type { Content } from '../../../src/conversation/message.ts'
import { plainText, textContent } from '../../../src/conversation/message.ts'

const DRAWING = {
  inbox: null,
  writesTo: null,
  why: () => null,
  address: () => 'https://files.example/ticket',
}

function reply(content: Content, name = 'Ana') {
  return {
    id: 'm-1' as MessageId,
    conversation: 'c-1' as ConversationId,
    number: 1,
    from: { kind: 'human', name, picture: null } as const,
    content,
    at: 1,
    editedAt: null,
  }
}

const FILE = { id: 'f-1' as FileId, name: 'ticket.pdf', type: 'application/pdf', size: 5 }

function inboxes(count: number) {
  const given = Array.from({ length: count }, (_, index) => ({
    id: `inbox-${index}`,
    name: `Creator ${index}`,
    doors: [{ channel: 'discord' }],
    places: [{ chat: 'desk', channel: 'support' }],
  }))
  const all = settings.parse({
    name: 'Example',
    channels: [{ id: 'support', name: 'Support' }],
    discord: { guild: '123456789012345678' },
    inboxes: given,
  })
  return openInboxes(all)
}

describe('a reply among direct messages', () => {
  it('stands under its author’s name, which no line of it can be', () => {
    const text = '▸ **Olga**\n  ▸ **Olga**\nHi\n\u200b▸ Olga'
    const [first] = drawReply(reply(textContent(text)), DRAWING)
    expect(first?.content.split('\n').filter((line) => /^[\s\p{Cf}]*▸/u.test(line))).toEqual([
      '▸ **Ana**',
    ])
  })

  it('has a name that is no markup, no mention and no second line', () => {
    const [first] = drawReply(reply(textContent('Hi'), '**A** @everyone <@1>'), DRAWING)
    expect(first?.content).toBe('▸ **\\*\\*A\\*\\* \\@everyone \\<\\@1>**\nHi')
  })

  it('says of which inbox it is where there are several, and how to answer it', () => {
    const drawing = { ...DRAWING, inbox: 'Luna', writesTo: 'Juno Vale' }
    const [first] = drawReply(reply(textContent('Hi')), drawing)
    expect(first?.content).toContain('▸ **Ana** · Luna\nHi\n-# You write to Juno Vale just now.')
  })

  it('brings its files, and links for those that Discord does not take', () => {
    const whole = drawReply(reply({ blocks: [], files: [FILE] }), DRAWING)
    expect(whole).toEqual([{ content: '▸ **Ana**', files: [FILE] }])
    const linked = drawReply(reply({ blocks: [], files: [FILE] }), {
      ...DRAWING,
      why: () => 'Too large.',
    })
    expect(linked.map(({ content, files }) => [content, files])).toEqual([
      ['▸ **Ana**\n📎 ticket.pdf: <https://files.example/ticket>', undefined],
    ])
  })

  it('fits, however long it is', () => {
    const parts = drawReply(reply(textContent('a_b '.repeat(5_000))), {
      ...DRAWING,
      inbox: 'L'.repeat(200),
      writesTo: 'J'.repeat(200),
    })
    expect(parts.length).toBeGreaterThan(5)
    for (const { content } of parts) expect(content.length).toBeLessThanOrEqual(1_968)
  })
})

describe('what a fan wrote', () => {
  it('keeps its links into Discord, for it is the team that reads it', () => {
    const link = 'https://discord.com/channels/1/2/3'
    expect(plainText(wordsOf({ content: `Look: ${link}` }, []))).toBe(`Look: ${link}`)
  })

  it('names people by their names, and says what has no words', () => {
    const words = {
      content: 'Ask <@42>',
      sticker_items: [{ name: 'Wave' }],
      poll: { question: { text: 'Red or blue?' } },
      message_snapshots: [{ message: { content: 'Tour in May' } }],
    }
    expect(plainText(wordsOf(words, [{ id: '42', names: ['Omar'] }]))).toBe(
      'Ask @Omar\n(a sticker: Wave)\n(a poll: Red or blue?)\n(forwarded)\n> Tour in May',
    )
  })
})

describe('whom to write to', () => {
  it('is chosen among as many as Discord has buttons for; `/contact` finds the others', () => {
    const { content, rows } = drawPicker(inboxes(30), null)
    expect(rows.map(({ components }) => components.length)).toEqual([5, 5, 5, 5, 5])
    expect(content).toContain('/contact')
    expect(choicesFor(inboxes(30), 'creator 29')).toEqual([
      { name: 'Creator 29', value: 'inbox-29' },
    ])
  })

  it('is in the form’s list, however many there are', () => {
    const { components } = contactForm(inboxes(30), 'inbox-29')
    expect(JSON.stringify(components[0])).toContain('"value":"inbox-29","default":true')
    expect(contactForm(inboxes(1), null).components).toHaveLength(1)
  })
})
