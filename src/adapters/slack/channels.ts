import { z } from 'zod'
import type { Feed, Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { Losses } from './losses.ts'

export type Found =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly receipt: Receipt }

export interface Channels {
  /** The id of a channel that the settings name by its name or id. */
  find(named: string): Promise<Found>
  /** The name of a channel that was looked up before. */
  nameOf(id: string): string | null
  /** A channel has another name: look anew. */
  renamed(): void
}

const ID = /^[CG][A-Z0-9]{6,40}$/
const page = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})
const MOST_PAGES = 20
const TOPIC = 'slack:channels'
const known = z.object({ id: z.string() })

interface Deps {
  readonly gateway: Gateway
  readonly losses: Losses
  readonly feed: Pick<Feed, 'get' | 'put'>
}

/** True for a channel's id; all else is a name. */
export function isChannelId(named: string): boolean {
  return ID.test(named)
}

/** Finds channels by name, and remembers them: one that gets another name is still the one that was meant. */
export function slackChannels({ gateway, losses, feed }: Deps): Channels {
  const ids = new Map<string, string>()
  const names = new Map<string, string>()

  async function look(named: string): Promise<Found> {
    let cursor = ''
    for (let count = 0; count < MOST_PAGES; count += 1) {
      const called = await gateway.call({
        method: 'conversations.list',
        args: {
          types: 'public_channel,private_channel',
          exclude_archived: false,
          limit: 200,
          ...(cursor === '' ? {} : { cursor }),
        },
      })
      if (!called.ok) return { ok: false, receipt: receiptOf(called, 'place') }
      const { channels, response_metadata: more } = page.parse(called.data)
      for (const { id, name } of channels) {
        if (!name) continue
        ids.set(name, id)
        names.set(id, name)
      }
      cursor = more?.next_cursor ?? ''
      if (ids.has(named) || cursor === '') break
    }
    const id = ids.get(named)
    if (id !== undefined) {
      losses.mended(named)
      await feed.put([{ topic: TOPIC, key: named, body: { id } }])
      return { ok: true, id }
    }
    const former = known.safeParse((await feed.get(TOPIC, named))?.body).data
    if (former) {
      ids.set(named, former.id)
      return { ok: true, id: former.id }
    }
    const reason = `Slack has no channel “${named}” that the app was invited to.`
    losses.unknown(named, reason)
    return { ok: false, receipt: { ok: false, kind: 'blocked', reason } }
  }

  return {
    async find(named) {
      const id = isChannelId(named) ? named : ids.get(named)
      if (id !== undefined) return { ok: true, id }
      const loss = losses.inTheWay(named)
      if (loss) return { ok: false, receipt: { ok: false, kind: 'blocked', reason: loss.reason } }
      return look(named)
    },
    nameOf: (id) => names.get(id) ?? null,
    renamed: () => ids.clear(),
  }
}
