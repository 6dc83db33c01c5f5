import type { z } from 'zod'
import { PRIORITIES } from '../conversation/conversation.ts'
import { id, keys, line, list, oneOf, pattern, prose } from './kinds.ts'

const LABEL = 'a label’s id: small letters and digits, with dashes between them, at most 40'
const label = pattern(/^(?=.{1,40}$)[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u, LABEL)

const inboxes = list(id('inbox'))
  .min(1, { error: 'wants at least one inbox' })
  .optional()
  .meta({ description: 'Ids of the inboxes that use it; all of them if left out.' })

const was = list(pattern(/^[^\s:]{1,40}$/, 'a former id'))
  .max(20)
  .default([])
  .meta({
    description: 'Ids that it had before: what was labelled so keeps its meaning.',
  })

const MOST = 500

const examples = list(
  prose('what a visitor writes', 500).refine((text) => text !== '', {
    error: 'wants what a visitor writes',
  }),
)
  .max(MOST, { error: `wants at most ${MOST} examples` })
  .default([])
  .meta({ description: 'What visitors write who mean it, from which it is learned.' })

const intent = keys({
  id: label.meta({ description: 'What rules and commands refer to it by.' }),
  name: line('the intent’s name').meta({ description: 'As people read it.' }),
  department: id('team')
    .optional()
    .meta({ description: 'Whose work it is: the team of a department below.' }),
  priority: oneOf(PRIORITIES).optional().meta({ description: 'How urgent it mostly is.' }),
  inboxes,
  was,
  examples,
})

const department = keys({
  team: id('team').meta({ description: 'Id of the team whose work it is; the label’s id, too.' }),
  name: line('the department’s name')
    .optional()
    .meta({ description: 'As people read it; the team’s name if left out.' }),
  inboxes,
  was,
  examples,
})

const issue = keys({
  id: label.meta({ description: 'The tag.' }),
  name: line('the issue’s name').meta({ description: 'As people read it.' }),
  inboxes,
  was,
})

/** All that `config/taxonomy.yaml` may say. */
export const taxonomy = keys({
  intents: list(intent).default([]).meta({ description: 'What visitors want.' }),
  departments: list(department).default([]).meta({ description: 'Whose work it is.' }),
  issues: list(issue).default([]).meta({ description: 'What it is about: what people tag with.' }),
}).meta({
  title: 'Greenroom’s taxonomy',
  description: 'The labels that people and machines choose from; nobody may choose another.',
})

export type WrittenTaxonomy = z.output<typeof taxonomy>
