// What the gateway tells of messages, reactions and places, as far as it matters here.
import { z } from 'zod'
import type { DiscordUser } from './people.ts'

const snowflake = z.string().regex(/^\d{1,20}$/)
const name = z.string().nullish().catch(null)
const member = z.looseObject({ roles: z.array(z.string()), nick: name })
const user = z.looseObject({
  id: snowflake,
  username: name,
  global_name: name,
  bot: z.boolean().optional(),
  system: z.boolean().optional(),
})
const list = z.array(z.unknown()).catch([]).default([])

export const attachment = z.looseObject({
  id: snowflake,
  filename: z.string(),
  url: z.string(),
  size: z.number().optional().catch(undefined),
  content_type: z.string().nullish().catch(null),
})

/** A file on a message; its address is good for a day. */
export type DiscordFile = z.infer<typeof attachment>

/** A message as the gateway tells it, and as it is read back, which leaves out who its author is in the server. */
export const message = z.looseObject({
  id: snowflake,
  channel_id: snowflake,
  type: z.number(),
  author: user,
  member: member.optional().catch(undefined),
  webhook_id: z.string().optional(),
  content: z.string(),
  edited_timestamp: z.string().nullish(),
  attachments: z.array(attachment).default([]),
  mentions: z
    .array(user.extend({ member: member.optional().catch(undefined) }))
    .catch([])
    .default([]),
  message_reference: z
    .looseObject({ type: z.number().optional(), message_id: snowflake.optional() })
    .nullish()
    .catch(null),
  sticker_items: list,
  message_snapshots: list,
  embeds: list,
  components: list,
  poll: z.unknown().optional(),
})
export type DiscordMessage = z.infer<typeof message>

export const removal = z.looseObject({ id: snowflake, channel_id: snowflake })

export const removals = z.looseObject({ ids: z.array(snowflake).max(1_000), channel_id: snowflake })

const onMessage = { channel_id: snowflake, message_id: snowflake }
const emoji = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() })

export const reaction = z.looseObject({
  ...onMessage,
  user_id: snowflake,
  member: member.extend({ user: user.optional() }).optional().catch(undefined),
  emoji,
})

export const cleared = z.looseObject({ ...onMessage, emoji: emoji.optional() })

export const typing = z.looseObject({
  channel_id: snowflake,
  user_id: snowflake,
  member: member.optional().catch(undefined),
})

/** A person as Discord says who they are, with their roles where it says them. */
export function personIn(
  given: z.infer<typeof user>,
  inServer: z.infer<typeof member> | undefined,
): DiscordUser {
  const names = [inServer?.nick, given.global_name, given.username].flatMap((one) => one ?? [])
  return { id: given.id, names, ...(inServer ? { roles: inServer.roles } : {}) }
}

/** A channel or a thread. */
export const place = z.looseObject({
  id: snowflake,
  parent_id: snowflake.nullish(),
  thread_metadata: z
    .looseObject({ archived: z.boolean().catch(false), locked: z.boolean().catch(false) })
    .optional()
    .catch(undefined),
})
