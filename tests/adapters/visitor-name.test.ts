import fc from 'fast-check'
import { anyText, expectAlways } from './slack/always.ts'
import { describe, expect, it } from 'vitest'
import { visitorName as inDiscord } from '../../src/adapters/discord/persona.ts'
import { visitorName as inSlack } from '../../src/adapters/slack/persona.ts'

const TEAM = ['Ana', 'Ben Okafor']
const PLATFORMS = [
  ['Slack', inSlack],
  ['Discord', inDiscord],
] as const

describe.each(PLATFORMS)('the name that a visitor’s posts stand under in %s', (_, visitorName) => {
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
    ['Greenroom support', 'Visitor'],
    ['Ana', 'Ana (visitor)'],
    ['Аnа', 'Аnа (visitor)'],
    ['ANA.', 'ANA. (visitor)'],
    ['Ana (support)', 'Ana (support) (visitor)'],
    ['A\u200bna', 'A na'],
    ['ben okafor', 'ben okafor (visitor)'],
    ['Ben', 'Ben'],
    ['Nina ✅', 'Nina'],
    ['<!channel>', 'channel'],
    ['<@U0ANA>', 'U0ANA'],
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
      'Discord',
      'clyde',
      'everyone',
      'Ana',
      'Ben Okafor',
      '\u202e',
      '\u200d',
      '\u0301',
      '\ud83d',
      ' ',
      '@',
      '#',
      ':',
      '```',
      'x',
    )
    const name = fc.oneof(
      anyText(),
      fc.array(part).map((parts) => parts.join('')),
    )
    const unwanted = {
      Slack: /[<>\p{Cc}\p{Cf}\p{Cs}]|slackbot/iu,
      Discord: /[<>@#:`\p{Cc}\p{Cf}\p{Cs}]|discord|clyde|^(?:everyone|here)$/iu,
    }
    expectAlways(
      fc.property(name, (raw) => {
        const shown = visitorName(raw, TEAM)
        expect(shown.length).toBeGreaterThan(0)
        expect(shown.length).toBeLessThanOrEqual(80)
        expect(shown).not.toMatch(visitorName === inSlack ? unwanted.Slack : unwanted.Discord)
        expect(TEAM).not.toContain(shown)
      }),
    )
  })
})

describe('a name that is the platform’s own', () => {
  it.each([
    ['Slackbot', 'Visitor'],
    ['S1ackb0t', 'Visitor'],
    ['Ѕlасkbоt', 'Visitor'],
    ['slack bot', 'Visitor'],
    ['@here', 'here'],
    ['a|<https://x.example|b>', 'a|https://x.example|b'],
  ])('in Slack: %j is shown as %j', (raw, shown) => {
    expect(inSlack(raw, TEAM)).toBe(shown)
  })

  it.each([
    ['Discord', 'Visitor'],
    ['D1sc0rd support', 'Visitor'],
    ['dis:cord', 'Visitor'],
    ['Clyde', 'Visitor'],
    ['cIyde', 'Visitor'],
    ['everyone', 'everyone (visitor)'],
    ['@here', 'here (visitor)'],
    ['Nina :) #1', 'Nina ) 1'],
    ['```Nina```', 'Nina'],
  ])('in Discord: %j is shown as %j', (raw, shown) => {
    expect(inDiscord(raw, TEAM)).toBe(shown)
  })
})
