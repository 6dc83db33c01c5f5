import { expect, it } from 'vitest'
import { channelsWithNews } from '../../../src/adapters/discord/with-news.ts'
import type { Called, Wanted } from '../../../src/adapters/discord/gateway.ts'

const SINCE = '1573890000000000000'
const LATER = '1573890000000000009'

/** A server with one thread that has something new; `answers` go before what Discord then says. */
async function news(...answers: readonly Called[]) {
  const left = [...answers]
  const all = { threads: [{ id: '1573880000000000000', last_message_id: LATER }] }
  return channelsWithNews(
    {
      store: { list: async () => [], thread: async () => null },
      whose: { conversationIn: async () => 'one' as never },
      gateway: {
        async call({ route }: Wanted): Promise<Called> {
          if (!route.endsWith('/threads/active')) return { ok: true, data: [] }
          return left.shift() ?? { ok: true, data: all }
        },
      },
      guild: () => '1',
      ending: new AbortController().signal,
    },
    SINCE,
  )
}

it('finds the threads that have something new', async () => {
  expect(await news()).toEqual(['1573880000000000000'])
})

it('finds them though Discord does not say at first which there are', async () => {
  const failed = { ok: false, failure: { status: 503 } } as const
  expect(await news(failed, failed)).toEqual(['1573880000000000000'])
})
