import { CAMPAIGN, campaignOf, isUnder, sameCase } from './addresses.ts'
import type { Check } from './conditions.ts'
import { fitsGlob } from './glob.ts'
import { unless } from './none-of.ts'

export const page: Check = ({ when, subject }) => address(when.page, subject.page, 'the page')

export const referrer: Check = ({ when, subject }) =>
  address(when.referrer, subject.referrer, 'the page before')

export const campaign: Check = ({ when, subject }) => {
  for (const part of CAMPAIGN) {
    const its = campaignOf(subject.page, part)
    const fits = (one: string) => its !== null && fitsGlob(sameCase(one), sameCase(its))
    const sentence = unless(when.campaign?.[part], fits, `utm_${part} in the page’s address`)
    if (sentence !== null) return sentence
  }
  return null
}

function address(patterns: readonly string[] | undefined, its: string | null, what: string) {
  return unless(patterns, (pattern) => its !== null && isUnder(pattern, its), what)
}
