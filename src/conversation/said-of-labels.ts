import type { Event } from './events.ts'

/** What a person said of a conversation: “Ana says this is about Refund (was Order status)”. */
export function labelledSo(
  { kind, label, was }: Extract<Event, { type: 'labelled' }>,
  by: string,
): string {
  const before = was && was.id !== label.id ? ` (was ${was.name})` : ''
  switch (kind) {
    case 'intent':
      return `${by} says this is about ${label.name}${before}`
    case 'department':
      return `${by} says this is for ${label.name}${before}`
    case 'sentiment':
      return `${by} says this sounds ${label.name}${before}`
  }
}
