import type { Message } from './model.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'

/** What a response_url answers for: the place it came from. */
export interface ResponsePlace {
  readonly user: string
  readonly channel: string
  /** The message it may replace. */
  readonly source: { readonly ephemeral: boolean; readonly ts: Message['ts'] } | null
}

export interface Tickets {
  /** A trigger_id: lives 3 s, works once, for this person. */
  trigger(user: string): string
  /** Whose trigger it is, now used up; or why it does not work. */
  exchange(trigger: string): string
  /** A response_url: 5 uses within 30 minutes. */
  responseUrl(place: ResponsePlace): string
  /** The place of a response_url, one use less; or the name of what is wrong. */
  useResponse(id: string): ResponsePlace | 'used_url' | 'expired_url'
}

const TRIGGER_LIFE = 3000
const RESPONSE_LIFE = 30 * 60_000

export function createTickets(office: Office): Tickets {
  const triggers = new Map<
    string,
    { readonly user: string; readonly until: number; used: boolean }
  >()
  const responses = new Map<
    string,
    { readonly place: ResponsePlace; readonly until: number; left: number }
  >()

  return {
    trigger(user) {
      const id = `${office.id('')}.${office.clock.now()}.${office.chance.between(1e8, 9e8).toString(16)}`
      triggers.set(id, { user, until: office.clock.now() + TRIGGER_LIFE, used: false })
      return id
    },
    exchange(id) {
      const trigger = triggers.get(id)
      if (!trigger) throw new Refusal('invalid_trigger_id')
      if (trigger.used) throw new Refusal('exchanged_trigger_id')
      if (office.clock.now() > trigger.until) throw new Refusal('expired_trigger_id')
      trigger.used = true
      return trigger.user
    },
    responseUrl(place) {
      const id = office.id('R')
      responses.set(id, { place, until: office.clock.now() + RESPONSE_LIFE, left: 5 })
      return `${office.url}/response/${id}`
    },
    useResponse(id) {
      const found = responses.get(id)
      if (!found || office.clock.now() > found.until) return 'expired_url'
      if (found.left === 0) return 'used_url'
      found.left -= 1
      return found.place
    },
  }
}
