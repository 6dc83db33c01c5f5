import type { Chat } from '../../scripts/replay/chats.ts'

const ODD = [
  'ok',
  '?',
  'two\nlines, and a\ttab',
  '/close done',
  '// not a note of mine',
  '!claim',
  '<script>alert(1)</script> & <b>bold</b>',
  '*not bold* _not italic_ `not code` ~not struck~',
  '@here <!channel> <@U012AB3CD> &lt;!here&gt;',
  'https://example.com/a?b=c&d=%20e',
  'مرحبا، أين طلبي؟',
  '👩‍👩‍👧‍👦 e\u0301',
  'Answer 1 to nobody',
]

/** So many chats of odd words and different lengths, so that some are over while others begin. */
export function oddChats(count: number, more: readonly string[] = []): Chat[] {
  const texts = [...ODD, ...more]
  return Array.from({ length: count }, (_, index) => ({
    conversation: `chat-${index}`,
    domain: index % 2 === 0 ? 'airline' : 'software',
    turns: Array.from({ length: 2 + (index % 4) }, (__, turn) => ({
      text: texts[(index * 3 + turn) % texts.length] ?? '',
    })),
  }))
}
