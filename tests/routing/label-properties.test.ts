import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Given, Labels } from '../../src/conversation/labels.ts'
import type { Conditions } from '../../src/routing/conditions.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import type { Rule } from '../../src/routing/rules.ts'
import { about, given, NOW, rule, usual, wanted } from './subjects.ts'

const INTENTS = ['refund', 'parcel', 'praise']
const TEAMS = ['shop', 'sales']
const SENTIMENTS = ['negative', 'neutral', 'positive'] as const
const LANGUAGES = ['de', 'en', 'pt']

const share = fc.double({ min: 0, max: 1, noNaN: true })
const of = (ids: readonly string[]) => fc.subarray([...ids], { minLength: 1 })

const everyCondition: fc.Arbitrary<Conditions> = fc.record(
  {
    intent: of(INTENTS).map((ids) => ids.map((id) => wanted(id))),
    department: of(TEAMS).map((ids) => ids.map((id) => wanted(id))),
    sentiment: fc.subarray([...SENTIMENTS], { minLength: 1 }),
    language: of(['de', 'en', 'pt-BR']),
    abuse: fc.record({ at_least: share }),
    spam: fc.record({ at_least: share }),
    words: of(['refund', 'money back']),
    inbox: of(['demo', 'shop']),
  },
  { requiredKeys: [] },
)

// Of many conditions nearly all fail: with few of them rules choose, too.
const someOf = (keep: (key: string) => boolean) =>
  fc
    .tuple(everyCondition, fc.nat(7), fc.nat(7), fc.constantFrom(0.3, 0.6, 0.9, undefined))
    .map(([all, one, other, confidence]): Conditions => {
      const kept = Object.entries(all).filter(([key]) => keep(key))
      const some = kept.filter((_, index) => index === one || index === other)
      return { ...Object.fromEntries(some), confidence }
    })

const anyGoal: fc.Arbitrary<Rule['to']> = fc.record(
  {
    places: fc.constantFrom([{ chat: 'slack', channel: 'vip' }], [{ chat: 'desk', channel: 'x' }]),
    team: fc.constantFrom(...TEAMS),
    assign: fc.constantFrom('round-robin', 'least-busy'),
    skills: fc.subarray(['vinyl', 'customs']),
    sla: fc.constantFrom('Fast', 'Slow'),
    tags: fc.subarray(['vip', 'bug']),
  },
  { requiredKeys: [] },
)

const rulesOf = (condition: fc.Arbitrary<Conditions>) =>
  fc
    .array(fc.tuple(condition, anyGoal), { maxLength: 8 })
    .map((all) => all.map(([when, to], index) => rule(`rule ${index}`, when, to)))

const anyRules = rulesOf(someOf(() => true))

const label = (ids: readonly string[], confidence: fc.Arbitrary<number | null>) =>
  fc
    .record({ id: fc.constantFrom(...ids), confidence })
    .map(({ id, confidence: sure }): Given => given(id, sure))

const labelsWith = (confidence: fc.Arbitrary<number | null>): fc.Arbitrary<Labels> =>
  fc.record(
    {
      intent: label(INTENTS, confidence),
      department: label(TEAMS, confidence),
      sentiment: label(SENTIMENTS, confidence),
      language: label(LANGUAGES, confidence),
      abuse: share,
      spam: share,
    },
    { requiredKeys: [] },
  )

const anyLabels = fc.option(labelsWith(fc.option(share)))

const subjectWith = (labels: fc.Arbitrary<Labels | null>) =>
  fc
    .record({
      inbox: fc.constantFrom('demo', 'shop'),
      language: fc.constantFrom('de', 'en-GB', 'pt-BR'),
      text: fc.constantFrom('refund', 'hello', 'my money back'),
      labels,
    })
    .map((more) => about(more))

const anySubject = subjectWith(anyLabels)

/** The same labels, each changed; probabilities stay as they are. */
function changed(labels: Labels | null, change: (its: Given) => Given): Labels {
  const { intent, department, sentiment, language, ...rest } = labels ?? {}
  const all = Object.entries({ intent, department, sentiment, language })
  return {
    ...rest,
    ...Object.fromEntries(all.flatMap(([kind, its]) => (its ? [[kind, change(its)]] : []))),
  }
}

/** Where it goes, and by which rule; not why none before it did. */
function decided(rules: readonly Rule[], subject: ReturnType<typeof about>) {
  const { route, rule: by } = chooseRoute(rules, subject, NOW)
  return { route, by }
}

describe('whatever is known of a conversation, and however surely', () => {
  it('there is one way for it, to one place at least, the same each time', () => {
    fc.assert(
      fc.property(anyRules, anySubject, (rules, subject) => {
        const { route, by } = decided(rules, subject)
        expect(decided(rules, subject)).toEqual({ route, by })
        expect(route.places.length).toBeGreaterThan(0)
        const to = rules.find(({ name }) => name === by)?.to ?? {}
        expect(route).toMatchObject({
          places: to.places ?? usual.places,
          team: to.team ?? usual.team,
        })
        expect([route.assign, route.skills, route.sla]).toEqual([to.assign, to.skills, to.sla])
      }),
    )
  })

  it('the rule that chose is the first that would have chosen alone', () => {
    fc.assert(
      fc.property(anyRules, anySubject, (rules, subject) => {
        const alone = rules.find((one) => chooseRoute([one], subject, NOW).rule !== null)
        expect(decided(rules, subject).by).toBe(alone?.name ?? null)
      }),
    )
  })

  it('the order of the rules after the one that chose changes nothing', () => {
    fc.assert(
      fc.property(anyRules, anySubject, (rules, subject) => {
        const chosen = chooseRoute(rules, subject, NOW)
        const at = rules.findIndex(({ name }) => name === chosen.rule) + 1
        fc.pre(at > 0)
        const turned = [...rules.slice(0, at), ...rules.slice(at).toReversed()]
        expect(chooseRoute(turned, subject, NOW)).toEqual(chosen)
      }),
    )
  })

  it('a rule that cannot hold changes nothing, wherever it stands', () => {
    const never = rule('Never', { inbox: ['none'] }, { team: 'never' })
    fc.assert(
      fc.property(anyRules, anySubject, fc.nat(8), (rules, subject, at) => {
        const more = rules.toSpliced(at, 0, never)
        expect(decided(more, subject)).toEqual(decided(rules, subject))
      }),
    )
  })

  it('labels that nobody is sure of lead where no labels do', () => {
    const unlikely = someOf((key) => key !== 'abuse' && key !== 'spam')
    const below = labelsWith(fc.double({ min: 0, max: 0.29, noNaN: true }))
    fc.assert(
      fc.property(rulesOf(unlikely), subjectWith(below), (rules, subject) => {
        expect(decided(rules, subject)).toEqual(decided(rules, { ...subject, labels: null }))
      }),
    )
  })

  it('what a machine is certain of and what a person says lead to the same', () => {
    fc.assert(
      fc.property(anyRules, subjectWith(labelsWith(fc.constant(1))), (rules, subject) => {
        const said = changed(subject.labels, (its) => ({ ...its, confidence: null }))
        expect(decided(rules, { ...subject, labels: said })).toEqual(decided(rules, subject))
      }),
    )
  })

  it('a rule that holds goes on to hold when a machine is surer of the same', () => {
    fc.assert(
      fc.property(
        someOf((key) => key !== 'language'),
        anySubject,
        (when, subject) => {
          const holds = (labels: Labels | null) =>
            chooseRoute([rule('R', when)], { ...subject, labels }, NOW).rule !== null
          const surer = changed(subject.labels, (its) =>
            its.confidence === null ? its : { ...its, confidence: 1 },
          )
          expect(holds(subject.labels) && !holds(subject.labels && surer)).toBe(false)
        },
      ),
    )
  })
})
