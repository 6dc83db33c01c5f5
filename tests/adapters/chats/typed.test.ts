import { describe, expect, it } from 'vitest'
import {
  commandAfterName,
  lineOf,
  readTyped,
  wholeLineOf,
} from '../../../src/adapters/chats/typed.ts'

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

  it.each([
    [' claim', 'claim'],
    [': claim 1042', 'claim'],
    ['\u200b, !CLOSE answered', 'close'],
    ['', 'help'],
    [' thank you', null],
  ])('after the app’s name, “%s” means %s', (words, name) => {
    expect(commandAfterName(words)?.name ?? null).toBe(name)
  })
})
