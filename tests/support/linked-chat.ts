import type { Database, TeamChat } from '../../src/ports.ts'

/** Keeps which thread and which post is whose, as the road does. */
export function linkedChat(chat: TeamChat, { store }: Pick<Database, 'store'>): TeamChat {
  const { name } = chat
  return {
    ...chat,
    async openThread(conversation, place) {
      const receipt = await chat.openThread(conversation, place)
      const { channel } = place
      const link = { chat: name, conversation: conversation.id, message: null, channel }
      if (receipt.ok) await store.link({ ...link, ref: receipt.ref })
      return receipt
    },
    async post(thread, post) {
      const receipt = await chat.post(thread, post)
      if (receipt.ok && post.kind === 'message') {
        const { conversation, id: message } = post.message
        await store.link({ chat: name, conversation, message, ref: receipt.ref })
      }
      return receipt
    },
    async postSome(thread, posts) {
      const some = await chat.postSome?.(thread, posts)
      for (const [index, ref] of some?.ok ? some.refs.entries() : []) {
        const post = posts[index]
        if (post?.kind !== 'message') continue
        const { conversation, id: message } = post.message
        await store.link({ chat: name, conversation, message, ref })
      }
      return some ?? null
    },
  }
}
