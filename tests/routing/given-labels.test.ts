import { describe, expect, it } from 'vitest'
import type { Classification, LabelId } from '../../src/conversation/labels.ts'
import { relabelled } from '../../src/conversation/labels.ts'
import { labelsOf } from '../../src/routing/given-labels.ts'
import { CHOICES, label } from '../support/example-labels.ts'

const NOTHING: Classification = {
  intent: null,
  department: null,
  priority: null,
  sentiment: null,
  language: null,
  abuse: 0,
  spam: 0,
}

/** As a machine would say it, whatever it is. */
function guess(its: string, confidence = 0.9) {
  return { label: its as LabelId, confidence }
}

describe('what a conversation keeps of a machine’s answer', () => {
  it('has the names of the taxonomy', () => {
    const said = { ...NOTHING, intent: guess('refund', 0.86), department: guess('billing', 0.7) }
    expect(labelsOf(said, CHOICES)).toEqual({
      intent: { id: 'refund', name: 'Refund', confidence: 0.86 },
      department: { id: 'billing', name: 'Billing', confidence: 0.7 },
      abuse: 0,
      spam: 0,
    })
  })

  it('has nothing in it that is not in the taxonomy, nor numbers that are none', () => {
    const odd = {
      ...NOTHING,
      intent: guess('owned'),
      department: guess('Dear visitor'),
      priority: guess('nuclear') as never,
      sentiment: { label: 'negative', confidence: Infinity } as const,
      language: guess('klingon') as never,
      abuse: -1,
      spam: NaN,
    }
    expect(labelsOf(odd, CHOICES)).toEqual({})
  })

  it('names the department whose work an intent is, where the machine did not', () => {
    const intents = [label('intent', 'refund', { department: 'billing' as LabelId })]
    const said = labelsOf({ ...NOTHING, intent: guess('refund') }, { ...CHOICES, intents })
    expect(said.department).toEqual({ id: 'billing', name: 'Billing', confidence: 0.9 })
  })

  it('loses the department of an intent that it is not about any more', () => {
    const intent = (id: string) => ({ id, name: id, confidence: 0.9 })
    const department = { id: 'billing', name: 'Billing', confidence: 0.9 }
    const before = { intent: intent('refund'), department, spam: 0.1 }
    expect(relabelled(before, { intent: intent('praise') })).toEqual({
      intent: intent('praise'),
      spam: 0.1,
    })
    expect(relabelled(before, { intent: intent('refund'), spam: 0.2 })).toEqual({
      ...before,
      spam: 0.2,
    })
  })
})
