import type { ConversationId } from '../../conversation/ids.ts'
import type { Ref, Store } from '../../ports.ts'
import { parseThread } from './refs.ts'

/** Where in Slack a conversation's thread is; null before it has one. */
export type LinkTo = (conversation: ConversationId) => Promise<string | null>

/** Makes links to threads; `workspace` is the address that Slack gives the workspace, null while it is not known. */
export function threadLinks(store: Pick<Store, 'thread'>, workspace: () => string | null): LinkTo {
  return async (conversation) => {
    const ref = await store.thread('slack', conversation)
    return ref === null ? null : addressOfThread(ref, workspace())
  }
}

/** The address of a thread in this workspace; null where that is not known. */
export function addressOfThread(ref: Ref, workspace: string | null): string | null {
  const thread = parseThread(ref)
  if (!thread || workspace === null) return null
  return new URL(`archives/${thread.channel}/p${thread.ts.replace('.', '')}`, workspace).href
}
