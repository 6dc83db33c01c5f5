import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Receipt } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { signIn } from './marks.ts'
import { timeOf } from './snowflakes.ts'

/** Which message of a channel carries which mark, by `signOf`. */
export type FoundMarks =
  | { readonly ok: true; readonly marks: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly receipt: Receipt }

const page = z.array(
  z.looseObject({
    id: z.string(),
    content: z.string().catch(''),
    author: z.looseObject({ bot: z.boolean().catch(false) }),
    embeds: z.array(z.looseObject({ description: z.string().optional() })).catch([]),
  }),
)

const PAGE = 100
const MOST_PAGES = 20
/** Ms by which Discord's clock may be behind ours. */
const SKEW = 5 * 60_000

/** The marks of what apps posted into a channel since then, epoch ms. */
export async function marksIn(
  gateway: Pick<Gateway, 'call'>,
  channel: string,
  since: number,
): Promise<FoundMarks> {
  const marks = new Map<string, string>()
  let before: string | null = null
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before ? { before } : {}) })
    const called = await gateway.call({
      method: 'GET',
      route: Routes.channelMessages(channel),
      query,
      channel,
    })
    if (!called.ok) return { ok: false, receipt: receiptOf(called, 'thread') }
    const messages = page.parse(called.data)
    for (const { id, author, content, embeds } of messages) {
      const sign = author.bot ? signIn([content, embeds[0]?.description ?? ''].join('\n')) : null
      // The oldest of several stands: the others were doubts.
      if (sign !== null) marks.set(sign, id)
    }
    before = messages.at(-1)?.id ?? null
    if (messages.length < PAGE || before === null || timeOf(before) < since - SKEW) break
  }
  return { ok: true, marks }
}
