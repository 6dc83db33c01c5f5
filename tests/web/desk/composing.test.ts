import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/web/desk/audience.ts'
import {
  directionOf,
  isCommandLine,
  saidText,
  whatChanged,
} from '../../../src/web/desk/audience.ts'
import { looksInternal } from '../../../src/web/desk/looks-internal.ts'
import { LONG, shortened, textOf } from '../../../src/web/desk/shorten.ts'
import { sizeWords, waitWords, warmthOf } from '../../../src/web/desk/times.ts'
import { MEMBERS } from '../../support/fake-desk-people.ts'
import { FakeRoom } from '../../support/fake-desk-room.ts'
import { textContent } from '../../../src/conversation/message.ts'

const room = new FakeRoom()
const waiting = room.thread(room.opens('Nina', 'Hello'))
const mine = { ...waiting, status: 'claimed' as const, joined: ['ana'] }
const bens = {
  ...mine,
  joined: ['ben'],
  assignee: { id: 'ben', name: 'Ben Okoro', picture: null },
}
const { me } = room

const draft = (text = '', more: Partial<Draft> = {}): Draft => ({
  text,
  asNote: false,
  begunAsNote: false,
  ...more,
})

describe('who reads what is typed', () => {
  it('is the team until this member has joined', () => {
    expect(directionOf(draft(), waiting, me, false)).toEqual({ to: 'team', because: 'not-joined' })
    expect(directionOf(draft(), bens, me, false)).toEqual({ to: 'team', because: 'not-joined' })
  })

  it('is the visitor once this member has joined', () => {
    expect(directionOf(draft(), mine, me, false)).toEqual({ to: 'visitor' })
  })

  it('is the team for a note by toggle or by //', () => {
    const chosen = directionOf(draft('x', { asNote: true }), mine, me, false)
    expect(chosen).toEqual({ to: 'team', because: 'chosen' })
    expect(directionOf(draft('// x'), mine, me, false)).toEqual({ to: 'team', because: 'slashes' })
  })

  it('is the team for words that were begun as a note, even if their writer is joined meanwhile', () => {
    const begun = draft('She always says that', { begunAsNote: true })
    expect(directionOf(begun, mine, me, false)).toEqual({ to: 'team', because: 'begun' })
    expect(whatChanged(waiting, mine, me, begun)).toContain('stays a note')
  })

  it('is the team when the conversation is closed, and always for a creator', () => {
    const closed = { ...mine, status: 'closed' as const }
    expect(directionOf(draft(), closed, me, false)).toEqual({ to: 'team', because: 'closed' })
    const creator = { ...me, role: 'creator' as const }
    expect(directionOf(draft(), mine, creator, false)).toEqual({
      to: 'team',
      because: 'reads-only',
    })
  })

  it('is nobody for a command', () => {
    expect(directionOf(draft('/close'), mine, me, true)).toEqual({ to: 'nobody' })
  })

  it('is told when it changes while one writes', () => {
    expect(whatChanged(mine, bens, me, draft('So'))).toBe(
      'Ben Okoro has this now. What you write is now a note for the team.',
    )
    expect(whatChanged(mine, { ...mine, status: 'closed' }, me, draft())).toContain('closed')
    expect(whatChanged(mine, { ...waiting }, me, draft())).toContain('Nobody has this')
    expect(whatChanged(mine, mine, me, draft('So'))).toBeNull()
  })
})

describe('a line', () => {
  const names = new Set(['close', 'tag'])

  it.each([
    ['/close done', true],
    ['/nothing we know', true],
    ['  /close', true],
    ['!close done', true],
    ['!nice', false],
    ['// a note', false],
    ['and/or', false],
  ])('“%s” is a command: %s', (line, isCommand) => {
    expect(isCommandLine(line, names)).toBe(isCommand)
  })

  it('loses the // that made it a note', () => {
    expect(saidText('//  look at this ')).toBe('look at this')
    expect(saidText(' hello // there ')).toBe('hello // there')
  })
})

describe('words that read like a note', () => {
  it.each([
    ['@Ben can you look?', 'it addresses Ben Okoro'],
    ['I think the visitor is on the wrong page', 'it speaks about the visitor, not to them'],
    ['Internal only: refund denied', 'it says that it is internal'],
  ])('%s', (text, reason) => {
    expect(looksInternal(text, MEMBERS, 'ana')).toBe(reason)
  })

  it.each([
    'Ben will look into it for you',
    'Write to help@ben.example',
    'Your visitor pass is ready',
    'I am @Ana there',
  ])('are not these: %s', (text) => {
    expect(looksInternal(text, MEMBERS, 'ana')).toBeNull()
  })
})

describe('a long message', () => {
  it('is shown shortened, and never cut within a character', () => {
    const blocks = textContent('😀'.repeat(LONG)).blocks
    const shown = textOf(shortened(blocks))
    expect(shown.length).toBeLessThan(LONG / 2)
    expect(shown.isWellFormed()).toBe(true)
  })

  it('of many parts keeps the first of them', () => {
    const items = Array.from({ length: 900 }, (_, index) => [
      { kind: 'text' as const, text: `item ${index}` },
    ])
    const shown = shortened([{ kind: 'list', ordered: false, items }])
    expect(textOf(shown)).toContain('item 0')
    expect(textOf(shown).length).toBeLessThan(LONG)
  })
})

describe('a wait', () => {
  it.each([
    [0, '0:00', 'calm'],
    [29_999, '0:29', 'calm'],
    [30_000, '0:30', 'warm'],
    [60_000, '1:00', 'hot'],
    [3_599_000, '59:59', 'hot'],
    [3_600_000, '1 h 00', 'hot'],
    [200_000_000, '2 d', 'hot'],
    [-5_000, '0:00', 'calm'],
  ])('of %i ms reads %s and is %s', (ms, words, warmth) => {
    expect(waitWords(ms)).toBe(words)
    expect(warmthOf(ms)).toBe(warmth)
  })

  it('and a size are short', () => {
    expect([sizeWords(482), sizeWords(12_000), sizeWords(3_400_000), sizeWords(5_000_000)]).toEqual(
      ['482 B', '12 KB', '3.4 MB', '5 MB'],
    )
  })
})
