import { unescapeSlack } from './escape.ts'
import type { SlackPeople } from './people.ts'
import type { Typed } from '../chats/typed.ts'

// A person, a channel, a group or an address, as Slack writes them in a slash command that it escapes.
const TOKEN = /<([@#!]?)([^<>|\s]+)(?:\|([^<>]*))?>/g
// More than these in one command are nobody's names.
const MOST_NAMED = 20

/** What was typed after a slash command, with colleagues by their public names and signs as they were typed. */
export async function asMeant(typed: Typed, people: SlackPeople): Promise<Typed> {
  const users = [...typed.rest.matchAll(TOKEN)].flatMap(([, sign, id = '']) =>
    sign === '@' ? [id] : [],
  )
  const names = new Map<string, string>()
  for (const user of [...new Set(users)].slice(0, MOST_NAMED)) {
    const member = await people.memberOf(user)
    if (member) names.set(user, member.name)
  }
  const rest = typed.rest.replaceAll(TOKEN, (_, sign: string, id: string, label?: string) => {
    if (sign === '') return id.startsWith('mailto:') ? (label ?? id) : id
    return `${sign === '#' ? '#' : '@'}${names.get(id) ?? label?.replace(/^[@#]/, '') ?? id}`
  })
  return { ...typed, rest: unescapeSlack(rest) }
}
