import fc from 'fast-check'
import { anyText, expectAlways } from '../slack/always.ts'
import { describe, expect, it } from 'vitest'
import { escapeDiscord } from '../../../src/adapters/discord/escape.ts'
import { toDiscord } from '../../../src/adapters/discord/markup.ts'
import { fromDiscord } from '../../../src/adapters/discord/reading.ts'
import type { Block, Content, Inline, Style } from '../../../src/conversation/message.ts'
import { plainText, textContent } from '../../../src/conversation/message.ts'
import { asSeen } from './markdown-reader.ts'

const LIMIT = 2_000
const content = (...blocks: Block[]): Content => ({ blocks, files: [] })
const line = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines })
const words = (text: string, ...style: Style[]): Inline => ({
  kind: 'text',
  text,
  ...(style.length > 0 ? { style } : {}),
})
const written = (...inlines: Inline[]) => toDiscord(content(line(...inlines))).join('\n---\n')
const back = (texts: readonly string[]) =>
  texts.map((text) => fromDiscord({ content: text }, () => null).content)
/** Without the signs that show as nothing, and which only keep others apart. */
const seen = (text: string) => text.replaceAll('\u200b', '')
const bare = (text: string) => seen(text).replaceAll(/\s/g, '')

describe('words on their way to Discord', () => {
  it.each([
    ['just words, and numbers: 10:30, 1.5 or -3 (a/b) #1!', null],
    ['a *star* and _line_', String.raw`a \*star\* and \_line\_`],
    ['# no heading', String.raw`\# no heading`],
    ['  ## nor here', String.raw`\## nor here`],
    ['a # b', null],
    ['-# small', String.raw`\-# small`],
    ['- one\n- two', '\\- one\n\\- two'],
    ['-5 degrees', null],
    ['12. twelve', String.raw`12\. twelve`],
    ['12.50', null],
    ['> said', String.raw`\> said`],
    ['1 > 0', null],
    ['[bank.example](evil.example)', String.raw`\[bank.example\](evil.example)`],
    ['||hidden||', String.raw`\|\|hidden\|\|`],
    ['`code` ```block```', '\\`code\\` \\`\\`\\`block\\`\\`\\`'],
    ['@everyone', String.raw`\@everyone`],
    ['<@123> <@&123> <#123>', String.raw`\<\@123> \<\@&123> \<\#123>`],
    ['</ban:1> <t:1:R> <:x:1> <id:guide>', String.raw`\</ban:1> \<t\:1:R> \<\:x:1> \<id:guide>`],
    [':tada: and 10:30:45', String.raw`\:tada: and 10\:30:45`],
    ['discord.gg/free', String.raw`discord.gg\/free`],
    ['steam://run/1', String.raw`steam\://run/1`],
    [String.raw`C:\new`, String.raw`C:\\new`],
    [String.raw`¯\_(ツ)_/¯`, String.raw`¯\\\_(ツ)\_/¯`],
  ])('%j stay what they are', (text, sent) => {
    const texts = toDiscord(textContent(text))
    expect(texts).toEqual([sent ?? text])
    expect(asSeen(texts.join(''))).toEqual({ text: text.trim(), live: [] })
  })

  it('keep their styles, lists, quotes and code', () => {
    const texts = toDiscord(
      content(
        line(words('bold', 'bold'), words(' and '), words('all', 'italic', 'strike', 'bold')),
        line(words('x = 1', 'code'), words(' next')),
        { kind: 'list', ordered: true, items: [[words('one')], [words('two\nlines')]] },
        { kind: 'list', ordered: false, items: [[words('- dot')]] },
        { kind: 'quote', inlines: [words('said\n> he')] },
        { kind: 'code', text: 'a\n  *b*' },
        line(words('end')),
      ),
    )
    expect(texts).toEqual([
      [
        '**bold** and **~~_all_~~**',
        '`x = 1` next',
        '1. one',
        '2. two',
        '  lines',
        '',
        String.raw`- \- dot`,
        '> said',
        String.raw`> \> he`,
        '```',
        'a',
        '  *b*',
        '```',
        'end',
      ].join('\n'),
    ])
  })

  it.each([
    [[words('a', 'bold'), words('b', 'italic')], '**a**_b_'],
    [[words('a', 'bold'), words('b', 'bold', 'italic')], '**a**\u200b**_b_**'],
    [[words('a', 'italic'), words('b')], '_a_\u200bb'],
    [[words('a', 'strike'), words('b', 'italic')], '~~a~~\u200b_b_'],
    [[words('a~', 'strike')], '~~a\\~\u200b~~'],
    [[words(' a ', 'bold')], ' **a** '],
    [[words('a\nb', 'bold')], '**a**\n**b**'],
    [[words('# a', 'bold')], String.raw`**\# a**`],
    [[words('a*', 'bold')], String.raw`**a\***`],
    [[words('  ', 'bold'), words('x')], '  x'],
    [[words('a`b', 'code')], '``a`b``'],
    [[words('`', 'code')], '`` ` ``'],
    [[words('```', 'code')], '`` `\u200b`\u200b` ``'],
    [[words('a_b', 'code', 'italic')], '`a_b`'],
    [[words('ab', 'code', 'italic')], '_`ab`_'],
  ])('are marked so that Discord reads them so: %j', (inlines, sent) => {
    expect(written(...inlines)).toBe(sent)
    const shown = inlines.map((one) => plainText(content(line(one)))).join('')
    expect(seen(asSeen(sent).text)).toBe(shown)
  })

  it('show a link as its own address, beside what it claims to be', () => {
    expect(written({ kind: 'link', url: 'https://a.example/b_c', text: '' })).toBe(
      '<https://a.example/b_c>',
    )
    expect(
      written({ kind: 'link', url: 'https://evil.example', text: '[https://bank.example]' }),
    ).toBe(String.raw`\[https\://bank.example\] (<https://evil.example>)`)
    expect(written({ kind: 'link', url: 'mailto:a@b.example', text: 'a@b.example' })).toBe(
      String.raw`a\@b.example`,
    )
  })

  it.each([
    'javascript:alert(1)',
    'discord://-/channels/1/2',
    'https://discord.com/channels/1/2/3',
    'https://discord.gg/free',
    'https://ptb.discord.com/invite/free',
    'https://cdn.discordapp.com/attachments/1/2/x.png',
    'https://a.example/> <@1>',
    `https://a.example/${'x'.repeat(1_600)}`,
  ])('make no link of %s', (url) => {
    const text = written({ kind: 'link', url, text: url })
    expect(asSeen(text)).toEqual({ text: url, live: [] })
  })

  it('name colleagues and emoji without calling anyone', () => {
    expect(
      written(
        { kind: 'mention', name: 'everyone' },
        { kind: 'emoji', name: 'tada', unicode: '🎉' },
        { kind: 'emoji', name: 'party' },
      ),
    ).toBe(String.raw`\@everyone🎉\:party:`)
  })

  it('are no message when there are none', () => {
    expect(toDiscord(textContent(''))).toEqual([])
    expect(toDiscord(content(line(), { kind: 'code', text: '\n' }, line(words('\u0007'))))).toEqual(
      [],
    )
  })

  it('go on in a second message, with a list’s numbers, when they are too long for one', () => {
    const items = Array.from({ length: 60 }, () => [words('x'.repeat(90))])
    const texts = toDiscord(content({ kind: 'list', ordered: true, items }))
    expect(texts.length).toBeGreaterThan(2)
    const numbers = texts.flatMap((text) => text.split('\n').map((one) => Number.parseInt(one, 10)))
    expect(numbers).toEqual(Array.from(items, (_, index) => index + 1))
  })

  it('keep code as code in each message', () => {
    const text = Array.from({ length: 600 }, (_, index) => `line ${index};`).join('\n')
    const texts = toDiscord(content({ kind: 'code', text }))
    expect(texts.length).toBeGreaterThan(2)
    expect(texts.every((one) => /^```\n[^`]+\n```$/.test(one))).toBe(true)
    expect(back(texts).map(plainText).join('\n')).toBe(text)
  })

  it('cannot end the code that they are in', () => {
    const [text = ''] = toDiscord(content({ kind: 'code', text: 'a\n```\n@everyone ````' }))
    expect(asSeen(text).live.map(({ kind }) => kind)).toEqual(['code block'])
    expect(seen(asSeen(text).text)).toBe('a\n```\n@everyone ````')
  })

  it('are not run together when a long one is split', () => {
    const long = `${'word '.repeat(600)}end`
    const texts = toDiscord(content(line(words(long)), line(words('after'))))
    expect(texts.join('')).toBe(`${long}\nafter`)
  })
})

const DANGEROUS = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@!123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</ban user:123456789012345678>',
  '<t:1763629200:R>',
  '<:party:123456789012345678>',
  '<a:party:1>',
  '<id:customize>',
  '[bank.example](https://evil.example)',
  '](',
  '[',
  'https://evil.example/<@1>',
  'https://evil.example/*_~?a=1&b=2',
  '<https://evil.example>',
  'https://discord.com/channels/1/2/3',
  'discord.gg/free',
  'https://discord.gg/free',
  ':tada:',
  ':',
  '/',
  '```',
  '``',
  '`',
  '**',
  '*',
  '__',
  '_',
  '~~',
  '~',
  '||',
  '|',
  '\\',
  '<',
  '>',
  '@',
  '#',
  '-',
  '+',
  '.',
  '1',
  '\n# ',
  '\n-# ',
  '\n> ',
  '\n>>> ',
  '\n- ',
  '\n1. ',
  '\n',
  '\u2028',
  ' ',
  '\u202e',
  '\u0000',
  '\ud800',
  '\u200b',
  '¯\\_(ツ)_/¯',
  '👩‍👩‍👧',
  'word',
  'é',
]
const hostile = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...DANGEROUS) }, anyText(20)), {
    maxLength: 40,
    size: 'max',
  })
  .map((parts) => parts.join(''))
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 40 }))
  .map(([one, times]) => one.repeat(times))
const styles = fc.subarray<Style>(['bold', 'italic', 'strike', 'code'])
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.tuple(hostile, styles).map(([text, style]) => words(text, ...style)),
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

/** What people see of it all in the tree itself. */
const visible = (blocks: readonly Block[]) =>
  blocks
    .map((one) => plainText(content(one.kind === 'quote' ? { ...one, kind: 'paragraph' } : one)))
    .join('\n')

const HARMLESS = new Set(['bold', 'italic', 'strike', 'code', 'code block', 'list', 'quote'])

/** What is wrong with the messages of some content, by the rules of what anyone’s words may bring about. */
function wrongWith(given: Content): string[] {
  return toDiscord(given).flatMap((text) => [
    ...(text.length > LIMIT ? ['too long'] : []),
    ...asSeen(text)
      .live.filter((one) => !HARMLESS.has(one.kind) && !isItsAddress(one, given))
      .map((one) => `${one.kind}: ${one.text}`),
  ])
}

function isItsAddress({ kind, text }: { kind: string; text: string }, given: Content): boolean {
  return kind === 'link' && plainText(given).includes(text)
}

describe('whatever a visitor writes', () => {
  it('is shown as it was written, and nothing of it is live but its addresses', () => {
    expectAlways(
      fc.property(hostile, (text) => {
        const given = textContent(text)
        const [sent = '', ...more] = toDiscord(given)
        fc.pre(more.length === 0)
        const { text: shown, live } = asSeen(sent)
        expect(seen(shown)).toBe(seen(plainText(given)))
        expect(live.filter((one) => !isItsAddress(one, given))).toEqual([])
      }),
    )
  })

  it('is all there, in messages that Discord takes', () => {
    expectAlways(
      fc.property(long, (text) => {
        const given = textContent(text)
        const texts = toDiscord(given)
        expect(texts.every((one) => one.length <= LIMIT && one.trim() !== '')).toBe(true)
        expect(bare(texts.map((one) => asSeen(one).text).join(''))).toBe(bare(plainText(given)))
      }),
    )
  })

  it('mentions nobody and hides nothing, with any markup in any tree', () => {
    expectAlways(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        expect(wrongWith(content(...blocks))).toEqual([])
      }),
    )
  })

  it('is read as it was written when a card quotes it', () => {
    expectAlways(
      fc.property(hostile, (text) => {
        const { text: shown, live } = asSeen(escapeDiscord(text))
        expect(shown).toBe(text)
        expect(live).toEqual([])
      }),
    )
  })

  it.each(['x', '&', '*', '`', '\n', 'a\n', '👩‍👩‍👧', 'word ', '# \n'])(
    'fits into messages to the last sign: %j without end',
    (sign) => {
      for (const style of [[], ['bold', 'italic', 'strike'], ['code']] as const) {
        const all = [words(sign.repeat(4_000), ...style)]
        const kinds: Block[] = [
          { kind: 'paragraph', inlines: all },
          { kind: 'quote', inlines: all },
          { kind: 'list', ordered: true, items: [...Array.from({ length: 999 }, () => []), all] },
          { kind: 'code', text: sign.repeat(4_000) },
        ]
        for (const one of kinds) {
          const texts = toDiscord(content(one))
          expect(texts.filter((text) => text.length > LIMIT)).toEqual([])
          const shown = texts.map((text) => asSeen(text).text).join('')
          expect(bare(shown)).toBe(bare(visible([one])))
        }
      }
    },
  )
})

const calm = fc
  .array(fc.constantFrom('word', 'two words', 'é', '5', '*', '_', '# a', '- b', '@c', '1. d'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '))
const calmInlines = fc
  .array(fc.tuple(calm, styles), { minLength: 1, maxLength: 5 })
  .map((all) => all.map(([text, style]) => words(text, ...style)))
const calmBlock: fc.Arbitrary<Block> = fc.oneof(
  calmInlines.map((all) => line(...all)),
  calmInlines.map((all) => ({ kind: 'quote' as const, inlines: all })),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(calmInlines, { minLength: 1, maxLength: 4 }),
  }),
  calm.map((text) => ({ kind: 'code' as const, text })),
)

describe('content that goes to Discord and comes back', () => {
  it('says the same', () => {
    expectAlways(
      fc.property(fc.array(calmBlock, { minLength: 1, maxLength: 5 }), (blocks) => {
        const shown = back(toDiscord(content(...blocks))).map(({ blocks: all }) => visible(all))
        expect(bare(shown.join('\n'))).toBe(bare(visible(blocks)))
      }),
    )
  })

  it('says it in the same styles', () => {
    const styled = (all: readonly Inline[]) =>
      all
        .flatMap((one) => (one.kind === 'text' ? [one] : []))
        .flatMap(({ text, style = [] }) =>
          Array.from(bare(text), (sign) => `${sign} ${style.includes('code') || style.join()}`),
        )
    expectAlways(
      fc.property(calmInlines, (all) => {
        const [after] = back(toDiscord(content(line(...all))))
        const [only] = after?.blocks ?? []
        expect(only?.kind === 'paragraph' ? styled(only.inlines) : []).toEqual(styled(all))
      }),
    )
  })
})
