import type { Settings } from '../config.ts'
import type { InboxId } from '../conversation/ids.ts'
import { labelChoices, labelsUsed } from '../conversation/naming-labels.ts'
import type { LabelChoice } from '../conversation/naming-labels.ts'

/** What people can say of an inbox’s conversations; of those of all inboxes, where none is named. */
export function labelsHere({ taxonomy }: Settings, inbox: InboxId | null): readonly LabelChoice[] {
  if (inbox === null) return labelChoices(taxonomy.labels)
  return labelChoices(labelsUsed(taxonomy, inbox))
}

const USUAL = 0.6

/** How sure a machine must be of a label, from 0 to 1, before rules go by it. */
export function sureIn({ classify }: Pick<Settings, 'classify'>): number {
  return classify?.confidence ?? USUAL
}
