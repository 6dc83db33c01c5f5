import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId, MessageId, VisitorId } from '../../src/conversation/ids.ts'
import type { Message } from '../../src/conversation/message.ts'
import { textContent } from '../../src/conversation/message.ts'
import { wordsSoFar } from '../../src/conversation/words-so-far.ts'

type Written = Pick<Message, 'kind' | 'version'> & { text: string; removed: boolean }

function messagesOf(written: readonly Written[]): Message[] {
  return written.map(({ kind, version, text, removed }, index) => ({
    id: `m${index}` as MessageId,
    conversation: 'c' as ConversationId,
    number: index + 1,
    kind,
    by: { kind: 'visitor', id: 'v' as VisitorId, name: 'Nina' },
    at: index,
    content: textContent(text),
    version,
    ...(removed ? { removedAt: index } : {}),
  }))
}

const written: fc.Arbitrary<Written[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('visitor', 'visitor', 'visitor', 'note', 'reply'),
    version: fc.integer({ min: 1, max: 3 }),
    text: fc.oneof(
      fc.constantFrom('hi', '', 'my lamp is broken', '🙂'.repeat(600), 'x'.repeat(1_999)),
      fc.string({ maxLength: 3_000, unit: 'binary' }),
    ),
    removed: fc.boolean(),
  }),
  { maxLength: 12 },
)

const visitor = (text: string): Written => ({ kind: 'visitor', version: 1, text, removed: false })

describe('the words by which a conversation is sorted', () => {
  it('are the visitor’s, one message a line, the newest last', () => {
    const note: Written = { ...visitor('who takes this?'), kind: 'note' }
    expect(wordsSoFar(messagesOf([visitor('hi'), note, visitor('my lamp')]))).toEqual({
      text: 'hi\nmy lamp',
      of: '1.1 3.1',
      isFull: false,
    })
  })

  it('end where somebody answers', () => {
    const reply: Written = { ...visitor('Hello!'), kind: 'reply' }
    expect(wordsSoFar(messagesOf([visitor('hi'), reply, visitor('my lamp')])).text).toBe('hi')
  })

  it('are five messages, and 2,000 characters or the whole first message, at most', () => {
    fc.assert(
      fc.property(written, (all) => {
        const messages = messagesOf(all)
        const { text, of } = wordsSoFar(messages)
        const first = messages.find(({ number }) => of.startsWith(`${number}.`))
        const longest = Math.max(2_000, all[(first?.number ?? 0) - 1]?.text.length ?? 0)
        expect(text.length).toBeLessThanOrEqual(longest)
        expect(text.isWellFormed()).toBe(true)
        expect(of === '' ? 0 : of.split(' ').length).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('are not changed by what comes once they are full', () => {
    fc.assert(
      fc.property(written, written, (before, after) => {
        const words = wordsSoFar(messagesOf(before))
        fc.pre(words.isFull)
        expect(wordsSoFar(messagesOf([...before, ...after])).text).toBe(words.text)
      }),
      { numRuns: 300 },
    )
  })

  it('are the same where the same messages stand in the same version', () => {
    fc.assert(
      fc.property(written, fc.nat(11), (all, place) => {
        const words = wordsSoFar(messagesOf(all))
        const edited = all.map((one, index) =>
          index === place ? { ...one, text: `${one.text}!`, version: one.version + 1 } : one,
        )
        const now = wordsSoFar(messagesOf(edited))
        expect(now.of === words.of && now.text !== words.text).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
