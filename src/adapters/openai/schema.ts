import type OpenAI from 'openai'
import { PRIORITIES } from '../../conversation/conversation.ts'
import { LANGUAGES, SENTIMENTS } from '../../conversation/labels.ts'
import type { Choices } from '../../ports.ts'

type JsonSchema = OpenAI.ResponseFormatJSONSchema['json_schema']

/**
 * What an answer looks like: one flat object in which every word comes out of a closed list, made from these
 * choices. Strict mode wants all keys and no others, and takes no bounds of numbers from every model.
 */
export function answerSchema({ intents, departments, languages }: Choices): JsonSchema {
  const properties = {
    ...guess('intent', idsOf(intents)),
    ...guess('department', idsOf(departments)),
    ...guess('priority', PRIORITIES),
    ...guess('sentiment', SENTIMENTS),
    ...guess('language', languages.length > 0 ? languages : LANGUAGES),
    abuse: { type: 'number' },
    spam: { type: 'number' },
  }
  return {
    name: 'labels',
    strict: true,
    schema: {
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    },
  }
}

function idsOf(labels: Choices['intents']): readonly string[] {
  return labels.map(({ id }) => id)
}

/** Nothing to choose from is no question: an empty list of values is no schema. */
function guess(name: string, values: readonly string[]): Record<string, unknown> {
  if (values.length === 0) return {}
  return {
    [name]: { anyOf: [{ type: 'string', enum: values }, { type: 'null' }] },
    [`${name}_confidence`]: { type: 'number' },
  }
}
