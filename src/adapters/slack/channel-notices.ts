import type { Place } from '../../conversation/conversation.ts'
import type { Notice, Receipt } from '../../ports.ts'
import { plain } from './blocks.ts'
import type { Channels } from './channels.ts'
import { escapeSlack } from './escape.ts'
import type { SlackPosting } from './posting.ts'
import { threadRef } from './refs.ts'

interface Deps {
  readonly channels: Pick<Channels, 'find'>
  readonly posting: Pick<SlackPosting, 'post'>
}

/** Posts what belongs to no conversation at a channel’s top level, once for each id. */
export function channelNotices({ channels, posting }: Deps) {
  return async (place: Place, { id, text }: Notice): Promise<Receipt> => {
    const found = await channels.find(place.channel)
    if (!found.ok) return found.receipt
    const posted = await posting.post({
      channel: found.id,
      thread: null,
      mark: { outbox: `notice ${id}`, part: 1 },
      message: { text: escapeSlack(text), blocks: [{ type: 'section', text: plain(text) }] },
      persona: null,
      rank: 'line',
      // Whether a process before this one has posted it only Slack knows.
      since: 0,
    })
    if (!posted.ok) return posted.receipt
    return { ok: true, ref: threadRef({ channel: found.id, ts: posted.ts }) }
  }
}
