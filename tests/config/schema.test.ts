import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { settingsJsonSchema, taxonomyJsonSchema } from '../../src/config/json-schema.ts'

interface Node {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
}

describe('the JSON Schema for editors', () => {
  const committed: unknown = JSON.parse(readFileSync('config/greenroom.schema.json', 'utf8'))

  test('the file is what the settings’ schema says; `npm run schema` writes it anew', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())))
  })

  test('every key is described', () => {
    for (const schema of [settingsJsonSchema(), taxonomyJsonSchema()])
      expect(undescribed(schema as Node, '')).toEqual([])
  })

  test('the example names it, so that an editor finds it', () => {
    const [first] = readFileSync('config/greenroom.yaml', 'utf8').split('\n')
    expect(first).toBe('# yaml-language-server: $schema=./greenroom.schema.json')
  })

  test('every key has its place in docs/configuration.md', () => {
    const guide = readFileSync('docs/configuration.md', 'utf8')
    const keys = [settingsJsonSchema(), taxonomyJsonSchema()].flatMap((one) => keysOf(one as Node))
    const missing = keys.filter((key) => !guide.includes(`\`${key}\``))
    expect(missing).toEqual([])
  })
})

function undescribed({ properties = {}, items, anyOf = [] }: Node, path: string): string[] {
  return [
    ...Object.entries(properties).flatMap(([key, node]) => [
      ...(node.description ? [] : [`${path}${key}`]),
      ...undescribed(node, `${path}${key}.`),
    ]),
    ...(items ? undescribed(items, path) : []),
    ...anyOf.flatMap((node) => undescribed(node, path)),
  ]
}

function keysOf({ properties = {}, items, anyOf = [] }: Node): string[] {
  return [
    ...Object.entries(properties).flatMap(([key, node]) => [key, ...keysOf(node)]),
    ...(items ? keysOf(items) : []),
    ...anyOf.flatMap(keysOf),
  ]
}
