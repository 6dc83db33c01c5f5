import fc from 'fast-check'
import { anyText, expectAlways } from '../slack/always.ts'
import { describe, expect, it } from 'vitest'
import { isInsideDiscord } from '../../../src/adapters/discord/inside-discord.ts'
import { fromDiscord } from '../../../src/adapters/discord/reading.ts'
import type { Inline, Style } from '../../../src/conversation/message.ts'
import { plainText } from '../../../src/conversation/message.ts'

const BEN = '80351110224678912'
const STRANGER = '165511591545143296'
const aliasOf = (user: string) => (user === BEN ? 'Ben' : null)
const read = (content: string) => fromDiscord({ content }, aliasOf)
const said = (content: string) => plainText(read(content).content)
const words = (text: string, ...style: Style[]): Inline => ({
  kind: 'text',
  text,
  ...(style.length > 0 ? { style } : {}),
})
const lineOf = (content: string) => {
  const [block, ...more] = read(content).content.blocks
  expect(more).toEqual([])
  return block?.kind === 'paragraph' ? block.inlines : []
}

describe('what an agent writes in Discord', () => {
  it('keeps styles, links, lists, quotes, code and emoji', () => {
    const { content, left } = read(
      [
        '# Returns **now** #',
        'Hello **Nina**, see [our form](https://shop.example/returns?a=1&b=2) <:party:123> 🎉',
        '-# in small',
        '1. Fill *it* in',
        '2. Send it',
        '   - by _post_',
        '   - by ~~mail~~',
        '3. Wait',
        '> We **promise**.',
        '> - truly',
        '```js',
        'code & <more>',
        '  *lines*',
        '```',
        `<@${BEN}> and <@!${STRANGER}> know \`x = 1\``,
        '>>> All',
        'the rest',
      ].join('\n'),
    )
    expect(left).toEqual([])
    expect(content.blocks).toEqual([
      { kind: 'paragraph', inlines: [words('Returns now', 'bold')] },
      {
        kind: 'paragraph',
        inlines: [
          words('Hello '),
          words('Nina', 'bold'),
          words(', see '),
          { kind: 'link', url: 'https://shop.example/returns?a=1&b=2', text: 'our form' },
          words(' '),
          { kind: 'emoji', name: 'party' },
          words(' 🎉\nin small'),
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          [words('Fill '), words('it', 'italic'), words(' in')],
          [
            words('Send it'),
            words('\n   ◦ '),
            words('by '),
            words('post', 'italic'),
            words('\n   ◦ '),
            words('by '),
            words('mail', 'strike'),
          ],
          [words('Wait')],
        ],
      },
      {
        kind: 'quote',
        inlines: [
          words('We '),
          words('promise', 'bold'),
          words('.'),
          words('\n'),
          words('• '),
          words('truly'),
        ],
      },
      { kind: 'code', text: 'code & <more>\n  *lines*' },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'mention', name: 'Ben' },
          words(' and a teammate know '),
          words('x = 1', 'code'),
        ],
      },
      { kind: 'quote', inlines: [words('All\nthe rest')] },
    ])
  })

  it.each<[string, Inline[]]>([
    ['*a*', [words('a', 'italic')]],
    ['_a_', [words('a', 'italic')]],
    ['__a__', [words('a', 'italic')]],
    ['***a***', [words('a', 'bold', 'italic')]],
    ['***a** b*', [words('a', 'bold', 'italic'), words(' b', 'italic')]],
    ['***a* b**', [words('a', 'bold', 'italic'), words(' b', 'bold')]],
    ['~~__*a*__~~', [words('a', 'italic', 'strike')]],
    ['**a\nb**', [words('a\nb', 'bold')]],
    ['||a **b**||', [words('a '), words('b', 'bold')]],
    ['a_b_c 2*3 * 4 snake_case', [words('a_b_c 2*3 * 4 snake_case')]],
    [String.raw`\*a\* \\ \a \# \> \_`, [words(String.raw`*a* \ \a # > _`)]],
    [String.raw`¯\_(ツ)_/¯`, [words(String.raw`¯\_(ツ)_/¯`)]],
    [
      '`*a*` ``b`c`` `` ` ``',
      [words('*a*', 'code'), words(' '), words('b`c', 'code'), words(' '), words('`', 'code')],
    ],
    ['**a `b` c**', [words('a ', 'bold'), words('b', 'bold', 'code'), words(' c', 'bold')]],
    ['**open', [words('**open')]],
    ['`open', [words('`open')]],
    ['```open', [words('```open')]],
    ['[label](javascript:alert(1))', [words('[label](javascript:alert(1))')]],
    ['[a](ftp://x.example)', [words('[a](ftp://x.example)')]],
  ])('reads %j as Discord shows it', (content, inlines) => {
    expect(lineOf(content)).toEqual(inlines)
  })

  it.each([
    ['https://a.example/b_c_d', 'https://a.example/b_c_d', 'https://a.example/b_c_d'],
    ['<https://a.example>', 'https://a.example', 'https://a.example'],
    ['[a *b*](https://a.example)', 'https://a.example', 'a b'],
    ['[a](<https://a.example> "title")', 'https://a.example', 'a'],
    ['[a](https://a.example/(b))', 'https://a.example/(b)', 'a'],
  ])('reads %j as a link', (content, url, text) => {
    expect(lineOf(content)).toEqual([{ kind: 'link', url, text }])
  })

  it.each([
    ['(see https://a.example/b).', '(see https://a.example/b).'],
    ['https://a.example/b_(c)!', 'https://a.example/b_(c)!'],
    [
      '[https://bank.example](https://evil.example)',
      '[https://bank.example](https://evil.example)',
    ],
    [`<@${BEN}> or <@!${BEN}> or <@${STRANGER}>`, '@Ben or @Ben or a teammate'],
    [`ask <@&${STRANGER}> or <#${STRANGER}> now`, 'ask a team or  now'],
    ['@everyone and @here', 'everyone and everyone'],
    ['<t:1763629200:R> <t:1763629200>', '2025-11-20 09:00 UTC 2025-11-20 09:00 UTC'],
    ['<t:99999999999999999:R>', '<t:99999999999999999:R>'],
    ['</close:123> <id:customize>!', '/close !'],
    ['<a:wave:123>', ':wave:'],
    ['https://discord.com/channels/1/2/3', ''],
    ['<https://ptb.discord.com/channels/1/2>', ''],
    ['[what Ben said](https://discord.com/channels/1/2/3)', 'what Ben said'],
    ['see https://cdn.discordapp.com/attachments/1/2/a.png?ex=1 there', 'see  there'],
    ['join https://discord.gg/shop', 'join https://discord.gg/shop'],
    ['1 < 2 <not a token> 2 > 1', '1 < 2 <not a token> 2 > 1'],
    ['5. five\n5. six\n* a\n* b', '5. five\n6. six\n• a\n• b'],
    ['- a\n  more\n- b\nafter', '• a\nmore\n• b\nafter'],
    ['#### deep\n#tag\n-5\n1.5', '#### deep\n#tag\n-5\n1.5'],
    ['a\n\n\nb', 'a\n\n\nb'],
    ['', ''],
  ])('reads %j as %j', (content, text) => {
    expect(said(content)).toBe(text)
  })

  it('finds code within a line, a list and a quote', () => {
    expect(read('before ```a``` after').content.blocks.map(({ kind }) => kind)).toEqual([
      'paragraph',
      'code',
      'paragraph',
    ])
    expect(said('- a\n```ts\nb\n```\n- c')).toBe('• a\nb\n• c')
    expect(said('> ```\n> a\n> ```\n> b\nc')).toBe('> a\n> b\nc')
    expect(said('\\```a```')).toBe('```a```')
  })
})

describe('what a visitor is not told', () => {
  it('is said to the agent who wrote it, each once', () => {
    const { left } = fromDiscord(
      {
        content: '<#1> <#2> https://discord.com/channels/1/2 <id:guide>',
        sticker_items: [{ id: '1', name: 'wave' }],
        message_snapshots: [{}],
        poll: { question: {} },
      },
      aliasOf,
    )
    expect(left).toEqual([
      'a channel',
      'a link into Discord',
      'a sticker',
      'a forwarded message',
      'a poll',
    ])
  })

  it.each([
    `\`<@${BEN}>\``,
    `\`\`\`\n<@${BEN}> <#${BEN}> https://discord.com/channels/${BEN}/1\n\`\`\``,
    String.raw`\<@${BEN}> <\@${BEN}> <@\!${BEN}>`.replaceAll('${BEN}', BEN),
    `<@${BEN} @${BEN}`,
    `\\<:party:${BEN}> \\</close:${BEN}>`,
    `https\\://discord.com/channels/${BEN}/1 discord.com/channels/${BEN}`,
    `[a <@${BEN}>](https://a.example)`,
    `https://a.example/?to=https%3A%2F%2Fdiscord.com%2Fchannels%2F${BEN}`,
    `[x](https://discord.com/users/${BEN})`,
    `discord://-/users/${BEN} <discord://-/users/${BEN}>`,
    `> <@&${BEN}>\n> \`<#${BEN}>\``,
  ])('is in nothing that they are: %j', (content) => {
    expect(JSON.stringify(read(content).content)).not.toContain(BEN)
  })

  it('is found in whatever stands round it', () => {
    const secret = [
      `<@${BEN}>`,
      `<@!${STRANGER}>`,
      `<@&${STRANGER}>`,
      `<#${STRANGER}>`,
      `<:a:${STRANGER}>`,
      `</x:${STRANGER}>`,
      `<id:linked-roles:${STRANGER}>`,
      `https://discord.com/channels/${STRANGER}/${STRANGER}`,
      `<https://canary.discord.com/channels/@me/${STRANGER}>`,
      `https://cdn.discordapp.com/attachments/${STRANGER}/x.png`,
      `[label](https://discord.com/users/${STRANGER})`,
    ]
    const marks = [
      '**',
      '*',
      '_',
      '__',
      '~~',
      '||',
      '`',
      '```',
      '\\',
      '\n',
      '> ',
      '- ',
      ' ',
      '[',
      '](',
      'a',
      'https://a.example/',
    ]
    expectAlways(
      fc.property(
        fc.array(fc.constantFrom(...secret, ...marks), { maxLength: 25, size: 'max' }),
        (parts) => {
          const told = JSON.stringify(read(parts.join('')).content)
          expect(told).not.toMatch(/discord(?:app)?\.com|\d{17}/)
        },
      ),
    )
  })
})

describe('any text at all', () => {
  const pieces = [
    '**',
    '*',
    '_',
    '~~',
    '||',
    '`',
    '```',
    '\\',
    '\n',
    '> ',
    '>>> ',
    '- ',
    '1. ',
    '# ',
    '-# ',
    '[',
    '](https://a.example)',
    '<',
    '>',
    '<@1>',
    'a',
    ' ',
    'https://',
  ]

  it('is read, and plain text stays as it is', () => {
    expectAlways(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), anyText(10)), { maxLength: 80, size: 'max' }),
        (parts) => {
          expect(() => read(parts.join(''))).not.toThrow()
        },
      ),
    )
    expectAlways(
      fc.property(
        fc.array(fc.constantFrom('a', 'b ', '\n', 'é', '5', '!', '(', ')', ',')),
        (parts) => {
          expect(said(parts.join(''))).toBe(parts.join('').trim())
        },
      ),
    )
  })

  it.each(pieces)('is read in a moment, of nothing but %j', (piece) => {
    for (const one of [piece, `${piece}a `, `a${piece}`, `${piece}\n`])
      expect(() => read(one.repeat(20_000 / one.length))).not.toThrow()
  })
})

describe('an address', () => {
  it.each([
    ['https://discord.com/channels/1/2/3', true],
    ['https://ptb.discord.com/channels/@me/2', true],
    ['https://DISCORDAPP.com./channels/1', true],
    ['https://discord.com/%63hannels/1', true],
    ['https://discord.com//channels/1', true],
    ['https://discord.com/users/1', true],
    ['https://cdn.discordapp.com/attachments/1/2/a.png', true],
    ['https://media.discordapp.net/attachments/1/2/a.png', true],
    ['discord://-/channels/1', true],
    ['discord.com/channels/1', true],
    ['https://shop.example/?next=https://discord.com/channels/1', true],
    ['https://discord.com/developers/docs', false],
    ['https://support.discord.com/hc', false],
    ['https://discord.gg/shop', false],
    ['https://notdiscord.com/users/1', false],
    ['https://discord.com.evil.example/users/1', false],
    ['https://[broken', false],
    ['', false],
  ])('%s leads into Discord: %s', (address, inside) => {
    expect(isInsideDiscord(address)).toBe(inside)
  })
})
