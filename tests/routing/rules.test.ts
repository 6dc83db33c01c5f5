import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conditions } from '../../src/routing/conditions.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import type { Rule } from '../../src/routing/rules.ts'
import { about, NEVER, NOW, rule, usual } from './subjects.ts'

const says = (text: string) => about({ text })
const on = (page: string) => about({ page })
const from = (referrer: string) => about({ referrer })
const known = (attributes: Record<string, string>) => about({ attributes })

type Case = readonly [
  title: string,
  when: Conditions,
  subject: ReturnType<typeof about>,
  /** Why not, or null where the rule chooses. */
  missed: string | null,
]

const cases: readonly Case[] = [
  ['nothing is asked', {}, about(), null],

  ['the inbox', { inbox: ['demo'] }, about(), null],
  ['one of the inboxes', { inbox: ['shop', 'demo'] }, about(), null],
  ['another inbox', { inbox: ['shop'] }, about(), 'the inbox is not shop'],
  ['none of the inboxes', { inbox: ['a', 'b'] }, about(), 'the inbox is none of a, b'],

  ['the door', { source: ['widget'] }, about(), null],
  ['another door', { source: ['discord'] }, about(), 'the door is not discord'],

  ['a path', { page: ['/pricing'] }, on('https://a.example/pricing'), null],
  ['a path with a slash', { page: ['/pricing'] }, on('https://a.example/pricing/'), null],
  ['a pattern with a slash', { page: ['/pricing/'] }, on('https://a.example/pricing'), null],
  ['a page below', { page: ['/pricing'] }, on('https://a.example/pricing/eu'), null],
  ['a query and a fragment', { page: ['/pricing'] }, on('https://a.example/pricing?a=1#x'), null],
  ['a path in capitals', { page: ['/Pricing'] }, on('https://a.example/PRICING'), null],
  [
    'a path that only begins so',
    { page: ['/pricing'] },
    on('https://a.example/pricing-old'),
    'the page is not /pricing',
  ],
  [
    'a path that is further down',
    { page: ['/pricing'] },
    on('https://a.example/eu/pricing'),
    'the page is not /pricing',
  ],
  [
    'a star before',
    { page: ['*/pricing'] },
    on('https://a.example/eu/pricing'),
    'the page is not */pricing',
  ],
  ['a star in a path', { page: ['/*/pricing'] }, on('https://a.example/eu/pricing'), null],
  ['a star at the end', { page: ['/pricing*'] }, on('https://a.example/pricing-old'), null],
  ['a star over slashes', { page: ['/a*z'] }, on('https://a.example/a/b/c/z'), null],
  ['a star fits nothing, too', { page: ['/a*'] }, on('https://a.example/a'), null],
  ['two stars', { page: ['/*/x/*'] }, on('https://a.example/1/x/2'), null],
  ['a star and no end', { page: ['/a*z'] }, on('https://a.example/a/b'), 'the page is not /a*z'],
  ['the front page', { page: ['/'] }, on('https://a.example'), null],
  ['not the front page', { page: ['/'] }, on('https://a.example/x'), 'the page is not /'],
  ['any page', { page: ['/*'] }, on('https://a.example/x'), null],
  ['a letter with dots', { page: ['/über'] }, on('https://a.example/%C3%BCber'), null],
  [
    'the same, as the browser writes it',
    { page: ['/%C3%BCber'] },
    on('https://a.example/über'),
    null,
  ],
  ['a broken escape', { page: ['/%zz'] }, on('https://a.example/%zz'), null],
  ['a site', { page: ['a.example'] }, on('https://a.example/x'), null],
  ['a site with www', { page: ['a.example'] }, on('https://www.a.example/'), null],
  ['a site without www', { page: ['www.a.example'] }, on('https://a.example/'), null],
  ['a site with its scheme', { page: ['https://a.example/'] }, on('http://a.example/x'), null],
  ['a site with a port', { page: ['localhost:3000'] }, on('http://localhost:3000/demo'), null],
  ['a site on any port', { page: ['localhost'] }, on('http://localhost:3000/demo'), null],
  [
    'a site on another port',
    { page: ['localhost:8080'] },
    on('http://localhost:3000/'),
    'the page is not localhost:8080',
  ],
  ['a site’s part', { page: ['*.a.example'] }, on('https://shop.a.example/'), null],
  [
    'a site’s whole',
    { page: ['*.a.example'] },
    on('https://a.example/'),
    'the page is not *.a.example',
  ],
  [
    'a site that ends the same',
    { page: ['a.example'] },
    on('https://evila.example/'),
    'the page is not a.example',
  ],
  [
    'a site that begins the same',
    { page: ['a.example'] },
    on('https://a.example.evil.test/'),
    'the page is not a.example',
  ],
  ['a path of a site', { page: ['a.example/sale'] }, on('https://a.example/sale/1'), null],
  [
    'a path of another site',
    { page: ['a.example/sale'] },
    on('https://b.example/sale'),
    'the page is not a.example/sale',
  ],
  ['one of the pages', { page: ['/a', '/b'] }, on('https://a.example/b'), null],
  ['no page', { page: ['/a', '/b'] }, about(), 'the page is none of /a, /b'],
  ['a page that is no address', { page: ['/a'] }, on('/a'), 'the page is not /a'],

  ['a referrer', { referrer: ['google.*'] }, from('https://www.google.co.uk/search'), null],
  [
    'another referrer',
    { referrer: ['google.*'] },
    from('https://bing.com/'),
    'the page before is not google.*',
  ],
  ['no referrer', { referrer: ['google.*'] }, about(), 'the page before is not google.*'],

  [
    'a campaign',
    { campaign: { campaign: ['spring'] } },
    on('https://a.example/?utm_campaign=Spring'),
    null,
  ],
  [
    'a campaign by a star',
    { campaign: { source: ['news*'] } },
    on('https://a.example/?utm_source=newsletter'),
    null,
  ],
  [
    'another campaign',
    { campaign: { campaign: ['spring', 'summer'] } },
    on('https://a.example/?utm_campaign=autumn'),
    'utm_campaign in the page’s address is none of spring, summer',
  ],
  [
    'half of a campaign',
    { campaign: { source: ['x'], medium: ['mail'] } },
    on('https://a.example/?utm_source=x'),
    'utm_medium in the page’s address is not mail',
  ],
  [
    'no campaign',
    { campaign: { term: ['*'] } },
    on('https://a.example/'),
    'utm_term in the page’s address is not *',
  ],

  ['a language', { language: ['de'] }, about({ language: 'de' }), null],
  ['a language of a country', { language: ['de'] }, about({ language: 'de-AT' }), null],
  ['a language in capitals', { language: ['pt-BR'] }, about({ language: 'PT-br' }), null],
  [
    'a country’s language',
    { language: ['pt-BR'] },
    about({ language: 'pt' }),
    'the language is not pt-BR',
  ],
  [
    'a language that begins the same',
    { language: ['de'] },
    about({ language: 'del' }),
    'the language is not de',
  ],

  ['an attribute', { attributes: { tier: ['gold'] } }, known({ tier: 'gold' }), null],
  ['an attribute in capitals', { attributes: { tier: ['gold'] } }, known({ tier: ' GOLD ' }), null],
  ['one of the values', { attributes: { tier: ['gold', 'vip'] } }, known({ tier: 'vip' }), null],
  [
    'another value',
    { attributes: { tier: ['gold'] } },
    known({ tier: 'silver' }),
    'tier is not gold',
  ],
  [
    'half of a value',
    { attributes: { tier: ['gold'] } },
    known({ tier: 'golden' }),
    'tier is not gold',
  ],
  [
    'no such attribute',
    { attributes: { tier: ['gold', 'vip'] } },
    about(),
    'tier is none of gold, vip',
  ],
  [
    'what every object has',
    { attributes: { constructor: ['x'] } },
    about(),
    'constructor is not x',
  ],
  ['enough', { attributes: { value: { at_least: 100 } } }, known({ value: '100' }), null],
  [
    'more than enough',
    { attributes: { value: { at_least: 100 } } },
    known({ value: ' 1200.50' }),
    null,
  ],
  [
    'less',
    { attributes: { value: { at_least: 100 } } },
    known({ value: '99.9' }),
    'value is not at least 100',
  ],
  [
    'no number',
    { attributes: { value: { at_least: 0 } } },
    known({ value: 'lots' }),
    'value is not at least 0',
  ],
  [
    'nothing as a number',
    { attributes: { value: { at_least: 0 } } },
    known({ value: '' }),
    'value is not at least 0',
  ],
  [
    'a number in another script',
    { attributes: { value: { at_least: 0 } } },
    known({ value: '0x10' }),
    'value is not at least 0',
  ],
  [
    'endless',
    { attributes: { value: { at_least: 1 } } },
    known({ value: 'Infinity' }),
    'value is not at least 1',
  ],
  ['a debt', { attributes: { value: { at_least: -10 } } }, known({ value: '-5' }), null],
  [
    'one attribute of two',
    { attributes: { tier: ['gold'], value: { at_least: 5 } } },
    known({ tier: 'gold', value: '4' }),
    'value is not at least 5',
  ],

  ['a tag from last time', { tags: ['vip'] }, about({ tags: ['bug', 'vip'] }), null],
  [
    'no such tag',
    { tags: ['vip'] },
    about({ tags: ['bug'] }),
    'a tag of their last conversation is not vip',
  ],

  ['somebody new', { returning: false }, about(), null],
  ['somebody who returns', { returning: true }, about({ returning: true }), null],
  ['not somebody who returns', { returning: true }, about(), 'they never wrote here before'],
  ['not somebody new', { returning: false }, about({ returning: true }), 'they wrote here before'],
  ['somebody proved', { verified: true }, about({ verified: true }), null],
  ['nobody proved', { verified: true }, about(), 'the site does not vouch for who they are'],
  [
    'somebody proved after all',
    { verified: false },
    about({ verified: true }),
    'the site vouches for who they are',
  ],

  ['within the hours', { hours: { within: true, of: null } }, about(), null],
  [
    'outside the hours',
    { hours: { within: false, of: null } },
    about(),
    'it came within the inbox’s hours',
  ],
  [
    'a week of its own',
    { hours: { within: true, of: NEVER } },
    about(),
    'it came outside the rule’s hours',
  ],
  ['outside a week of its own', { hours: { within: false, of: NEVER } }, about(), null],
  [
    'an inbox that is never open',
    { hours: { within: false, of: null } },
    about({ hours: NEVER }),
    null,
  ],
  [
    'an inbox that is always open',
    { hours: { within: true, of: null } },
    about({ hours: 'always' }),
    null,
  ],

  ['a word', { words: ['refund'] }, says('I want a refund!'), null],
  ['a word in capitals', { words: ['refund'] }, says('REFUND NOW'), null],
  ['a word with an accent', { words: ['resume'] }, says('My résumé is attached'), null],
  ['an accent in the rule', { words: ['naïve'] }, says('so naive'), null],
  ['an accent of its own', { words: ['café'] }, says('cafe\u0301'), null],
  ['sharp s', { words: ['strasse'] }, says('In welcher Straße?'), null],
  ['Turkish capitals', { words: ['iade'] }, says('İADE'), null],
  ['Polish', { words: ['zwrot pieniedzy'] }, says('Proszę o zwrot pieniędzy'), null],
  ['Greek', { words: ['επιστροφή χρημάτων'] }, says('ΕΠΙΣΤΡΟΦΗ ΧΡΗΜΑΤΩΝ;'), null],
  ['a Greek end', { words: ['νόμος'] }, says('ΝΟΜΟΣ'), null],
  ['Russian', { words: ['возврат'] }, says('Нужен ВОЗВРАТ, ещё сегодня'), null],
  ['Russian ё', { words: ['еще'] }, says('ещё раз'), null],
  ['й is not и', { words: ['мой'] }, says('мои'), 'the visitor has not written “мой”'],
  ['Hebrew points', { words: ['שלום'] }, says('שָׁלוֹם'), null],
  ['Arabic vowels', { words: ['سلام'] }, says('سَلَام'), null],
  ['Hindi keeps its vowels', { words: ['कम'] }, says('काम'), 'the visitor has not written “कम”'],
  ['Chinese within a line', { words: ['退款'] }, says('我想要退款谢谢'), null],
  ['Japanese within a line', { words: ['返金'] }, says('注文の返金をお願いします'), null],
  ['Japanese voices', { words: ['は'] }, says('ば'), 'the visitor has not written “は”'],
  ['Thai within a line', { words: ['คืนเงิน'] }, says('ขอคืนเงินด้วย'), null],
  ['Korean', { words: ['환불'] }, says('환불 부탁드려요'), null],
  ['wide letters', { words: ['refund'] }, says('ｒｅｆｕｎｄ'), null],
  ['an emoji', { words: ['💔'] }, says('lost it💔💔'), null],
  ['a heart, red or not', { words: ['❤'] }, says('thank you ❤️'), null],
  ['a price', { words: ['€'] }, says('19€ please'), null],
  ['hidden letters', { words: ['refund'] }, says('re\u00adfu\u200bnd'), null],
  ['part of a word', { words: ['fund'] }, says('refund'), 'the visitor has not written “fund”'],
  ['a longer word', { words: ['refund'] }, says('refunds'), 'the visitor has not written “refund”'],
  ['a possessive', { words: ['refund'] }, says('the refund’s late'), null],
  ['a phrase', { words: ['cancel my order'] }, says('Please CANCEL\n  my   order.'), null],
  ['a phrase with signs', { words: ['don’t ship'] }, says("don't ship it"), null],
  [
    'a phrase in pieces',
    { words: ['cancel my order'] },
    says('cancel the order, my dear'),
    'the visitor has not written “cancel my order”',
  ],
  [
    'a phrase that is only begun',
    { words: ['cancel my order'] },
    says('cancel my orders'),
    'the visitor has not written “cancel my order”',
  ],
  ['a phrase the second time', { words: ['my order'] }, says('my, my order'), null],
  ['one of the words', { words: ['chargeback', 'refund'] }, says('refund'), null],
  [
    'none of the words',
    { words: ['a', 'b'] },
    says('c'),
    'the visitor has written none of “a”, “b”',
  ],
  [
    'many words',
    { words: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
    says('z'),
    'the visitor has written none of “a”, “b”, “c”, “d”, “e”, “f” and 2 more',
  ],
  ['an empty message', { words: ['refund'] }, says(''), 'the visitor has not written “refund”'],
  [
    'what looks like a pattern',
    { words: ['a.c'] },
    says('abc'),
    'the visitor has not written “a.c”',
  ],
  ['a pattern in the message', { words: ['refund'] }, says('.* (refund|x)+ [a-z]'), null],

  ['all that is asked', { inbox: ['demo'], words: ['hi'], language: ['en'] }, says('hi'), null],
  [
    'all but one',
    { inbox: ['demo'], words: ['hi'], language: ['de'] },
    says('hi'),
    'the language is not de',
  ],
]

describe('a rule that asks for', () => {
  it.each(cases)('%s', (_, when, subject, missed) => {
    const { rule: chose, why } = chooseRoute([rule('R', when)], subject, NOW)
    expect({ chose, why }).toEqual(
      missed === null ? { chose: 'R', why: [] } : { chose: null, why: [{ rule: 'R', missed }] },
    )
  })
})

describe('the first rule that holds', () => {
  const vip = [{ chat: 'desk', channel: 'vip' }]

  it('decides, and what it does not say is as the inbox has it', () => {
    const rules = [
      rule('German', { language: ['de'] }),
      rule('Refunds', { words: ['refund'] }, { places: vip, tags: ['refund'] }),
      rule('All', {}, { team: 'others' }),
    ]
    expect(chooseRoute(rules, says('refund'), NOW)).toEqual({
      route: { places: vip, team: 'support', priority: 'normal', tags: ['refund'] },
      rule: 'Refunds',
      why: [{ rule: 'German', missed: 'the language is not de' }],
    })
    expect(chooseRoute(rules, says('hello'), NOW)).toMatchObject({
      route: { ...usual, team: 'others' },
      rule: 'All',
    })
  })

  it('is none where there are no rules', () => {
    expect(chooseRoute([], about(), NOW)).toEqual({ route: usual, rule: null, why: [] })
  })

  it('looks at a message of a hundred thousand letters only so long', () => {
    const words = Array.from({ length: 200 }, (_, index) => `aa bb${index}`)
    const rules = Array.from({ length: 50 }, (_, index) => rule(`${index}`, { words }))
    const endless = ['aa '.repeat(33_000), 'ﷺ'.repeat(100_000), 'a\u0301'.repeat(50_000)]
    for (const text of endless)
      expect(chooseRoute(rules, says(text), NOW).why).toHaveLength(rules.length)
  })
})

const everyCondition: fc.Arbitrary<Conditions> = fc.record(
  {
    inbox: fc.subarray(['demo', 'shop'], { minLength: 1 }),
    source: fc.subarray(['widget', 'discord'], { minLength: 1 }),
    language: fc.subarray(['de', 'en', 'pt-BR'], { minLength: 1 }),
    page: fc.subarray(['/pricing', '/a*', 'a.example', '/'], { minLength: 1 }),
    words: fc.subarray(['refund', 'cancel my order', '退款'], { minLength: 1 }),
    tags: fc.subarray(['vip', 'bug'], { minLength: 1 }),
    attributes: fc.constantFrom<NonNullable<Conditions['attributes']>>(
      { tier: ['gold'] },
      { value: { at_least: 100 } },
    ),
    returning: fc.boolean(),
    verified: fc.boolean(),
    hours: fc.record({ within: fc.boolean(), of: fc.constantFrom(null, NEVER) }),
  },
  { requiredKeys: [] },
)

// Of many conditions nearly all fail: with few of them rules choose, too.
const anyCondition = everyCondition.chain((all) =>
  fc
    .subarray(Object.entries(all), { maxLength: 2 })
    .map((some): Conditions => Object.fromEntries(some)),
)

const anyGoal: fc.Arbitrary<Rule['to']> = fc.record(
  {
    places: fc.constantFrom([{ chat: 'slack', channel: 'vip' }], [{ chat: 'desk', channel: 'x' }]),
    team: fc.constantFrom('vip', 'sales'),
    priority: fc.constantFrom('low' as const, 'urgent' as const),
    tags: fc.subarray(['vip', 'bug']),
  },
  { requiredKeys: [] },
)

const anyRules = fc
  .array(fc.tuple(anyCondition, anyGoal), { maxLength: 8 })
  .map((all) => all.map(([when, to], index) => rule(`rule ${index}`, when, to)))

const anySubject = fc
  .record({
    inbox: fc.constantFrom('demo', 'shop'),
    door: fc.constantFrom('widget', 'discord'),
    language: fc.constantFrom('de', 'en-GB', 'pt'),
    page: fc.option(fc.oneof(fc.webUrl(), fc.constant('https://a.example/pricing'), fc.string())),
    text: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('refund', '我要退款', 'Cancel my order'),
    ),
    tags: fc.subarray(['vip', 'bug']),
    attributes: fc.dictionary(fc.constantFrom('tier', 'value', '__proto__'), fc.string()),
    returning: fc.boolean(),
    verified: fc.boolean(),
  })
  .map((more) => about(more))

const anyMoment = fc.integer({ min: 0, max: 4_102_444_800_000 })

describe('whatever the rules and whoever writes', () => {
  it('there is one team and one set of places, the same each time', () => {
    fc.assert(
      fc.property(anyRules, anySubject, anyMoment, (rules, subject, now) => {
        const chosen = chooseRoute(rules, subject, now)
        expect(chooseRoute(rules, subject, now)).toEqual(chosen)
        expect(chosen.route.places.length).toBeGreaterThan(0)
        const by = rules.find(({ name }) => name === chosen.rule)?.to ?? {}
        expect(chosen.route.places).toEqual(by.places ?? usual.places)
        expect(chosen.route.team).toBe(by.team ?? usual.team)
      }),
    )
  })

  it('every rule before the one that chose is told of, in order, and no other', () => {
    fc.assert(
      fc.property(anyRules, anySubject, anyMoment, (rules, subject, now) => {
        const { rule: chose, why } = chooseRoute(rules, subject, now)
        const at = rules.findIndex(({ name }) => name === chose)
        const before = at === -1 ? rules : rules.slice(0, at)
        expect(why.map((one) => one.rule)).toEqual(before.map(({ name }) => name))
      }),
    )
  })

  it('a rule that comes later changes nothing that an earlier one decided', () => {
    fc.assert(
      fc.property(anyRules, anyRules, anySubject, anyMoment, (rules, later, subject, now) => {
        const first = chooseRoute(rules, subject, now)
        const both = chooseRoute([...rules, ...later], subject, now)
        const decided = first.rule === null ? { why: both.why.slice(0, rules.length) } : both
        expect(first).toMatchObject(decided)
      }),
    )
  })

  it('the order in which a rule’s conditions are written does not matter', () => {
    fc.assert(
      fc.property(anyRules, anySubject, anyMoment, (rules, subject, now) => {
        const turned = rules.map((one) => ({
          ...one,
          when: Object.fromEntries(Object.entries(one.when).toReversed()) as Conditions,
        }))
        expect(chooseRoute(turned, subject, now)).toEqual(chooseRoute(rules, subject, now))
      }),
    )
  })

  it('what holds goes on to hold when a condition is taken away', () => {
    fc.assert(
      fc.property(anyCondition, anySubject, anyMoment, (when, subject, now) => {
        const holds = (one: Conditions) => chooseRoute([rule('R', one)], subject, now).rule !== null
        const all = holds(when)
        for (const key of Object.keys(when))
          expect(all && !holds({ ...when, [key]: undefined })).toBe(false)
      }),
    )
  })
})
