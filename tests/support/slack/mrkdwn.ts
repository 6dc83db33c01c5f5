import { emojiFor } from './emoji.ts'
import type { Reading } from './model.ts'
import type { Office } from './office.ts'

/** What people see of a text, and whom it alerts. */
export interface Shown {
  readonly text: string
  readonly alerts: readonly string[]
}

/** Reads a text as Slack's clients do: entities, `<…>` tokens, emoji, and formatting if it is on. */
export function readMrkdwn(office: Office, source: string, reading: Reading): Shown {
  const alerts: string[] = []
  const pieces = source.split(/(<[^<>\n]*>)/).map((piece) => {
    if (!/^<.+>$/.test(piece)) return readWords(office, piece, reading, alerts)
    const token = readToken(office, piece.slice(1, -1))
    if (token.alert) alerts.push(token.text)
    return token.text
  })
  const text = pieces.join('')
  return { text: reading.mrkdwn ? unformatted(text) : text, alerts }
}

export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** `:tada:` as people see it. */
export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (_, name: string) =>
    emojiFor(name),
  )
}

function readToken(office: Office, token: string): { text: string; alert: boolean } {
  const [target = '', label] = token.split('|')
  const named = (name: string | undefined, alert: boolean) => ({
    text: name ?? label ?? target,
    alert,
  })
  if (/^@[UW]/.test(target)) return named(nameOf(office, target.slice(1)), true)
  if (target.startsWith('#C'))
    return named(`#${office.channels.get(target.slice(1))?.name ?? label}`, false)
  if (target.startsWith('!subteam^')) return named(groupName(office, target.slice(9)), true)
  if (/^!(here|channel|everyone)$/.test(target)) return named(`@${target.slice(1)}`, true)
  if (target.startsWith('!')) return { text: label ?? target, alert: false }
  return { text: unescaped(label ?? target), alert: false }
}

function readWords(office: Office, words: string, reading: Reading, alerts: string[]): string {
  if (reading.names) {
    for (const [, name = ''] of words.matchAll(/(?<![\w@])@([\w.-]+)/g)) {
      const target = liveName(office, name)
      if (target) alerts.push(target)
    }
  }
  return withEmoji(unescaped(words))
}

function liveName(office: Office, name: string): string | undefined {
  if (/^(here|channel|everyone)$/.test(name)) return `@${name}`
  const person = [...office.people.values()].find((one) => one.handle === name)
  if (person) return nameOf(office, person.id)
  const group = [...office.groups.values()].find((one) => one.handle === name)
  return group && `@${group.handle}`
}

export function nameOf(office: Office, user: string): string | undefined {
  const person = office.people.get(user)
  return person && `@${person.displayName || person.realName}`
}

export function groupName(office: Office, id: string): string | undefined {
  const group = office.groups.get(id)
  return group && `@${group.handle}`
}

// A mark formats when it stands at the edge of a word and its pair does too, on the same line.
const MARKS = ['*', '_', '~'].map((mark) => {
  const sign = `\\${mark}`
  return new RegExp(
    `(?<![\\w${sign}])${sign}(?=[^\\s${sign}])([^\\n${sign}]*[^\\s${sign}])${sign}(?![\\w${sign}])`,
    'g',
  )
})

function unformatted(text: string): string {
  return text
    .split(/(```[\s\S]+?```|`[^`\n]+`)/)
    .map((piece) => {
      if (/^```[\s\S]+```$/.test(piece)) return piece.slice(3, -3)
      if (/^`[^`]+`$/.test(piece)) return piece.slice(1, -1)
      const words = MARKS.reduce((done, mark) => done.replaceAll(mark, '$1'), piece)
      return words.replaceAll(/^> ?/gm, '')
    })
    .join('')
}
