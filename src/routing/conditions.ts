import type { Hours } from '../conversation/hours.ts'
import { isOpen } from '../conversation/hours.ts'
import { CAMPAIGN, campaignOf, isUnder, sameCase } from './addresses.ts'
import type { CampaignPart } from './addresses.ts'
import { fitsGlob } from './glob.ts'
import type { Said } from './said.ts'

/** What must hold for a rule to choose: all of it. Of a list one is enough. */
export interface Conditions {
  readonly inbox?: readonly string[] | undefined
  /** Patterns, as `isUnder` takes them. */
  readonly page?: readonly string[] | undefined
  /** What the page’s address says in `utm_source` and its like; `*` stands for anything. */
  readonly campaign?:
    Readonly<Partial<Record<CampaignPart, readonly string[] | undefined>>> | undefined
  readonly referrer?: readonly string[] | undefined
  /** Visitor channels. */
  readonly source?: readonly string[] | undefined
  /** Language tags; `pt` is `pt-BR` too. */
  readonly language?: readonly string[] | undefined
  readonly attributes?: Readonly<Record<string, AttributeWanted>> | undefined
  /** Of the visitor’s last conversation. */
  readonly tags?: readonly string[] | undefined
  /** Words and phrases of the first message. */
  readonly words?: readonly string[] | undefined
  readonly hours?: HoursWanted | undefined
  readonly returning?: boolean | undefined
  readonly verified?: boolean | undefined
}

export type AttributeWanted = readonly string[] | { readonly at_least: number }

/** `of` null: the inbox’s own hours. */
export interface HoursWanted {
  readonly within: boolean
  readonly of: Hours | null
}

/** What is known of a visitor, and of what they wrote, when their words open a conversation. */
export interface Subject {
  readonly inbox: string
  /** The inbox’s. */
  readonly hours: Hours
  /** The visitor channel they came by. */
  readonly door: string
  readonly page: string | null
  readonly referrer: string | null
  readonly language: string
  readonly attributes: Readonly<Record<string, string>>
  /** The site vouches for who they are. */
  readonly verified: boolean
  /** They have had a conversation here before. */
  readonly returning: boolean
  /** Those of their last conversation. */
  readonly tags: readonly string[]
  readonly text: string
}

/** What of a subject costs to look at, and so is asked for. */
interface Asked {
  readonly when: Conditions
  readonly subject: Subject
  readonly said: () => Said
  readonly now: number
}

type Check = (asked: Asked) => string | null

/** The first condition that does not hold, in words that follow “because”; null when all do. */
export function missed(when: Conditions, subject: Subject, said: () => Said, now: number) {
  for (const check of CHECKS) {
    const sentence = check({ when, subject, said, now })
    if (sentence !== null) return sentence
  }
  return null
}

// In an order of their own, so that the order in which somebody wrote them changes nothing; the dearest last.
const CHECKS: readonly Check[] = [
  ({ when: { inbox }, subject }) => unless(inbox, (id) => id === subject.inbox, 'the inbox'),
  ({ when: { source }, subject }) => unless(source, (door) => door === subject.door, 'the door'),
  verified,
  returning,
  language,
  attributes,
  tags,
  ({ when: { page }, subject }) => address(page, subject.page, 'the page'),
  ({ when: { referrer }, subject }) => address(referrer, subject.referrer, 'the page before'),
  campaign,
  hours,
  words,
]

function verified({ when, subject }: Asked): string | null {
  if (when.verified === undefined || when.verified === subject.verified) return null
  return `the site ${when.verified ? 'does not vouch' : 'vouches'} for who they are`
}

function returning({ when, subject }: Asked): string | null {
  if (when.returning === undefined || when.returning === subject.returning) return null
  return when.returning ? 'they never wrote here before' : 'they wrote here before'
}

function language({ when, subject }: Asked): string | null {
  const its = sameCase(subject.language)
  return unless(
    when.language,
    (tag) => its === sameCase(tag) || its.startsWith(`${sameCase(tag)}-`),
    'the language',
  )
}

function attributes({ when, subject }: Asked): string | null {
  for (const [name, wanted] of Object.entries(when.attributes ?? {})) {
    const value = Object.hasOwn(subject.attributes, name) ? subject.attributes[name] : undefined
    const sentence = attribute(name, wanted, value)
    if (sentence !== null) return sentence
  }
  return null
}

function attribute(name: string, wanted: AttributeWanted, value: string | undefined) {
  if ('at_least' in wanted) {
    const isEnough = value !== undefined && amountOf(value) >= wanted.at_least
    return isEnough ? null : `${name} is not at least ${wanted.at_least}`
  }
  const its = value === undefined ? null : sameCase(value.trim())
  return unless(wanted, (one) => sameCase(one.trim()) === its, name)
}

/** Digits, perhaps with a point among them; anything else is no number. */
function amountOf(text: string): number {
  return /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(text) ? Number(text) : NaN
}

function tags({ when, subject }: Asked): string | null {
  return unless(when.tags, (tag) => subject.tags.includes(tag), 'a tag of their last conversation')
}

function address(patterns: readonly string[] | undefined, its: string | null, what: string) {
  return unless(patterns, (pattern) => its !== null && isUnder(pattern, its), what)
}

function campaign({ when, subject }: Asked): string | null {
  for (const part of CAMPAIGN) {
    const its = campaignOf(subject.page, part)
    const fits = (one: string) => its !== null && fitsGlob(sameCase(one), sameCase(its))
    const sentence = unless(when.campaign?.[part], fits, `utm_${part} in the page’s address`)
    if (sentence !== null) return sentence
  }
  return null
}

function hours({ when, subject, now }: Asked): string | null {
  if (!when.hours || when.hours.within === isOpen(when.hours.of ?? subject.hours, now)) return null
  const whose = when.hours.of ? 'the rule’s hours' : 'the inbox’s hours'
  return `it came ${when.hours.within ? 'outside' : 'within'} ${whose}`
}

function words({ when, said }: Asked): string | null {
  if (!when.words || when.words.some((phrase) => said().has(phrase))) return null
  const quoted = when.words.map((phrase) => `“${phrase}”`)
  return quoted.length === 1
    ? `the first message does not say ${quoted[0]}`
    : `the first message says none of ${inShort(quoted)}`
}

/** Null where nothing is wanted, or one of it fits; else that `what` is none of it. */
function unless(
  wanted: readonly string[] | undefined,
  fits: (one: string) => boolean,
  what: string,
): string | null {
  if (!wanted || wanted.some(fits)) return null
  return wanted.length === 1
    ? `${what} is not ${wanted[0]}`
    : `${what} is none of ${inShort(wanted)}`
}

const SHOWN = 6

function inShort(list: readonly string[]): string {
  const more = list.length > SHOWN ? ` and ${list.length - SHOWN} more` : ''
  return `${list.slice(0, SHOWN).join(', ')}${more}`
}
