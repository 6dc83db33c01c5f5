import { commandNamed } from '../../commands/index.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import { plainText } from '../../conversation/message.ts'
import type { Member } from '../../ports.ts'
import { giveTyped, NO_COMMAND } from '../chats/giving.ts'
import { commandAfterName } from '../chats/typed.ts'
import type { Typed } from '../chats/typed.ts'
import type { Heard, Self } from './heard.ts'
import { readWords } from './read-words.ts'
import type { SlackPeople } from './people.ts'
import { fromSlack } from './reading.ts'
import type { SlackWords } from './reading.ts'
import { IN_SIGHT, STRANGER } from './sentences.ts'
import { timeOf } from './refs.ts'
import type { TypedDeps } from './slash.ts'
import { mentionId, messageId } from './source-ids.ts'

type MentionDeps = TypedDeps & { readonly self: () => Self }
type Message = Extract<Heard, { kind: 'message' }>
type Mention = Extract<Heard, { kind: 'mention' }>

/** True when the app is mentioned in it: such words are for the app, and for no visitor. */
export function mentionsApp(words: SlackWords, { userId }: Self): boolean {
  let found = false
  fromSlack(words, (user) => {
    found ||= user === userId
    return null
  })
  return found
}

/** Does what the app was told in the thread of a conversation. */
export async function answerInThread(
  deps: MentionDeps,
  what: Message,
  by: Member,
  here: ConversationId,
): Promise<void> {
  const typed = await commandIn(what.words, deps.self(), deps.people)
  const given = { id: messageId(what), here, at: timeOf(what.ts) }
  const said = typed ? await giveTyped(deps, typed, by, given) : NO_COMMAND
  const spot = { channel: what.channel, thread: what.thread }
  if (said !== null) await deps.notices.answer(what.user, spot, said)
  const whispered = (await deps.database.store.taken('slack', given.id))?.message
  if (whispered && (await deps.database.store.message(whispered))?.to)
    await deps.notices.tell(what.user, spot, IN_SIGHT)
}

/** Does what the app was told anywhere else. */
export async function answerMention(deps: MentionDeps, what: Mention): Promise<void> {
  const by = await deps.people.memberOf(what.user)
  const typed = by && (await commandIn(what.words, deps.self(), deps.people))
  const given = { id: mentionId(what), here: null }
  const said = typed ? await giveTyped(deps, typed, by, given) : by ? NO_COMMAND : STRANGER
  const spot = { channel: what.channel, thread: what.thread }
  if (said !== null) await deps.notices.answer(what.user, spot, said)
  if (typed && isWhisper(typed)) await deps.notices.tell(what.user, spot, IN_SIGHT)
}

function isWhisper({ name }: Typed): boolean {
  return commandNamed(name)?.name === 'whisper'
}

// The app's name at the start, which unseen signs may stand before.
const START = /^[\p{Cf}\s]*@/u

/** The command that follows the app's name at the start; null where it is not at the start, or no command follows. */
async function commandIn(
  words: SlackWords,
  { userId }: Self,
  people: SlackPeople,
): Promise<Typed | null> {
  // By its id, which nobody's public name is.
  const { content } = await readWords(words, people, userId)
  const text = plainText({ blocks: content.blocks, files: [] }).replace(START, '@')
  if (!text.startsWith(`@${userId}`)) return null
  return commandAfterName(text.slice(userId.length + 1))
}
