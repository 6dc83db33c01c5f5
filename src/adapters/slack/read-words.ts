import type { SlackPeople } from './people.ts'
import { fromSlack } from './reading.ts'
import type { Read, SlackWords } from './reading.ts'

// More than these in one message are “a teammate”.
const MOST_NAMED = 20

/**
 * What somebody wrote, with colleagues by their public names: who they are is looked up first. The app, if it is
 * named here, goes by its id.
 */
export async function readWords(
  words: SlackWords,
  people: SlackPeople,
  app?: string,
): Promise<Read> {
  const users = new Set<string>()
  fromSlack(words, (user) => {
    users.add(user)
    return null
  })
  const names = new Map<string, string>(app === undefined ? [] : [[app, app]])
  for (const user of [...users].slice(0, MOST_NAMED)) {
    if (user === app) continue
    const member = await people.memberOf(user)
    if (member) names.set(user, member.name)
  }
  return fromSlack(words, (user) => names.get(user) ?? null)
}
