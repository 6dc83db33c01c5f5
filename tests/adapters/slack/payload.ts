import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Self } from '../../../src/adapters/slack/heard.ts'
import type { SlackWords } from '../../../src/adapters/slack/reading.ts'

const folder = join(import.meta.dirname, '../../fixtures/slack')

export const us: Self = { userId: 'U0GREEN', botId: 'B0GREEN', appId: 'A0GREEN' }

/** The event of a payload as Slack delivers it. */
export function eventOf(name: string): unknown {
  const payload = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as {
    event: unknown
  }
  return payload.event
}

/** What the message of a payload says. */
export function wordsOf(name: string): SlackWords {
  return eventOf(name) as SlackWords
}

const ALIASES: Readonly<Record<string, string>> = { U0ANA: 'Ana', U0BEN: 'Ben' }

export function aliasOf(user: string): string | null {
  return ALIASES[user] ?? null
}
