import type { MessageId } from '../../conversation/ids.ts'
import type { Database, Member, TeamInbox } from '../../ports.ts'
import { isFirstTime } from './once-ever.ts'

export interface ReactingDeps {
  readonly inbox: Pick<TeamInbox, 'reacted'>
  readonly database: Pick<Database, 'store' | 'keepsakes'>
}

/** What somebody set on a message, or took back. `user` is who they are to the chat. */
export interface Reacted {
  readonly id: string
  readonly user: string
  readonly by: Member
  readonly message: MessageId
  /** One emoji in Unicode. */
  readonly emoji: string
  readonly on: boolean
  /** When it was set, by the chat's clock (epoch ms). */
  readonly at?: number
}

/** Brings a member's reaction onto the road; `tell` says to its author, once ever, that a visitor sees them. */
export function bringReactions({ inbox, database }: ReactingDeps, chat: string) {
  const { store, keepsakes } = database

  async function reachesVisitor({ message, emoji, by }: Reacted): Promise<boolean> {
    const { reactions = [] } = (await store.message(message)) ?? {}
    return reactions.some((one) => one.public && one.emoji === emoji && isBy(one.by, by))
  }

  return async (what: Reacted, tell: (message: MessageId) => Promise<unknown>): Promise<void> => {
    const { id, by, message, emoji, on, at } = what
    const when = at === undefined ? {} : { at }
    const answer = await inbox.reacted({ id, by: by.id, message, emoji, on, shown: true, ...when })
    // A reaction costs nothing and says little; that a visitor sees it is worth a word, once.
    if (!answer.ok || !on || !(await reachesVisitor(what))) return
    if (await isFirstTime(keepsakes, `${chat} reacted ${what.user}`)) await tell(message)
  }
}

function isBy(by: 'visitor' | { readonly id: string }, { id }: Member): boolean {
  return by !== 'visitor' && by.id === id
}
