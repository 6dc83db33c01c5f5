import { Routes } from 'discord.js'
import type { Telling } from '../chats/bringing.ts'
import { GATED, heldSentence } from '../chats/what-became.ts'
import { messageButton } from './message-presses.ts'
import type { Gateway } from './gateway.ts'
import type { Spot } from './incoming.ts'
import type { MessageRow } from './posting.ts'
import { saidIn } from './said.ts'
import type { LinkTo } from './said.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly linkTo: LinkTo
}

/**
 * What is said to one person about what they wrote. Outside of an interaction Discord has no eyes-only messages:
 * it is a reply under their message that alerts them alone.
 */
export function discordNotices({ gateway, linkTo }: Deps): Telling<Spot> {
  async function tell(
    user: string,
    { channel, message }: Spot,
    text: string,
    rows: readonly MessageRow[] = [],
  ) {
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
          ...(index === 0 ? { ...reply, components: rows } : {}),
        },
      })
    }
  }

  return {
    tell,
    gated: (user, spot, note) =>
      tell(user, spot, GATED, [messageButton('send', 'Claim and send', note)]),
    held: (user, spot, reply, now) =>
      tell(user, spot, heldSentence(reply, now), [messageButton('undo', 'Undo', reply)]),
  }
}
