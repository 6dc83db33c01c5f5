import type { Priority } from '../../src/conversation/conversation.ts'
import type { Label, LabelId, LabelKind } from '../../src/conversation/labels.ts'
import type { Choices } from '../../src/ports.ts'

/** A label as a taxonomy has it; what is not said is empty. */
export function label(kind: LabelKind, id: string, more: Partial<Label> = {}): Label {
  return {
    kind,
    id: id as LabelId, // a taxonomy's own, here written out
    name: id,
    inboxes: null,
    was: [],
    examples: [],
    department: null,
    priority: null,
    ...more,
  }
}

function intent(id: string, name: string, priority: Priority, ...examples: string[]): Label {
  return label('intent', id, { name, priority, examples })
}

/** What a shop's classifier chooses from. */
export const CHOICES: Choices = {
  intents: [
    intent(
      'refund',
      'Refund',
      'high',
      'I want my money back',
      'please refund my order',
      'ich möchte mein Geld zurück',
      'can you return what I paid?',
    ),
    intent(
      'shipping',
      'Where is my order',
      'normal',
      'where is my parcel?',
      'my order has not arrived',
      'wann kommt mein Paket?',
      'the tracking does not move',
    ),
    intent(
      'praise',
      'Praise',
      'low',
      'I love your work',
      'thank you so much, this is great',
      'danke, das ist wunderbar',
      'you are amazing',
    ),
  ],
  departments: [
    label('department', 'billing', { name: 'Billing', examples: ['I was charged twice'] }),
    label('department', 'support', { name: 'Support', examples: ['it does not work'] }),
  ],
  languages: [],
}

/** Nothing to choose from but what is the same everywhere. */
export const NO_CHOICES: Choices = { intents: [], departments: [], languages: [] }
