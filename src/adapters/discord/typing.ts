import { Routes } from 'discord.js'
import type { Clock, Ref, TeamInbox } from '../../ports.ts'
import type { ConversationId, AgentId } from '../../conversation/ids.ts'
import { remembered } from '../chats/remembered.ts'
import type { Gateway } from './gateway.ts'
import { personIn, typing } from './payloads.ts'
import type { DiscordPeople } from './people.ts'
import { parseThread } from './refs.ts'
import type { Whose } from './whose.ts'

/** Ms for which Discord shows that somebody types, unless they write or it is told again. */
const SHOWN = 10_000
/** Told again so many ms after the last time, so that it does not flicker. */
const AGAIN = 8_000
const MOST = 2_000

/**
 * Shows in a thread that its visitor types. Discord cannot take it back, and shows it as the app's; each thread has
 * a limit of its own, so it is told whether somebody looks or not.
 */
export function showTyping({ gateway, clock }: { gateway: Pick<Gateway, 'call'>; clock: Clock }) {
  const told = remembered<number>(MOST)

  return (thread: Ref, _name: string, on: boolean): void => {
    const channel = parseThread(thread)?.channel
    const now = clock.now()
    if (!on || channel === undefined || now - (told.get(channel) ?? -Infinity) < AGAIN) return
    told.set(channel, now)
    // It may be lost without harm, and a bug in the way is none of the visitor's.
    gateway
      .call({ method: 'POST', route: Routes.channelTyping(channel), channel })
      .catch(() => undefined)
  }
}

interface Deps {
  readonly inbox: Pick<TeamInbox, 'typing'>
  readonly people: Pick<DiscordPeople, 'memberOf'>
  readonly whose: Pick<Whose, 'conversationIn'>
}

/** Tells the road who types in which thread, and that they stopped, which Discord does not say. */
export function hearTyping({ inbox, people, whose }: Deps) {
  const ends = new Map<string, { readonly timer: NodeJS.Timeout; readonly end: () => void }>()

  async function heard(d: unknown): Promise<void> {
    const read = typing.safeParse(d).data
    const conversation = read ? await whose.conversationIn(read.channel_id) : null
    const by = read && conversation && (await people.memberOf(personOf(read)))
    if (!by || !conversation) return
    await inbox.typing(conversation, by.id, true)
    endLater(`${read.channel_id} ${read.user_id}`, conversation, by.id)
  }

  function endLater(key: string, conversation: ConversationId, by: AgentId): void {
    clearTimeout(ends.get(key)?.timer)
    const end = () => {
      ends.delete(key)
      inbox.typing(conversation, by, false).catch(() => undefined)
    }
    ends.set(key, { end, timer: setTimeout(end, SHOWN) })
  }

  return {
    heard,
    /** They wrote what they typed. */
    wrote(channel: string, user: string): void {
      const known = ends.get(`${channel} ${user}`)
      clearTimeout(known?.timer)
      known?.end()
    },
    stop(): void {
      for (const { timer } of ends.values()) clearTimeout(timer)
      ends.clear()
    },
  }
}

function personOf({ user_id: id, member }: ReturnType<typeof typing.parse>) {
  return personIn({ id }, member)
}
