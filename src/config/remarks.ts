import type { Settings } from './schema.ts'

type Rule = Settings['routes'][number]

/** What is right in the settings and yet hardly meant, in sentences. */
export function remarks(settings: Settings): string[] {
  return [...withoutMachines(settings), ...settings.routes.flatMap((rule) => about(rule, settings))]
}

/** Rules that go by labels where no machine gives any. */
function withoutMachines({ classify, routes }: Settings): string[] {
  const rules = routes.filter(asksForLabels)
  if (classify || rules.length === 0) return []
  return [
    `classify is off: ${listed(rules.map(({ name }) => `“${name}”`))} can hold only once a person has said what it is about.`,
  ]
}

function about(rule: Rule, { agents, taxonomy }: Settings): string[] {
  const { name, when, then } = rule
  const known = new Set(agents.flatMap(({ skills }) => skills))
  const unknown = (then.skills ?? []).filter((skill) => !known.has(skill))
  const never = (when.intent ?? []).filter((id) => {
    const label = taxonomy.labels.find((one) => one.kind === 'intent' && one.id === id)
    const inboxes: readonly string[] | null = label?.inboxes ?? null
    return when.inbox && inboxes && !when.inbox.some((inbox) => inboxes.includes(inbox))
  })
  return [
    ...(unknown.length === 0
      ? []
      : [
          `“${name}” asks for ${listed(unknown)}, which no agent of the settings has under skills.`,
        ]),
    ...(never.length === 0
      ? []
      : [`“${name}” asks for ${listed(never)}, which its inbox does not use by taxonomy.yaml.`]),
    ...(when.confidence === undefined || when.language || asksForLabels(rule)
      ? []
      : [`“${name}” says confidence, and asks for no label: it changes nothing.`]),
  ]
}

function asksForLabels({ when }: Rule): boolean {
  return [when.intent, when.department, when.sentiment].some((one) => one !== undefined)
}

function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
