import { describe, expect, it } from 'vitest'
import { whyNone } from '../../src/commands/why-none.ts'

const passed = (...all: readonly (readonly [string, string])[]) =>
  all.map(([rule, missed]) => ({ rule, missed }))

const VIPS = ['VIPs', 'tier is not gold'] as const
const UNKNOWN = 'the intent is not known yet'

describe('why rules did not choose', () => {
  it('is said once of those that missed the same', () => {
    const all = passed(['Refunds', UNKNOWN], VIPS, ['Sales', UNKNOWN])
    expect(whyNone(all, new Map())).toEqual([
      '• “Refunds”, “Sales”: the intent is not known yet.',
      '• “VIPs”: tier is not gold.',
    ])
  })

  it('is not told again where it is as before', () => {
    const told = new Map()
    whyNone(passed(VIPS, ['Refunds', UNKNOWN]), told)
    const later = passed(VIPS, ['Refunds', 'the intent is not Refund'])
    expect(whyNone(later, told)).toEqual([
      '• “VIPs”: as before.',
      '• “Refunds”: the intent is not Refund.',
    ])
    expect(whyNone(later, told)).toEqual(['• “VIPs”, “Refunds”: as before.'])
  })
})
