import { describe, expect, it } from 'vitest'
import type { Labels } from '../../src/conversation/labels.ts'
import type { Conditions } from '../../src/routing/conditions.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import { about, given, NOW, rule, usual, wanted } from './subjects.ts'

type Case = readonly [
  title: string,
  when: Conditions,
  labels: Labels | null,
  /** Why not, or null where the rule chooses. */
  missed: string | null,
]

const refund = { intent: [wanted('refund')] }
const some = { intent: [wanted('refund'), wanted('parcel')] }
const shop = { department: [wanted('shop')] }
const angry = { sentiment: ['negative'] as const }

const cases: readonly Case[] = [
  ['an intent that a machine is sure of', refund, { intent: given('refund', 0.9) }, null],
  ['an intent that it is just sure enough of', refund, { intent: given('refund', 0.6) }, null],
  ['an intent that it is certain of', refund, { intent: given('refund', 1) }, null],
  [
    'an intent that it is not sure of',
    refund,
    { intent: given('refund', 0.45) },
    'the intent is Refund, but only 45 % sure; 60 % is wanted',
  ],
  [
    'an intent that it is nearly sure of',
    refund,
    { intent: given('refund', 0.599) },
    'the intent is Refund, but only 59 % sure; 60 % is wanted',
  ],
  [
    'an intent that it knows nothing of',
    refund,
    { intent: given('refund', 0) },
    'the intent is Refund, but only 0 % sure; 60 % is wanted',
  ],
  ['an intent before anybody looked', refund, null, 'the intent is not known yet'],
  ['an intent that a machine could not say', refund, {}, 'the intent is not known'],
  [
    'an intent where only the department is known',
    refund,
    { department: given('shop', 0.9) },
    'the intent is not known',
  ],
  ['another intent', refund, { intent: given('praise', 0.9) }, 'the intent is not Refund'],
  [
    'another intent that nobody is sure of',
    refund,
    { intent: given('praise', 0.2) },
    'the intent is not Refund',
  ],
  ['one of the intents', some, { intent: given('parcel', 0.7) }, null],
  [
    'one of the intents, not surely',
    some,
    { intent: given('parcel', 0.5) },
    'the intent is Parcel, but only 50 % sure; 60 % is wanted',
  ],
  [
    'none of the intents',
    some,
    { intent: given('praise', 0.9) },
    'the intent is none of Refund, Parcel',
  ],
  ['none of the intents before anybody looked', some, null, 'the intent is not known yet'],
  [
    'an intent by the id that it had before',
    { intent: [wanted('refund', 'money-back')] },
    { intent: given('money-back', 0.9) },
    null,
  ],
  [
    'an id that another intent had before',
    { intent: [wanted('refund', 'money-back')] },
    { intent: given('parcels', 0.9) },
    'the intent is not Refund',
  ],
  ['an intent that a person gave', refund, { intent: given('refund') }, null],
  ['another that a person gave', refund, { intent: given('praise') }, 'the intent is not Refund'],
  [
    'an intent that a person gave, where certainty is wanted',
    { ...refund, confidence: 1 },
    { intent: given('refund') },
    null,
  ],
  [
    'an intent, surer than usual',
    { ...refund, confidence: 0.9 },
    { intent: given('refund', 0.85) },
    'the intent is Refund, but only 85 % sure; 90 % is wanted',
  ],
  [
    'an intent, less sure than usual',
    { ...refund, confidence: 0.3 },
    { intent: given('refund', 0.31) },
    null,
  ],
  ['an intent, however sure', { ...refund, confidence: 0 }, { intent: given('refund', 0) }, null],
  [
    'an intent, where certainty is wanted of a machine',
    { ...refund, confidence: 1 },
    { intent: given('refund', 0.999) },
    'the intent is Refund, but only 99 % sure; 100 % is wanted',
  ],
  [
    'an intent with half a percent',
    { ...refund, confidence: 0.605 },
    { intent: given('refund', 0.604) },
    'the intent is Refund, but only 60 % sure; 60.5 % is wanted',
  ],
  [
    'an intent in other letters',
    refund,
    { intent: given('Refund', 0.9) },
    'the intent is not Refund',
  ],
  [
    'an intent that a department is called, too',
    { intent: [wanted('shop')] },
    { department: given('shop', 0.9) },
    'the intent is not known',
  ],

  ['a department', shop, { department: given('shop', 0.8) }, null],
  ['a department that a person gave', shop, { department: given('shop') }, null],
  [
    'a department that nobody is sure of',
    shop,
    { department: given('shop', 0.41) },
    'the department is Shop, but only 41 % sure; 60 % is wanted',
  ],
  ['another department', shop, { department: given('sales', 0.8) }, 'the department is not Shop'],
  ['a department before anybody looked', shop, null, 'the department is not known yet'],
  [
    'none of the departments',
    { department: [wanted('shop'), wanted('sales')] },
    { department: given('vip', 0.8) },
    'the department is none of Shop, Sales',
  ],

  ['a sentiment', angry, { sentiment: given('negative', 0.7) }, null],
  [
    'another sentiment',
    angry,
    { sentiment: given('positive', 0.7) },
    'the sentiment is not negative',
  ],
  [
    'a sentiment that nobody is sure of',
    angry,
    { sentiment: given('negative', 0.5) },
    'the sentiment is Negative, but only 50 % sure; 60 % is wanted',
  ],
  ['a sentiment before anybody looked', angry, null, 'the sentiment is not known yet'],
  ['a sentiment that a person gave', angry, { sentiment: given('negative') }, null],
  [
    'one of two sentiments',
    { sentiment: ['negative', 'neutral'] },
    { sentiment: given('neutral', 0.9) },
    null,
  ],

  ['abuse', { abuse: { at_least: 0.8 } }, { abuse: 0.93 }, null],
  ['just enough abuse', { abuse: { at_least: 0.8 } }, { abuse: 0.8 }, null],
  [
    'less abuse',
    { abuse: { at_least: 0.8 } },
    { abuse: 0.2 },
    'abuse is 20 % likely; 80 % is wanted',
  ],
  [
    'abuse before anybody looked',
    { abuse: { at_least: 0.8 } },
    null,
    'whether it is abuse is not known yet',
  ],
  [
    'abuse that a machine could not say',
    { abuse: { at_least: 0.8 } },
    { spam: 1 },
    'whether it is abuse is not known',
  ],
  [
    'abuse, whatever the confidence that labels want',
    { abuse: { at_least: 0.3 }, confidence: 0.99 },
    { abuse: 0.4 },
    null,
  ],
  ['spam', { spam: { at_least: 0.9 } }, { spam: 0.95 }, null],
  [
    'less spam',
    { spam: { at_least: 0.9 } },
    { spam: 0.899 },
    'spam is 89 % likely; 90 % is wanted',
  ],
  ['spam where none is known', { spam: { at_least: 0 } }, { spam: 0 }, null],

  [
    'an intent and a department, both sure',
    { ...refund, ...shop },
    { intent: given('refund', 0.9), department: given('shop', 0.9) },
    null,
  ],
  [
    'an intent and a department, one of them sure',
    { ...refund, ...shop },
    { intent: given('refund', 0.9), department: given('shop', 0.5) },
    'the department is Shop, but only 50 % sure; 60 % is wanted',
  ],
  [
    'an intent that a person gave and a machine’s sentiment',
    { ...refund, ...angry },
    { intent: given('refund'), sentiment: given('negative', 0.4) },
    'the sentiment is Negative, but only 40 % sure; 60 % is wanted',
  ],
  [
    'an intent, of whom the site knows something',
    { ...refund, attributes: { tier: ['gold'] } },
    { intent: given('refund', 0.9) },
    'tier is not gold',
  ],
  [
    'an intent and a word that is not there',
    { ...refund, words: ['invoice'] },
    { intent: given('refund', 0.9) },
    'the visitor has not written “invoice”',
  ],
  ['confidence and nothing else', { confidence: 0.9 }, null, null],
]

describe('a rule that asks for', () => {
  it.each(cases)('%s', (_, when, labels, missed) => {
    const { rule: chose, why } = chooseRoute([rule('R', when)], about({ labels }), NOW)
    expect({ chose, why }).toEqual(
      missed === null ? { chose: 'R', why: [] } : { chose: null, why: [{ rule: 'R', missed }] },
    )
  })
})

type Spoken = readonly [
  title: string,
  asked: string,
  browser: string,
  language: Labels['language'] | null,
  missed: boolean,
]

const spoken: readonly Spoken[] = [
  ['German words in an English browser', 'de', 'en-GB', given('de', 0.97), false],
  ['English words in a German browser', 'de', 'de', given('en', 0.97), true],
  ['German words in a German browser', 'de', 'de', given('de', 0.97), false],
  ['an Austrian browser and German words', 'de-AT', 'de-AT', given('de', 0.97), false],
  ['an English browser and German words, for Austria', 'de-AT', 'en', given('de', 0.97), true],
  ['a Brazilian browser and Portuguese words', 'pt-BR', 'pt-BR', given('pt', 0.9), false],
  [
    'a Brazilian browser and Portuguese words, for Portugal',
    'pt-PT',
    'pt-BR',
    given('pt', 0.9),
    true,
  ],
  ['a Brazilian browser and Portuguese words, for both', 'pt', 'pt-BR', given('pt', 0.9), false],
  ['words that may be German', 'de', 'en', given('de', 0.4), true],
  ['words that may be English, in a German browser', 'de', 'de', given('en', 0.4), false],
  ['words whose language is just sure', 'de', 'en', given('de', 0.6), false],
  ['words that nobody looked at', 'de', 'de', null, false],
  ['words that nobody looked at, in an English browser', 'de', 'en', null, true],
  ['a language that a person gave', 'fr', 'en', given('fr'), false],
  ['a language that begins the same', 'de', 'en', given('del', 0.9), true],
]

describe('a rule that asks for a language goes by', () => {
  it.each(spoken)('%s', (_, asked, browser, language, missed) => {
    const labels = language ? { language } : null
    const subject = about({ language: browser, labels })
    expect(chooseRoute([rule('R', { language: [asked] })], subject, NOW).why).toEqual(
      missed ? [{ rule: 'R', missed: `the language is not ${asked}` }] : [],
    )
  })

  it('a confidence of its own', () => {
    const subject = about({ language: 'en', labels: { language: given('de', 0.7) } })
    const by = (confidence: number) =>
      chooseRoute([rule('R', { language: ['de'], confidence })], subject, NOW).rule
    expect([by(0.7), by(0.8)]).toEqual(['R', null])
  })
})

describe('rules in their order', () => {
  const places = (channel: string) => ({ places: [{ chat: 'desk', channel }] })
  const rules = [
    rule('Abuse', { abuse: { at_least: 0.9 } }, { ...places('quiet'), priority: 'low' }),
    rule('Angry refunds', { ...refund, ...angry }, { ...places('vip'), priority: 'urgent' }),
    rule('Refunds', refund, { ...places('shop'), team: 'shop' }),
    rule('Refunds by word', { words: ['money back'] }, places('shop')),
    rule('Maybe refunds', { ...refund, confidence: 0.3 }, { tags: ['maybe-refund'] }),
    rule('German', { language: ['de'] }, { tags: ['de'] }),
  ]
  const by = (labels: Labels | null, text = 'hello') =>
    chooseRoute(rules, about({ labels, text }), NOW).rule

  it.each<readonly [title: string, labels: Labels | null, text: string, rule: string | null]>([
    ['nothing is known', null, 'hello', null],
    ['the words say enough before anybody looked', null, 'My money back!', 'Refunds by word'],
    ['the intent is sure', { intent: given('refund', 0.9) }, 'hello', 'Refunds'],
    [
      'the intent is sure, and the words say the same',
      { intent: given('refund', 0.9) },
      'money back',
      'Refunds',
    ],
    [
      'they are angry as well',
      { intent: given('refund', 0.9), sentiment: given('negative', 0.8) },
      'hello',
      'Angry refunds',
    ],
    [
      'they may be angry',
      { intent: given('refund', 0.9), sentiment: given('negative', 0.5) },
      'hello',
      'Refunds',
    ],
    ['the intent is half sure', { intent: given('refund', 0.4) }, 'hello', 'Maybe refunds'],
    [
      'the intent is half sure, and the words are plain',
      { intent: given('refund', 0.4) },
      'money back',
      'Refunds by word',
    ],
    ['the intent is a guess', { intent: given('refund', 0.1) }, 'hello', null],
    [
      'abuse comes before all',
      { intent: given('refund', 0.9), sentiment: given('negative', 0.9), abuse: 0.95 },
      'hello',
      'Abuse',
    ],
    ['only the language is known', { language: given('de', 0.9) }, 'hallo', 'German'],
    [
      'a person said otherwise',
      { intent: given('praise'), language: given('de', 0.9) },
      'hello',
      'German',
    ],
  ])('%s', (_, labels, text, chosen) => {
    expect(by(labels, text)).toBe(chosen)
  })

  it('say of each that was passed over what it missed', () => {
    const { why } = chooseRoute(rules, about({ labels: { intent: given('refund', 0.4) } }), NOW)
    expect(why).toEqual([
      { rule: 'Abuse', missed: 'whether it is abuse is not known' },
      {
        rule: 'Angry refunds',
        missed: 'the intent is Refund, but only 40 % sure; 60 % is wanted',
      },
      { rule: 'Refunds', missed: 'the intent is Refund, but only 40 % sure; 60 % is wanted' },
      { rule: 'Refunds by word', missed: 'the visitor has not written “money back”' },
    ])
  })

  it('leave an unsure conversation where its inbox has it', () => {
    expect(
      chooseRoute(rules, about({ labels: { intent: given('refund', 0.2) } }), NOW),
    ).toMatchObject({ rule: null, route: usual })
  })
})

describe('what a rule says of who answers', () => {
  const chosen = (to: Parameters<typeof rule>[2], more: Partial<typeof usual> = {}) =>
    chooseRoute([rule('R', {}, to)], { ...about(), usual: { ...usual, ...more } }, NOW).route

  it.each([
    ['a way of assigning', { assign: 'least-busy' }, {}, { assign: 'least-busy' }],
    ['skills', { skills: ['vinyl', 'customs'] }, {}, { skills: ['vinyl', 'customs'] }],
    ['a policy', { sla: 'Fast' }, {}, { sla: 'Fast' }],
    ['a policy in place of the inbox’s', { sla: 'Fast' }, { sla: 'Slow' }, { sla: 'Fast' }],
    ['no policy, and the inbox has one', {}, { sla: 'Slow' }, { sla: 'Slow' }],
    ['no skills any more', { skills: [] }, {}, { skills: [] }],
    ['nothing', {}, {}, {}],
  ] as const)('%s', (_, to, inbox, more) => {
    expect(chosen(to, inbox)).toEqual({ ...usual, ...more })
  })
})
