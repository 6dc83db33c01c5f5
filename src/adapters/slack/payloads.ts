import { z } from 'zod'

const ts = z.string().regex(/^\d{1,20}\.\d{1,20}$/)
const id = z.string().min(1).max(60)
const things = z.array(z.unknown()).optional().catch(undefined)
const words = z.string().optional().catch(undefined)

export const anyEvent = z.looseObject({
  type: z.string(),
  subtype: z.string().optional(),
})

/** A file as a message names it. Its address wants the app's token: it is for the server alone. */
const file = z.looseObject({
  id,
  name: z.string().nullish().catch(null),
  mimetype: z.string().optional().catch(undefined),
  size: z.number().optional().catch(undefined),
  mode: z.string().optional().catch(undefined),
  file_access: z.string().optional().catch(undefined),
  url_private: z.string().optional().catch(undefined),
  url_private_download: z.string().optional().catch(undefined),
})

export type SlackFile = z.infer<typeof file>

const files = z
  .array(z.unknown())
  .catch([])
  .transform((all) => all.flatMap((one) => file.safeParse(one).data ?? []))

/** A message, by itself or nested in the event of its change. */
export const slackMessage = z.looseObject({
  type: z.string(),
  subtype: z.string().optional(),
  ts,
  thread_ts: ts.optional(),
  user: id.optional(),
  bot_id: id.nullish(),
  app_id: id.nullish(),
  hidden: z.boolean().optional(),
  text: words,
  blocks: things,
  attachments: things,
  files,
  edited: z.looseObject({ user: id.optional(), ts }).nullish(),
})

export type SlackMessageEvent = z.infer<typeof slackMessage>

const inChannel = { channel: id, channel_type: z.string().optional() }

export const posted = slackMessage.extend(inChannel)

/** Slack leaves the subtype of this one out: it tells by its nested message. */
export const nesting = z.looseObject({ message: z.looseObject({}) })

export const changed = z.looseObject({
  ...inChannel,
  message: slackMessage,
  previous_message: slackMessage.nullish().catch(null),
})

export const deleted = z.looseObject({
  ...inChannel,
  deleted_ts: ts,
  previous_message: slackMessage.nullish().catch(null),
})

export const homeEvent = z.looseObject({ user: id, tab: z.literal('home') })

export const reactionEvent = z.looseObject({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: id,
  reaction: z.string().max(200),
  item: z.looseObject({ type: z.literal('message'), channel: id, ts }),
  event_ts: z.string().max(60).default(''),
})
