import { describe, expect, it } from 'vitest'
import { checkName } from '../../src/adapters/public-names.ts'
import { aMember } from '../support/desk.ts'

const team = [aMember('Ana María'), { ...aMember('Gone'), active: false }]

function sentenceFor(raw: string): string | null {
  const checked = checkName(raw, team)
  return checked.ok ? null : checked.sentence
}

describe('a new member’s name', () => {
  it.each([
    ['Ben', 'Ben'],
    ['  Ben \t Smith ', 'Ben Smith'],
    ['Be\u200bn\u202e', 'Ben'],
    ['李小龙', '李小龙'],
    ['Gone', 'Gone'],
    ['Ana', 'Ana'],
    ["O'Brien-Łukasz", "O'Brien-Łukasz"],
    ['constructor', 'constructor'],
  ])('may be “%s”', (raw, name) => {
    expect(checkName(raw, team)).toEqual({ ok: true, name })
  })

  it.each(['', ' ', 'B', '\u200b\u200b\u200b', 'x'.repeat(41), '123', '🦊🦊'])(
    'may not be “%s”, which is too short, too long or no name',
    (raw) => expect(checkName(raw, team)).toMatchObject({ ok: false }),
  )

  it.each(['ana maría', 'ANA MARÍA', 'Ana Maria', 'Аna Mаria', 'Ana\u00a0Mar\u0131a', 'AnaMaria'])(
    'may not look like a colleague’s: “%s”',
    (raw) => {
      expect(sentenceFor(raw)).toMatch(/taken/)
    },
  )

  it.each(['Greenroom', 'greenroom', 'Green Room', 'GREENR00M', 'Grеenroom', 'Greenroom Bot'])(
    'may not look like Greenroom’s: “%s”',
    (raw) => {
      expect(sentenceFor(raw)).toMatch(/Greenroom/)
    },
  )
})
