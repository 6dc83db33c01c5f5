import { describe, expect, it } from 'vitest'
import {
  aboutInShort,
  aboutLine,
  guesses,
  machineNamed,
  percent,
} from '../../src/conversation/about.ts'
import type { Given, Labels } from '../../src/conversation/labels.ts'

const refund = (confidence: number | null): Given => ({ id: 'refund', name: 'Refund', confidence })
const guess = (id: string, confidence = 0.9): Given => ({ id, name: id, confidence })
const all: Labels = {
  intent: refund(0.86),
  department: guess('Billing'),
  sentiment: guess('negative'),
  language: guess('de'),
}

describe('the line that says what a conversation is about', () => {
  it.each<[string, Labels, string | null]>([
    ['all that is surely known', all, 'Refund (86 %) · Billing · negative · de'],
    ['nothing where nobody has looked', {}, null],
    [
      'that an intent is not sure',
      { intent: refund(0.45) },
      'Refund? 45 %: not sure, so it went as its inbox says',
    ],
    [
      'nothing else that is not sure',
      { ...all, department: guess('Billing', 0.5), language: guess('de', 0.3) },
      'Refund (86 %) · negative',
    ],
    [
      'what a person said, and no longer the department that was guessed with another',
      { ...all, intent: refund(null) },
      'Refund ✓ · negative · de',
    ],
    [
      'each of what persons said',
      { intent: refund(null), department: { ...guess('Billing'), confidence: null } },
      'Refund ✓ · Billing ✓',
    ],
    ['nothing of a mood that is neither', { sentiment: guess('neutral') }, null],
    [
      'what is likely abuse',
      { ...all, abuse: 0.8, spam: 0.79 },
      'Refund (86 %) · Billing · negative · de · may be abusive',
    ],
    ['what is likely spam', { abuse: 0.2, spam: 0.93 }, 'looks like spam'],
    [
      'the name that a label had, whatever became of it',
      { intent: { id: 'gone', name: 'Old name', confidence: 0.7 } },
      'Old name (70 %)',
    ],
  ])('says %s', (_, labels, line) => {
    expect(aboutLine({ labels }, 0.6)).toBe(line)
  })

  it('does not say that the inbox sent it where a rule did', () => {
    expect(aboutLine({ labels: { intent: refund(0.45) }, rule: 'VIPs' }, 0.6)).toBe(
      'Refund? 45 %: not sure',
    )
  })

  it('never says a number that would have been enough', () => {
    expect(aboutLine({ labels: { intent: refund(0.5999) } }, 0.6)).toContain('59 %')
    expect(percent(0.29)).toBe('29 %')
  })
})

describe('what a conversation is about, in a list', () => {
  it.each([
    ['what is sure', { intent: refund(0.6) }, 'Refund'],
    ['nothing that is not', { intent: refund(0.59) }, null],
    [
      'what a person said, whatever a machine warns of',
      { intent: refund(null), spam: 0.9 },
      'Refund',
    ],
    ['a warning before a guess', { intent: refund(0.9), spam: 0.8, abuse: 0.9 }, 'looks like spam'],
    ['abuse', { abuse: 0.8 }, 'may be abusive'],
    ['nothing where nothing is known', {}, null],
  ])('is %s', (_, labels, word) => {
    expect(aboutInShort({ labels }, 0.6)).toBe(word)
  })
})

describe('what a machine said', () => {
  it('says which of it is the priority', () => {
    const low = { id: 'low', name: 'low', confidence: 0.82 }
    expect(guesses({ intent: refund(0.98), priority: low })).toBe('Refund 98 %, priority low 82 %')
  })

  it('is said by who people know', () => {
    expect(['embedded', 'openai', 'constructor'].map(machineNamed)).toEqual([
      'Greenroom',
      'OpenAI',
      '“constructor”',
    ])
  })
})
