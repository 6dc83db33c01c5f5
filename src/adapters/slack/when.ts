import { z } from 'zod'
import type { KeptEvent } from '../../ports.ts'
import { isLater } from './refs.ts'

const event = z.looseObject({
  event: z.looseObject({ event_ts: z.string().optional(), ts: z.string().optional() }),
})
const press = z.looseObject({ actions: z.array(z.looseObject({ action_ts: z.string() })).min(1) })
const shortcut = z.looseObject({ action_ts: z.string() })

/** Slack's own time of what it sent, as a `ts`; null where it tells none. */
function whenOf(body: unknown): string | null {
  const told = event.safeParse(body).data?.event
  if (told) return told.event_ts ?? told.ts ?? null
  const pressed = press.safeParse(body).data?.actions[0]
  return (pressed ?? shortcut.safeParse(body).data)?.action_ts ?? null
}

/** Slack keeps no order: what was written earlier stays first; what says no time, where it came. */
export function staysBefore(waiting: KeptEvent, event: KeptEvent): boolean {
  const [its, when] = [whenOf(waiting.body), whenOf(event.body)]
  return when === null || its === null || !isLater(its, when)
}
