import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WHY } from '../../../src/adapters/slack/scopes.ts'
import { parseSettings } from '../../../src/config/load.ts'

const root = join(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manual = read('docs/slack.md')

/** The blocks of this language in the steps from nothing to the first chat, at the left edge of their step. */
function blocks(language: string): string[] {
  const steps = manual.slice(manual.indexOf('## From nothing'), manual.indexOf('## When something'))
  const found = steps.matchAll(new RegExp(`^   \`\`\`${language}\\n([^]*?)^   \`\`\`$`, 'gm'))
  return [...found].map(([, block = '']) => block.replaceAll(/^ {3}/gm, ''))
}

/** Names, numbers and addresses as `…`, and nothing where they end it. */
function withoutExamples(text: string): string {
  const examples =
    /“[^”]*”|[#@][\w…]+|\(?https?:\/\/[\w./…-]+\)?|\S+\.yaml|\d[\d.]*|\b(?:Ana|demo|(?<=mode )socket)\b/g
  return text
    .replaceAll(examples, '…')
    .replaceAll(/…(?: ?…)+/g, '…')
    .replace(/ ?…$/, '')
}

describe('docs/slack.md', () => {
  it('gives settings that are right in the place that it names', () => {
    const [top = '', places = ''] = blocks('yaml')
    const given = read('config/greenroom.yaml')
    const desk = '    places:\n      - chat: desk\n        channel: support\n'
    expect(given).toContain(desk)
    expect(places).toMatch(/^ {4}places:\n {6}- chat: desk\n {8}channel: support\n/)
    const text = given.replace(desk, places).replace('inboxes:\n', `${top}\ninboxes:\n`)
    const secret = (name: string) => (name === 'SLACK_APP_TOKEN' ? 'xapp-1' : 'xoxb-1')
    const labels = { file: 'taxonomy.yaml', text: read('config/taxonomy.yaml') }
    const settings = parseSettings('greenroom.yaml', text, secret, labels)
    if (!settings.ok) throw new Error(settings.problems.map(({ message }) => message).join('\n'))
    expect(settings.settings.inboxes[0]?.places).toEqual([
      { chat: 'desk', channel: 'support' },
      { chat: 'slack', channel: 'support' },
    ])
    expect(settings.settings.agents).toHaveLength(1)
  })

  it('says of each permission what it is for', () => {
    const rows = [...manual.matchAll(/^\| `([\w.:]+)` +\| (.+?) +\|$/gm)]
    expect(Object.fromEntries(rows.map(([, scope, why]) => [scope, why]))).toEqual(WHY)
  })

  it('quotes the doctor as it speaks', () => {
    const source = ['src/cli/doctor-slack.ts', 'src/config/slack-secrets.ts']
      .concat(globSync('src/adapters/slack/doctor*.ts', { cwd: root }))
      .map((file) => withoutExamples(read(file).replaceAll(/\$\{[^}]*\}/g, '…')))
      .join('\n')
    const lines = [...manual.matchAll(/^ {3}([✓✗!→–] .+)$|`([✓✗!→–] [^`]+)`/gm)]
    const quotes = lines.map(([, line, quote = '']) => line ?? quote)
    expect(quotes.length).toBeGreaterThan(25)
    const foreign = quotes.filter((quote) => !source.includes(withoutExamples(quote.slice(2))))
    expect(foreign).toEqual([])
  })

  it('names scripts and files that there are', () => {
    const scripts = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const [, script = ''] of manual.matchAll(/npm run (?:--silent )?([a-z-]+)/g))
      expect(Object.keys(scripts.scripts)).toContain(script)
    for (const [, file = ''] of manual.matchAll(/`((?:slack|config|docs|src)\/[\w./-]+)`/g))
      expect(existsSync(join(root, file)), file).toBe(true)
  })
})
