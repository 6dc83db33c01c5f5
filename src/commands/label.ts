import type { Label } from '../conversation/labels.ts'
import { labelChoices, labelMeant } from '../conversation/naming-labels.ts'
import { arg, command } from './command.ts'
import { noSuch } from './no-such.ts'

export const label = command({
  name: 'label',
  summary: 'Say what this conversation is about',
  args: [
    arg('label', 'label', 'What it is about', {
      placeholder: 'an intent, a department or a sentiment',
    }),
  ],
  pick: {
    arg: 'label',
    label: 'It is about…',
    when: ({ status }) => status !== 'closed',
    now: ({ labels }) => labels?.intent ?? null,
  },
  run: async ({ args, labels, rerouted }) => {
    const meant = labelMeant(labels, args['label'] ?? '')
    if (!meant) return noSuch('label', args['label'] ?? '', namesOf(labels))
    const { kind, id, name } = meant
    const given = { id, name, confidence: null }
    return { do: { type: 'label', kind, label: given, to: await rerouted({ [kind]: given }) } }
  },
})

function namesOf(labels: readonly Label[]): string[] {
  return labelChoices(labels).map(({ words }) => words)
}
