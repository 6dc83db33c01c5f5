import type { ConversationId } from '../../conversation/ids.ts'
import type { Database, TeamInbox } from '../../ports.ts'
import type { Telling } from '../chats/bringing.ts'
import { bringReactions } from '../chats/reacting.ts'
import type { At, Heard } from './heard.ts'
import type { Spot } from './incoming.ts'
import type { DiscordPeople } from './people.ts'
import { linkedPost } from './post-links.ts'

interface Deps {
  readonly inbox: Pick<TeamInbox, 'reacted'>
  readonly database: Pick<Database, 'store' | 'keepsakes'>
  readonly people: Pick<DiscordPeople, 'memberOf' | 'userOf'>
  readonly notices: Pick<Telling<Spot>, 'tell'>
}

type Reacted = Extract<Heard, { kind: 'reacted' }>
type Cleared = Extract<Heard, { kind: 'cleared' }>

/** Brings what members set on messages, and take back, onto the road. All else is Discord's own affair. */
export function discordReacting(deps: Deps) {
  const { database, people, notices } = deps
  const { store } = database
  const bring = bringReactions(deps, 'discord')

  async function messageAt(at: At, conversation: ConversationId) {
    const link = await linkedPost(store, at)
    return link?.message && link.conversation === conversation ? link.message : null
  }

  /** `id`: what it was kept under. Discord gives reactions no id of their own. */
  async function reacted(id: string, what: Reacted, conversation: ConversationId): Promise<void> {
    const { channel, from, emoji, on } = what
    const message = await messageAt(what, conversation)
    const by = message && (await people.memberOf(from))
    if (!message || !by) return
    await bring({ id, user: from.id, by, message, emoji, on }, () =>
      notices.tell(from.id, { channel, message: what.id }, SEEN),
    )
  }

  /** Takes back those of members whom Discord knows; what others set elsewhere stays. */
  async function cleared(id: string, what: Cleared, conversation: ConversationId): Promise<void> {
    const at = await messageAt(what, conversation)
    const message = at && (await store.message(at))
    for (const { by, emoji } of message?.reactions ?? []) {
      if (by === 'visitor' || (what.emoji !== null && what.emoji !== emoji)) continue
      if (!message || people.userOf(by.id) === null) continue
      const wish = { id: `${id}:${by.id}:${emoji}`, by: by.id, message: message.id }
      await deps.inbox.reacted({ ...wish, emoji, on: false, shown: true })
    }
  }

  return { reacted, cleared }
}

const SEEN =
  'The visitor sees your reaction, since you have joined. Reactions to notes, the server’s own emoji, and the marks ⏳ ✅ 👀 ❌ 🔒 📤 🚫 stay here.'
