import type { AgentRef } from '../../conversation/actor.ts'
import type { Post, Receipt, Ref, TeamChat } from '../../ports.ts'
import type { Whisper } from './whispering.ts'

type Chat = Pick<TeamChat, 'post' | 'amend'>

/** The same, but for whispers, which go to whom they are for and nowhere near the thread. */
export function withWhispers<C extends Chat>(
  chat: C,
  show: (thread: Ref, whisper: Whisper) => Promise<Receipt>,
): C {
  const around =
    (how: 'post' | 'amend'): Chat['post'] =>
    async (thread, post) => {
      const whisper = whisperIn(post)
      return whisper ? show(thread, whisper) : chat[how](thread, post)
    }
  return { ...chat, post: around('post'), amend: around('amend') }
}

function whisperIn(post: Post): Whisper | null {
  const to: AgentRef | undefined = post.kind === 'message' ? post.message.to : undefined
  return post.kind === 'message' && to ? { ...post, to } : null
}
