import { z } from 'zod'

const property = z.union([
  z.object({ anyOf: z.tuple([z.object({ enum: z.array(z.string()) }), z.unknown()]) }),
  z.object({ type: z.literal('number') }),
])

const body = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z
    .looseObject({
      json_schema: z
        .looseObject({
          schema: z.looseObject({ properties: z.record(z.string(), property) }),
        })
        .optional(),
    })
    .optional(),
})

/** What was asked, as the service reads it. */
export interface Question {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: z.output<typeof body>
}

/** Reads a question. Throws for what such a service would not understand. */
export function questionOf(path: string, headers: Question['headers'], text: string): Question {
  return { path, headers, body: body.parse(JSON.parse(text)) }
}

/** All that the model was told, as one text. */
export function toldIn({ body }: Question): string {
  return body.messages.map(({ content }) => content).join('\n')
}

/** The words that the schema lets a field have; none where the question has no schema. */
export function choicesIn({ body }: Question, field: string): readonly string[] {
  const found = body.response_format?.json_schema?.schema.properties[field]
  return found && 'anyOf' in found ? found.anyOf[0].enum : []
}

/** The fields that the schema wants. */
export function fieldsIn({ body }: Question): readonly string[] {
  return Object.keys(body.response_format?.json_schema?.schema.properties ?? {})
}
