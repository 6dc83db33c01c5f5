import { describe, expect, it } from 'vitest'
import { asSeen } from './markdown-reader.ts'

describe('the reader that tests hold texts against', () => {
  it.each([
    ['**a** *b* _c_', 'a b c', ['bold', 'italic', 'italic']],
    ['***a** b*', 'a b', ['bold', 'italic']],
    ['__a__ ~~b~~ ||c||', 'a b c', ['underline', 'strike', 'spoiler']],
    ['# a', 'a', ['heading']],
    ['*# a*', 'a', ['heading', 'italic']],
    ['-# a', 'a', ['small']],
    ['> a\n> b', 'a\nb', ['quote']],
    ['>>> a\nb', 'a\nb', ['quote']],
    ['- a\n  b\n1. c', '• a\nb\n1. c', ['list', 'list']],
    ['`a*b*` ``c`d``', 'a*b* c`d', ['code', 'code']],
    ['```js\na\n```', 'a', ['code block']],
    ['[a](https://x.example)', '[a](https://x.example)', ['masked link']],
    ['<https://x.example/*a*>', 'https://x.example/*a*', ['link']],
    ['https://x.example.', 'https://x.example.', ['link']],
    ['<@1>', '<@1>', ['mention', 'ring']],
    [String.raw`\<@1>`, '<@1>', ['ring']],
    ['<@&1> <#1>', '<@&1> <#1>', ['mention', 'mention', 'ring']],
    ['@everyone', '@everyone', ['mention', 'ring']],
    ['`@everyone`', '@everyone', ['code']],
    ['</a:1> <t:1:R> <id:guide>', '</a:1> <t:1:R> <id:guide>', ['command', 'time', 'navigation']],
    ['<:a:1> :tada:', '<:a:1> :tada:', ['emoji', 'emoji']],
    ['discord.gg/a', 'discord.gg/a', ['invitation']],
    [String.raw`\*a\* \# b \\ \a`, String.raw`*a* # b \ \a`, []],
    ['a_b_c, a # b, 2 > 1 - 1', 'a_b_c, a # b, 2 > 1 - 1', []],
  ])('finds in %j what Discord finds', (source, text, kinds) => {
    const seen = asSeen(source)
    expect(seen.text).toBe(text)
    expect(seen.live.map(({ kind }) => kind)).toEqual(kinds)
  })
})
