import { z } from 'zod'
import { settings } from './schema.ts'
import { taxonomy } from './taxonomy-schema.ts'

type Node = z.core.JSONSchema._JSONSchema | undefined

/** The JSON Schema of the settings as they are written, by which editors complete and check them. */
export function settingsJsonSchema() {
  return written(settings)
}

/** The same of the taxonomy. */
export function taxonomyJsonSchema() {
  return written(taxonomy)
}

/** The keys that a schema knows under a path. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes: Node[] = [written(schema)]
  for (const part of path) nodes = nodes.flatMap((node) => stepInto(node, part))
  return nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {}))
}

function written(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-07' })
}

function stepInto(node: Node, part: PropertyKey): Node[] {
  return alternatives(node).flatMap(({ properties, additionalProperties, items }): Node[] => {
    if (typeof part === 'number') return Array.isArray(items) ? [] : [items]
    return [properties?.[String(part)] ?? additionalProperties]
  })
}

function alternatives(node: Node): z.core.JSONSchema.JSONSchema[] {
  if (typeof node !== 'object') return []
  return [node, ...(node.anyOf ?? []).filter((one) => typeof one === 'object')]
}
