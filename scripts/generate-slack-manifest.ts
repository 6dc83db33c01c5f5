// Writes slack/manifest.yaml, from which Slack makes the app; with the address that Slack is to call, it prints
// one for HTTP instead.
import { mkdirSync, writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { manifest } from '../src/adapters/slack/manifest.ts'

const file = 'slack/manifest.yaml'
const head =
  '# Made by scripts/generate-slack-manifest.ts. On api.slack.com/apps: New App, From a manifest.\n'
const [, , url] = process.argv
if (url === undefined) {
  mkdirSync('slack', { recursive: true })
  writeFileSync(file, head + inYaml(null))
  console.log(`${file} is written.`)
} else if (URL.parse(url)?.protocol === 'https:') {
  console.log(inYaml(new URL(url).origin))
} else {
  console.error(`Slack calls https addresses alone, such as https://chat.example.com, not ${url}.`)
  process.exitCode = 1
}

function inYaml(address: string | null): string {
  return stringify(manifest(address), { lineWidth: 0, singleQuote: true })
}
