import type { NameRules } from '../visitor-name.ts'
import { visitorNameBy } from '../visitor-name.ts'
import { LIMITS } from './limits.ts'

const RULES: NameRules = { limit: LIMITS.username, reserved: ['Slackbot'], refused: /[<>]/g }

/** The name that a visitor's posts stand under in Slack; see visitorNameBy. */
export function visitorName(raw: string, members: readonly string[]): string {
  return visitorNameBy(RULES, raw, members)
}
