import type { MessageId } from '../../conversation/ids.ts'
import type { Database, Member, TeamInbox } from '../../ports.ts'
import type { Heard } from './heard.ts'
import type { Notices } from './notices.ts'
import type { SlackPeople } from './people.ts'
import { linkedPost } from './post-links.ts'
import { reactionOf } from './reactions.ts'
import { parseThread } from './refs.ts'
import { reactionId } from './source-ids.ts'

interface Deps {
  readonly inbox: TeamInbox
  readonly database: Pick<Database, 'store' | 'keepsakes'>
  readonly people: SlackPeople
  readonly notices: Notices
}

type Reacted = Extract<Heard, { kind: 'reacted' }>

/** Brings what members set on messages, and take back, onto the road. All else is Slack's own affair. */
export function slackReacting({ inbox, database, people, notices }: Deps) {
  const { store, keepsakes } = database

  async function reacted(what: Reacted): Promise<void> {
    const { user, on } = what
    const emoji = reactionOf(what.emoji)
    const link = emoji === null ? null : await linkedPost(store, what)
    if (emoji === null || !link?.message) return
    const by = await people.memberOf(user)
    if (!by) return
    const { message } = link
    const id = reactionId(what)
    const answer = await inbox.reacted({ id, by: by.id, message, emoji, on, shown: true })
    if (answer.ok && on && (await reachesVisitor(message, emoji, by))) await tellOnce(what, message)
  }

  async function reachesVisitor(id: MessageId, emoji: string, { id: by }: Member) {
    const { reactions = [] } = (await store.message(id)) ?? {}
    return reactions.some(
      (one) => one.public && one.emoji === emoji && one.by !== 'visitor' && one.by.id === by,
    )
  }

  /** In Slack a reaction costs nothing and says little; that a visitor sees it is worth a word, once. */
  async function tellOnce({ user, channel }: Reacted, id: MessageId): Promise<void> {
    let isFirst = false
    await keepsakes.keep(`slack reacted ${user}`, () => {
      isFirst = true
      return 'told'
    })
    const message = isFirst ? await store.message(id) : null
    const ref = message && (await store.thread('slack', message.conversation))
    const thread = ref ? (parseThread(ref)?.ts ?? null) : null
    if (isFirst) await notices.tell(user, { channel, thread }, SEEN)
  }

  return reacted
}

const SEEN =
  'The visitor sees your reaction, since you have joined. Reactions to notes, the workspace’s own emoji, and the marks ⏳ ✅ 👀 ❌ 🔒 📤 🚫 stay here.'
