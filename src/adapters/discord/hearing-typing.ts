import type { AgentId, ConversationId } from '../../conversation/ids.ts'
import type { TeamInbox } from '../../ports.ts'
import { personIn, typing } from './payloads.ts'
import type { DiscordPeople } from './people.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly inbox: Pick<TeamInbox, 'typing'>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly whose: Pick<Whose, 'conversationIn'>
}

/** Ms for which Discord shows that somebody types, unless they write or it is told again. */
const SHOWN_FOR = 10_000

/** Tells the road who types in which thread, and that they stopped, which Discord does not say. */
export function hearTyping({ inbox, people, whose }: Deps) {
  const ends = new Map<string, { readonly timer: NodeJS.Timeout; readonly end: () => void }>()

  async function heard(d: unknown): Promise<void> {
    const read = typing.safeParse(d).data
    const conversation = read ? await whose.conversationIn(read.channel_id) : null
    if (!read || !conversation) return
    const by = await people.memberOf(personIn({ id: read.user_id }, read.member))
    if (!by) return
    await inbox.typing(conversation, by.id, true)
    endLater(keyOf(read.channel_id, read.user_id), conversation, by.id)
  }

  function endLater(key: string, conversation: ConversationId, by: AgentId): void {
    clearTimeout(ends.get(key)?.timer)
    const end = () => {
      ends.delete(key)
      inbox.typing(conversation, by, false).catch(() => undefined)
    }
    ends.set(key, { end, timer: setTimeout(end, SHOWN_FOR) })
  }

  return {
    heard,
    /** They wrote what they typed. */
    wrote(channel: string, user: string): void {
      const known = ends.get(keyOf(channel, user))
      clearTimeout(known?.timer)
      known?.end()
    },
    stop(): void {
      for (const { timer } of ends.values()) clearTimeout(timer)
      ends.clear()
    },
  }
}

function keyOf(channel: string, user: string): string {
  return `${channel} ${user}`
}
