import fc from 'fast-check'
import { anyText, expectAlways } from './always.ts'
import { describe, expect, it } from 'vitest'
import { visitorName } from '../../../src/adapters/slack/persona.ts'

const TEAM = ['Ana', 'Ben Okafor']

describe('the name that a visitor’s posts stand under', () => {
  it.each([
    ['Nina', 'Nina'],
    ['Tom & Jerry', 'Tom & Jerry'],
    ['  Nina   from\nBerlin ', 'Nina from Berlin'],
    ['日本語', '日本語'],
    ['🦊', '🦊'],
    ['Anastasia', 'Anastasia'],
    ['', 'Visitor'],
    ['\u200b\u202e', 'Visitor'],
    ['...', 'Visitor'],
    ['Slackbot', 'Visitor'],
    ['S1ackb0t', 'Visitor'],
    ['Ѕlасkbоt', 'Visitor'],
    ['slack bot', 'Visitor'],
    ['Greenroom support', 'Visitor'],
    ['Ana', 'Ana (visitor)'],
    ['Аnа', 'Аnа (visitor)'],
    ['ANA.', 'ANA. (visitor)'],
    ['Ana (support)', 'Ana (support) (visitor)'],
    ['A\u200bna', 'A na'],
    ['ben okafor', 'ben okafor (visitor)'],
    ['Ben', 'Ben'],
    ['<!channel>', 'channel'],
    ['@here', 'here'],
    ['<@U0ANA>', 'U0ANA'],
    ['a|<https://x.example|b>', 'a|https://x.example|b'],
  ])('%j is shown as %j', (raw, shown) => {
    expect(visitorName(raw, TEAM)).toBe(shown)
  })

  it('is cut between signs, and says that it was', () => {
    const name = visitorName('👩‍👩‍👧'.repeat(40), TEAM)
    expect(name.length).toBeLessThanOrEqual(80)
    expect(name).toMatch(/^(?:👩|👧|👩👩👧|.)*…$/su)
    expect(visitorName(`Ana ${'x'.repeat(200)}`, TEAM)).toMatch(/^Ana x+… \(visitor\)$/)
  })

  it('is never empty, too long, unseen or anyone else’s', () => {
    const part = fc.constantFrom(
      '<!',
      '<@',
      '>',
      '|',
      'Slackbot',
      'Ana',
      'Ben Okafor',
      '\u202e',
      '\u200d',
      '\u0301',
      '\ud83d',
      ' ',
      '@',
      'x',
    )
    const name = fc.oneof(
      anyText(),
      fc.array(part).map((parts) => parts.join('')),
    )
    expectAlways(
      fc.property(name, (raw) => {
        const shown = visitorName(raw, TEAM)
        expect(shown.length).toBeGreaterThan(0)
        expect(shown.length).toBeLessThanOrEqual(80)
        expect(shown).not.toMatch(/[<>\p{Cc}\p{Cf}\p{Cs}]/u)
        expect(shown).not.toMatch(/slackbot/i)
        expect(TEAM).not.toContain(shown)
      }),
    )
  })
})
