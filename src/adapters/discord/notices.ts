import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../ports.ts'
import type { Telling } from '../chats/bringing.ts'
import { GATED, heldSentence } from '../chats/what-became.ts'
import { messageButton } from './message-presses.ts'
import type { Gateway } from './gateway.ts'
import type { Spot } from './incoming.ts'
import type { Passing } from './passing.ts'
import type { MessageRow } from './posting.ts'
import { saidIn } from './said.ts'
import type { LinkTo } from './said.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly linkTo: LinkTo
  readonly passing: Pick<Passing, 'goes'>
  readonly clock: Clock
}

/** For so many ms a note that was kept from the visitor can be sent by its button. */
const OFFERED = 24 * 3_600_000

const made = z.looseObject({ id: z.string() })

/**
 * What is said to one person about what they wrote. Outside of an interaction Discord has no eyes-only messages:
 * it is a reply under their message that alerts them alone. One with a button goes when the button is of no more
 * use; of a reply that is held, which is nothing new to its author, nobody is alerted.
 */
export function discordNotices({ gateway, linkTo, passing, clock }: Deps): Telling<Spot> {
  async function tell(user: string, { channel, message }: Spot, text: string) {
    for (const [index, { body, files }] of (await saidIn(text, linkTo)).entries()) {
      const reply =
        message === null
          ? {}
          : { message_reference: { message_id: message, fail_if_not_exists: false } }
      await gateway.call({
        method: 'POST',
        route: Routes.channelMessages(channel),
        channel,
        files,
        body: {
          ...body,
          content: `<@${user}> ${body.content}`,
          allowed_mentions: { parse: [], users: [user] },
          ...(index === 0 ? reply : {}),
        },
      })
    }
  }

  /** A reply under what they wrote, with a button, until then. */
  async function offer(
    spot: Spot,
    text: string,
    { row, until, user }: { row: MessageRow; until: number; user?: string },
  ): Promise<void> {
    const { channel, message } = spot
    const called = await gateway.call({
      method: 'POST',
      route: Routes.channelMessages(channel),
      channel,
      body: {
        content: user === undefined ? `-# ${text}` : `<@${user}> ${text}`,
        allowed_mentions: { parse: [], users: user === undefined ? [] : [user] },
        components: [row],
        ...(message === null
          ? {}
          : { message_reference: { message_id: message, fail_if_not_exists: false } }),
      },
    })
    if (called.ok) await passing.goes({ channel, id: made.parse(called.data).id }, until)
  }

  return {
    tell,
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
