// Writes config/greenroom.schema.json and config/taxonomy.schema.json, by which editors complete the settings.
import { writeFileSync } from 'node:fs'
import { settingsJsonSchema, taxonomyJsonSchema } from '../src/config/json-schema.ts'

for (const [file, schema] of [
  ['config/greenroom.schema.json', settingsJsonSchema()],
  ['config/taxonomy.schema.json', taxonomyJsonSchema()],
] as const) {
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`)
  console.log(`${file} is written.`)
}
