import { z } from 'zod'
import type { Gateway, Wanted } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { pause } from '../chats/pause.ts'
import type { Rank } from './schedule.ts'

/** What became of reading: `not now`: it may be read later; `never`: nothing can be read there. */
export type Outcome = 'read' | 'not now' | 'never'

const page = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      bot_id: z.string().nullish(),
      latest_reply: z.string().nullish(),
      edited: z.unknown().optional(),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).optional(),
})
export type ReadMessage = z.infer<typeof page>['messages'][number]

export interface ReadBack {
  readonly method: 'conversations.history' | 'conversations.replies'
  readonly args: Readonly<Record<string, unknown>> & { readonly channel: string }
  readonly rank: Rank
  readonly take: (messages: readonly ReadMessage[]) => Promise<void>
}

const MOST_PAGES = 5
const MOST_TRIES = 8
const FIRST_WAIT = 250

/** Reads messages back from Slack, a page after the other; what fails for the moment is tried again. */
export function readingBack(gateway: Pick<Gateway, 'call'>, ending: AbortSignal) {
  return async ({ method, args, rank, take }: ReadBack): Promise<Outcome> => {
    const { channel } = args
    let cursor = ''
    for (let count = 0; count < MOST_PAGES && !ending.aborted; count += 1) {
      const more = cursor === '' ? {} : { cursor }
      const called = await patiently({
        method,
        channel,
        rank,
        args: { limit: 200, ...args, ...more },
      })
      if (!called.ok) return called.outcome
      const { messages, response_metadata: next } = page.parse(called.data)
      await take(messages)
      cursor = next?.next_cursor ?? ''
      if (cursor === '') return 'read'
    }
    return 'read'
  }

  async function patiently(wanted: Wanted) {
    for (let tries = 0; tries < MOST_TRIES && !ending.aborted; tries += 1) {
      const called = await gateway.call(wanted)
      if (called.ok) return called
      const receipt = receiptOf(called, 'place')
      if (receipt.ok || receipt.kind !== 'retry') return { ok: false, outcome: 'never' } as const
      await pause(receipt.after ?? FIRST_WAIT * 2 ** tries, ending)
    }
    return { ok: false, outcome: 'not now' } as const
  }
}
