import type { Self } from './heard.ts'
import type { DiscordWords } from './reading.ts'

/**
 * True when the app is named in it, as itself or by its own role: such words are for the app, and for no visitor.
 * Discord counts everybody as mentioned whose message is replied to, so that list says nothing of it.
 */
export function mentionsApp({ content = '' }: DiscordWords, self: Self): boolean {
  return nameOf(self).test(content)
}

// Nothing unseen before the app's name hides that it stands first.
const UNSEEN = /^[\p{Cf}\s]+/u

/** What follows the app's name at the start; null where it is not at the start. */
export function behindName({ content = '' }: DiscordWords, self: Self): string | null {
  const text = content.replace(UNSEEN, '')
  const name = nameOf(self).exec(text)
  return name?.index === 0 ? text.slice(name[0].length) : null
}

function nameOf({ userId, role }: Self): RegExp {
  const asRole = role === null ? '' : `|<@&${role}>`
  return new RegExp(`<@!?${userId}>${asRole}`)
}
