import type { Action } from '../conversation/actions.ts'
import type { Human } from '../conversation/actor.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { AgentId, ConversationId, MessageId } from '../conversation/ids.ts'
import type { Message } from '../conversation/message.ts'
import type { Answer, People, Store, TeamInbox } from '../ports.ts'
import { acting } from './acting.ts'
import type { ElsewhereDeps } from './elsewhere.ts'
import { movedAway } from './elsewhere.ts'
import type { Joins } from './joining.ts'
import { invalid, refused, STRANGER } from './refusals.ts'
import type { Router, Wish } from './router.ts'
import { newMessageId } from './router.ts'

export interface WordsDeps extends ElsewhereDeps {
  readonly router: Router
  readonly store: Pick<Store, 'load' | 'message' | 'thread'>
  readonly people: Pick<People, 'get'>
}

type Words = Pick<TeamInbox, 'message' | 'edited' | 'removed' | 'reacted'>
type Found = Conversation | null

/** What members write in the threads of a chat, and what they do to what is written there. */
export function membersWords(deps: WordsDeps, chat: string, joins: Joins): Words {
  /** Asks the router for what a member wants here; after a move it says where to go instead. */
  async function ask(
    { id, by }: { readonly id: string; readonly by: Human },
    key: ConversationId,
    what: 'write' | 'do it',
    action: (conversation: Found) => Action | Promise<Action>,
    shown?: Wish['shown'],
  ): Promise<Answer> {
    return deps.router.fulfil({
      key,
      by,
      load: () => deps.store.load(key),
      action: async (conversation) =>
        (await movedAway(deps, conversation, chat, what)) ?? action(conversation),
      source: { door: chat, id },
      ...(shown ? { shown } : {}),
    })
  }

  /** The same, of a message that is there. */
  async function askAbout(
    wish: { readonly id: string; readonly by: AgentId; readonly message: MessageId },
    action: (target: Message, conversation: Found) => Action | Promise<Action>,
    shown?: Wish['shown'],
  ): Promise<Answer> {
    const by = await acting(deps.people, wish.by)
    if (!by) return refused(STRANGER)
    const message = await deps.store.message(wish.message)
    if (!message) return refused(invalid('There is no such message any more.'))
    const onIt = async (conversation: Found) =>
      action((await deps.store.message(message.id)) ?? message, conversation)
    return ask({ id: wish.id, by }, message.conversation, 'do it', onIt, shown)
  }

  async function wasOutside(conversation: Found, by: AgentId, at?: number): Promise<boolean> {
    return at !== undefined && conversation !== null && joins.wasOutside(conversation, by, at)
  }

  return {
    async message({ id, by: agent, conversation: key, content, intent, ref, at }) {
      const by = await acting(deps.people, agent)
      if (!by) return refused(STRANGER)
      const say = async (conversation: Found): Promise<Action> => {
        // A line that was written before its author joined was a note to them.
        const isNote = intent === 'auto' && (await wasOutside(conversation, agent, at))
        return { type: 'say', message: newMessageId(), content, intent: isNote ? 'gated' : intent }
      }
      return ask({ id, by }, key, 'write', say, ref === null ? undefined : { chat, ref })
    },

    edited: ({ content, intent, ...wish }) =>
      askAbout(wish, (target) => ({ type: 'edit', target, content, intent })),

    removed: (wish) => askAbout(wish, (target) => ({ type: 'remove', target })),

    reacted({ emoji, on, shown = false, at, ...wish }) {
      const react = async (target: Message, conversation: Found): Promise<Action> => {
        const isEarly = await wasOutside(conversation, wish.by, at)
        return { type: 'react', target, emoji, on, ...(isEarly ? { early: true } : {}) }
      }
      return askAbout(wish, react, shown ? { chat, ref: null } : undefined)
    },
  }
}
