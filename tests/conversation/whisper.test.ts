import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/conversation/actions.ts'
import type { AgentId, MessageId } from '../../src/conversation/ids.ts'
import { mayRead } from '../../src/conversation/message.ts'
import { transcript } from '../../src/conversation/transcript.ts'
import {
  ana,
  ben,
  cleo,
  given,
  luna,
  nina,
  person,
  refTo,
  text,
  the,
  writes,
} from '../support/given.ts'

const whispers = (words: string, to = ben, message = 'w1'): Action => ({
  type: 'whisper',
  message: message as MessageId,
  content: text(words),
  to: refTo(to),
})
const whispered = () =>
  given(
    [nina, writes('hello')],
    [ben, { type: 'claim' }],
    [ana, whispers('be kind, she is a partner')],
  )

describe('a whisper', () => {
  it('is a note from a supervisor that names the one agent who reads it', () => {
    const after = given([nina, writes('hello')])
      .when(ana, whispers('be kind'))
      .follows('noted')
    expect(after.message('w1')).toMatchObject({ kind: 'note', to: { id: 'ben', name: 'Ben' } })
    expect(after.message('w1').gated).toBeUndefined()
  })

  it('is read by its author and that agent, and by no other, however high', () => {
    const note = whispered().message('w1')
    const readers = ['ana', 'ben', 'cleo', 'luna', 'sam'].filter((id) =>
      mayRead(note, id as AgentId),
    )
    expect(readers).toEqual(['ana', 'ben'])
    expect(mayRead(whispered().message('hello'), cleo.id)).toBe(true)
  })

  it.each([ben, cleo, luna])('is refused to $role $name', (by) => {
    given([nina, writes('hello')])
      .when(by, whispers('psst', ana))
      .isRefused(/Only a supervisor|Creators read along/)
  })

  it.each(['supervisor', 'lead', 'admin'] as const)('may come from a %s', (role) => {
    given([nina, writes('hello')])
      .when(person('Sam', role), whispers('psst'))
      .follows('noted')
  })

  it('wants words, and somebody else', () => {
    given([nina, writes('hello')])
      .when(ana, whispers(' \n '))
      .isRefused(/nothing in this whisper/)
    given([nina, writes('hello')])
      .when(ana, whispers('psst', ana))
      .isRefused(/to yourself/)
  })

  it('is taken by a closed conversation, too, which stays closed', () => {
    const after = given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ben, { type: 'close', outcome: 'answered', note: '', message: 'bye' as MessageId }],
    )
      .when(ana, whispers('well done'))
      .follows('noted')
    expect(after.conversation.status).toBe('closed')
  })

  it('is no answer: the visitor waits as before', () => {
    const story = given([nina, writes('hello')])
    const before = story.conversation.waitingSince
    const after = story.when(ana, whispers('be kind')).follows('noted')
    expect(after.conversation).toMatchObject({
      waitingSince: before,
      replies: 0,
      firstReplyAt: null,
    })
  })

  it('keeps its reader when it is edited', () => {
    const after = whispered()
      .when(ana, { type: 'edit', target: the('w1'), content: text('be very kind'), intent: 'auto' })
      .follows('agentEdited')
    expect(after.message('w1')).toMatchObject({ kind: 'note', version: 2, to: { id: 'ben' } })
  })

  it('never becomes a reply, neither by its author nor by its reader', () => {
    for (const by of [ana, ben]) {
      whispered()
        .when(by, { type: 'sendNote', target: the('w1'), message: 'r1' as MessageId })
        .isRefused(/stays a note/)
    }
  })

  it('is to all others as if it were not there, whatever they want of it', () => {
    const sam = person('Sam', 'admin')
    const wants: Action[] = [
      { type: 'remove', target: the('w1') },
      { type: 'edit', target: the('w1'), content: text('mine'), intent: 'auto' },
      { type: 'sendNote', target: the('w1'), message: 'r1' as MessageId },
      { type: 'retry', target: the('w1') },
      { type: 'withdraw', target: the('w1') },
      { type: 'react', target: the('w1'), emoji: '👍', on: true },
    ]
    for (const action of wants)
      whispered()
        .when(sam, action)
        .isRefused(/no such message any more/)
  })

  it('says in a transcript whom it was for', () => {
    const lines = transcript([...whispered().messages()])
    expect(lines).toContain('Ana (whisper to Ben): be kind, she is a partner')
    expect(lines).not.toContain('(note)')
  })
})
