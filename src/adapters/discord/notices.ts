import { randomUUID } from 'node:crypto'
import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../ports.ts'
import type { Telling } from '../chats/bringing.ts'
import { GATED, heldSentence } from '../chats/what-became.ts'
import { messageButton } from './message-presses.ts'
import type { Gateway, Wanted } from './gateway.ts'
import type { Spot } from './incoming.ts'
import { nonceOf } from './marks.ts'
import type { Passing } from './passing.ts'
import { patiently } from './patiently.ts'
import type { MessageRow } from './posting.ts'
import { saidIn } from './said.ts'
import type { LinkTo } from './said.ts'
import { NO_LETTERS } from './sentences.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly linkTo: LinkTo
  readonly passing: Pick<Passing, 'goes'>
  readonly clock: Clock
  /** Nothing is tried again after it. */
  readonly ending: AbortSignal
}

export interface Notices extends Telling<Spot> {
  /**
   * Tells it in a direct message, since everybody may read along where it was asked; who takes none is told there
   * that they do not.
   */
  alone(user: string, spot: Spot, text: string): Promise<void>
}

/** For so many ms a note that was kept from the visitor can be sent by its button. */
const OFFERED = 24 * 3_600_000

const made = z.looseObject({ id: z.string() })

/**
 * What is said to one person about what they wrote. Outside of an interaction Discord has no eyes-only messages:
 * it is a reply under their message that alerts them alone. One with a button goes when the button is of no more
 * use; of a reply that is held, which is nothing new to its author, nobody is alerted.
 */
export function discordNotices({ gateway, linkTo, passing, clock, ending }: Deps): Notices {
  const patience = { ending, tries: 5, longest: 5_000 }

  async function tell(user: string, { channel, message }: Spot, text: string) {
    const name = `<@${user}> `
    for (const [index, { body, files }] of (await saidIn(text, linkTo, name)).entries()) {
      const reply =
        message === null
          ? {}
          : { message_reference: { message_id: message, fail_if_not_exists: false } }
      const content = `${name}${body.content}`
      const alerts = { parse: [], users: [user] }
      const whole = { ...body, content, allowed_mentions: alerts, ...(index === 0 ? reply : {}) }
      await put(channel, whole, files)
    }
  }

  /** Who is not told that a visitor did not get something believes that they did: it is tried for a while. */
  async function put(channel: string, body: object, files: NonNullable<Wanted['files']> = []) {
    // By it Discord knows a second try.
    const nonce = nonceOf({ outbox: randomUUID(), part: 1 })
    const route = Routes.channelMessages(channel)
    const whole = { ...body, nonce, enforce_nonce: true }
    return patiently(gateway, { method: 'POST', route, channel, files, body: whole }, patience)
  }

  async function alone(user: string, spot: Spot, text: string): Promise<void> {
    if (!(await written(user, text))) await tell(user, spot, NO_LETTERS)
  }

  /** False where Discord does not let the app write to them. */
  async function written(user: string, text: string): Promise<boolean> {
    const body = { recipient_id: user }
    const opened = await gateway.call({ method: 'POST', route: Routes.userChannels(), body })
    if (!opened.ok) return false
    const { id: channel } = made.parse(opened.data)
    for (const { body: said, files } of await saidIn(text, linkTo)) {
      const sent = await put(channel, said, files)
      if (!sent.ok) return false
    }
    return true
  }

  /** A reply under what they wrote, with a button, until then. */
  async function offer(
    spot: Spot,
    text: string,
    { row, until, user }: { row: MessageRow; until: number; user?: string },
  ): Promise<void> {
    const { channel, message } = spot
    const called = await put(channel, {
      content: user === undefined ? `-# ${text}` : `<@${user}> ${text}`,
      allowed_mentions: { parse: [], users: user === undefined ? [] : [user] },
      components: [row],
      ...(message === null
        ? {}
        : { message_reference: { message_id: message, fail_if_not_exists: false } }),
    })
    if (called.ok) await passing.goes({ channel, id: made.parse(called.data).id }, until)
  }

  return {
    tell,
    alone,
    gated: async (user, spot, note) =>
      offer(spot, GATED, {
        row: messageButton('send', 'Claim and send', note),
        until: clock.now() + OFFERED,
        user,
      }),
    held: async (_, spot, reply, now) =>
      offer(spot, heldSentence(reply, now), {
        row: messageButton('undo', 'Undo', reply),
        until: reply.heldUntil ?? now,
      }),
  }
}
