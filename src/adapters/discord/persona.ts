import type { NameRules } from '../visitor-name.ts'
import { visitorNameBy } from '../visitor-name.ts'
import { LIMITS } from './limits.ts'

// Discord refuses a webhook’s name with “clyde” or “discord” in it, and names with these signs.
const RULES: NameRules = {
  limit: LIMITS.username,
  reserved: ['Clyde', 'Discord'],
  refused: /[<>@#:`]/g,
}

// No members, but taken for more than a name all the same.
const EVERYBODY = ['everyone', 'here']

/** The name that a visitor's messages stand under in Discord, over an embed or a webhook's; see visitorNameBy. */
export function visitorName(raw: string, members: readonly string[]): string {
  return visitorNameBy(RULES, raw, [...members, ...EVERYBODY])
}
