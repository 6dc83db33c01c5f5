import { isOpen } from '../conversation/hours.ts'
import type { Check } from './conditions.ts'
import { inShort } from './none-of.ts'

export const hours: Check = ({ when, subject, now }) => {
  if (!when.hours || when.hours.within === isOpen(when.hours.of ?? subject.hours, now)) return null
  const whose = when.hours.of ? 'the rule’s hours' : 'the inbox’s hours'
  return `it came ${when.hours.within ? 'outside' : 'within'} ${whose}`
}

export const words: Check = ({ when, said }) => {
  if (!when.words || when.words.some((phrase) => said().has(phrase))) return null
  const quoted = when.words.map((phrase) => `“${phrase}”`)
  return quoted.length === 1
    ? `the visitor has not written ${quoted[0]}`
    : `the visitor has written none of ${inShort(quoted)}`
}
