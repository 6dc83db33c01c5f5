import type { Check, Conditions, Subject } from './conditions.ts'
import { abuse, department, intent, language, sentiment, spam } from './missed-of-labels.ts'
import { hours, words } from './missed-of-message.ts'
import { campaign, page, referrer } from './missed-of-page.ts'
import { attributes, returning, tags, verified } from './missed-of-visitor.ts'
import { unless } from './none-of.ts'
import type { Said } from './said.ts'

/** The first condition that does not hold, in words that follow “because”; null when all do. */
export function missed(when: Conditions, subject: Subject, said: () => Said, now: number) {
  for (const check of CHECKS) {
    const sentence = check({ when, subject, said, now })
    if (sentence !== null) return sentence
  }
  return null
}

const inbox: Check = ({ when, subject }) =>
  unless(when.inbox, (id) => id === subject.inbox, 'the inbox')

const source: Check = ({ when, subject }) =>
  unless(when.source, (door) => door === subject.door, 'the door')

// In an order of their own, so that the order in which somebody wrote them changes nothing; the dearest last.
const CHECKS: readonly Check[] = [
  inbox,
  source,
  verified,
  returning,
  language,
  attributes,
  tags,
  page,
  referrer,
  campaign,
  hours,
  intent,
  department,
  sentiment,
  abuse,
  spam,
  words,
]
