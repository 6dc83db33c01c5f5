import { Routes } from 'discord.js'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { HIDDEN_AFTER } from './opening.ts'
import type { Opened, Opening } from './opening.ts'
import type { DiscordPosting } from './posting.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly posting: DiscordPosting
}

const HAS_ONE = 160004

/** Conversations as threads of a text channel: the card stands in the channel, and the thread hangs on it. */
export function channelThreads({ gateway, posting }: Deps) {
  return async ({ conversation, name, card, at, ...given }: Opening): Promise<Opened> => {
    const posted = await posting.post({
      channel: at.id,
      mark: { outbox: conversation.id, part: 1 },
      message: card,
      since: conversation.openedAt,
      ...(given.former ? { not: given.former.card } : {}),
      ...(given.isSought ? { isSought: true } : {}),
    })
    if (!posted.ok) return posted
    const called = await gateway.call({
      method: 'POST',
      route: Routes.threads(at.id, posted.id),
      channel: at.id,
      body: { name, auto_archive_duration: HIDDEN_AFTER },
    })
    // A thread has the id of the message that it hangs on.
    if (called.ok || called.failure.code === HAS_ONE)
      return { ok: true, thread: { channel: posted.id, cardIn: at.id, card: posted.id } }
    return { ok: false, receipt: receiptOf(called, 'place'), why: called.failure }
  }
}
