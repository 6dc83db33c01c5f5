import type { MessageId } from '../../conversation/ids.ts'
import { bringReactions } from '../chats/reacting.ts'
import type { AwayFrom } from '../chats/left-threads.ts'
import type { ReactingDeps } from '../chats/reacting.ts'
import type { Heard } from './heard.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { isNewest } from './left.ts'
import { linkedPost } from './post-links.ts'
import { reactionOf } from './reactions.ts'
import { parseThread, timeOf } from './refs.ts'
import { reactionId } from './source-ids.ts'

interface Deps extends ReactingDeps {
  readonly people: SlackPeople
  readonly notices: Notices
  readonly awayFrom: AwayFrom
}

type Reacted = Extract<Heard, { kind: 'reacted' }>

/** Brings what members set on messages, and take back, onto the road. All else is Slack's own affair. */
export function slackReacting(deps: Deps) {
  const { people, notices } = deps
  const { store } = deps.database
  const bring = bringReactions(deps, 'slack')

  async function reacted(what: Reacted): Promise<void> {
    const { user, on } = what
    const emoji = reactionOf(what.emoji)
    const link = emoji === null ? null : await linkedPost(store, what)
    if (emoji === null || !link?.message) return
    const by = await people.memberOf(user)
    if (!by) return
    const { message, conversation } = link
    const away = await deps.awayFrom(conversation, async () => isNewest(store, what, message))
    if (away !== null) return tell(what, message, away)
    const given = { id: reactionId(what), user, by, message, emoji, on, at: timeOf(what.at) }
    await bring(given, (id) => tell(what, id, SEEN))
  }

  async function tell({ user, channel }: Reacted, id: MessageId, text: string): Promise<void> {
    const message = await store.message(id)
    const ref = message && (await store.thread('slack', message.conversation))
    const thread = ref ? (parseThread(ref)?.ts ?? null) : null
    await notices.tell(user, { channel, thread }, text)
  }

  return reacted
}

const SEEN =
  'The visitor sees your reaction, since you have joined. Reactions to notes, the workspace’s own emoji, and the marks ⏳ ✅ 👀 ❌ 🔒 📤 🚫 stay here.'
