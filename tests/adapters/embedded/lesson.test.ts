import { describe, expect, it } from 'vitest'
import { courseOf } from '../../../src/adapters/embedded/lesson.ts'
import { label } from '../../support/example-labels.ts'

const billing = label('department', 'billing', { examples: ['charged twice'] })
const refund = label('intent', 'refund', {
  examples: ['money back'],
  was: ['returns'],
  department: billing.id,
})
const labels = [refund, billing, label('issue', 'late', { examples: ['too late'] })]

describe('what a lesson teaches', () => {
  it('is intents by their examples, and departments also by those of their intents', () => {
    const { intents, departments } = courseOf({ labels, corrections: [] })
    expect(intents).toEqual([{ id: 'refund', name: 'refund', examples: ['money back'] }])
    expect(departments).toEqual([
      { id: 'billing', name: 'billing', examples: ['money back', 'charged twice'] },
    ])
  })

  it('takes what people corrected for examples, also under a former id', () => {
    const { intents, departments, sentiments } = courseOf({
      labels,
      corrections: [
        { text: 'give it back', kind: 'intent', label: 'returns' },
        { text: 'wrong invoice', kind: 'department', label: 'billing' },
        { text: 'well done, really', kind: 'sentiment', label: 'negative' },
      ],
    })
    expect(intents[0]?.examples).toEqual(['give it back', 'money back'])
    expect(departments[0]?.examples).toEqual([
      'give it back',
      'money back',
      'wrong invoice',
      'charged twice',
    ])
    expect(sentiments).toEqual([{ text: 'well done, really', label: 'negative' }])
  })

  it('leaves out labels without examples, and corrections to labels that are no more', () => {
    const course = courseOf({
      labels: [label('intent', 'empty')],
      corrections: [
        { text: 'x', kind: 'intent', label: 'gone' },
        { text: 'y', kind: 'sentiment', label: 'furious' },
      ],
    })
    expect(course).toEqual({ intents: [], departments: [], sentiments: [] })
  })

  it('does not take a greeting for what the chat that it began was about', () => {
    const corrections = ['Hi!', 'thank you', 'ok', 'hi, my money back'].map((text) => ({
      text,
      kind: 'intent' as const,
      label: 'refund',
    }))
    const [intent] = courseOf({ labels, corrections }).intents
    expect(intent?.examples).toEqual(['hi, my money back', 'money back'])
  })
})
