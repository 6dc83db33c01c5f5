import { describe, expect, it } from 'vitest'
import { meantBy } from '../../../src/adapters/chats/speaking.ts'
import type { Content } from '../../../src/conversation/message.ts'
import { plainText, textContent } from '../../../src/conversation/message.ts'
import { interpret } from '../../../src/routing/interpret.ts'

const meant = (content: Content) => meantBy(content, (line) => interpret(line, ['Ana Maria']))

describe('what a line in a thread means', () => {
  it.each([
    ['Hello', 'auto', 'Hello'],
    ['// he is rude', 'note', 'he is rude'],
    ['//https://example.com', 'note', 'https://example.com'],
    ['\u200b// hidden mark', 'note', 'hidden mark'],
    ['!nice', 'auto', '!nice'],
  ])('%j is for %s', (text, intent, words) => {
    const found = meant(textContent(text))
    expect(found).toMatchObject({ kind: 'words', intent })
    expect(found.kind === 'words' && plainText(found.content)).toBe(words)
  })

  it('a note that begins in bold, or in code, is a note too', () => {
    const bold = { kind: 'text' as const, text: '// no', style: ['bold' as const] }
    const inBold = { blocks: [{ kind: 'paragraph' as const, inlines: [bold] }], files: [] }
    expect(meant(inBold)).toMatchObject({ kind: 'words', intent: 'note' })
    const code = { blocks: [{ kind: 'code' as const, text: '// no' }], files: [] }
    expect(meant(code)).toMatchObject({ kind: 'words', intent: 'note' })
  })

  it('a command is one, a wrong one is never words', () => {
    expect(meant(textContent('!assign @Ana Maria'))).toMatchObject({
      kind: 'command',
      parsed: { ok: true, name: 'assign' },
    })
    expect(meant(textContent('/clsoe answered'))).toMatchObject({
      kind: 'command',
      parsed: { ok: false },
    })
  })
})
