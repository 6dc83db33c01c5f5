import { z } from 'zod'
import type { KeptEvent } from '../../ports.ts'
import { timeOf } from './snowflakes.ts'

const written = z.looseObject({
  t: z.literal('MESSAGE_CREATE'),
  d: z.looseObject({ id: z.string().regex(/^\d{1,20}$/) }),
})
const edited = z.looseObject({
  t: z.literal('MESSAGE_UPDATE'),
  d: z.looseObject({ edited_timestamp: z.iso.datetime({ offset: true }) }),
})

/** Discord's own time of what it sent, in epoch ms; null where it tells none. */
function whenOf(body: unknown): number | null {
  const wrote = written.safeParse(body).data
  if (wrote) return timeOf(wrote.d.id)
  const edit = edited.safeParse(body).data
  return edit ? Date.parse(edit.d.edited_timestamp) : null
}

/** What was read back comes late: what was written earlier stays first; what says no time, where it came. */
export function staysBefore(waiting: KeptEvent, event: KeptEvent): boolean {
  const [its, when] = [whenOf(waiting.body), whenOf(event.body)]
  return when === null || its === null || its <= when
}
