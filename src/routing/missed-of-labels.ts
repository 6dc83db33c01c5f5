import { percent } from '../conversation/about.ts'
import type { Given } from '../conversation/labels.ts'
import { sameCase } from './addresses.ts'
import type { Asked, Check, Conditions, LabelWanted, Subject } from './conditions.ts'
import { unless } from './none-of.ts'

/** How sure a machine must be of a label where nothing else is said. */
const SURE = 0.6

export const intent: Check = (asked) => label(asked, 'intent', asked.when.intent)

export const department: Check = (asked) => label(asked, 'department', asked.when.department)

export const sentiment: Check = (asked) => {
  const wanted = asked.when.sentiment?.map((id) => ({ id, name: id, was: [] }))
  return label(asked, 'sentiment', wanted)
}

export const abuse: Check = (asked) => likely(asked, 'abuse')

export const spam: Check = (asked) => likely(asked, 'spam')

export const language: Check = ({ when, subject }) => {
  const its = languageOf(subject, when)
  return unless(when.language, (tag) => isWithin(its, sameCase(tag)), 'the language')
}

function label(
  { when, subject: { labels } }: Asked,
  kind: 'intent' | 'department' | 'sentiment',
  wanted: readonly LabelWanted[] | undefined,
): string | null {
  if (!wanted) return null
  const its = labels?.[kind]
  if (!its) return `the ${kind} is not known${yet(labels)}`
  const isMeant = wanted.some(({ id, was }) => id === its.id || was.includes(its.id))
  const names = wanted.map(({ name }) => name)
  if (!isMeant) return unless(names, () => false, `the ${kind}`)
  if (isSure(its, when)) return null
  const least = when.confidence ?? SURE
  return `the ${kind} is ${its.name}, but only ${percent(its.confidence ?? 1)} sure; ${exactly(least)} is wanted`
}

function likely({ when, subject: { labels } }: Asked, what: 'abuse' | 'spam'): string | null {
  const wanted = when[what]
  if (!wanted) return null
  const its = labels?.[what]
  if (its === undefined) return `whether it is ${what} is not known${yet(labels)}`
  if (its >= wanted.at_least) return null
  return `${what} is ${percent(its)} likely; ${exactly(wanted.at_least)} is wanted`
}

/** Nobody has looked yet; or somebody did, and could not say. */
function yet(labels: Subject['labels']): string {
  return labels === null ? ' yet' : ''
}

/** What a person says is sure. */
function isSure({ confidence }: Given, { confidence: least = SURE }: Conditions): boolean {
  return confidence === null || confidence >= least
}

function exactly(part: number): string {
  return `${Number((part * 100).toFixed(2))} %`
}

/** The language of the words where that is surely known; the browser’s where it is not, or says more of it: de-AT. */
function languageOf({ language: browser, labels }: Subject, when: Conditions): string {
  const its = sameCase(browser)
  const spoken = labels?.language
  if (!spoken || !isSure(spoken, when)) return its
  const tag = sameCase(spoken.id)
  return isWithin(its, tag) ? its : tag
}

/** `pt-BR` is within `pt`. */
function isWithin(its: string, tag: string): boolean {
  return its === tag || its.startsWith(`${tag}-`)
}
