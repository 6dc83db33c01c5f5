import type { Settings } from '../../config.ts'
import type { Conversation, Place } from '../../conversation/conversation.ts'
import type { Receipt } from '../../ports.ts'
import type { Channels, Found } from './channels.ts'
import type { Gateway } from './gateway.ts'
import type { Losses } from './losses.ts'
import { remembered } from '../chats/remembered.ts'

/** Which channel of its route a conversation's thread opens in. */
export interface Choosing {
  /** The channel that is least behind, the same for a conversation however often it is asked for; or why there is none. */
  choose(conversation: Conversation, place: Place, former: string | null): Promise<Found>
  /** A card that was not posted yet may go elsewhere. */
  forget(conversation: Conversation, place: Place): void
  /** Some channel of the route can be used. */
  hasAny(conversation: Conversation, place: Place): Promise<boolean>
}

interface Deps {
  readonly settings: () => Settings
  readonly channels: Channels
  readonly gateway: Pick<Gateway, 'behind'>
  readonly losses: Losses
}

const MOST = 20_000

export function slackChoosing({ settings, channels, gateway, losses }: Deps): Choosing {
  const chosen = remembered<string>(MOST)
  /** How many threads each got from this process: of two that are as far behind, the one with fewer is next. */
  const threads = new Map<string, number>()

  async function choose(
    conversation: Conversation,
    place: Place,
    former: string | null,
  ): Promise<Found> {
    const key = keyOf(conversation, place)
    const before = chosen.get(key) ?? former
    if (before !== null && !losses.has(before)) return { ok: true, id: before }
    const [id, failed] = best(await findAll(conversation, place))
    if (id === undefined) return failed ?? NOWHERE
    chosen.set(key, id)
    threads.set(id, (threads.get(id) ?? 0) + 1)
    return { ok: true, id }
  }

  /** Where the conversation was to go; and where its inbox goes now, should nothing of that be left. */
  async function findAll(conversation: Conversation, place: Place): Promise<Found[]> {
    const found = await Promise.all(channelsOf(place).map((named) => usable(named)))
    if (found.some((one) => one.ok || mayPass(one.receipt))) return found
    const inbox = settings().inboxes.find(({ id }) => id === conversation.inbox)
    const now = inbox?.places.find(({ chat }) => chat === 'slack')
    const others = await Promise.all((now ? channelsOf(now) : []).map((named) => usable(named)))
    return [...others, ...found]
  }

  async function usable(named: string): Promise<Found> {
    const found = await channels.find(named)
    const loss = found.ok ? losses.all().find(({ of }) => of === found.id) : undefined
    if (!loss) return found
    return { ok: false, receipt: { ok: false, kind: 'blocked', reason: loss.reason } }
  }

  function best(found: readonly Found[]): [string | undefined, Found | undefined] {
    const ids = found.flatMap((one) => (one.ok ? [one.id] : []))
    const [first] = ids
      .map((id) => ({ id, wait: gateway.behind('chat.postMessage', id) }))
      .toSorted((a, b) => a.wait - b.wait || opened(a.id) - opened(b.id))
    // What passes by itself is worth more than what waits for a person.
    const failed = found.find((one) => !one.ok && mayPass(one.receipt))
    return [first?.id, failed ?? found.find((one) => !one.ok)]
  }

  function opened(id: string): number {
    return threads.get(id) ?? 0
  }

  return {
    choose,
    forget: (conversation, place) => void chosen.delete(keyOf(conversation, place)),
    async hasAny(conversation, place) {
      return best(await findAll(conversation, place))[0] !== undefined
    },
  }
}

/** Slack does not say just now whether there is such a channel. */
function mayPass(receipt: Receipt): boolean {
  return !receipt.ok && receipt.kind === 'retry'
}

function keyOf({ id }: Conversation, { channel }: Place): string {
  return `${id} ${channel}`
}

const NOWHERE: Found = {
  ok: false,
  receipt: { ok: false, kind: 'blocked', reason: 'The inbox has no place in Slack any more.' },
}

/** The channels of a place, by the names or ids that the settings give them. */
export function channelsOf({ channel, others = [] }: Place): readonly string[] {
  return [channel, ...others]
}
