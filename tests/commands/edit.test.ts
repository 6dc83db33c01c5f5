import { describe, expect, it } from 'vitest'
import { edit } from '../../src/commands/edit.ts'
import { meantBy } from '../../src/commands/words.ts'
import type { Message } from '../../src/conversation/message.ts'
import { plainText } from '../../src/conversation/message.ts'
import { ana, ben, given, nina, says, the, writes } from '../support/given.ts'

const story = () =>
  given([nina, writes('hello')], [ben, { type: 'claim' }], [ben, says('Hi there')])

function about(by: typeof ben, target: Message) {
  return edit.prefill?.({ conversation: story().conversation, target, by })
}

describe('the form of /edit', () => {
  const target = {
    ...the('r1'),
    kind: 'reply',
    by: ben,
    content: meantBy('Hi\nthere', 'reply').content,
  } as const

  it('shows its author what the message says', () => {
    expect(about(ben, target)).toEqual({ args: { text: 'Hi\nthere' } })
  })

  it('is not opened where nothing could come of it', () => {
    expect(about(ana, target)).toEqual({ wrong: 'Only Ben can edit this.' })
    expect(about(ben, { ...target, removedAt: 1 })).toEqual({
      wrong: expect.stringMatching(/taken back/) as unknown,
    })
  })
})

describe('what is written in a form', () => {
  it.each([
    ['words', 'reply', 'words'],
    ['// words', 'note', 'words'],
    ['\u200b //words', 'note', 'words'],
    ['see https://shop.example', 'reply', 'see https://shop.example'],
  ])('“%s” is a %s', (text, intent, says) => {
    const meant = meantBy(text, 'reply')
    expect([meant.intent, plainText(meant.content)]).toEqual([intent, says])
  })
})
