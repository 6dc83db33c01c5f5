import fc from 'fast-check'
import { anyText, expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { toSlack } from '../../../src/adapters/slack/markup.ts'
import { fromSlack } from '../../../src/adapters/slack/reading.ts'
import { LIMITS } from '../../../src/adapters/slack/limits.ts'
import type { Block, Content, Inline } from '../../../src/conversation/message.ts'
import { plainText, textContent } from '../../../src/conversation/message.ts'
import { checkMessageBlocks } from '../../support/slack/blocks/check.ts'
import { aliasOf, wordsOf } from './payload.ts'

const content = (...blocks: Block[]): Content => ({ blocks, files: [] })
const line = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines })
const words = (text: string): Inline => ({ kind: 'text', text })

describe('words on their way to Slack', () => {
  it('are one rich text, with the same as escaped text', () => {
    expect(toSlack(textContent('1 < 2 & <!channel>'))).toEqual([
      {
        block: {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: '1 < 2 & <!channel>' }] },
          ],
        },
        text: '1 &lt; 2 &amp; &lt;!channel&gt;',
      },
    ])
  })

  it('keep their styles, lists, quotes and code', () => {
    const [post] = toSlack(
      content(
        line({ kind: 'text', text: 'bold', style: ['bold'] }, words(' and '), {
          kind: 'text',
          text: 'both',
          style: ['italic', 'strike'],
        }),
        line(words('next')),
        { kind: 'list', ordered: true, items: [[words('one')], [words('two')]] },
        { kind: 'quote', inlines: [words('said')] },
        { kind: 'code', text: 'a\n  b' },
      ),
    )
    expect(post?.block.elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'text', text: ' and ' },
          { type: 'text', text: 'both', style: { italic: true, strike: true } },
          { type: 'text', text: '\n' },
          { type: 'text', text: 'next' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'two' }] },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n  b' }] },
    ])
    expect(post?.text).toBe('bold and both\nnext\n1. one\n2. two\n“said”\na\n  b')
  })

  it('show a link’s own address beside what it claims to be', () => {
    const [post] = toSlack(
      content(line({ kind: 'link', url: 'https://evil.example', text: 'https://bank.example' })),
    )
    expect(post?.text).toBe('https://bank.example (https://evil.example)')
    expect(JSON.stringify(post?.block)).toContain('{"type":"link","url":"https://evil.example"}')
  })

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['a place in Slack’s app', 'slack://user?id=U1'],
    ['an address with a label in it', 'https://a.example/|label'],
    ['data', 'data:text/html,x'],
    ['an address without end', `https://a.example/${'x'.repeat(2_500)}`],
  ])('make no link of %s', (_, url) => {
    const posts = toSlack(content(line({ kind: 'link', url, text: url })))
    expect(JSON.stringify(posts)).not.toContain('"link"')
    expect(posts.map(({ text }) => text).join('')).toBe(url)
  })

  it('name colleagues and emoji without calling anyone', () => {
    const [post] = toSlack(
      content(
        line(
          { kind: 'mention', name: 'Ben' },
          { kind: 'emoji', name: 'tada', unicode: '🎉' },
          { kind: 'emoji', name: 'party-parrot' },
        ),
      ),
    )
    expect(post?.text).toBe('@Ben🎉:party-parrot:')
    expect(JSON.stringify(post?.block)).not.toMatch(/"user"|"emoji"/)
  })

  it('are no post when there are none', () => {
    expect(toSlack(textContent(''))).toEqual([])
    expect(toSlack(content(line(), { kind: 'code', text: '\n' }, line(words('\u0007'))))).toEqual(
      [],
    )
  })

  it('go on in a second post, with a list’s numbers, when they are too long for one', () => {
    const items = Array.from({ length: 100 }, (_, index) => [
      words(`${index + 1} ${'x'.repeat(90)}`),
    ])
    const posts = toSlack(content({ kind: 'list', ordered: true, items }))
    expect(posts.length).toBeGreaterThan(3)
    const second = posts[1]?.block.elements[0]
    const counted = posts[1]?.text.split(' ')[0]
    expect(second).toMatchObject({
      type: 'rich_text_list',
      offset: Number.parseInt(counted ?? '', 10) - 1,
    })
    expect(posts.flatMap(({ text }) => text.split('\n'))).toHaveLength(100)
  })

  it('keep code as code in each post', () => {
    const text = Array.from({ length: 400 }, (_, index) => `line ${index};`).join('\n')
    const posts = toSlack(content({ kind: 'code', text }))
    expect(posts.length).toBeGreaterThan(1)
    const kinds = posts.flatMap(({ block }) => block.elements.map(({ type }) => type))
    expect(new Set(kinds)).toEqual(new Set(['rich_text_preformatted']))
    expect(
      posts.every((post, index) => index === posts.length - 1 || post.text.endsWith('\n')),
    ).toBe(true)
  })
})

const DANGEROUS = [
  '<!channel>',
  '<!here>',
  '<!everyone|x>',
  '<@U0ANA>',
  '<#C0SECRET|general>',
  '<!subteam^S0LEADS>',
  '<https://evil.example|bank.example>',
  '<!date^1^{date}|x>',
  '@here',
  '@channel',
  '&lt;!channel&gt;',
  '```',
  '`',
  '*',
  '_',
  '~',
  '&',
  '<',
  '>',
  '|',
  'https://evil.example/<!channel>',
  'https://evil.example/?a=1&b=2',
  ':tada:',
  '\u202e',
  '\u0000',
  '\ud800',
  '\n',
  ' ',
  '👩‍👩‍👧',
  '\n> ',
  '• ',
  '1. ',
  'word',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...DANGEROUS), anyText(20)), {
    maxLength: 60,
    size: 'max',
  })
  .map((parts) => parts.join(''))
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 60 }))
  .map(([one, times]) => one.repeat(times))
const inline: fc.Arbitrary<Inline> = fc.oneof(
  hostile.map(words),
  fc.record({
    kind: fc.constant('link' as const),
    url: fc.oneof(hostile, fc.webUrl()),
    text: hostile,
  }),
  fc.record({ kind: fc.constant('mention' as const), name: hostile }),
  fc.record({ kind: fc.constant('emoji' as const), name: hostile, unicode: hostile }),
)
const inlines = fc.array(inline, { maxLength: 8 })
const block: fc.Arbitrary<Block> = fc.oneof(
  inlines.map((all) => line(...all)),
  inlines.map((all) => ({ kind: 'quote' as const, inlines: all })),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(inlines, { maxLength: 8 }),
  }),
  long.map((text) => ({ kind: 'code' as const, text })),
)

/** What would be live in a message's text: Slack's tokens are what stands between unescaped angle brackets. */
const LIVE = /[<>]|&(?!amp;|lt;|gt;)/

/** Types of all elements in a block, however deep. */
function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'type' ? [String(inner)] : typesIn(inner),
  )
}

const HARMLESS = /^(?:rich_text(?:_section|_quote|_preformatted|_list)?|text|link)$/

/** What is wrong with the posts of some content, by the rules of what a visitor may bring about. */
function wrongWith(given: Content): string[] {
  return toSlack(given).flatMap(({ block, text }) => [
    ...(LIVE.test(text) ? ['live text'] : []),
    ...(text.length > LIMITS.post ? ['too long'] : []),
    ...typesIn(block).filter((type) => !HARMLESS.test(type)),
    ...(/"link"[^}]*"text"/.test(JSON.stringify(block)) ? ['a link with a label'] : []),
    ...refusedBySlack(block),
  ])
}

function refusedBySlack(block: object): string[] {
  try {
    checkMessageBlocks([block])
    return []
  } catch (error) {
    return [String(error)]
  }
}

describe('whatever a visitor writes', () => {
  it('as plain text mentions nobody, forges no link and breaks no block', () => {
    expectAlways(
      fc.property(long, (text) => {
        expect(wrongWith(textContent(text))).toEqual([])
      }),
    )
  })

  it('with any markup does not either', () => {
    expectAlways(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        expect(wrongWith(content(...blocks))).toEqual([])
      }),
    )
  })

  it.each(['x', '&', '👩‍👩‍👧', 'word '])('fits into posts to the last sign: %j without end', (sign) => {
    const inlines = [words(sign.repeat(4_000))]
    const kinds: Block[] = [
      { kind: 'paragraph', inlines },
      { kind: 'quote', inlines },
      { kind: 'list', ordered: true, items: [...Array.from({ length: 999 }, () => []), inlines] },
      { kind: 'code', text: sign.repeat(4_000) },
    ]
    for (const one of kinds) expect(wrongWith(content(one))).toEqual([])
  })

  it('is all there', () => {
    const bare = (text: string) => text.replaceAll(/\s/g, '')
    expectAlways(
      fc.property(long, (text) => {
        const given = textContent(text)
        const read = toSlack(given).map(({ block: one }) => {
          const { content: back } = fromSlack({ blocks: [one] }, () => null)
          return plainText(back)
        })
        expect(bare(read.join(''))).toBe(bare(plainText(given)))
      }),
    )
  })

  it('comes back as the words that it was, whatever they look like', () => {
    expectAlways(
      fc.property(
        fc.array(fc.constantFrom(...DANGEROUS.filter((one) => !one.includes('http'))), {
          maxLength: 30,
        }),
        (parts) => {
          const given = textContent(parts.join(''))
          const back = toSlack(given).map(
            ({ block: one }) => fromSlack({ blocks: [one] }, () => null).content,
          )
          expect(back).toEqual(given.blocks.length > 0 ? [given] : [])
        },
      ),
    )
  })
})

describe('what an agent writes', () => {
  it('means the same after it went to Slack and came back', () => {
    const before = fromSlack(wordsOf('message-rich'), aliasOf).content
    const after = toSlack(before).map(
      ({ block: one }) => fromSlack({ blocks: [one] }, aliasOf).content,
    )
    expect(after.map(plainText).join('\n')).toBe(plainText(before))
    const styles = (one: Content) => JSON.stringify(one).match(/"style":\[[^\]]*\]/g)
    expect(after.map(styles)).toEqual([styles(before)])
    expect(after.flatMap(({ blocks }) => blocks.map(({ kind }) => kind))).toEqual(
      before.blocks.map(({ kind }) => kind),
    )
  })
})
