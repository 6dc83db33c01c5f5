import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Receipt } from '../../../ports.ts'
import { meaningOf } from '../failures.ts'
import type { Gateway } from '../gateway.ts'
import { receiptOf } from '../gateway.ts'
import type { Records } from './records.ts'

/** Somebody's direct messages with the app, or the receipt of why there are none. */
export type Opened =
  | { readonly ok: true; readonly channel: string }
  | { readonly ok: false; readonly receipt: Receipt }

const made = z.looseObject({ id: z.string() })

/** Opens somebody's direct messages, once for each of them. */
export function directMessages({
  gateway,
  records,
}: {
  readonly gateway: Pick<Gateway, 'call'>
  readonly records: Records
}) {
  return async (user: string): Promise<Opened> => {
    const known = (await records.get(user))?.channel
    if (known) return { ok: true, channel: known }
    const body = { recipient_id: user }
    const called = await gateway.call({ method: 'POST', route: Routes.userChannels(), body })
    if (!called.ok) return { ok: false, receipt: asToPerson(receiptOf(called, 'thread')) }
    const { id: channel } = made.parse(called.data)
    await records.change(user, () => ({ channel }))
    return { ok: true, channel }
  }
}

/** Why nothing reaches somebody, by Discord's code for it; whether they blocked the app or closed their doors it does not say. */
const UNREACHABLE: ReadonlyMap<number, string> = new Map([
  [50_007, 'They take no direct messages from the bot: they closed them, or blocked it.'],
  [50_278, 'They left the Discord server, so the bot cannot write to them.'],
])
const WHEN = 'Replies go out by themselves when they write again.'

const TO_TEAM = new Map(
  [...UNREACHABLE].map(([code, why]) => [meaningOf({ code })?.sentence, `${why} ${WHEN}`]),
)
const SENTENCES: ReadonlySet<string> = new Set(TO_TEAM.values())

/** The receipt as the team reads it: what Discord says of a person, said of this one. */
export function asToPerson(receipt: Receipt): Receipt {
  const reason = receipt.ok ? undefined : TO_TEAM.get(receipt.reason)
  return reason === undefined ? receipt : { ok: false, kind: 'refused', reason }
}

/** Why nothing reaches the person for now, as the team reads it; null where the receipt says nothing of that. */
export function whyUnreachable(receipt: Receipt): string | null {
  return !receipt.ok && SENTENCES.has(receipt.reason) ? receipt.reason : null
}
