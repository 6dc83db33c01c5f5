import type { Conversation } from './conversation.ts'
import type { Given, Labels } from './labels.ts'

type Sorted = Pick<Conversation, 'labels' | 'rule'>

/** Of these probabilities on, people are warned. */
const WARNS = 0.8
const ABUSE = 'may be abusive'
const SPAM = 'looks like spam'

/**
 * What a conversation is about, in a line: “Refund (86 %) · Billing · negative · de”. `sure` is how sure, from 0 to
 * 1, a machine must be before rules go by what it says. Null where nothing is known.
 */
export function aboutLine({ labels = {}, rule }: Sorted, sure: number): string | null {
  const { intent, department, sentiment, language, abuse = 0, spam = 0 } = labels
  const isSaid = intent?.confidence === null
  const parts = [
    intent && named(intent, sure, rule),
    // A machine’s department goes with the intent that it guessed, not with another.
    isSaid && department?.confidence !== null ? null : ifSure(department, sure),
    sentiment?.id === 'neutral' ? null : ifSure(sentiment, sure),
    ifSure(language, sure),
    abuse >= WARNS ? ABUSE : null,
    spam >= WARNS ? SPAM : null,
  ].filter((part) => typeof part === 'string')
  return parts.length === 0 ? null : parts.join(' · ')
}

/** The same in a word or two, for a list: “Refund”, “looks like spam”. Null where nothing is sure. */
export function aboutInShort({ labels = {} }: Sorted, sure: number): string | null {
  const { intent, abuse = 0, spam = 0 } = labels
  if (intent?.confidence === null) return intent.name
  if (spam >= WARNS) return SPAM
  if (abuse >= WARNS) return ABUSE
  return ifSure(intent, sure)
}

/** What a machine said, each with how sure it was: “Refund 86 %, Billing 79 %, priority high 70 %”. */
export function guesses({ intent, department, priority, sentiment, language }: Labels): string {
  const urgency = priority && { ...priority, name: `priority ${priority.name}` }
  return [intent, department, urgency, sentiment, language]
    .flatMap((given) => (given ? [said(given)] : []))
    .join(', ')
}

const MACHINES: ReadonlyMap<string, string> = new Map([
  ['embedded', 'Greenroom'],
  ['openai', 'OpenAI'],
])

/** What people call a classifier: what runs here is Greenroom itself. */
export function machineNamed(name: string): string {
  return MACHINES.get(name) ?? `“${name}”`
}

/** 0.86 as “86 %”; never more than it is. */
export function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`
}

function said({ name, confidence }: Given): string {
  return confidence === null ? name : `${name} ${percent(confidence)}`
}

function named({ name, confidence }: Given, sure: number, rule: string | undefined): string {
  if (confidence === null) return `${name} ✓`
  if (confidence >= sure) return `${name} (${percent(confidence)})`
  const so = rule === undefined ? ', so it went as its inbox says' : ''
  return `${name}? ${percent(confidence)}: not sure${so}`
}

function ifSure(given: Given | undefined, sure: number): string | null {
  if (!given || (given.confidence !== null && given.confidence < sure)) return null
  return given.confidence === null ? `${given.name} ✓` : given.name
}
