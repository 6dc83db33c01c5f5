import { small } from '../drawn-posts.ts'
import type { DiscordPosting } from '../posting.ts'
import { timeOf } from '../snowflakes.ts'

/** Says something small to somebody among their direct messages, about this message of theirs; once for each. */
export type Telling = (channel: string, about: string, text: string) => Promise<void>

export function fanTelling(posting: DiscordPosting): Telling {
  return async (channel, about, text) => {
    const mark = { outbox: `told:${about}`, part: 1 }
    const message = { content: small(text.slice(0, 900)) }
    const posted = await posting.post({ channel, mark, message, since: timeOf(about) })
    if (!posted.ok && !posted.receipt.ok && posted.receipt.kind === 'retry')
      throw new Error(posted.receipt.reason)
  }
}
