import type { Coordination, Feed, Receipt, VisitorChannel } from '../../ports.ts'
import type { VisitorId } from '../../conversation/ids.ts'
import type { News } from './news.ts'
import { readMessage, STATE, toStored, topicOf, withoutContent } from './stored.ts'
import type { Roster } from './visitors.ts'

type Outgoing = Required<
  Pick<VisitorChannel, 'send' | 'edit' | 'remove' | 'react' | 'state' | 'typing'>
>

interface Deps {
  readonly feed: Feed
  readonly roster: Pick<Roster, 'isKnown'>
  readonly coordination: Coordination
}

/** Brings what is for a visitor into their feed, durably, and wakes whoever holds a socket of theirs. */
export function createOutgoing({ feed, roster, coordination }: Deps): Outgoing {
  async function write(visitor: string, key: string, body: unknown): Promise<Receipt> {
    await feed.put([{ topic: topicOf(visitor), key, body }])
    tell(visitor, { kind: 'changed' })
    return { ok: true, ref: key }
  }

  async function stands(visitor: string, key: string) {
    const entry = await feed.get(topicOf(visitor), key)
    return entry && readMessage(entry)
  }

  function isKnown(visitor: string): Promise<boolean> {
    // A door's address is whatever the road kept; if it is no visitor's id, none will be found.
    return roster.isKnown(visitor as VisitorId)
  }

  function tell(visitor: string, news: News) {
    coordination.publish(topicOf(visitor), news)
  }

  return {
    async send({ address }, message) {
      if (!(await isKnown(address))) return gone
      // What came since, an edit or a removal, stays.
      if (await stands(address, message.id)) return { ok: true, ref: message.id }
      return write(address, message.id, toStored(message))
    },
    async edit({ address }, message) {
      if (!(await isKnown(address))) return gone
      const before = await stands(address, message.id)
      if (before?.removed) return { ok: true, ref: message.id }
      return write(address, message.id, toStored(message, before?.reactions))
    },
    async remove({ address }, message) {
      if (!(await isKnown(address))) return gone
      const before = await stands(address, message)
      if (!before || before.removed) return { ok: true, ref: message }
      return write(address, message, withoutContent(before))
    },
    async react({ address }, message, team, own) {
      if (!(await isKnown(address))) return gone
      const before = await stands(address, message)
      if (!before || before.removed) return { ok: true, ref: message }
      return write(address, message, { ...before, reactions: { team, own } })
    },
    async state({ address }, state) {
      if (!(await isKnown(address))) return gone
      return write(address, STATE, state)
    },
    typing({ address }, name, on) {
      tell(address, { kind: 'typing', name, on })
    },
  }
}

const gone: Receipt = { ok: false, kind: 'gone', reason: 'This visitor is not known.' }
