// Writes slack/manifest.yaml, from which Slack makes the app.
import { mkdirSync, writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { manifest } from '../src/adapters/slack/manifest.ts'

const file = 'slack/manifest.yaml'
const head =
  '# Made by scripts/generate-slack-manifest.ts. On api.slack.com/apps: New App, From a manifest.\n'
mkdirSync('slack', { recursive: true })
writeFileSync(file, `${head}${stringify(manifest(), { lineWidth: 0, singleQuote: true })}`)
console.log(`${file} is written.`)
