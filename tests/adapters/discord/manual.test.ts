import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGE_MENU, PERSON_MENU } from '../../../src/adapters/discord/menus.ts'
import { PERMISSIONS } from '../../../src/adapters/discord/permissions.ts'
import type { Use } from '../../../src/adapters/discord/permissions.ts'
import { STATUSES } from '../../../src/adapters/discord/tags.ts'
import { commandNamed } from '../../../src/commands/index.ts'
import { parseSettings } from '../../../src/config/load.ts'

const root = join(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manual = read('docs/discord.md')

const PLACES: readonly (readonly [Use, string])[] = [
  ['post', 'forums'],
  ['thread', 'text channels'],
  ['channel', 'categories'],
  ['webhooks', '`webhooks`'],
]

/** The blocks of this language in the steps from nothing to the first chat, at the left edge of their step. */
function blocks(language: string): string[] {
  const steps = manual.slice(manual.indexOf('## From nothing'), manual.indexOf('## When something'))
  const found = steps.matchAll(new RegExp(`^   \`\`\`${language}\\n([^]*?)^   \`\`\`$`, 'gm'))
  return [...found].map(([, block = '']) => block.replaceAll(/^ {3}/gm, ''))
}

/** Names, numbers and addresses as `…`, and nothing where they end it. */
function withoutExamples(text: string): string {
  const examples =
    /“[^”]*”|[#@][\w…]+|\(?https?:\/\/[\w./…-]+\)?|\S+\.yaml|\d[\d.,]*|\b(?:Ana|Ben|demo|supervisor)\b|a (?:forum|text channel|category): each conversation is [a-z ]+/g
  return text
    .replaceAll(examples, '…')
    .replaceAll(/…(?: ?…)+/g, '…')
    .replace(/ ?…$/, '')
}

function parsed(text: string, labels: string | null = null) {
  const taxonomy = { file: 'taxonomy.yaml', text: labels }
  const read = parseSettings('greenroom.yaml', text, () => 'abcd.efgh', taxonomy)
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.settings
}

describe('docs/discord.md', () => {
  it('gives settings that are right in the place that it names', () => {
    const [top = '', places = ''] = blocks('yaml')
    const given = read('config/greenroom.yaml')
    const desk = '    places:\n      - chat: desk\n        channel: support\n'
    expect(given).toContain(desk)
    expect(places).toMatch(/^ {4}places:\n {6}- chat: desk\n {8}channel: support\n/)
    const text = given.replace(desk, places).replace('inboxes:\n', `${top}\ninboxes:\n`)
    const { inboxes, agents, discord } = parsed(text, read('config/taxonomy.yaml'))
    expect(inboxes[0]?.places).toEqual([
      { chat: 'desk', channel: 'support' },
      { chat: 'discord', channel: 'support' },
    ])
    expect(agents).toHaveLength(1)
    expect(discord?.guild).toBe('123456789012345678')
  })

  it('gives settings that are right further below, too', () => {
    const all = [...manual.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => block)
    expect(all.length).toBeGreaterThan(2)
    for (const block of all) {
      const isTop = block.startsWith('discord:')
      const top = isTop ? block : "discord: {guild: '123456789012345678'}\n"
      const keys = {
        doors: 'doors: [{channel: widget}]\n',
        places: 'places: [{chat: desk, channel: support}]\n',
      }
      const inbox = Object.entries(keys).map(([key, otherwise]) =>
        block.startsWith(`${key}:`) ? block : otherwise,
      )
      const text = `name: Lantern House
teams: [{id: vip, name: VIP}]
channels: [{id: support, name: support}]
${top}inboxes:
  - id: demo
    name: Juno Vale
${inbox.join('').replaceAll(/^(?=.)/gm, '    ')}`
      expect(parsed(text).discord).toBeDefined()
    }
  })

  it('says of each permission what it is for, and where', () => {
    const section = manual.slice(manual.indexOf('## What the bot may do'))
    const rows = [...section.matchAll(/^\| ([A-Z][\w ]+) +\| ([^|]+) \| ([^|]+?) +\|$/gm)].slice(1)
    const wanted = PERMISSIONS.map(({ named, why, uses }) => [
      named,
      why,
      uses.length === 3
        ? 'all places'
        : PLACES.flatMap(([use, where]) => (uses.includes(use) ? [where] : [])).join(', '),
    ])
    expect(rows.map(([, ...row]) => row)).toEqual(wanted)
  })

  it('quotes the doctor as it speaks', () => {
    const source = ['src/cli/doctor-discord.ts', 'src/config/discord-secrets.ts']
      .concat(globSync('src/adapters/discord/doctor*.ts', { cwd: root }))
      .map((file) => withoutExamples(read(file).replaceAll(/\$\{[^}]*\}/g, '…')))
      .join('\n')
    const lines = [...manual.matchAll(/^ {3}([✓✗!→–] .+)$|`([✓✗!→–] [^`]+)`/gm)]
    const quotes = lines.map(([, line, quote = '']) => line ?? quote)
    expect(quotes.length).toBeGreaterThan(30)
    const foreign = quotes.filter((quote) => !source.includes(withoutExamples(quote.slice(2))))
    expect(foreign).toEqual([])
  })

  it('shows the cards as they are', () => {
    const cards = globSync('tests/fixtures/discord/cards/*.txt', { cwd: root })
    expect(cards.length).toBeGreaterThan(4)
    for (const card of cards) expect(manual, card).toContain(`\`\`\`text\n${read(card)}\`\`\``)
  })

  it('names commands, menus and tags that there are', () => {
    const commands = [...manual.matchAll(/`\/([a-z]+)`/g)].map(([, name = '']) => name)
    expect(commands.length).toBeGreaterThan(10)
    const extra = new Set(['contact'])
    expect(commands.filter((name) => !commandNamed(name) && !extra.has(name))).toEqual([])
    for (const { label } of [...MESSAGE_MENU, ...PERSON_MENU])
      expect(manual).toContain(`**${label}**`)
    expect(manual).toContain(STATUSES.join(', '))
  })

  it('names scripts and files that there are', () => {
    const scripts = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const [, script = ''] of manual.matchAll(/npm run (?:--silent )?([a-z-]+)/g))
      expect(Object.keys(scripts.scripts)).toContain(script)
    for (const [, file = ''] of manual.matchAll(/`((?:slack|config|docs|src)\/[\w./-]+)`/g))
      expect(existsSync(join(root, file)), file).toBe(true)
  })
})
