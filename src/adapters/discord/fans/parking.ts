import { z } from 'zod'
import type { Settings } from '../../../config.ts'
import type { Heard } from '../heard.ts'
import type { DiscordPosting } from '../posting.ts'
import { timeOf } from '../snowflakes.ts'
import { openInboxes } from './inboxes.ts'
import { drawPicker } from './picker.ts'
import type { Records } from './records.ts'

/** What people wrote before they said to whom: it is kept until they choose. */
export type Parking = ReturnType<typeof fanParking>

type Message = Extract<Heard, { kind: 'message' }>

const MOST = 50

const identified = z.looseObject({ id: z.string() })

export function fanParking({
  settings,
  records,
  posting,
}: {
  readonly settings: () => Settings
  readonly records: Records
  readonly posting: DiscordPosting
}) {
  const isPost = (post: string) => (d: unknown) => identified.safeParse(d).data?.id === post

  async function park({ from, channel, id }: Message, d: unknown): Promise<void> {
    const before = (await records.get(from.id))?.waiting ?? []
    const { content, rows } = drawPicker(openInboxes(settings()), null)
    if (before.length === 0) {
      const mark = { outbox: `choose:${id}`, part: 1 }
      const posted = await posting.post({
        channel,
        mark,
        message: { content, rows },
        since: timeOf(id),
      })
      if (!posted.ok && !posted.receipt.ok && posted.receipt.kind === 'retry')
        throw new Error(posted.receipt.reason)
    }
    await records.change(from.id, ({ waiting }) => ({
      waiting: waiting.some(isPost(id)) ? waiting : [...waiting, d].slice(-MOST),
    }))
  }

  async function changed(user: string, post: string, d: unknown): Promise<void> {
    const { waiting = [] } = (await records.get(user)) ?? {}
    if (!waiting.some(isPost(post))) return
    await records.change(user, (before) => ({
      waiting: before.waiting.map((one) => (isPost(post)(one) ? d : one)),
    }))
  }

  async function removed(channel: string, post: string): Promise<void> {
    const user = await records.userIn(channel)
    if (user !== null)
      await records.change(user, ({ waiting }) => ({
        waiting: waiting.filter((one) => !isPost(post)(one)),
      }))
  }

  return {
    park,
    changed,
    removed,
    waiting: async (user: string) => (await records.get(user))?.waiting ?? [],
    clear: (user: string) => records.change(user, () => ({ waiting: [] })),
  }
}
