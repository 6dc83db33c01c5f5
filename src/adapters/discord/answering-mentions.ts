import type { ConversationId } from '../../conversation/ids.ts'
import { plainText } from '../../conversation/message.ts'
import type { Member, Store } from '../../ports.ts'
import { giveTyped, NO_COMMAND } from '../chats/giving.ts'
import type { GivingDeps } from '../chats/giving.ts'
import { commandAfterName } from '../chats/typed.ts'
import type { Heard, Self } from './heard.ts'
import type { Spot } from './incoming.ts'
import { behindName, mentionsApp } from './mentions.ts'
import type { Notices } from './notices.ts'
import type { DiscordPeople } from './people.ts'
import { readWords } from './read-words.ts'
import { IN_SIGHT } from './sentences.ts'
import { timeOf } from './snowflakes.ts'
import { messageId } from './source-ids.ts'

interface Deps extends GivingDeps {
  readonly database: { readonly store: Pick<Store, 'byNumber' | 'taken' | 'message'> }
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly notices: Pick<Notices, 'tell' | 'alone'>
  readonly self: () => Self
}

type Message = Extract<Heard, { kind: 'message' }>

/** Does what the app is told by its name, in the thread of a conversation and outside of threads. */
export function answeringMentions(deps: Deps) {
  const { people, notices, self } = deps
  const { store } = deps.database

  async function inThread(what: Message, by: Member, here: ConversationId): Promise<void> {
    for (const text of await give(what, by, here))
      await notices.tell(what.from.id, spotOf(what), text)
  }

  /** Anybody may read along there: only members are answered, in what they alone read. */
  async function elsewhere(what: Message): Promise<void> {
    if (!mentionsApp(what.words, self())) return
    const by = await people.memberOf(what.from)
    if (!by) return
    for (const text of await give(what, by, null))
      await notices.alone(what.from.id, spotOf(what), text)
  }

  /** What they are told of it. */
  async function give(
    what: Message,
    by: Member,
    here: ConversationId | null,
  ): Promise<readonly string[]> {
    const rest = behindName(what.words, self())
    const words = rest === null ? null : await readWords({ content: rest }, what.mentioned, people)
    const typed = words && commandAfterName(plainText(words.content))
    const id = messageId(what.id)
    const given = { id, here, at: timeOf(what.id), openly: here !== null }
    const told = typed ? await giveTyped(deps, typed, by, given) : NO_COMMAND
    const whispered = (await store.taken('discord', id))?.message
    const isInSight = whispered && (await store.message(whispered))?.to !== undefined
    return [...(told === null ? [] : [told]), ...(isInSight ? [IN_SIGHT] : [])]
  }

  return { inThread, elsewhere }
}

function spotOf({ channel, id }: Message): Spot {
  return { channel, message: id }
}
