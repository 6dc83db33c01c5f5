import { Routes } from 'discord.js'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Receipt } from '../../ports.ts'
import { small } from './drawn-posts.ts'
import { fitting } from './fitting.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { At } from './heard.ts'
import { nonceOf } from './marks.ts'
import { messageButton } from './message-presses.ts'
import type { DiscordPeople } from './people.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly people: Pick<DiscordPeople, 'userOf'>
  readonly clock: Clock
}

/** Says under a reply that was written in Discord that it did not reach the visitor, with Retry; its author is alerted. */
export function failureNotes({ gateway, people, clock }: Deps) {
  return async (message: Message, { channel, id }: At): Promise<Receipt> => {
    const user = message.by.kind === 'human' ? people.userOf(message.by.id) : null
    const mention = user === null ? '' : `<@${user}> `
    const said = small(fitting(`✗ This did not reach the visitor. ${message.failed ?? ''}`, 700))
    const called = await gateway.call({
      method: 'POST',
      route: Routes.channelMessages(channel),
      channel,
      body: {
        content: mention === '' ? said : `${mention}\n${said}`,
        components: [messageButton('retry', 'Retry', message)],
        allowed_mentions: { parse: [], users: user === null ? [] : [user] },
        message_reference: { message_id: id, fail_if_not_exists: false },
        nonce: nonceOf({ outbox: `failed ${message.id}`, part: Math.floor(clock.now() / 60_000) }),
        enforce_nonce: true,
      },
    })
    return called.ok ? { ok: true, ref: '' } : receiptOf(called, 'thread')
  }
}
