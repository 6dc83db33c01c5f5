import type { Route } from '../../src/conversation/conversation.ts'
import type { Hours } from '../../src/conversation/hours.ts'
import type { Given } from '../../src/conversation/labels.ts'
import type { Conditions, LabelWanted, Subject } from '../../src/routing/conditions.ts'
import type { Rule } from '../../src/routing/rules.ts'

/** A Friday, nine o’clock. */
export const NOW = Date.UTC(2026, 10, 20, 9)

export const usual: Route = {
  places: [{ chat: 'desk', channel: 'support' }],
  team: 'support',
  priority: 'normal',
  tags: [],
}

const weekly = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const ON_FRIDAYS: Hours = {
  timezone: 'UTC',
  weekly: { ...weekly, fri: [{ from: 480, to: 1_020 }] },
  holidays: [],
}
export const NEVER: Hours = { timezone: 'UTC', weekly, holidays: [] }

/** What is known of a visitor who says hello, but for `more`. */
export function about(more: Partial<Subject> = {}): Subject & { readonly usual: Route } {
  return {
    inbox: 'demo',
    hours: ON_FRIDAYS,
    door: 'widget',
    page: null,
    referrer: null,
    language: 'en',
    attributes: {},
    verified: false,
    returning: false,
    tags: [],
    text: 'hello',
    labels: null,
    usual,
    ...more,
  }
}

export const rule = (name: string, when: Conditions, to: Rule['to'] = {}): Rule => ({
  name,
  when,
  to,
})

/** A label as a machine gave it; without a confidence, as a person did. */
export function given(id: string, confidence: number | null = null): Given {
  return { id, name: id.charAt(0).toUpperCase() + id.slice(1), confidence }
}

/** A label as rules ask for it. */
export function wanted(id: string, ...was: string[]): LabelWanted {
  return { id, name: given(id).name, was }
}
