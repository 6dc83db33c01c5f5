import type { Database, TeamInbox } from '../../ports.ts'
import { commandNamed } from '../../commands/index.ts'
import type { Parsed } from '../../routing/interpret.ts'
import type { Slash } from './arriving.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { STRANGER } from './sentences.ts'

interface Deps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store'>
  readonly people: SlackPeople
  readonly notices: Notices
  readonly parse: (line: string) => Parsed
}

/** Answers `/greenroom claim 1042`: outside threads a conversation goes by its number. */
export async function answerSlash(
  { inbox, database, people, notices, parse }: Deps,
  { text, user_id: user, channel_id: channel, trigger_id: trigger }: Slash,
): Promise<void> {
  const tell = async (sentence: string) => notices.tell(user, { channel, thread: null }, sentence)
  const by = await people.memberOf(user)
  if (!by) return tell(STRANGER)
  const [name = 'help', ...rest] = text.trim().split(/\s+/).filter(Boolean)
  const command = commandNamed(name)
  const number = command?.inThread ? /^#?(\d{1,9})$/.exec(rest[0] ?? '')?.[1] : undefined
  const line = [`/${name}`, ...(number ? rest.slice(1) : rest)].join(' ')
  const parsed = parse(line)
  if (!parsed.ok) return tell(parsed.sentence)
  if (command?.inThread && !number)
    return tell(`Say which conversation: \`${name} 1042\`, or write \`!${name}\` in its thread.`)
  const conversation = number ? await database.store.byNumber(Number(number)) : null
  if (number && !conversation) return tell(`There is no conversation ${number}.`)
  const id = `slash:${trigger}`
  const about = conversation?.id ?? null
  const given = { id, by: by.id, conversation: about, name: parsed.name, args: parsed.args }
  const answer = await inbox.command(given)
  if (!answer.ok) return tell(answer.refusal.sentence)
  await tell(answer.text ?? answer.insert ?? 'Done.')
}
