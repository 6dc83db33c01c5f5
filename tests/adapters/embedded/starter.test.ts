import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../src/conversation/labels.ts'
import { readMeanings } from '../../../src/adapters/embedded/starter/meanings.ts'
import { phrasesOf, STARTER_SETS } from '../../../src/adapters/embedded/starter/phrases.ts'

describe('the starter phrases', () => {
  it.each(STARTER_SETS)('%s has enough, each once, in languages that we know', (set) => {
    const phrases = phrasesOf(set)
    expect(phrases.length).toBeGreaterThan(90)
    const keys = phrases.map(({ text, language }) => `${language} ${text}`)
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
    for (const { language } of phrases) expect(LANGUAGES).toContain(language)
  })

  it('teach nothing and its opposite', () => {
    for (const [yes, no] of [
      ['abuse', 'abuse-not'],
      ['spam', 'spam-not'],
      ['sentiment-negative', 'sentiment-positive'],
    ] as const) {
      const against = new Set(phrasesOf(no).map(({ text }) => text.toLowerCase()))
      expect(phrasesOf(yes).filter(({ text }) => against.has(text.toLowerCase()))).toEqual([])
    }
  })

  it('lead to no real page and name no real mailbox', () => {
    const lines = STARTER_SETS.flatMap(phrasesOf).map(({ text }) => text)
    const hosts = lines.flatMap((line) =>
      [...line.matchAll(/(?:https?:\/\/|\S@)([^\s/,?]+\.[a-z]+)/gu)].map(([, host]) => host ?? ''),
    )
    expect(hosts.length).toBeGreaterThan(50)
    expect(hosts.filter((host) => !/\bexample(?:\.com)?$/u.test(host))).toEqual([
      'bit.ly', // Nobody’s in particular: any path of it may be anyone’s.
    ])
  })

  it('all stand with their meaning in meanings.bin: else run scripts/generate-meanings.ts', () => {
    const meaningOf = readMeanings()
    const english = STARTER_SETS.flatMap(phrasesOf).filter(({ language }) => language === 'en')
    expect(english.filter(({ text }) => meaningOf(text) === null)).toEqual([])
  })
})
