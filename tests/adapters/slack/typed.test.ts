import { describe, expect, it } from 'vitest'
import { readTyped } from '../../../src/adapters/chats/typed.ts'
import { formFor, readSlash } from '../../../src/adapters/slack/typed.ts'

describe('a command that is typed outside of threads', () => {
  it('is the same by its own name and after /greenroom', () => {
    const short = readSlash({ command: '/assign', text: ' 1042 @Ben' })
    expect(readSlash({ command: '/greenroom', text: 'assign 1042 @Ben' })).toEqual(short)
    expect(readSlash({ command: '/greenroom', text: '' }).name).toBe('help')
  })

  it.each([
    ['claim', 'claim'],
    ['take', 'claim'],
    ['canned 1042', 'canned'],
    ['assign @Ben', 'assign'],
    ['claim 1042', null],
    ['close 1042 answered', null],
    ['queue', null],
    ['members', null],
    ['undo', null],
    ['good morning', null],
  ])('“%s” wants a form: %s', (words, name) => {
    expect(formFor(readTyped(words))?.name ?? null).toBe(name)
  })
})
