import { sameCase } from './addresses.ts'
import type { AttributeWanted, Check } from './conditions.ts'
import { unless } from './none-of.ts'

export const verified: Check = ({ when, subject }) => {
  if (when.verified === undefined || when.verified === subject.verified) return null
  return `the site ${when.verified ? 'does not vouch' : 'vouches'} for who they are`
}

export const returning: Check = ({ when, subject }) => {
  if (when.returning === undefined || when.returning === subject.returning) return null
  return when.returning ? 'they never wrote here before' : 'they wrote here before'
}

export const tags: Check = ({ when, subject }) =>
  unless(when.tags, (tag) => subject.tags.includes(tag), 'a tag of their last conversation')

export const attributes: Check = ({ when, subject }) => {
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
