import { describe, expect, it } from 'vitest'
import {
  formFor,
  lineOf,
  readSlash,
  readTyped,
  wholeLineOf,
} from '../../../src/adapters/slack/typed.ts'

describe('a command that is typed outside of threads', () => {
  it.each([
    ['', 'help', null, '/help'],
    ['claim 1042', 'claim', 1042, '/claim'],
    ['!claim #1042', 'claim', 1042, '/claim'],
    ['CLOSE 1042 answered a parcel', 'close', 1042, '/close answered a parcel'],
    ['snooze 2h', 'snooze', null, '/snooze 2h'],
    ['note 1042 one\n\ntwo', 'note', 1042, '/note one\n\ntwo'],
    ['role 1042 lead', 'role', null, '/role 1042 lead'],
    ['good morning', 'good', null, '/good morning'],
    ['claim 1234567890', 'claim', null, '/claim 1234567890'],
  ])('“%s” says what is wanted, and of which conversation', (words, name, number, line) => {
    const typed = readTyped(words)
    expect(typed).toMatchObject({ name, number })
    expect(lineOf(typed)).toBe(line)
  })

  it('keeps the number for the command where the thread says which conversation', () => {
    expect(wholeLineOf(readTyped('snooze 30 please'))).toBe('/snooze 30 please')
  })

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
