import { describe, expect, it } from 'vitest'
import type { InboxId } from '../../src/conversation/ids.ts'
import { labelChoices, labelMeant, labelsUsed } from '../../src/conversation/naming-labels.ts'
import { label } from '../support/example-labels.ts'

const LABELS = [
  label('intent', 'refund', { name: 'Refund', was: ['money-back'] }),
  label('intent', 'billing', { name: 'Billing' }),
  label('department', 'billing', { name: 'Billing' }),
  label('department', 'shop', { name: 'The shop', inboxes: ['shop' as InboxId] }),
  label('issue', 'wallet', { name: 'Wallet' }),
]

describe('the label that is meant', () => {
  it.each([
    ['refund', 'intent', 'refund'],
    [' REFUND ', 'intent', 'refund'],
    ['money-back', 'intent', 'refund'],
    ['Billing', 'intent', 'billing'],
    ['intent:billing', 'intent', 'billing'],
    ['department:Billing', 'department', 'billing'],
    ['Department: billing', 'department', 'billing'],
    ['the shop', 'department', 'shop'],
    ['Negative', 'sentiment', 'negative'],
    ['sentiment:positive', 'sentiment', 'positive'],
  ])('by “%s” is the %s %s', (words, kind, id) => {
    expect(labelMeant(LABELS, words)).toMatchObject({ kind, id })
  })

  it.each(['wallet', 'intent:shop', 'department:negative', '', 'refunds'])(
    'by “%s” is none',
    (words) => {
      expect(labelMeant(LABELS, words)).toBeNull()
    },
  )

  it('is found again by the words that are offered for it', () => {
    for (const choice of labelChoices(LABELS))
      expect(labelMeant(LABELS, choice.words)).toEqual(choice)
  })
})

describe('what is offered', () => {
  it('is what the inbox uses: intents by name, then the rest after its kind', () => {
    const used = labelsUsed({ labels: LABELS }, 'demo' as InboxId)
    expect(labelChoices(used).map(({ words }) => words)).toEqual([
      'Refund',
      'Billing',
      'department:Billing',
      'sentiment:negative',
      'sentiment:neutral',
      'sentiment:positive',
    ])
  })
})
