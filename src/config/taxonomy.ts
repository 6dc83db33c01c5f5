import type { InboxId } from '../conversation/ids.ts'
import type { Label, LabelId, LabelKind, Taxonomy } from '../conversation/labels.ts'
import { labelsFor } from '../conversation/labels.ts'
import type { Choices } from '../ports.ts'
import type { Settings } from './schema.ts'
import type { WrittenTaxonomy } from './taxonomy-schema.ts'

/** The labels that a file says, the departments by their teams’ names where it gives them none of their own. */
export function taxonomyOf(
  { intents, departments, issues }: WrittenTaxonomy,
  teams: readonly { readonly id: string; readonly name: string }[],
): Taxonomy {
  const nameOf = (team: string) => teams.find(({ id }) => id === team)?.name ?? team
  return {
    labels: [
      ...intents.map((one) =>
        label('intent', {
          ...one,
          department: one.department ?? null,
          priority: one.priority ?? null,
        }),
      ),
      ...departments.map(({ team, name, ...rest }) =>
        label('department', { ...rest, id: team, name: name ?? nameOf(team) }),
      ),
      ...issues.map((one) => label('issue', one)),
    ],
  }
}

/** The settings with these labels: issues are tags that agents are offered. */
export function withTaxonomy(settings: Settings, taxonomy: Taxonomy): Settings {
  const offered = (inbox: InboxId) => labelsFor(taxonomy, 'issue', inbox).map(({ id }) => id)
  return {
    ...settings,
    taxonomy,
    inboxes: settings.inboxes.map((one) => ({
      ...one,
      tags: [...new Set([...one.tags, ...offered(one.id)])],
    })),
  }
}

/** What machines may choose from for an inbox; null where they are not asked, or it is not there. */
export function choicesFor({ classify, inboxes, taxonomy }: Settings, id: string): Choices | null {
  const inbox = inboxes.find((one) => one.id === id)
  if (!classify || !inbox) return null
  return {
    intents: labelsFor(taxonomy, 'intent', inbox.id),
    departments: labelsFor(taxonomy, 'department', inbox.id),
    languages: inbox.languages,
  }
}

type Written = Pick<Label, 'name' | 'was'> & {
  readonly id: string
  readonly inboxes?: readonly string[] | undefined
  readonly examples?: readonly string[]
  readonly department?: string | null
  readonly priority?: Label['priority']
}

function label(kind: LabelKind, written: Written): Label {
  const { id, name, was, inboxes, examples = [], department = null, priority = null } = written
  return {
    kind,
    // Where text becomes such ids.
    id: id as LabelId,
    name,
    inboxes: inboxes ? inboxes.map((one) => one as InboxId) : null,
    was,
    examples,
    department: department as LabelId | null,
    priority,
  }
}
