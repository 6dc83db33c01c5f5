import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { cleanText } from '../../conversation/message.ts'
import type { Store } from '../../ports.ts'
import { CONVERSATION, FILE } from './definitions.ts'
import type { Slash } from './interaction.ts'
import type { DiscordFile } from './payloads.ts'

type Options = Slash['data']['options']
type NameOf = (user: string) => Promise<string | null>

const PERSON = /<@!?(\d{1,20})>/g
// More than these in one command are nobody's names.
const MOST_NAMED = 20

/** The values of a slash command by argument, with colleagues by their public names. */
export async function argsIn(
  command: Command,
  options: Options,
  nameOf: NameOf,
): Promise<Readonly<Record<string, string>>> {
  const args: Record<string, string> = {}
  for (const { name } of command.args) {
    const given = valueOf(options, name)
    const value = cleanText(await asMeant(given, nameOf))
    if (value !== '') args[name] = value
  }
  return args
}

/** The text with colleagues, whom Discord names by their ids, by their public names. */
async function asMeant(text: string, nameOf: NameOf): Promise<string> {
  const users = [...new Set([...text.matchAll(PERSON)].map(([, user = '']) => user))]
  const names = new Map<string, string>()
  for (const user of users.slice(0, MOST_NAMED)) {
    const name = await nameOf(user)
    if (name !== null) names.set(user, name)
  }
  return text.replaceAll(PERSON, (all, user: string) => {
    const name = names.get(user)
    return name === undefined ? all : `@${name}`
  })
}

/** What was typed for an option; empty where it was left out. */
export function valueOf(options: Options, name: string): string {
  return String(options.find((one) => one.name === name)?.value ?? '')
}

/** The file that came with a slash command, or none. */
export function filesIn({ options, resolved }: Slash['data']): DiscordFile[] {
  const found = resolved.attachments?.[valueOf(options, FILE)]
  return found ? [found] : []
}

const id = z.string().regex(/^[\w-]{1,60}$/)

/** The conversation that its option names: by number, as a suggestion, or by the visitor's name; or why none. */
export async function conversationNamed(
  options: Options,
  store: Pick<Store, 'load' | 'byNumber' | 'list'>,
): Promise<{ readonly found: Conversation | null } | { readonly wrong: string }> {
  const typed = valueOf(options, CONVERSATION).trim()
  if (typed === '') return { found: null }
  const number = /^#?(\d{1,9})$/.exec(typed)?.[1]
  if (number !== undefined) return oneOrWrong(await store.byNumber(Number(number)), typed)
  // Brands have no runtime form; whether there is such a conversation the store says.
  const suggested = id.safeParse(typed).success
    ? await store.load(typed as Conversation['id'])
    : null
  if (suggested) return { found: suggested }
  const [only, second] = await store.list({ search: typed, limit: 2 })
  return oneOrWrong(second ? null : only, typed)
}

function oneOrWrong(found: Conversation | null | undefined, typed: string) {
  if (found) return { found }
  const shown = typed.length > 40 ? `${typed.slice(0, 40).toWellFormed()}…` : typed
  return { wrong: `There is no conversation ${shown}.` }
}
