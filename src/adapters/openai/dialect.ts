import type OpenAI from 'openai'

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming
type Format = OpenAI.ResponseFormatJSONSchema
type Options = Pick<
  Params,
  'temperature' | 'max_tokens' | 'max_completion_tokens' | 'store' | 'response_format'
>

/** An answer of labels is some 120 tokens; more is prose. */
const MOST_TOKENS = 400

type Length = 'max_completion_tokens' | 'max_tokens'
type Shape = 'json_schema' | 'json_object'

/**
 * What is asked of the model beside the question, as far as this service takes it: models that reason take no
 * temperature, older servers know only `max_tokens`, some have no schemas. What a service refuses is asked for in
 * another way, or no more, as long as the process runs.
 */
export interface Dialect {
  options(schema: Format['json_schema']): Options
  /** The service complained: true when there is another way to ask. */
  adapt(complaint: string): boolean
}

/** `openai`: the service is OpenAI’s own. */
export function createDialect(openai: boolean): Dialect {
  let cold = true
  let lengths: readonly Length[] = openai
    ? ['max_completion_tokens', 'max_tokens']
    : ['max_tokens', 'max_completion_tokens']
  let shapes: readonly Shape[] = ['json_schema', 'json_object']

  function options(schema: Format['json_schema']): Options {
    const [length] = lengths
    const [shape] = shapes
    return {
      ...(cold ? { temperature: 0 } : {}),
      ...(length ? { [length]: MOST_TOKENS } : {}),
      // Whatever its complaints say: what is asked is to be kept nowhere.
      ...(openai ? { store: false } : {}),
      ...(shape === 'json_schema'
        ? { response_format: { type: 'json_schema', json_schema: schema } }
        : {}),
      ...(shape === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
    }
  }

  function adapt(complaint: string): boolean {
    const names = (word: string) => complaint.includes(word)
    if (cold && names('temperature')) cold = false
    else if (lengths[0] && names(lengths[0])) lengths = lengths.slice(1)
    else if (shapes[0] && (names('response_format') || names(shapes[0]))) shapes = shapes.slice(1)
    else return false
    return true
  }

  return { options, adapt }
}
