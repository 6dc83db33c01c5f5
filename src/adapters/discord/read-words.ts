import type { DiscordPeople, DiscordUser } from './people.ts'
import { fromDiscord } from './reading.ts'
import type { DiscordWords, Read } from './reading.ts'

// More than these in one message are “a teammate”.
const MOST_NAMED = 20

/** What somebody wrote, with colleagues by their public names: who they are is looked up first. */
export async function readWords(
  words: DiscordWords,
  mentioned: readonly DiscordUser[],
  people: Pick<DiscordPeople, 'memberOf'>,
): Promise<Read> {
  const users = new Map(mentioned.map((one) => [one.id, one]))
  const named = new Set<string>()
  fromDiscord(words, (user) => {
    named.add(user)
    return null
  })
  const names = new Map<string, string>()
  for (const id of [...named].slice(0, MOST_NAMED)) {
    const member = await people.memberOf(users.get(id) ?? { id })
    if (member) names.set(id, member.name)
  }
  return fromDiscord(words, (user) => names.get(user) ?? null)
}
