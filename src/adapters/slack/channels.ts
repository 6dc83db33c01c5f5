import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'

export type Found =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly receipt: Receipt }

export interface Channels {
  /** The id of a channel that the settings name by its name or id. */
  find(named: string): Promise<Found>
  /** A channel has another name: look anew. */
  renamed(): void
}

const ID = /^[CG][A-Z0-9]{6,40}$/
const page = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})
const MOST_PAGES = 20

/** Finds channels by name, and remembers them. */
export function slackChannels(gateway: Gateway): Channels {
  const ids = new Map<string, string>()

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
      for (const { id, name } of channels) if (name) ids.set(name, id)
      cursor = more?.next_cursor ?? ''
      if (ids.has(named) || cursor === '') break
    }
    const id = ids.get(named)
    if (id) return { ok: true, id }
    const reason = `Slack has no channel “${named}” that the app was invited to.`
    return { ok: false, receipt: { ok: false, kind: 'refused', reason } }
  }

  return {
    async find(named) {
      const id = ID.test(named) ? named : ids.get(named)
      return id === undefined ? look(named) : { ok: true, id }
    },
    renamed: () => ids.clear(),
  }
}
