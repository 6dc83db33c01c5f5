import { z } from 'zod'
import { flag, json, text, ts } from '../arguments.ts'
import { checkContent, checkMetadata, contentArgs, metadataArg } from '../content.ts'
import { messageOrRefuse } from '../lookup.ts'
import { remove, revise } from '../messages.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { Channel, Message } from '../model.ts'
import { reach } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { wireMessage } from '../wire-message.ts'

const LONGEST_EDIT = 4000

const update = method({
  name: 'chat.update',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({
    channel: text,
    ts,
    ...contentArgs,
    ...metadataArg,
    reply_broadcast: flag.optional(),
    file_ids: json.optional(),
  }),
  run(args, call) {
    const channel = reach(call, args.channel)
    if (channel.archived) throw new Refusal('is_inactive')
    const message = own(call, channel, args.ts, 'cant_update_message')
    const given = args.text ?? args.blocks ?? args.attachments ?? args.markdown_text
    if (given === undefined && args.metadata === undefined) throw new Refusal('no_text')
    if ((args.text?.length ?? 0) > LONGEST_EDIT) throw new Refusal('msg_too_long')
    revise(call.office, message, {
      // New text without blocks takes the old blocks away.
      ...(given === undefined
        ? {}
        : checkContent(call.office, { text: message.text, ...known(args) })),
      ...(args.metadata ? { metadata: checkMetadata(args.metadata) } : {}),
      // `parse` falls back to `client` here, which makes names live, unlike on chat.postMessage.
      reading: { mrkdwn: message.reading.mrkdwn, names: args.parse !== 'none' },
      // Slack does not mark as edited what was updated with blocks.
      editedBy: args.blocks === undefined ? call.office.app.userId : null,
    })
    const shown = wireMessage(call.office, message)
    return { channel: channel.id, ts: message.ts, text: message.text, message: shown }
  },
})

const remove_ = method({
  name: 'chat.delete',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ channel: text, ts, as_user: flag.optional() }),
  run(args, call) {
    const channel = reach(call, args.channel)
    remove(call.office, own(call, channel, args.ts, 'cant_delete_message'))
    return { channel: channel.id, ts: args.ts }
  },
})

const permalink = method({
  name: 'chat.getPermalink',
  tier: 'none',
  args: z.object({ channel: text, message_ts: ts }),
  run(args, call) {
    const channel = reach(call, args.channel)
    const message = messageOrRefuse(channel, args.message_ts)
    const place = `${call.office.url}/archives/${channel.id}/p${message.ts.replace('.', '')}`
    const thread =
      message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
    return { channel: channel.id, permalink: `${place}${thread}` }
  },
})

/** The app may change only what the app wrote. */
function own({ office }: Call, channel: Channel, ts: string, error: string): Message {
  const message = messageOrRefuse(channel, ts)
  if (message.author.appId !== office.app.id) throw new Refusal(error)
  return message
}

function known<T extends object>(fields: T): Partial<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  // The same keys with the same values, but for those that had none.
  return Object.fromEntries(entries) as Partial<T>
}

export const chatChange: readonly Method[] = [update, remove_, permalink]
