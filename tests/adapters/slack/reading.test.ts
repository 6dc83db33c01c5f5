import fc from 'fast-check'
import { expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { fromSlack } from '../../../src/adapters/slack/reading.ts'
import { isInsideSlack } from '../../../src/adapters/slack/inside-slack.ts'
import { plainText } from '../../../src/conversation/message.ts'
import { aliasOf, wordsOf } from './payload.ts'

const read = (text: string) => fromSlack({ text }, aliasOf)
const said = (text: string) => plainText(read(text).content)
const rich = (...elements: object[]) =>
  fromSlack({ text: 'not this', blocks: [{ type: 'rich_text', elements }] }, aliasOf)
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })

describe('an agent’s rich text', () => {
  it('keeps styles, links, lists, quotes, code and emoji', () => {
    const { content, left } = fromSlack(wordsOf('message-rich'), aliasOf)
    expect(left).toEqual([])
    expect(content.blocks).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'Hello ' },
          { kind: 'text', text: 'Nina', style: ['bold'] },
          { kind: 'text', text: ', see ' },
          { kind: 'link', url: 'https://shop.example/returns?a=1&b=2', text: 'our form' },
          { kind: 'text', text: ' & write ' },
          { kind: 'link', url: 'mailto:help@shop.example', text: 'help@shop.example' },
          { kind: 'text', text: ' <today> ' },
          { kind: 'emoji', name: 'tada', unicode: '🎉' },
          { kind: 'emoji', name: 'wave', unicode: '👋🏽' },
          { kind: 'emoji', name: 'party-parrot' },
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          [{ kind: 'text', text: 'Fill it in' }],
          [
            { kind: 'text', text: 'Send it' },
            { kind: 'text', text: '\n   ◦ ' },
            { kind: 'text', text: 'by ' },
            { kind: 'text', text: 'post', style: ['italic'] },
            { kind: 'text', text: '\n   ◦ ' },
            { kind: 'text', text: 'by mail', style: ['strike'] },
          ],
          [{ kind: 'text', text: 'Wait' }],
        ],
      },
      { kind: 'quote', inlines: [{ kind: 'text', text: 'We promise.' }] },
      { kind: 'code', text: 'code & <more>\nlines' },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'mention', name: 'Ben' },
          { kind: 'text', text: ' and a teammate know ' },
          { kind: 'text', text: 'x = 1', style: ['code'] },
        ],
      },
    ])
  })

  it('tells a visitor nothing of ids, channels, groups and addresses inside Slack, and the writer what it left out', () => {
    const { content, left } = fromSlack(wordsOf('message-leaky'), aliasOf)
    expect(plainText(content)).toBe(
      'Ask  or a team, everyone:  the contract by Nov 20, 2025 9:00 AM in #3A7D44 for a team, see  or',
    )
    expect(JSON.stringify(content)).not.toMatch(/[CUSTFWR]0[A-Z]+|slack|escalations/)
    expect(left).toEqual([
      'a channel',
      'a link into Slack',
      'a “canvas_mention” element',
      'a “rich_text_future” part',
      'a “call” block',
    ])
  })

  it('is read before the text that stands beside it', () => {
    expect(plainText(rich(section({ type: 'text', text: 'this' })).content)).toBe('this')
  })

  it('keeps a list’s numbers when something stands between its items', () => {
    const list = (offset: number, ...items: string[]) => ({
      type: 'rich_text_list',
      style: 'ordered',
      indent: 0,
      ...(offset > 0 ? { offset } : {}),
      elements: items.map((text) => section({ type: 'text', text })),
    })
    const { content } = rich(
      list(0, 'a', 'b'),
      section({ type: 'text', text: 'note well' }),
      list(2, 'c', 'd'),
    )
    expect(plainText(content)).toBe('1. a\n2. b\nnote well\n3. c\n4. d')
  })

  it('leaves a forwarded message out, and says so', () => {
    const { content, left } = fromSlack(wordsOf('shared-message'), aliasOf)
    expect(plainText(content)).toBe('Look')
    expect(left).toEqual(['a shared message'])
  })

  it.each([
    [{ type: 'emoji', name: 'thumbsup' }, '👍'],
    [{ type: 'emoji', name: '+1', unicode: '1f44d', skin_tone: 6 }, '👍🏿'],
    [{ type: 'emoji', name: 'heart', unicode: 'zz' }, '❤️'],
    [{ type: 'emoji', name: 'heart', unicode: 'd800' }, '❤️'],
    [{ type: 'emoji', name: 'not one of ours' }, ''],
    [{ type: 'date', timestamp: 1_763_629_200, format: '{date}' }, '2025-11-20 09:00 UTC'],
    [{ type: 'date', timestamp: 1e300, format: '{date}' }, ''],
    [{ type: 'link', url: 'javascript:alert(1)', text: 'click' }, 'click'],
    [{ type: 'link', url: 'tel:+4930123', text: '+4930123' }, '+4930123'],
    [{ type: 'text', text: 'a\u0000b\ud800' }, 'ab\ufffd'],
    [{ type: 'user' }, 'a teammate'],
    [{}, ''],
    [null, ''],
  ])('reads %j as %j', (element, text) => {
    expect(
      plainText(
        rich(section({ type: 'text', text: '|' }, element as object, { type: 'text', text: '|' }))
          .content,
      ),
    ).toBe(`|${text}|`)
  })

  it('is read, whatever it is made of', () => {
    expectAlways(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 6 })), fc.string(), (blocks, text) => {
        expect(() => fromSlack({ blocks, text, attachments: blocks }, aliasOf)).not.toThrow()
      }),
    )
  })
})

describe('a message without rich text', () => {
  it.each([
    ['plain &amp; &lt;simple&gt;', 'plain & <simple>'],
    ['&amp;lt;', '&lt;'],
    ['<https://shop.example|our shop>', 'our shop (https://shop.example)'],
    ['<https://shop.example/?a=1&amp;b=2>', 'https://shop.example/?a=1&b=2'],
    [
      '<mailto:help@shop.example|help@shop.example>',
      'help@shop.example (mailto:help@shop.example)',
    ],
    ['<@U0BEN> or <@U0BEN|ben.realname> or <@W0STRANGER>', '@Ben or @Ben or a teammate'],
    ['see <#C0SECRET|escalations> now', 'see  now'],
    ['<!subteam^S0LEADS|@leads> <!here> <!channel|@channel>', 'a team everyone everyone'],
    ['<!date^1763629200^{date_short}^https://x.example|Nov 20>', 'Nov 20'],
    ['<https://acme.slack.com/archives/C1/p1>', ''],
    ['<https://acme.slack.com/archives/C1/p1|what Ben said>', 'what Ben said'],
    [':wave::skin-tone-2: :party-parrot: at 10:30:45', '👋🏻 :party-parrot: at 10:30:45'],
    ['1 < 2', '1 < 2'],
    ['<not a token>', '<not a token>'],
    ['', ''],
  ])('reads %j as %j', (text, words) => {
    expect(said(text)).toBe(words)
  })

  it('keeps styles, also one within another', () => {
    expect(
      read('*bold _both_* _it_ ~no~ `*code*` a*b*c snake_case_name 2*3*4').content.blocks,
    ).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'bold ', style: ['bold'] },
          { kind: 'text', text: 'both', style: ['bold', 'italic'] },
          { kind: 'text', text: ' ' },
          { kind: 'text', text: 'it', style: ['italic'] },
          { kind: 'text', text: ' ' },
          { kind: 'text', text: 'no', style: ['strike'] },
          { kind: 'text', text: ' ' },
          { kind: 'text', text: '*code*', style: ['code'] },
          { kind: 'text', text: ' a*b*c snake_case_name 2*3*4' },
        ],
      },
    ])
  })

  it('keeps quotes and code', () => {
    expect(
      read('Look:\n&gt; one\n&gt; two\n```\na &lt; b\n*c* <https://x.example>\n```\nSo.').content
        .blocks,
    ).toEqual([
      { kind: 'paragraph', inlines: [{ kind: 'text', text: 'Look:' }] },
      { kind: 'quote', inlines: [{ kind: 'text', text: 'one\ntwo' }] },
      { kind: 'code', text: 'a < b\n*c* https://x.example' },
      { kind: 'paragraph', inlines: [{ kind: 'text', text: 'So.' }] },
    ])
  })

  it('says the same as its rich text does', () => {
    const { text } = wordsOf('message-rich')
    const bare = (words: string) => words.replaceAll(/\s+/g, ' ')
    const both = [fromSlack({ text }, aliasOf), fromSlack(wordsOf('message-rich'), aliasOf)]
    const [fromText, fromBlocks] = both.map(({ content }) => bare(plainText(content)))
    expect(fromText).toBe(fromBlocks)
    expect(
      JSON.stringify(fromSlack({ text: wordsOf('message-leaky').text }, aliasOf).content),
    ).not.toMatch(/[CUSTFWR]0[A-Z]+|slack|escalations/)
  })

  it('is read in a moment, however it is made', () => {
    for (const one of ['*a ', '_a ', '<', '`', ':a', '```a', 'a.', '&gt; ', 'slack.', '~a~ '])
      expect(() => read(one.repeat(13_000))).not.toThrow()
  })
})

describe('an address', () => {
  it.each([
    ['https://acme.slack.com/archives/C1/p1', true],
    ['https://acme.enterprise.slack.com/files/U1/F1/x.pdf', true],
    ['https://ACME.Slack.com./x', true],
    ['https://files.slack.com/files-pri/T1-F1/x', true],
    ['https://slack-files.com/T1-F1-abc', true],
    ['https://app.slack.com/client/T1/C1', true],
    ['https://slack.com/app_redirect?channel=C1', true],
    ['slack://channel?id=C1', true],
    ['acme.slack.com/archives/C1', true],
    ['https://slack.com/help/articles/1', false],
    ['https://notslack.com/archives/C1', false],
    ['https://slack.com.evil.example/archives/C1', false],
    ['https://shop.example/?next=acme.slack.com', false],
    ['', false],
  ])('%s leads into Slack: %s', (address, inside) => {
    expect(isInsideSlack(address)).toBe(inside)
  })
})
