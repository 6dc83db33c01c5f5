import type { Door } from '../../../conversation/conversation.ts'
import type { InboxId, VisitorId } from '../../../conversation/ids.ts'

/** A person of Discord who writes to one inbox. */
export interface Fan {
  /** Their id in Discord. */
  readonly user: string
  readonly inbox: InboxId
}

/** The visitor that they are: another one in each inbox, as each has conversations of its own with them. */
export function visitorOf({ user, inbox }: Fan): VisitorId {
  return `discord:${inbox}:${user}` as VisitorId // here the brand begins
}

export function doorOf({ user, inbox }: Fan): Door {
  return { channel: 'discord', address: `${user}/${inbox}` }
}

/** Whose door this is; null for what is no address of this channel. */
export function readDoor({ address }: Door): Fan | null {
  const [, user, inbox] = /^(\d{1,20})\/([\w-]{1,60})$/.exec(address) ?? []
  // The brand has no runtime form; whether there is such an inbox the settings say.
  return user && inbox ? { user, inbox: inbox as InboxId } : null
}
