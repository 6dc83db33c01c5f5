// Writes config/greenroom.schema.json, by which editors complete the settings.
import { writeFileSync } from 'node:fs'
import { settingsJsonSchema } from '../src/config/json-schema.ts'

const file = 'config/greenroom.schema.json'
writeFileSync(file, `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`)
console.log(`${file} is written.`)
